"""Numbers and lengths of the bars of a cage, for its schedule and its weight."""

from __future__ import annotations

import math

from apex.engine.concrete.bar import Bar, BarSet
from apex.engine.concrete.detail import (
    bend_diameter,
    crosstie_length,
    hook_allowance,
    rectangular_tie_length,
    round_tie_length,
    seismic_tail,
    tie_bend_diameter,
)
from apex.engine.concrete.layout import Layout
from apex.engine.trace import Quiet


def tie_count(length_in: float, spacing_in: float, tie: Bar) -> int:
    """Ties of a cage: from end to end, and those around anchor rods within 5 in. of the top (10.7.6.1.5)."""
    at_top = 2 if tie.size >= 4 else 3
    return max(math.ceil(length_in / spacing_in - 1e-9), 1) + at_top


def bar_sets(
    sheet: Quiet, layout: Layout, depth_ft: float, spacing_in: float, *, hooked: bool
) -> tuple[BarSet, BarSet, BarSet | None]:
    """Vertical bars, ties and crossties, with their hooks."""
    length_in = 12.0 * depth_ft - 2.0 * layout.cover_in
    bar_in = length_in
    if hooked:
        bar_in += sheet(hook_allowance, D_bend=bend_diameter(layout.bar), d_b=layout.bar.diameter_in)
    ties = tie_count(length_in, spacing_in, layout.tie)
    tie_in, crossties = _ties(sheet, layout, ties)
    return (
        BarSet("V1", "vertical bars of the pier", layout.bar, layout.count, bar_in / 12.0),
        BarSet("T1", "ties of the pier", layout.tie, ties, tie_in / 12.0),
        crossties,
    )


def _ties(sheet: Quiet, layout: Layout, ties: int) -> tuple[float, BarSet | None]:
    """Length of a tie in in., and the crossties of a rectangle: one for each pair of bars between corners."""
    tie = layout.tie
    tail = sheet(seismic_tail, D_bend=tie_bend_diameter(tie), d_b=tie.diameter_in)
    if layout.round:
        return sheet(round_tie_length, D_tie=layout.tie_x_in, l_tail=tail), None
    length = sheet(rectangular_tie_length, x=layout.tie_x_in, y=layout.tie_y_in, l_tail=tail)
    along_x, along_y = layout.between_faces
    if not along_x + along_y:
        return length, None
    total = along_x * crosstie_length(x=layout.tie_y_in, l_tail=tail)
    total += along_y * crosstie_length(x=layout.tie_x_in, l_tail=tail)
    each = total / (along_x + along_y)
    return length, BarSet("T2", "crossties of the pier", tie, ties * (along_x + along_y), each / 12.0)
