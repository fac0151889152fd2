"""The base plate of least cost: a square plate with 4, 6 or 8 rods on a circle, from the sizes of the packs.

The fillet comes first. Then patterns are taken by what they must cost at least: what the edges of the concrete refuse
is put off, the rest is stood under the combinations that matter, which gives its least thickness and rods; what is left
is tried in the concrete, cheapest first. The first that passes every check under every combination is the cheapest of
the space.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apex.engine.anchor.work import governing_ratio
from apex.engine.baseplate.candidate import Candidate, Trial
from apex.engine.baseplate.ground import Grounds
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.near import Near
from apex.engine.baseplate.outline import Column
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
    sdc: Sdc | None = "A",
    wishes: Wishes | None = None,
) -> Selection:
    """The cheapest base plate of the space that passes, worked out on the sheet; else the nearest, which fails."""
    s = Search(column, concrete, cases, editions, packs, sdc, wishes or Wishes())
    s.asks.add(outer(cases))
    joint, work = _cheapest(s)
    if work is None or sheet.records:
        work = shown(s, joint, sheet)
    return Selection(work, s.tried)


def shown(s: Search, found: Joint, sheet: Quiet) -> BasePlateWork:
    """What a search found, worked out on the sheet with how it was chosen."""
    work = s.whole(found, sheet)
    sheet.assume(
        f"Chosen for least cost: a square plate with {', '.join(str(n) for n in s.wishes.counts)} rods on a circle, "
        f"of standard sizes ({s.packs.anchor_rods.label}); "
        f"{'grout' if s.wishes.grouted else 'open gap'} {s.wishes.gap_in:g} in."
    )
    if not work.passes:
        failing = ", ".join(c.name.lower() for c in work.checks if not c.passes)
        sheet.warn(f"no base plate of the standard sizes passes; the nearest is shown and fails in: {failing}")
    return work


Chosen = tuple[Joint, BasePlateWork | None]
"""A joint, and what it came to where it was worked out whole."""


def _cheapest(s: Search) -> Chosen:
    """The first trial that passes everything; where none does, the one that comes nearest.

    A combination found to govern joins those searched with. What comes nearest is looked for anew then: it is to be
    judged by all that matter.
    """
    grounds = Grounds(s, least_weld(s))
    begun = s.asks.count
    found = _first(s, grounds)
    if found[1] is None and s.asks.count > begun:
        grounds.begin()
        found = _first(s, grounds)
    return found


def _first(s: Search, grounds: Grounds) -> Chosen:
    """The first trial that holds in the concrete and then as a whole; else the one that comes nearest."""
    failed = Near()
    for one in _trials(s, grounds):
        j = one.joint
        omega = OMEGA_0 if any(f.seismic for f in one.forces) else None
        ratio = governing_ratio(
            j.group, j.block, one.forces, s.editions, omega_0=omega, stop_above=1.0, placed=one.placed
        )
        s.tried += 1
        if ratio <= 1.0:
            work = s.whole(j)
            if work.passes:
                return j, work
            missed = {c.case.removesuffix(", Omega_0") for c in work.checks if not c.passes and c.case}
            more = [c for c in s.cases if c.name in missed and c not in s.asks.cases]
            if more:
                s.asks.add(more)
                grounds.begin()
                continue
            ratio = work.ratio
        failed.take(ratio, lambda j=j: j)  # type: ignore[misc]
        if grounds.spent and ratio <= grounds.weld_ratio(j.plate.thickness_in) * (1.0 + 1e-9):
            return j, None  # it fails in its weld alone, as all of them do
    both = [found for found in (failed.found(), grounds.near.found()) if found is not None]
    return (min(both, key=lambda n: n[0])[2] if both else _any(s)), None


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
        side = least_side(s, s.ring(count, circle), size, weld)
    h_ef = max(embedments(s, size), default=min(s.wishes.embedments_in))
    anchors = s.with_bars(s.anchors(count, circle, size, s.wishes.grades[-1], h_ef))
    return s.joint(s.plate(side, max(book.plates_in)), anchors, weld)


def _trials(s: Search, grounds: Grounds) -> Iterator[Trial]:
    """Plates whose steel passes, cheapest first: a pattern waits under what it must cost at least."""
    order = itertools.count()
    heap: list[tuple[float, int, Pattern | Candidate]] = [
        (one.least_usd, next(order), one) for one in patterns(s, grounds.weld)
    ]
    heapq.heapify(heap)
    while heap:
        _, _, one = heapq.heappop(heap)
        if isinstance(one, Pattern):
            more = grounds.candidates(one)
        elif grounds.stale(one):
            more = grounds.again(one)
        else:
            yield one.trial(s)
            more = one.deeper(s)
        for each in more:
            heapq.heappush(heap, (each.cost_usd, next(order), each))
