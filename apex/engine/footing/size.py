"""The footing with the least concrete: plan in half feet, thickness in quarter feet.

Candidates come in the order of their volume, so the first that passes is the least. For each
thickness and width the shortest length that stands is found by bisection: a longer footing never
stands worse, unless water lifts what it gains (`Judge.most_area`): then every length is looked at. A
chosen plan is at most twice as long as wide.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from apex.engine.footing.shape import Footing
from apex.engine.footing.task import Judge
from apex.engine.foundation.burial import round_up

PLAN_STEP, THICK_STEP = 0.5, 0.25
LEAST_PLAN, MOST_PLAN = 2.0, 60.0
LEAST_THICK, MOST_THICK = 1.0, 6.0
SHORTEST_PEDESTAL = 0.5
PEDESTAL_ROOM_FT = 16.0 / 12.0
PEDESTAL_STEP_FT = 0.5
PEDESTAL_TRIALS = 8
MOST_ASPECT = 2.0
"""Longer over shorter side of a chosen plan: beyond it a footing is hardly rigid any more."""

Waiting = tuple[float, float, float, bool, Footing]
"""Volume, longer side, thickness, whether its length was found to stand, and the footing: the order of the search."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What is wished of a footing, ft; None is chosen. `column_ft` is the side of the post or its plate."""

    width_ft: float | None = None
    length_ft: float | None = None
    thickness_ft: float | None = None
    depth_ft: float | None = None
    pedestal_ft: float | None = None
    column_ft: float = 8.0 / 12.0
    minimum_depth_ft: float = 0.0
    depth_step_ft: float = 0.5
    max_depth_ft: float = 30.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What one search may choose: sizes as given, or None, at one depth with one pedestal or none (c the column)."""

    width_ft: float | None
    length_ft: float | None
    thicknesses: tuple[float, ...]
    D_ft: float
    c_ft: float

    def footing(self, B: float, L: float, t: float) -> Footing:
        return Footing(B, L, t, self.D_ft, self.c_ft)

    def sides(self, given: float | None) -> list[float]:
        if given is not None:
            return [given]
        first = math.ceil(max(LEAST_PLAN, self.c_ft) / PLAN_STEP - 1e-9)
        return [i * PLAN_STEP for i in range(first, int(MOST_PLAN / PLAN_STEP) + 1)]

    @property
    def aspect(self) -> float:
        """Plans given whole are as long as they are."""
        return math.inf if self.width_ft is not None and self.length_ft is not None else MOST_ASPECT


def wishes(sizes: Sizes, D: float) -> Iterator[Wish]:
    """Every pedestal tried, and the footing up to grade without one."""
    given = sizes.thickness_ft
    if given is None:
        steps = math.floor((min(D - SHORTEST_PEDESTAL, MOST_THICK) - LEAST_THICK) / THICK_STEP + 1e-9)
        below = tuple(LEAST_THICK + i * THICK_STEP for i in range(steps + 1))
    else:
        below = (given,) if given < D else ()
    if below:
        for c in pedestals(sizes):
            yield Wish(sizes.width_ft, sizes.length_ft, below, D, c)
    if given == D or (given is None and LEAST_THICK <= D <= MOST_THICK):
        yield Wish(sizes.width_ft, sizes.length_ft, (D,), D, sizes.column_ft)


def pedestals(sizes: Sizes) -> list[float]:
    """The given side, or the sides tried: room for plate and rods around the column, and larger ones."""
    if sizes.pedestal_ft is not None:
        return [sizes.pedestal_ft]
    first = round_up(sizes.column_ft + PEDESTAL_ROOM_FT, PEDESTAL_STEP_FT)
    room = min(side for side in (sizes.width_ft, sizes.length_ft, math.inf) if side is not None)
    wider = [first + i * PEDESTAL_STEP_FT for i in range(1, PEDESTAL_TRIALS)]
    # The least stands even where it has no room: then it is what is refused.
    return [first, *(c for c in wider if c <= room)]


def least(sizes: Sizes, judge: Judge) -> Footing | None:
    """The passing footing of least volume at the judge's depth; None where there is none.

    Solid concrete up to grade is the most stable of one plan: the least such plan bounds all others.
    """
    D = judge.D
    solid = Wish(sizes.width_ft, sizes.length_ft, (D,), D, sizes.column_ft)
    area = judge.known_area(solid, lambda: _least_area(solid, D, judge))
    if area is None:
        return None
    best: Footing | None = None
    for wish in wishes(sizes, D):
        found = _least_of(wish, judge, area, best.volume_ft3 if best is not None else math.inf)
        best = found or best
    return best


def _least_of(wish: Wish, judge: Judge, area: float, bound: float) -> Footing | None:
    """The first that passes in the order of volume, below a bound; ties to the shorter, then the thinner.

    A width waits with a volume it cannot be below; its shortest length is found when its turn comes.
    """
    waiting: list[Waiting] = []
    left = list(wish.thicknesses)
    while True:
        while left and _least_volume(wish, area, left[0]) <= min(bound, waiting[0][0] if waiting else math.inf):
            t = left.pop(0)
            if judge.has_pedestal(wish.footing(MOST_PLAN, MOST_PLAN, t)):
                for B in wish.sides(wish.width_ft):
                    _push(waiting, wish.footing(B, max(area / B, B / wish.aspect), t), resolved=False)
        if not waiting or waiting[0][0] >= bound - 1e-9:
            return None
        _, _, _, resolved, f = heapq.heappop(waiting)
        if resolved and judge.carries(f):
            return f
        longer = _next(wish, judge, f, resolved=resolved)
        if longer is not None:
            _push(waiting, longer, resolved=True)


def _next(wish: Wish, judge: Judge, f: Footing, *, resolved: bool) -> Footing | None:
    """The shortest length that stands with a width, or after that the next longer one."""
    lengths = [
        L
        for L in wish.sides(wish.length_ft)
        if wish.aspect * f.B_ft >= L and wish.aspect * L >= f.B_ft and (f.L_ft < L if resolved else f.L_ft - 1e-9 <= L)
    ]
    if not lengths:
        return None
    if resolved:
        return replace(f, L_ft=lengths[0])
    if judge.most_area(f.t_ft) < math.inf:
        return next((longer for L in lengths if judge.stands(longer := replace(f, L_ft=L))), None)
    low, high = -1, len(lengths)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if judge.stands(replace(f, L_ft=lengths[middle])) else (middle, high)
    return replace(f, L_ft=lengths[high]) if high < len(lengths) else None


def _push(waiting: list[Waiting], f: Footing, *, resolved: bool) -> None:
    heapq.heappush(waiting, (round(f.volume_ft3, 9), max(f.B_ft, f.L_ft) if resolved else 0.0, f.t_ft, resolved, f))


def _least_volume(wish: Wish, area: float, t: float) -> float:
    """No footing of this thickness that is stable has less concrete."""
    return area * t + wish.c_ft**2 * (wish.D_ft - t)


def _least_area(wish: Wish, t: float, judge: Judge) -> float | None:
    """Of all widths with the shortest length that is stable, the least area; a longer side is never worse."""
    widths, lengths = wish.sides(wish.width_ft), wish.sides(wish.length_ft)
    holds, j, best = judge.stable, 0, math.inf
    most = judge.most_area(t)
    if most < math.inf:
        return _least_of_all(wish, t, most, holds)
    if widths == lengths:
        # The least square bounds the rest: of all widths only those near its side are looked at.
        at = bisect_left(widths, True, key=lambda side: holds(wish.footing(side, side, t)))
        best = widths[at] ** 2 if at < len(widths) else math.inf
    for B in reversed(widths):
        if B / wish.aspect * B >= best:
            continue
        while j < len(lengths) and not holds(wish.footing(B, lengths[j], t)):
            j += 1
        if j == len(lengths) or lengths[j] > wish.aspect * B:
            break
        best = min(best, B * max(lengths[j], B / wish.aspect))
    return best if best < math.inf else None


def _least_of_all(wish: Wish, t: float, most: float, holds: Callable[[Footing], bool]) -> float | None:
    """The least area of all plans that water does not lift off, each looked at: a larger one may stand worse."""
    plans = sorted(
        (B * L, B, L)
        for B in wish.sides(wish.width_ft)
        for L in wish.sides(wish.length_ft)
        if wish.aspect * B >= L and wish.aspect * L >= B and most + wish.c_ft**2 >= B * L
    )
    return next((area for area, B, L in plans if holds(wish.footing(B, L, t))), None)
