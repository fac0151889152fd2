"""Which sections could hold the sign up, and which of them to take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from apex.engine.bundle import Packs
from apex.engine.document import Document
from apex.engine.support import candidate
from apex.engine.support.candidate import Candidate
from apex.engine.support.demand import Setting


@dataclass(frozen=True, slots=True)
class Selection:
    """All candidates, the feasible ones in order, and the one taken."""

    candidates: tuple[Candidate, ...]
    feasible: tuple[Candidate, ...]
    taken: Candidate | None
    nearest: Candidate | None


def candidates(document: Document, setting: Setting, packs: Packs) -> list[Candidate]:
    """Every section of the chosen families under this sign, each with its own gust and wind."""
    support = document.support
    costs = {family: float(price.value) for family, price in packs.pricing.steel.items()}
    found: list[Candidate] = []
    for group in candidate.groups(packs.sections, packs.materials, support.families, (support.grade,)):
        ratios = candidate.by_sign(
            group,
            setting,
            support.method,
            setting.climate.code.edition,
            support.deflection_limit,
            support.service_wind_factor,
        )
        found += candidate.rows(group, ratios, costs, torsion=True)
    hole, clearance = hole_in(document), packs.footing_calibration.hole_clearance.value
    return [_fitting(c, hole, clearance) for c in found]


def hole_in(document: Document) -> float:
    """Least width of the hole a buried pole stands in, in."""
    f = document.foundation
    if f.shape == "round":
        return 12.0 * f.diameter_ft
    return 12.0 * min(w for w in (f.width_ft, f.length_ft) if w is not None)


def _fitting(c: Candidate, hole: float, clearance: float) -> Candidate:
    if c.reason or c.section.diagonal_in + clearance <= hole:
        return c
    needed = c.section.diagonal_in + clearance
    return replace(c, reason=f"needs a hole of {needed:.1f} in (IBC 1807.3.3); the pier is {hole:.1f} in wide")


def select(document: Document, setting: Setting, packs: Packs, passes: Callable[[Candidate], bool]) -> Selection:
    """The lightest candidate that also passes what only the whole design can tell.

    Candidates the sweep finds feasible are worked out whole, lightest first, until one passes;
    those that fail there are given their reason.
    """
    every = candidates(document, setting, packs)
    ranked = candidate.ranked(every)
    refused = 0
    taken = None
    for c in ranked:
        if passes(c):
            taken = c
            break
        refused += 1
    feasible: Sequence[Candidate] = ranked[refused:]
    near = candidate.nearest(every) if taken is None else None
    if taken is None and ranked:
        near = ranked[0]
    return Selection(tuple(every), tuple(feasible), taken, near)
