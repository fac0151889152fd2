"""The vertical bars of a pier as anchor reinforcement of the rods above them (ACI 318 17.5.2.1)."""

from __future__ import annotations

import math
from functools import lru_cache

from apex.engine.anchor.group import Point
from apex.engine.anchor.reinforcement import straight_length
from apex.engine.baseplate.outline import rod_points
from apex.engine.clause import clause
from apex.engine.document.baseplate import AnchorReinforcement, Anchors
from apex.engine.foundation.cage import Cage
from apex.engine.trace import Quiet

QUIET = Quiet()
TOP_COVER_IN = 3.0
"""From the top of the pier to the ends of its bars."""


@clause(
    "ACI 318",
    {"318-14": "17.4.2.9", "318-19": "17.5.2.1(a)"},
    symbol="l_above",
    unit="in",
    formula="h_ef - g / 1.5 - c_t",
    example=({"h_ef": 36.0, "g": 6.0, "c_t": 3.0}, 29.0, "Independent arithmetic: 36 - 4 - 3"),
)
def length_above(*, h_ef: float, g: float, c_t: float) -> float:
    """Length of a bar above the breakout surface, which rises 1 on 1.5 from the head; g is its distance to the rod."""
    return h_ef - g / 1.5 - c_t


def held_by(cage: Cage, anchors: Anchors) -> AnchorReinforcement | None:
    """The bars of a cage that are near enough to a rod to count and to be developed above the breakout surface.

    The farthest of them is told of; None where no bar is. It depends on the places of the rods and their embedment.
    """
    bars, h_ef = cage.vertical, anchors.embedment_in
    l_d = straight_length(QUIET, bars.bar.diameter_in, cage.f_y_ksi, cage.fc_psi, cage.aci)
    reach = min(0.5 * h_ef, 1.5 * (h_ef - TOP_COVER_IN - l_d))
    counted = [g for g in _nearest(cage.points_in, rod_points(anchors)) if g <= reach]
    if not counted:
        return None
    above = length_above(h_ef=h_ef, g=max(counted), c_t=TOP_COVER_IN)
    return AnchorReinforcement(
        size=bars.bar.size,
        count=len(counted),
        fy_ksi=cage.f_y_ksi,
        distance_in=max(counted),
        developed_above_in=above,
        developed_below_in=max(12.0 * bars.length_ft - above, 0.0),
    )


@lru_cache(maxsize=256)
def _nearest(bars: tuple[Point, ...], rods: tuple[Point, ...]) -> tuple[float, ...]:
    """From every bar to the rod next to it: a search asks again at every embedment."""
    return tuple([min([math.dist(bar, rod) for rod in rods]) for bar in bars])
