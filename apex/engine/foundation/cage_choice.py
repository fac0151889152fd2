"""The lightest cage of a pier: bars #4 to #11, 6 to 24 of them, ties at whole inches."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apex.engine.concrete.bar import Bar
from apex.engine.concrete.detail import AGGREGATE_IN, TIE_SIZES, least_clear, least_steel, least_tie, most_steel
from apex.engine.concrete.layout import Layout
from apex.engine.foundation.cage_check import Bending, work_out
from apex.engine.foundation.cage_length import bar_sets
from apex.engine.foundation.cage_shear import shear_checks, ties_of
from apex.engine.foundation.cage_task import CageTask
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

SIZES = (4, 5, 6, 7, 8, 9, 10, 11)
COUNTS = range(6, 25, 2)
CORNERS = (4,)
LEAST_TIE_SPACING_IN = 3
_QUIET = Quiet()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A layout with its tie spacing, whether all its checks pass, and its weight."""

    layout: Layout
    spacing_in: float
    passes: bool
    weight_lb: float


def require_room(layout: Layout) -> None:
    """A cage needs a core inside the cover; less than that is no pier of reinforced concrete."""
    if layout.ring_in <= 0.0:
        side = min(layout.x_in, layout.y_in)
        limit = "no room for bars and ties inside 3 in. of cover on each side"
        raise OutOfScope("ACI 318 20.5.1.3.1", "width of the pier, in.", side, limit, "foundation.diameter_ft")


def choose(task: CageTask) -> Chosen:
    """The lightest cage that passes; where none does, the one nearest in bending, marked as not passing.

    Cages whose crossties would run through a post in the pier are left out; bars at the corners alone, which need
    none, come last. Where that leaves nothing, the cage that would do without the post is shown as not passing.
    """
    every = list(_candidates(task, COUNTS))
    if not every:
        require_room(task.layout(task.pack.bar(SIZES[0]), COUNTS[0], least_tie(task.pack.bar(SIZES[0]), task.pack)))
        limit = "no number of bars #4 to #11 fits inside its ties with the least steel of 0.5 %"
        side = 12.0 * task.pier.inscribed_ft
        raise OutOfScope("ACI 318 25.2.3, 10.6.1.1", "width of the pier, in.", side, limit, "foundation.diameter_ft")
    clear = [layout for layout in every if task.clears(layout)]
    if len(clear) == len(every):
        return _lightest(task, every)
    for layouts in (clear, list(_candidates(task, CORNERS))):
        found = _lightest(task, layouts) if layouts else None
        if found is not None and found.passes:
            return found
    return replace(_lightest(replace(task, post_in=None), every), passes=False)


def _lightest(task: CageTask, layouts: list[Layout]) -> Chosen:
    """Of some layouts the lightest that passes with its ties, or the one nearest in bending."""
    candidates = sorted(layouts, key=lambda lay: (_vertical_lb(lay, task), lay.count))
    best: Chosen | None = None
    nearest: tuple[float, Layout] = (math.inf, candidates[-1])
    for layout in candidates:
        if best is not None and _least_lb(layout, task) >= best.weight_lb:
            continue
        ratio = _first_look(task, layout)
        if ratio <= nearest[0]:
            nearest = (ratio, layout)
        if ratio > 1.0:
            continue
        found = _tied(task, layout.bar, layout.count, best.weight_lb if best else math.inf)
        if found is not None and found.passes and (best is None or found.weight_lb < best.weight_lb):
            best = found
    return best or tie_for(task, nearest[1].bar, nearest[1].count)


def _candidates(task: CageTask, counts: Sequence[int]) -> Iterator[Layout]:
    """Layouts with room between their bars and steel within its limits."""
    for size in SIZES:
        bar = task.pack.bar(size)
        tie = least_tie(bar, task.pack)
        for count in counts:
            layout = task.layout(bar, count, tie)
            clear = least_clear(d_b=bar.diameter_in, d_agg=AGGREGATE_IN)
            if layout.ring_in <= 0.0 or layout.spacing_in - bar.diameter_in < clear:
                break
            least = least_steel(k_in=layout.inside, A_g=layout.A_g)
            if least <= layout.A_st <= most_steel(A_g=layout.A_g):
                yield layout


def _vertical_lb(layout: Layout, task: CageTask) -> float:
    """Weight of straight vertical bars: no cage with them is lighter."""
    length = task.depth_ft - 2.0 * layout.cover_in / 12.0
    return layout.count * layout.bar.weight_plf * length


def _least_lb(layout: Layout, task: CageTask) -> float:
    """Weight with the fewest ties of the thinnest size around it: no cage with these bars is lighter."""
    sets = bar_sets(_QUIET, layout, task.depth_ft, _upper(layout), hooked=False)
    return sum(s.weight_lb for s in sets if s is not None)


def _first_look(task: CageTask, layout: Layout) -> float:
    """Bending under the case of largest moment alone: more than 1 rules a layout out."""
    top = max(task.demands, key=lambda d: math.hypot(d.M_x, d.M_y))
    return Bending(layout, task, 1.0).ratio(top)


def tie_for(task: CageTask, bar: Bar, count: int) -> Chosen:
    """The lightest ties of #3 to #5 around given bars: each size as far apart as its checks allow."""
    found = _tied(task, bar, count, math.inf)
    assert found is not None
    return found


def _tied(task: CageTask, bar: Bar, count: int, beat_lb: float) -> Chosen | None:
    """The lightest ties around bars; None where none can be lighter than a cage already found."""
    best: Chosen | None = None
    for size in TIE_SIZES:
        if size < least_tie(bar, task.pack).size:
            continue
        layout = task.layout(bar, count, task.pack.bar(size))
        require_room(layout)
        if _least_lb(layout, task) >= (best.weight_lb if best and best.passes else beat_lb):
            continue
        spacing = _widest(task, layout)
        worked = work_out(_QUIET, task, layout, spacing)
        sets = bar_sets(_QUIET, layout, task.depth_ft, spacing, hooked=worked.hooked)
        passes = worked.passes and task.clears(layout)
        found = Chosen(layout, spacing, passes, sum(s.weight_lb for s in sets if s is not None))
        if best is None or (not found.passes, found.weight_lb) < (not best.passes, best.weight_lb):
            best = found
        if spacing >= _upper(layout):
            break  # thicker ties are farther apart only where these stand at their limit
    return best


def _upper(layout: Layout) -> int:
    """Whole inches that 25.7.2.1 allows at most."""
    return math.floor(min(16.0 * layout.bar.diameter_in, 48.0 * layout.tie.diameter_in, layout.x_in, layout.y_in))


def _widest(task: CageTask, layout: Layout) -> float:
    """The widest spacing in whole inches at which shear, torsion and the ties' own limits pass, else 3 in."""
    low, high = LEAST_TIE_SPACING_IN, max(_upper(layout), LEAST_TIE_SPACING_IN)

    def holds(spacing: int) -> bool:
        ties = ties_of(task.shearing, layout, float(spacing), task.fc_psi, task.f_y_ksi, task.aci)
        return all(c.passes for c in shear_checks(_QUIET, task, layout, ties)[2])

    if holds(high):
        return float(high)
    if not holds(low):
        return float(low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return float(low)
