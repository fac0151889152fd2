"""Bars of a pedestal as its schedule and its drawing show them. in."""

from __future__ import annotations

from apex.engine.concrete.bar import BarSet
from apex.engine.concrete.detail import crosstie_length, rectangular_tie_length, seismic_tail, tie_bend_diameter
from apex.engine.footing.layer import COVER, HOOK, Concrete
from apex.engine.footing.pedestal import MAT_IN, SIDE_COVER, Pedestal
from apex.engine.trace import Quiet


def hooked_top(made: Pedestal, k: Concrete) -> bool:
    """Whether the bars end in hooks under grade: where they are not developed straight above the footing."""
    return made.straight_in(Quiet(), k) > made.above_in


def bar_sets(made: Pedestal, k: Concrete) -> tuple[BarSet, ...]:
    """Vertical bars, hooked at the top where they are developed by hooks there, ties, and crossties where bars between
    the corners need them.
    """
    bar, tie = made.bar, made.tie
    hooked = hooked_top(made, k)
    up = made.above_in + 12.0 * made.f.t_ft - COVER["bottom"] - MAT_IN
    length = up + HOOK * bar.diameter_in * (2.0 if hooked else 1.0)
    leg = made.side_in - 2.0 * SIDE_COVER - tie.diameter_in
    tail = seismic_tail(D_bend=tie_bend_diameter(tie), d_b=tie.diameter_in)
    around = rectangular_tie_length(x=leg, y=leg, l_tail=tail)
    ties = int(made.height_in / made.tie_spacing_in) + 3
    where = "pedestal, hooked into the footing" + (" and at the top" if hooked else "")
    made_of = [
        BarSet("P1", where, bar, made.count, length / 12.0),
        BarSet("P2", f"pedestal ties at {made.tie_spacing_in:g} in., two more at the top", tie, ties, around / 12.0),
    ]
    if made.crossed:
        across = crosstie_length(x=leg, l_tail=tail)
        made_of.append(BarSet("P3", "crossties of the pedestal", tie, ties * 2 * made.crossed, across / 12.0))
    return tuple(made_of)
