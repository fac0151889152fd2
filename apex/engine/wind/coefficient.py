"""Force coefficients of Fig. 29.3-1: cases A and B, case C strips, and the notes that scale them."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.elementwise import linear
from apex.engine.pack import Curve, Grid, StripTable
from apex.engine.units import Psf


def bilinear(grid: Grid, x: float, y: float) -> float:
    """Value of a table at column value x and row value y, constant beyond its ends."""
    if y <= grid.rows[0]:
        return linear(x, grid.columns, grid.values[0])
    if y >= grid.rows[-1]:
        return linear(x, grid.columns, grid.values[-1])
    j = bisect_left(grid.rows, y)
    low = linear(x, grid.columns, grid.values[j - 1])
    high = linear(x, grid.columns, grid.values[j])
    return low + (high - low) * (y - grid.rows[j - 1]) / (grid.rows[j] - grid.rows[j - 1])


@clause(
    "ASCE 7",
    {"7-16": "Fig. 29.3-1 note 2", "7-22": "Fig. 29.3-1 note 1"},
    symbol="k_open",
    unit="",
    formula="1 - (1 - epsilon)**1.5",
    example=({"epsilon": 0.8}, 0.9105572809, "Zonda test of openings factor, ASCE 7-22 Fig. 29.3-1 note 1", 1e-9),
)
def opening_factor(*, epsilon: float) -> float:
    """Reduction of C_f for openings under 30 % of the gross area; epsilon is solid/gross."""
    return 1.0 - (1.0 - epsilon) ** 1.5


@clause(
    "ASCE 7",
    {"7-22": "Fig. 29.3-1 note 2"},
    symbol="k_double",
    unit="",
    formula="1 - 0.133 * R_min",
    example=(
        {"R_min": 0.08},
        0.98936,
        "Zonda test of double-faced sign, 1.681912 / 1.7, ASCE 7-22 Fig. 29.3-1",
        1e-6,
    ),
)
def double_faced_factor(*, R_min: float) -> float:
    """Reduction of C_f for a double-faced sign closed on all sides, R_min = t/min(B, s) <= 0.75."""
    return 1.0 - 0.133 * R_min


@clause(
    "ASCE 7",
    {"7-16": "Fig. 29.3-1 case B", "7-22": "Fig. 29.3-1 case B"},
    symbol="e",
    unit="ft",
    formula="0.2 * B",
    example=({"B": 100.0}, 20.0, "SignWind sheet: T 447.46 / F 22.37 = 20.0 ft on a 100 ft sign"),
)
def eccentricity(*, B: float) -> float:
    """Distance of the case B resultant from the geometric center, along the face."""
    return 0.2 * B


@clause(
    "ASCE 7",
    {"7-22": "Fig. 29.3-1 note 2"},
    symbol="e",
    unit="ft",
    formula="(0.2 - 0.25 * R_max) * B",
    example=({"R_max": 0.04, "B": 10.0}, 1.9, "Zonda test of double-faced sign: e/B = 0.19", 1e-9),
)
def double_faced_eccentricity(*, R_max: float, B: float) -> float:
    """Case B eccentricity of a double-faced sign closed on all sides, R_max = t/max(B, s) <= 0.4."""
    return (0.2 - 0.25 * R_max) * B


@clause(
    "ASCE 7",
    "Fig. 29.3-1 case C",
    symbol="k_s/h",
    unit="",
    formula="1.8 - r",
    example=({"r": 1.0}, 0.8, "Zonda test of case C, s/h = 1: 2.64 / 3.30 = 0.8"),
)
def ground_factor(*, r: float) -> float:
    """Reduction of case C coefficients where r = s/h > 0.8."""
    return 1.8 - r


@clause(
    "ASCE 7",
    "Fig. 29.4-2",
    symbol="D*sqrt(q_z)",
    unit="",
    formula="D * sqrt(q_z)",
    example=({"D": 0.5, "q_z": 25.0}, 2.5, "Independent arithmetic: 0.5 x 5, the limit the figure prints"),
)
def round_member_index(*, D: float, q_z: Psf) -> float:
    """Size of round members of an open sign against the wind. D in ft, q_z in psf."""
    return D * math.sqrt(q_z)


@dataclass(frozen=True, slots=True)
class Strip:
    """One region of case C, measured from the windward edge, with its coefficient."""

    start: float
    end: float
    cf: float


def _starting_at(curve: Curve, x: float, start: float) -> float:
    """A long-sign curve that begins at the short-sign value at B/s = 10."""
    return linear(x, (10.0, *curve.x), (start, *curve.y))


def case_c(table: StripTable, B: float, s: float) -> tuple[Strip, ...]:
    """Strips of case C for B/s >= 2 before any reduction; every strip ends at B, widths sum to B.

    B, s in ft. Source: Fig. 29.3-1, interpolated in B/s. From 3 to 10 one region runs from 3s
    on; beyond 10 it divides at 4s, 5s and 10s, each growing out of the value at B/s = 10.
    """
    x = B / s
    edges = [0.0, 1.0, 2.0]
    values = [linear(x, t.x, t.y) for t in (table.first, table.second)]
    if x > 2.0:
        values.append(table.third_short.value if x < 3.0 else linear(x, table.third.x, table.third.y))
    if x > 3.0:
        edges.append(3.0)
    if 3.0 < x <= 10.0:
        values.append(table.rest_short.value if x < 4.0 else linear(x, table.rest.x, table.rest.y))
    if x > 10.0:
        start = table.rest.y[-1]
        edges += [4.0, 5.0, 10.0]
        values += [_starting_at(t, x, start) for t in (table.fourth_long, table.fifth_long, table.sixth_long)]
        values.append(table.beyond.value)
    if x <= 2.0:
        edges = edges[:2]
    ends = [*(e * s for e in edges[1:]), B]
    return tuple(Strip(a * s, b, cf) for a, b, cf in zip(edges, ends, values, strict=True))
