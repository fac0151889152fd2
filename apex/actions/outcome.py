"""What an action comes to, before it becomes a page or an envelope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apex.engine.envelope import confidence, content_sha256, envelope, rounded
from apex.engine.steps import plain_steps
from apex.engine.trace import Check, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The answer to one request, its trace and the packs behind it."""

    inputs: Any
    result: Any
    pack_metadata: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Any] = field(default_factory=dict)
    intermediates: Mapping[str, Any] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    editions: Mapping[str, str] = field(default_factory=dict)
    checks: Sequence[Check] = ()
    assumptions: Sequence[str] = ()
    feasible: bool = True
    abstained: bool = False
    """Whether the very thing that was asked for is not known."""
    exact: bool = False
    """Whether the result is something stored, which is echoed and hashed to the letter."""
    etag: str | None = None

    @property
    def confidence(self) -> float:
        return confidence(self.checks, self.assumptions, feasible=self.feasible, abstained=self.abstained)

    @property
    def content_sha256(self) -> str:
        """The hash the envelope carries, without making the envelope."""
        return content_sha256(self.inputs, self.result if self.exact else rounded(self.result), self.pack_metadata)

    def envelope(self, *, code_version: Mapping[str, Any], request_id: str = "") -> dict[str, Any]:
        """The answer as JSON consumers get it, with every step in its trace."""
        return envelope(
            inputs=self.inputs,
            result=self.result,
            outputs=self.outputs,
            intermediates={**self.intermediates, "steps": plain_steps(self.parts, self.editions)},
            checks=self.checks,
            assumptions=self.assumptions,
            pack_metadata=self.pack_metadata,
            confident=self.confidence,
            code_version=code_version,
            request_id=request_id,
            etag=self.etag,
            exact=self.exact,
        )
