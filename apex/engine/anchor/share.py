"""Shear and torsion on a group turned into shears of its rods. kip, in; torsion counterclockwise in x, y."""

from __future__ import annotations

import itertools
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


def _torsion(f: Fastening, V_x: float, V_y: float, T: float) -> float:
    """Torsion about the centroid; the shear acts at the center of the plate."""
    x, y, _ = f.placed.middle()
    return T - x * V_y + y * V_x


def rod_shears(f: Fastening, V_x: float, V_y: float, T: float) -> list[Point]:
    """Shear of every rod when all of them carry."""
    n = len(f.points)
    x_0, y_0, J = f.placed.middle()
    twist = _torsion(f, V_x, V_y, T) / J if J > 0.0 else 0.0
    U_x, U_y = V_x / n, V_y / n
    return [(U_x - twist * (y - y_0), U_y + twist * (x - x_0)) for x, y in f.points]


def couple_force(f: Fastening, T: float) -> float:
    """Force of the couple that two rods make of the torsion."""
    return 0.0 if abs(T) <= TINY_KIP else abs(T) / f.placed.span_in()


def most_sheared(sheet: Quiet, f: Fastening, force: RodForces) -> float:
    """Shear of the most loaded rod."""
    if not f.group.washers_welded:
        m, s = min(2, len(f.points)), f.placed.span_in()
        sheet.note("Plate washers not welded: two rods carry the shear")
        V = math.hypot(force.shear_x_kip, force.shear_y_kip)
        if m == 1:
            return V
        return sheet(two_rod_shear, V=V, m=float(m), T=abs(force.torsion_kipin), s=s)
    shears = rod_shears(f, force.shear_x_kip, force.shear_y_kip, force.torsion_kipin)
    if not sheet.records:
        return max(itertools.starmap(math.hypot, shears))
    worst = max(range(len(shears)), key=lambda i: math.hypot(*shears[i]))
    x_0, y_0, J = f.placed.middle()
    x, y = f.points[worst]
    sheet.note(f"Plate washers welded: all rods carry the shear; rod {worst + 1} the most")
    if J <= 0.0:
        return math.hypot(*shears[worst])
    return sheet(
        elastic_rod_shear,
        V_x=force.shear_x_kip,
        V_y=force.shear_y_kip,
        n=float(len(shears)),
        T=_torsion(f, force.shear_x_kip, force.shear_y_kip, force.torsion_kipin),
        x=x - x_0,
        y=y - y_0,
        J=J,
    )
