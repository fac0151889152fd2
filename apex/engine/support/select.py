"""Which sections could hold the sign up, and which of them to take."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from apex.engine.bundle import Packs
from apex.engine.document import Document
from apex.engine.envelope import show_ratio
from apex.engine.support import candidate
from apex.engine.support.candidate import Candidate
from apex.engine.support.demand import Setting
from apex.engine.support.metal import Metal

SHOWN = 4
"""So many sections are worked out whole beside the one taken, to be offered as options."""

MOST_TRIALS = 40
"""After so many the search for further options ends."""


@dataclass(frozen=True, slots=True)
class Selection:
    """All candidates of the sweep, those proven by the whole design, and the one taken.

    `candidates` are judged at grade; `feasible` holds the lightest that also pass in the ground,
    with the ratio of the whole design. Those that fail there have their reason among `candidates`.
    """

    candidates: tuple[Candidate, ...]
    feasible: tuple[Candidate, ...]
    nearest: Candidate | None
    left_out: tuple[str, ...] = ()
    """Families that are not made in the chosen grade."""

    @property
    def taken(self) -> Candidate | None:
        return self.feasible[0] if self.feasible else None

    @property
    def passing_at_grade(self) -> int:
        return sum(c.at_grade for c in self.candidates)


def candidates(document: Document, setting: Setting, packs: Packs, metal: Metal) -> list[Candidate]:
    """Every section of the chosen families under this sign, each with its own gust and wind."""
    support = document.support
    costs = {family: float(price.value) for family, price in packs.pricing.steel.items()}
    found: list[Candidate] = []
    for group in metal.groups(support.families_in_use, support.grade):
        ratios = candidate.by_sign(
            metal,
            group,
            setting,
            support.method,
            setting.climate.code.edition,
            support.deflection_limit,
            support.service_wind_factor,
        )
        length = setting.H_ft * support.count
        found += candidate.rows(group, ratios, costs, length, torsion=setting.twists)
    if document.foundation.kind != "direct_burial":
        return found
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
    return replace(
        c, reason=f"needs a hole of {needed:.1f} in (IBC 1807.3.3); the pier is {hole:.1f} in wide", fits=False
    )


Worked = tuple[float, str, bool] | None
"""Ratio and name of the governing check, and whether all pass; None where out of scope."""


def select(
    document: Document, setting: Setting, packs: Packs, metal: Metal, whole: Callable[[Candidate], Worked]
) -> Selection:
    """The lightest candidates that also pass what only the whole design can tell.

    Candidates the sweep finds feasible are worked out whole, lightest first, until enough are
    proven. Where none is, the nearest is the one closest to passing that can be worked out at all.
    """
    every = candidates(document, setting, packs, metal)
    proven: list[Candidate] = []
    failed: dict[int, Candidate] = {}
    for tried, c in enumerate(candidate.ranked(every), start=1):
        found = whole(c)
        if found is not None and found[2]:
            proven.append(replace(c, ratio=found[0], governing=found[1]))
        else:
            failed[id(c)] = replace(c, reason=_in_the_ground(found), ratio=found[0] if found else math.inf)
        # The search for a first section has no end but the catalog's; the one for more options has.
        if len(proven) > SHOWN or (proven and tried >= MOST_TRIALS):
            break
    near = None if proven else _nearest(every, list(failed.values()), whole)
    made = {c.section.family for c in every}
    left_out = tuple(f for f in document.support.families_in_use if f not in made)
    return Selection(tuple(failed.get(id(c), c) for c in every), tuple(proven), near, left_out)


def _in_the_ground(found: Worked) -> str:
    if found is None:
        return "out of scope in the whole design"
    return f"{found[1].lower()} {show_ratio(found[0])}"


def _nearest(
    every: Sequence[Candidate], failed: Sequence[Candidate], whole: Callable[[Candidate], Worked]
) -> Candidate | None:
    """The candidate closest to passing among those the method can work out.

    Those that pass at grade and fail in the ground come before those that fail at grade.
    """
    in_the_ground = [c for c in failed if c.ratio < math.inf]
    if in_the_ground:
        return min(in_the_ground, key=lambda c: (c.ratio, c.section.weight_plf, c.section.name))
    left = [c for c in every if not c.reason and c.ratios.get("Stability", 0.0) <= 1.0]
    for _ in range(MOST_TRIALS):
        near = candidate.nearest(left)
        if near is None or whole(near) is not None:
            return near
        left.remove(near)
    return None
