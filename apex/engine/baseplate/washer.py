"""Welds that let plate washers pass the shear of their rods to the base plate: AISC 360 J2. kip, in, ksi."""

from __future__ import annotations

from apex.engine.baseplate.fit import washer_thickness, washer_width
from apex.engine.baseplate.weld import PHI
from apex.engine.clause import clause
from apex.engine.trace import Quiet

F_U_KSI = 58.0
"""ASTM A36, of which plate washers are cut (AISC DG1, 2nd edition, Table 2.3)."""


@clause(
    "AISC 360",
    "J2.2b",
    symbol="w",
    unit="in",
    formula="min(0.25 if t <= 0.75 else 0.3125, t - 0.0625)",
    example=({"t": 0.25}, 0.1875, "AISC 360-16 J2.2b: along an edge 1/4 in. thick or more, 1/16 in. less than it"),
)
def washer_leg(*, t: float) -> float:
    """Fillet along the edges of a plate washer: 1/4 in., as the edge and the least legs of Table J2.4 let it be."""
    return min(0.25 if t <= 0.75 else 0.3125, t - 0.0625)


@clause(
    "AISC 360",
    "J2.4, J4.2",
    symbol="phi R_n",
    unit="kip",
    formula="phi * 0.6 * min(0.707 * F_EXX, F_u) * w * 4 * b / (1 + (1.5 * t / b)**2)**0.5",
    example=(
        {"phi": 0.75, "F_EXX": 70.0, "F_u": 58.0, "w": 0.25, "b": 3.0, "t": 0.375},
        65.667,
        "Independent arithmetic: 5.5676 kip/in over sqrt(0.083333^2 + 0.015625^2)",
    ),
)
def washer_strength(*, phi: float, F_EXX: float, F_u: float, w: float, b: float, t: float) -> float:
    """Shear at half its thickness that a square washer b wide passes on by a weld on four sides: the line is sheared,
    4 b long, and bent by V t/2 with a modulus of 4 b^2/3; on the throat or on the leg beside it.
    """
    return phi * 0.6 * min(0.707 * F_EXX, F_u) * w * 4.0 * b / (1.0 + (1.5 * t / b) ** 2) ** 0.5


def washer_holds(sheet: Quiet, d: float, F_EXX: float) -> float:
    """Shear (kip) that the welded washer of a rod of diameter d passes on."""
    b, t = sheet(washer_width, d=d), sheet(washer_thickness, d=d)
    w = sheet(washer_leg, t=t)
    return sheet(washer_strength, phi=PHI, F_EXX=F_EXX, F_u=F_U_KSI, w=w, b=b, t=t)
