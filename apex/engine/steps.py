"""The steps of a sheet as plain rows for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apex.engine.trace import Check, Computed, Given, Note, Part, Step, Taken


def plain_steps(parts: Sequence[Part], editions: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row a step, in order: part, kind, and what that kind holds."""
    return [{"part": part.title, **_row(step, editions)} for part in parts for step in part.steps]


def _row(step: Step, editions: Mapping[str, str]) -> dict[str, Any]:
    match step:
        case Computed(clause, given, value):
            return {
                "kind": "computed",
                "symbol": clause.symbol,
                "label": clause.title,
                "formula": clause.formula,
                "given": dict(given),
                "value": value,
                "unit": clause.unit,
                "clause": clause.cite(editions),
            }
        case Taken(symbol, label, value, unit, pack, source):
            return {
                "kind": "taken",
                "symbol": symbol,
                "label": label,
                "value": value,
                "unit": unit,
                "pack": pack,
                "source": source,
            }
        case Given(symbol, label, given_value, unit):
            return {"kind": "given", "symbol": symbol, "label": label, "value": given_value, "unit": unit}
        case Note(text):
            return {"kind": "note", "text": text}
        case Check():
            return {"kind": "checked", "name": step.name, "clause": step.clause, "case": step.case}
