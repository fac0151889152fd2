"""A tube with a rectangular hole in one wall: what is left of it. in.

Round: two radial cuts take a sector of the wall out. Box: a strip is taken out of the middle of a flat. Axis 1 is
that about which bending stretches or presses the wall with the hole, axis 2 lies square to it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.steel.section import Box, Round
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class NetSection:
    """The section at the hole: area, shift of its centroid away from the hole, radii of gyration, section moduli.

    `S_1` and `S_2` are those about the axes; `S_any` is the least for a moment in any direction (round only).
    `J` is the torsional constant of the slit tube, `A_v1` and `A_v2` the walls that carry shear along the wall with
    the hole and square to it; `width` and `strip` are the hole and the wall left beside it, measured along the wall.
    """

    A: float
    e: float
    r_1: float
    r_2: float
    S_1: float
    S_2: float
    S_any: float
    J: float
    A_v1: float
    A_v2: float
    width: float
    strip: float


@clause(
    "Geometry",
    "opening in a round tube",
    symbol="sin beta",
    unit="",
    formula="w / D",
    example=({"w": 4.0, "D": 12.0}, 1 / 3, "Independent arithmetic: the chord of a hole of 4 in on 12 in"),
)
def half_angle_sine(*, w: float, D: float) -> float:
    """Sine of half the angle of the hole, its width taken as a chord of the outside: never less than as an arc."""
    return w / D


@clause(
    "Geometry",
    "annular sector taken out",
    symbol="A_net",
    unit="in2",
    formula="(pi - beta) * (b**2 - a**2)",
    example=({"beta": 0.5, "a": 4.0, "b": 5.0}, 23.774, "Independent arithmetic: 2.64159 x 9"),
)
def sector_area(*, beta: float, a: float, b: float) -> float:
    """Area of a ring of radii a, b less a sector of half-angle beta."""
    return (math.pi - beta) * (b**2 - a**2)


@clause(
    "Geometry",
    "annular sector taken out",
    symbol="e",
    unit="in",
    formula="2 / 3 * (b**3 - a**3) * s / A_net",
    example=(
        {"s": 0.479426, "a": 4.0, "b": 5.0, "A_net": 23.7743},
        0.82008,
        "Independent arithmetic: 2/3 x 61 x sin 0.5 / 23.7743",
    ),
)
def sector_shift(*, s: float, a: float, b: float, A_net: float) -> float:
    """Distance of the centroid from the middle of the tube, s the sine of the half-angle taken out."""
    return 2.0 / 3.0 * (b**3 - a**3) * s / A_net


@clause(
    "Geometry",
    "annular sector taken out, axis across",
    symbol="r_1",
    unit="in",
    formula="((b**4 - a**4) / 4 * (pi - beta - s * (1 - s**2)**0.5) / A_net - e**2)**0.5",
    example=(
        {"beta": 0.5, "s": 0.479426, "a": 4.0, "b": 5.0, "A_net": 23.7743, "e": 0.82008},
        2.81868,
        "Independent arithmetic: sqrt(92.25 x 2.220858/23.7743 - 0.67253) = sqrt(7.94492)",
    ),
)
def sector_radius_across(*, beta: float, s: float, a: float, b: float, A_net: float, e: float) -> float:
    """Radius of gyration about the axis of the net centroid that is square to the line to the hole."""
    return ((b**4 - a**4) / 4.0 * (math.pi - beta - s * (1.0 - s**2) ** 0.5) / A_net - e**2) ** 0.5


@clause(
    "Geometry",
    "annular sector taken out, axis through the hole",
    symbol="r_2",
    unit="in",
    formula="((b**4 - a**4) / 4 * (pi - beta + s * (1 - s**2)**0.5) / A_net)**0.5",
    example=(
        {"beta": 0.5, "s": 0.479426, "a": 4.0, "b": 5.0, "A_net": 23.7743},
        3.44710,
        "Independent arithmetic: sqrt(92.25 x 3.062328/23.7743) = sqrt(11.8825)",
    ),
)
def sector_radius_through(*, beta: float, s: float, a: float, b: float, A_net: float) -> float:
    """Radius of gyration about the axis through the middle of the hole."""
    return ((b**4 - a**4) / 4.0 * (math.pi - beta + s * (1.0 - s**2) ** 0.5) / A_net) ** 0.5


@clause(
    "Geometry",
    "section modulus",
    symbol="S_net",
    unit="in3",
    formula="A_net * r**2 / c",
    example=({"A_net": 20.0, "r": 3.0, "c": 5.0}, 36.0, "Independent arithmetic: 180/5"),
)
def net_modulus(*, A_net: float, r: float, c: float) -> float:
    """Elastic section modulus to the fiber at c from the net centroid."""
    return A_net * r**2 / c


@clause(
    "Geometry",
    "section modulus, moment in any direction",
    symbol="S_any",
    unit="in3",
    formula="A_net / max((b - e) / r_1**2, ((b * (1 - s**2)**0.5 + e)**2 / r_1**4 + (b * s)**2 / r_2**4)**0.5)",
    example=(
        {"A_net": 20.0, "b": 5.0, "e": 0.5, "s": 0.28, "r_1": 3.0, "r_2": 3.2},
        33.0824,
        "Independent arithmetic: 20/sqrt((5.3/9)^2 + (1.4/10.24)^2) = 20/0.604551, opposite 4.5/9 = 0.5 is less",
    ),
)
def any_modulus(*, A_net: float, b: float, e: float, s: float, r_1: float, r_2: float) -> float:
    """Least elastic modulus of a round tube over all directions of the moment.

    The stress of a unit moment at (x, y) is at most sqrt((x/I_1)^2 + (y/I_2)^2), which is largest at the edge of the
    hole or opposite it, since I_1 < I_2.
    """
    edge = ((b * (1.0 - s**2) ** 0.5 + e) ** 2 / r_1**4 + (b * s) ** 2 / r_2**4) ** 0.5
    return A_net / max((b - e) / r_1**2, edge)


@clause(
    "Geometry",
    "strip taken out of a wall",
    symbol="e",
    unit="in",
    formula="w * t * (d - t) / 2 / (A - w * t)",
    example=({"w": 2.0, "t": 0.5, "d": 8.5, "A": 15.0}, 0.285714, "Independent arithmetic: 1 x 4/14"),
)
def strip_shift(*, w: float, t: float, d: float, A: float) -> float:
    """Distance of the centroid of a box, d deep square to the wall, from its middle."""
    return w * t * (d - t) / 2.0 / (A - w * t)


@clause(
    "Geometry",
    "strip taken out of a wall, axis along it",
    symbol="r_1",
    unit="in",
    formula="((I - w * t**3 / 12 - w * t * ((d - t) / 2)**2) / (A - w * t) - e**2)**0.5",
    example=(
        {"I": 150.0, "w": 2.0, "t": 0.5, "d": 8.5, "A": 15.0, "e": 0.285714},
        3.0799,
        "Independent arithmetic: sqrt((150 - 0.020833 - 16)/14 - 0.081633) = sqrt(9.48688)",
    ),
)
def strip_radius_along(*, I: float, w: float, t: float, d: float, A: float, e: float) -> float:
    """Radius of gyration about the axis of the net centroid that is parallel to the wall with the hole."""
    return ((I - w * t**3 / 12.0 - w * t * ((d - t) / 2.0) ** 2) / (A - w * t) - e**2) ** 0.5


@clause(
    "Geometry",
    "strip taken out of a wall, axis square to it",
    symbol="r_2",
    unit="in",
    formula="((I - t * w**3 / 12) / (A - w * t))**0.5",
    example=(
        {"I": 150.0, "w": 2.0, "t": 0.5, "A": 15.0},
        3.26963,
        "Independent arithmetic: sqrt((150 - 0.33333)/14)",
    ),
)
def strip_radius_square(*, I: float, w: float, t: float, A: float) -> float:
    """Radius of gyration about the axis through the middle of the hole, square to the wall."""
    return ((I - t * w**3 / 12.0) / (A - w * t)) ** 0.5


def round_net(sheet: Quiet, s: Round, width: float) -> NetSection:
    """A round tube with a hole `width` wide, from its design wall."""
    b, t = s.D / 2.0, s.t
    a = b - t
    sine = sheet(half_angle_sine, w=width, D=s.D)
    beta = math.asin(sine)
    A = sheet(sector_area, beta=beta, a=a, b=b)
    e = sheet(sector_shift, s=sine, a=a, b=b, A_net=A)
    r_1 = sheet(sector_radius_across, beta=beta, s=sine, a=a, b=b, A_net=A, e=e)
    r_2 = sheet(sector_radius_through, beta=beta, s=sine, a=a, b=b, A_net=A)
    S_1 = sheet(net_modulus, A_net=A, r=r_1, c=max(b * (1.0 - sine**2) ** 0.5 + e, b - e))
    S_2 = sheet(net_modulus, A_net=A, r=r_2, c=b)
    S_any = sheet(any_modulus, A_net=A, b=b, e=e, s=sine, r_1=r_1, r_2=r_2)
    r_m = b - t / 2.0
    arc = 2.0 * beta * r_m
    # A quarter of the diameter beside the hole is taken as the strip that bends when shear goes around the hole.
    return NetSection(A, e, r_1, r_2, S_1, S_2, S_any, (2.0 * math.pi * r_m - arc) * t**3 / 3.0, A / 2.0, A / 2.0,
                      arc, s.D / 4.0)  # fmt: skip


def box_net(sheet: Quiet, s: Box, width: float, wall: str) -> NetSection:
    """A box with a hole `width` wide in the middle of a `short` wall (B wide) or a `long` one (H wide)."""
    t, A = s.t, s.A
    along, square, d, face = (s.I_x, s.I_y, s.H, s.B) if wall == "short" else (s.I_y, s.I_x, s.B, s.H)
    e = sheet(strip_shift, w=width, t=t, d=d, A=A)
    r_1 = sheet(strip_radius_along, I=along, w=width, t=t, d=d, A=A, e=e)
    r_2 = sheet(strip_radius_square, I=square, w=width, t=t, A=A)
    A_net = A - width * t
    S_1 = sheet(net_modulus, A_net=A_net, r=r_1, c=d / 2.0 + e)
    S_2 = sheet(net_modulus, A_net=A_net, r=r_2, c=face / 2.0)
    line = 2.0 * (s.H + s.B - 2.0 * t) - width
    A_v1, A_v2 = (2.0 * (face - 3.0 * t) - width) * t, 2.0 * (d - 3.0 * t) * t
    return NetSection(A_net, e, r_1, r_2, S_1, S_2, 0.0, line * t**3 / 3.0, A_v1, A_v2,
                      width, (face - 3.0 * t - width) / 2.0)  # fmt: skip
