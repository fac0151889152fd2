"""Rods that press: what the concrete under their heads holds. ACI 318 22.6 and chapter 17; kip, in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.anchor.group import Block, Point
from apex.engine.clause import clause

PHI_SHEAR = 0.75
PHI_HEAD = 0.70


@clause(
    "ACI 318",
    {"318-14": "17.4.3.4, downward (choice)", "318-19": "17.6.3.2.2, downward (choice)"},
    symbol="phi N_p",
    unit="kip",
    formula="phi * 8 * f_c / 1000 * A_h",
    example=({"phi": 0.70, "f_c": 4000.0, "A_h": 1.501}, 33.622, "Independent arithmetic: 22.4 x 1.501"),
)
def head_bearing(*, phi: float, f_c: float, A_h: float) -> float:
    """What a rod's head presses into the concrete below it: crushing as in pullout, bond not counted."""
    return phi * 8.0 * f_c / 1000.0 * A_h


@clause(
    "ACI 318",
    {"318-14": "22.6.5.2", "318-19": "Table 22.6.5.2"},
    symbol="phi V_c",
    unit="kip",
    formula="phi * 4 * lam_s * f_c**0.5 * b_o * d / 1000",
    example=(
        {"phi": 0.75, "lam_s": 1.0, "f_c": 4000.0, "b_o": 40.0, "d": 10.0},
        75.895,
        "Independent arithmetic: 0.75 x 4 x 63.246 x 400 / 1000",
    ),
)
def punching(*, phi: float, lam_s: float, f_c: float, b_o: float, d: float) -> float:
    """Two-way shear of the concrete below pressed rods over the perimeter b_o at d/2."""
    return phi * 4.0 * lam_s * f_c**0.5 * b_o * d / 1000.0


@clause(
    "ACI 318",
    "Eq. 22.5.5.1.3",
    symbol="lambda_s",
    unit="",
    formula="min((2 / (1 + d / 10))**0.5, 1)",
    example=({"d": 30.0}, 0.7071, "Independent arithmetic: sqrt(2/4)"),
)
def size_effect(*, d: float) -> float:
    """Size effect on two-way shear without ties; 318-14 has none, and there 1 is used."""
    return min((2.0 / (1.0 + d / 10.0)) ** 0.5, 1.0)


@clause(
    "Geometry",
    "punching perimeter",
    symbol="b_o",
    unit="in",
    formula="2 * (x + y) + pi * (d_h + d)",
    example=({"x": 12.0, "y": 0.0, "d_h": 1.5, "d": 10.0}, 60.128, "Independent arithmetic: 24 + 36.128"),
)
def perimeter(*, x: float, y: float, d_h: float, d: float) -> float:
    """Perimeter at d/2 around heads of diameter d_h that lie x and y apart."""
    return 2.0 * (x + y) + math.pi * (d_h + d)


def depth_below(block: Block, points: Sequence[Point], embedment_in: float) -> float | None:
    """Concrete that counts below the heads: what is there, and never more than twice the way to the nearest side."""
    if block.depth_in is None:
        return None
    if block.round:
        side = min(block.width_in / 2.0 - math.hypot(x, y) for x, y in points)
    else:
        side = min(min(block.width_in / 2.0 - abs(x), block.length_in / 2.0 - abs(y)) for x, y in points)
    return max(min(block.depth_in - embedment_in, 2.0 * side), 0.0)


def spread(points: Sequence[Point]) -> Point:
    """How far apart the outermost of these rods lie, along x and y."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs), max(ys) - min(ys)
