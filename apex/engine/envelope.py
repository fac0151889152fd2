"""The envelope of every answer: rounding, confidence and the hash of its content.

Canonical form for the hash: JSON with sorted keys, no spaces, UTF-8, floats as Python's shortest
repr after rounding (scheme `json-sorted-repr-1`).
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from apex.engine.trace import Check
from apex.errors import ApexError

ENVELOPE_VERSION = "1.0"
CANONICAL_SCHEME = "json-sorted-repr-1"
PLACES = 3


def round_ratio(ratio: float) -> float | None:
    """A ratio for machines: to 3 places, upward above 1 so that a failure never reads 1.0.

    None where there is no capacity at all, since JSON has no infinity.
    """
    if ratio <= 1.0:
        return round(ratio, PLACES)
    return math.ceil(ratio * 1000.0 - 1e-9) / 1000.0 if math.isfinite(ratio) else None


def show_ratio(ratio: float) -> str:
    """A ratio for people: always upward at 3 places; `none` where there is no capacity."""
    return f"{math.ceil(ratio * 1000.0 - 1e-9) / 1000.0:.3f}" if math.isfinite(ratio) else "none"


def rounded(value: Any) -> Any:
    """Computed figures to 3 places, in any nesting; Decimal money becomes a number with 2."""
    kind = type(value)
    if kind is float:
        if not math.isfinite(value):
            raise ValueError("a figure that is not finite reached the envelope")
        return round(value, PLACES) + 0.0
    if kind is str or kind is bool or kind is int or value is None:
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Check):
        return rounded(check_row(value))
    if isinstance(value, Mapping):
        return {k: round_ratio(v) if k == "ratio" and v is not None else rounded(v) for k, v in value.items()}
    if isinstance(value, Sequence):
        return [rounded(v) for v in value]
    raise TypeError(f"no place in an envelope for {type(value).__name__}")


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def content_sha256(inputs: Any, shown: Any, packs: Mapping[str, Any]) -> str:
    """Hash of what an answer says: what was given, the rounded result, and the packs behind it."""
    return sha256({"inputs": inputs, "result": shown, "pack_metadata": dict(packs)})


def check_row(check: Check) -> dict[str, Any]:
    """A check as the envelope states it."""
    return {
        "name": check.name,
        "clause": check.clause,
        "demand": check.demand,
        "capacity": check.capacity,
        "unit": check.unit,
        "ratio": check.ratio,
        "pass": check.passes,
    }


class Deduction(NamedTuple):
    """What is taken off a confidence of 1: `step` for each of `times`; `many` ends the word of several."""

    step: float
    times: int
    what: str
    many: str = ""


def taken_off(
    checks: Sequence[Check],
    assumptions: Sequence[str],
    *,
    feasible: bool = True,
    abstained: bool = False,
    engineering_requested: bool = False,
) -> list[Deduction]:
    """What lowers the confidence in an answer, and by how much."""
    every = (
        Deduction(0.5, int(abstained), "no answer is given"),
        Deduction(0.4, int(not feasible), "no section passes"),
        Deduction(0.3, int(engineering_requested), "an engineer is asked for"),
        Deduction(0.3, sum(not c.passes for c in checks), "failed check", "s"),
        Deduction(0.1, sum(a.startswith("warning:") for a in assumptions), "warning", "s"),
    )
    return [one for one in every if one.times]


def confidence(
    checks: Sequence[Check],
    assumptions: Sequence[str],
    *,
    feasible: bool = True,
    abstained: bool = False,
    engineering_requested: bool = False,
) -> float:
    """How far an answer can be trusted as it stands, 0 to 1."""
    every = taken_off(
        checks, assumptions, feasible=feasible, abstained=abstained, engineering_requested=engineering_requested
    )
    return min(max(round(1.0 - sum(one.step * one.times for one in every), 3), 0.0), 1.0)


def envelope(
    *,
    inputs: Any,
    result: Any,
    outputs: Any = None,
    intermediates: Any = None,
    checks: Sequence[Check] = (),
    assumptions: Sequence[str] = (),
    pack_metadata: Mapping[str, Any] | None = None,
    confident: float = 1.0,
    code_version: Mapping[str, Any] | None = None,
    request_id: str = "",
    etag: str | None = None,
    exact: bool = False,
) -> dict[str, Any]:
    """A successful answer. `inputs` is echoed and hashed exactly as it was given.

    `exact` says that the result is something stored, not something computed: nothing is rounded.
    """
    shown = result if exact else rounded(result)
    packs = dict(pack_metadata or {})
    return {
        "result": shown,
        "errors": [],
        "assumptions": list(assumptions),
        "confidence": confident,
        "trace": {
            "data": {
                "inputs": inputs,
                "intermediates": rounded(intermediates or {}),
                "outputs": rounded(outputs or {}),
                "checks": rounded([check_row(c) for c in checks]),
                "artifacts": [],
                "pack_metadata": packs,
            },
            "code_version": dict(code_version or {}),
            "model_config": {"provider": "none", "model": "none"},
        },
        "content_sha256": content_sha256(inputs, shown, packs),
        "etag": etag,
        "envelope_version": ENVELOPE_VERSION,
        "request_id": request_id,
    }


def error_rows(error: ApexError) -> list[dict[str, str]]:
    return [
        {"field": p.field, "pointer": p.pointer, "message": p.message, "type": p.type, "code": p.code}
        for p in error.problems
    ]


def error_envelope(
    error: ApexError, *, inputs: Any = None, code_version: Mapping[str, Any] | None = None, request_id: str = ""
) -> dict[str, Any]:
    """A refusal: every problem, no confidence, and no result but what the error itself shows."""
    answer = envelope(
        inputs=inputs,
        result=error.result,
        confident=0.0,
        code_version=code_version,
        request_id=request_id,
        exact=True,
    )
    return {**answer, "errors": error_rows(error)}
