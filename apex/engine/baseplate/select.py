"""The base plate of least cost: a square plate with 4, 6 or 8 rods on a circle, from the sizes of the packs.

The fillet comes first, then every pattern and plate is stood under the combinations that matter, which gives its
least thickness and rods; what is left is tried in the concrete, cheapest first. The first that passes every check
under every combination is the cheapest of the space.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apex.engine.anchor.work import governing_ratio
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.outline import Column, rod_points
from apex.engine.baseplate.space import (
    Pattern,
    Search,
    Wishes,
    circles,
    embedments,
    least_side,
    least_weld,
    outer,
    patterns,
)
from apex.engine.baseplate.trial import Stood, Trial, rods, stand, with_depth
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.bundle import Packs
from apex.engine.document.baseplate import PlateConcrete, Sdc
from apex.engine.edition import Editions
from apex.engine.load.combination import Case
from apex.engine.load.seismic import OMEGA_0
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class Selection:
    """The base plate taken, or the nearest with what it fails. `tried` were worked out in the concrete."""

    work: BasePlateWork
    tried: int

    @property
    def feasible(self) -> bool:
        return self.work.passes


def design_base_plate(
    sheet: Quiet,
    column: Column,
    concrete: PlateConcrete,
    cases: Sequence[Case],
    editions: Editions,
    packs: Packs,
    sdc: Sdc = "A",
    wishes: Wishes | None = None,
) -> Selection:
    """The cheapest base plate of the space that passes, worked out on the sheet; else the nearest, which fails."""
    s = Search(column, concrete, cases, editions, packs, sdc, wishes or Wishes())
    s.active = outer(cases)
    return Selection(shown(s, _cheapest(s), sheet), s.tried)


def shown(s: Search, found: Joint, sheet: Quiet) -> BasePlateWork:
    """What a search found, worked out on the sheet with how it was chosen."""
    work = s.whole(found, sheet)
    sheet.assume(
        f"Chosen for least cost: a square plate with {', '.join(str(n) for n in s.wishes.counts)} rods on a circle, "
        f"sizes of {s.packs.anchor_rods.label}; {'grout' if s.wishes.grouted else 'open gap'} {s.wishes.gap_in:g} in."
    )
    if not work.passes:
        failing = ", ".join(c.name.lower() for c in work.checks if not c.passes)
        sheet.warn(f"no base plate of the standard sizes passes; the nearest is shown and fails in: {failing}")
    return work


def _cheapest(s: Search) -> Joint:
    """The first trial that passes everything; a combination found to govern joins those searched with."""
    while True:
        known = len(s.active)
        found = _first(s)
        if len(s.active) == known:
            return found


def _first(s: Search) -> Joint:
    """The first trial that holds in the concrete and then as a whole; else the one that comes nearest."""
    near: tuple[float, Joint] | None = None
    for count, trial in enumerate(_trials(s), start=1):
        omega = OMEGA_0 if any(f.seismic for f in trial.forces) else None
        j = trial.joint
        ratio = governing_ratio(j.group, j.block, trial.forces, s.editions, omega_0=omega, stop_above=1.0)
        s.tried += 1
        if ratio <= 1.0:
            work = s.whole(j)
            missed = {c.case.removesuffix(", Omega_0") for c in work.checks if not c.passes and c.case}
            more = [c for c in s.cases if c.name in missed and c not in s.active]
            s.active += more
            if work.passes or more:
                return j
            ratio = work.ratio
        if near is None or ratio < near[0]:
            near = ratio, j
        if count >= s.wishes.most_trials and math.isfinite(near[0]):
            break
    best = min((n for n in (near, s.near) if n is not None), key=lambda n: n[0], default=None)
    return best[1] if best is not None else _any(s)


def _any(s: Search) -> Joint:
    """Where nothing comes as far as the concrete: what fits it best, to show what fails."""
    weld, book = least_weld(s), s.packs.anchor_rods
    fitting = list(patterns(s, weld))
    if fitting:
        one = max(fitting, key=lambda p: (p.side, p.size.diameter_in, p.count))
        count, circle, side, size = one.count, one.circle, one.side, one.size
    else:
        count = min(s.wishes.counts)
        size = next(z for z in book.sizes if z.diameter_in >= s.wishes.least_rod_in)
        circle = circles(s, size, weld, count)[0]
        side = least_side(s, rod_points(s.anchors(count, circle, size, s.wishes.grades[0], 12.0)), size, weld)
    h_ef = max(embedments(s, size), default=min(s.wishes.embedments_in))
    anchors = s.anchors(count, circle, size, s.wishes.grades[-1], h_ef)
    return s.joint(s.plate(side, max(book.plates_in)), anchors, weld)


def _trials(s: Search) -> Iterator[Trial]:
    """Plates whose steel passes, cheapest first: a pattern waits under what it must cost at least."""
    weld = least_weld(s)
    order = itertools.count()
    heap: list[tuple[float, int, Pattern | None, Trial | None, list[float]]] = [
        (one.least_usd, next(order), one, None, []) for one in patterns(s, weld)
    ]
    heapq.heapify(heap)
    stood: dict[tuple[int, float, float], Stood | None] = {}
    while heap:
        _, _, pattern, trial, depths = heapq.heappop(heap)
        if trial is not None:
            yield trial
            if len(depths) > 1:
                deeper = with_depth(s, trial, depths[1])
                heapq.heappush(heap, (deeper.cost_usd, next(order), None, deeper, depths[1:]))
        elif pattern is not None:
            key = pattern.count, pattern.circle, pattern.side
            if key not in stood:
                stood[key] = stand(s, weld, pattern)
            held = stood[key]
            for one, deep in rods(s, held, pattern.size) if held is not None else ():
                heapq.heappush(heap, (one.cost_usd, next(order), None, one, deep))
