"""Everything a design says, as text and as a hash, for comparing one run with another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from apex.engine.design import Design
from apex.engine.trace import Computed


def lines(design: Design) -> Iterator[str]:
    """Every step of every part, every check, candidate, quantity and price, numbers in full."""
    for part in design.sheet.parts:
        yield f"{part.stage}|{part.title}"
        for step in part.steps:
            if isinstance(step, Computed):
                yield f"{step.clause.key} {sorted(step.given.items())!r} {step.value!r}"
            else:
                yield repr(step)
    yield from design.sheet.assumptions
    yield from (repr(c) for c in design.checks)
    yield repr(design.quantities)
    yield repr(design.price)
    if design.selection is not None:
        yield from (f"{c.section.name} {c.grade.name} {c.ratios!r} {c.reason}" for c in design.selection.candidates)


def digest(design: Design) -> str:
    return hashlib.sha256("\n".join(lines(design)).encode()).hexdigest()
