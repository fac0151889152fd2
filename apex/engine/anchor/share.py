"""Shear and torsion on a group turned into shears of its rods. kip, in; torsion counterclockwise in x, y."""

from __future__ import annotations

import math

from apex.engine.anchor.fastening import TINY_KIP, Fastening
from apex.engine.anchor.group import Point, RodForces
from apex.engine.clause import clause
from apex.engine.trace import Quiet


@clause(
    "Statics",
    "elastic group of rods",
    symbol="V_i",
    unit="kip",
    formula="sqrt((V_x / n - T * y / J)**2 + (V_y / n + T * x / J)**2)",
    example=(
        {"V_x": 4.0, "V_y": 8.0, "n": 4.0, "T": 100.0, "x": 5.0, "y": -5.0, "J": 200.0},
        5.7009,
        "Independent arithmetic: (1 + 2.5, 2 + 2.5) = (3.5, 4.5)",
    ),
)
def elastic_rod_shear(*, V_x: float, V_y: float, n: float, T: float, x: float, y: float, J: float) -> float:
    """Shear of one rod of n at x, y from their centroid; J the sum of x^2 + y^2, T about the centroid."""
    return ((V_x / n - T * y / J) ** 2 + (V_y / n + T * x / J) ** 2) ** 0.5


@clause(
    "Statics",
    "two rods of a group",
    symbol="V_i",
    unit="kip",
    formula="V / m + T / s",
    example=(
        {"V": 6.0, "m": 2.0, "T": 60.0, "s": 20.0},
        6.0,
        "Independent arithmetic: half of 6, and the couple 60/20 in the same direction",
    ),
)
def two_rod_shear(*, V: float, m: float, T: float, s: float) -> float:
    """Shear of one of the m = 2 rods that touch the plate; the couple over the two farthest apart, added in full."""
    return V / m + T / s


def _centroid(f: Fastening) -> tuple[float, float, float]:
    """Centroid of the rods, and their sum of squares about it."""
    if f.centroid is None:
        n = len(f.points)
        x = sum(p[0] for p in f.points) / n
        y = sum(p[1] for p in f.points) / n
        f.centroid = (x, y, sum((p[0] - x) ** 2 + (p[1] - y) ** 2 for p in f.points))
    return f.centroid


def _torsion(f: Fastening, force: RodForces) -> float:
    """Torsion about the centroid; the shear acts at the center of the plate."""
    x, y, _ = _centroid(f)
    return force.torsion_kipin - x * force.shear_y_kip + y * force.shear_x_kip


def rod_shears(f: Fastening, force: RodForces) -> list[Point]:
    """Shear of every rod when all of them carry."""
    n = len(f.points)
    V_x, V_y = force.shear_x_kip / n, force.shear_y_kip / n
    x_0, y_0, J = _centroid(f)
    twist = _torsion(f, force) / J if J > 0.0 else 0.0
    return [(V_x - twist * (y - y_0), V_y + twist * (x - x_0)) for x, y in f.points]


def couple_force(f: Fastening, force: RodForces) -> float:
    """Force of the couple that two rods make of the torsion."""
    if abs(force.torsion_kipin) <= TINY_KIP:
        return 0.0
    return abs(force.torsion_kipin) / _span(f)


def _span(f: Fastening) -> float:
    """The greatest distance between two rods."""
    if f.span is None:
        f.span = max((math.dist(p, q) for p in f.points for q in f.points), default=0.0)
    return f.span


def most_sheared(sheet: Quiet, f: Fastening, force: RodForces) -> float:
    """Shear of the most loaded rod."""
    if not f.group.washers_welded:
        m, s = min(2, len(f.points)), _span(f)
        sheet.note("Plate washers not welded: two rods carry the shear")
        V = math.hypot(force.shear_x_kip, force.shear_y_kip)
        if m == 1:
            return V
        return sheet(two_rod_shear, V=V, m=float(m), T=abs(force.torsion_kipin), s=s)
    shears = rod_shears(f, force)
    if not sheet.records:
        return max(math.hypot(*v) for v in shears)
    worst = max(range(len(shears)), key=lambda i: math.hypot(*shears[i]))
    x_0, y_0, J = _centroid(f)
    x, y = f.points[worst]
    sheet.note(f"Plate washers welded: all rods carry the shear; rod {worst + 1} the most")
    if J <= 0.0:
        return math.hypot(*shears[worst])
    return sheet(
        elastic_rod_shear,
        V_x=force.shear_x_kip,
        V_y=force.shear_y_kip,
        n=float(len(shears)),
        T=_torsion(f, force),
        x=x - x_0,
        y=y - y_0,
        J=J,
    )
