"""Fillet weld of the support to the plate: the elastic line method, AISC 360 J2. kip, in, ksi.

The weld runs all around the outline. Its stress is that on the throat, 0.707 of the leg.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.engine.baseplate.outline import Column
from apex.engine.clause import clause
from apex.engine.load.action import Action
from apex.engine.steel.section import Box, Round
from apex.engine.trace import Quiet

PHI = 0.75


@dataclass(frozen=True, slots=True)
class WeldLine:
    """The weld as a line: length, section moduli about x and y, polar moment over it; half sizes of the outline."""

    L: float
    S_x: float
    S_y: float
    J: float
    half_x: float
    half_y: float
    round: bool = False


@clause(
    "Statics",
    "weld as a line, circle",
    symbol="S_w",
    unit="in2",
    formula="pi * D**2 / 4",
    example=({"D": 10.0}, 78.54, "Blodgett, Design of Welded Structures, Table 5 of 7.4: pi d2/4"),
)
def circle_modulus(*, D: float) -> float:
    """Section modulus of a circular weld line."""
    return math.pi * D**2 / 4.0


@clause(
    "Statics",
    "weld as a line, circle",
    symbol="J_w",
    unit="in3",
    formula="pi * D**3 / 4",
    example=({"D": 10.0}, 785.4, "Blodgett, Design of Welded Structures, Table 5 of 7.4: pi d3/4"),
)
def circle_polar(*, D: float) -> float:
    """Polar moment of a circular weld line."""
    return math.pi * D**3 / 4.0


@clause(
    "Statics",
    "weld as a line, box",
    symbol="S_w",
    unit="in2",
    formula="b * d + d**2 / 3",
    example=({"b": 8.0, "d": 8.0}, 85.333, "Blodgett, Design of Welded Structures, Table 5 of 7.4: bd + d2/3"),
)
def box_modulus(*, b: float, d: float) -> float:
    """Section modulus of a rectangular weld line, d deep in the plane of bending."""
    return b * d + d**2 / 3.0


@clause(
    "Statics",
    "weld as a line, box",
    symbol="J_w",
    unit="in3",
    formula="(b + d)**3 / 6",
    example=({"b": 8.0, "d": 8.0}, 682.67, "Blodgett, Design of Welded Structures, Table 5 of 7.4: (b + d)3/6"),
)
def box_polar(*, b: float, d: float) -> float:
    """Polar moment of a rectangular weld line."""
    return (b + d) ** 3 / 6.0


@clause(
    "Statics",
    "weld as a line, W",
    symbol="S_w",
    unit="in2",
    formula="(b * d**2 / 2 + (b - t_w) * (d - 2 * t_f)**2 / 2 + (d - 2 * t_f)**3 / 6) / (d / 2)",
    example=(
        {"b": 6.0, "d": 12.0, "t_w": 0.25, "t_f": 0.5},
        166.951,
        "Independent arithmetic: (432 + 347.875 + 221.833)/6",
    ),
)
def flanged_modulus(*, b: float, d: float, t_w: float, t_f: float) -> float:
    """Section modulus about the strong axis of the weld along flanges (both faces) and web of a W."""
    return (b * d**2 / 2.0 + (b - t_w) * (d - 2.0 * t_f) ** 2 / 2.0 + (d - 2.0 * t_f) ** 3 / 6.0) / (d / 2.0)


@clause(
    "Statics",
    "weld as a line, W",
    symbol="S_w",
    unit="in2",
    formula="(b**3 / 6 + (b**3 - t_w**3) / 6 + (d - 2 * t_f) * t_w**2 / 2) / (b / 2)",
    example=(
        {"b": 6.0, "d": 12.0, "t_w": 0.25, "t_f": 0.5},
        24.114,
        "Independent arithmetic: (36 + 35.9974 + 0.34375)/3",
    ),
)
def flanged_weak_modulus(*, b: float, d: float, t_w: float, t_f: float) -> float:
    """Section modulus about the weak axis of the weld along flanges (both faces) and web of a W."""
    return (b**3 / 6.0 + (b**3 - t_w**3) / 6.0 + (d - 2.0 * t_f) * t_w**2 / 2.0) / (b / 2.0)


def weld_line(sheet: Quiet, column: Column) -> WeldLine:
    """Properties of the weld around the outline, x along the face."""
    s = column.section
    if isinstance(s, Round):
        S = sheet(circle_modulus, D=s.D)
        return WeldLine(math.pi * s.D, S, S, sheet(circle_polar, D=s.D), s.D / 2.0, s.D / 2.0, round=True)
    x, y = 2.0 * column.half_x_in, 2.0 * column.half_y_in
    if isinstance(s, Box):
        S_x, S_y = sheet(box_modulus, b=x, d=y), sheet(box_modulus, b=y, d=x)
        return WeldLine(2.0 * (x + y), S_x, S_y, sheet(box_polar, b=x, d=y), x / 2.0, y / 2.0)
    strong = sheet(flanged_modulus, b=s.b_f, d=s.d, t_w=s.t_w, t_f=s.t_f)
    weak = sheet(flanged_weak_modulus, b=s.b_f, d=s.d, t_w=s.t_w, t_f=s.t_f)
    L = 4.0 * s.b_f - 2.0 * s.t_w + 2.0 * (s.d - 2.0 * s.t_f)
    S_x, S_y = (strong, weak) if column.orientation == "strong" else (weak, strong)
    return WeldLine(L, S_x, S_y, strong * s.d / 2.0 + weak * s.b_f / 2.0, x / 2.0, y / 2.0)


@clause(
    "Statics",
    "weld, elastic line",
    symbol="f_n",
    unit="ksi",
    formula="(abs(N) / L + abs(M_x) / S_x + abs(M_y) / S_y) / (0.707 * w)",
    example=(
        {"N": 10.0, "L": 32.0, "M_x": 256.0, "S_x": 85.333, "M_y": 0.0, "S_y": 85.333, "w": 0.25},
        18.741,
        "Independent arithmetic: (0.3125 + 3.0)/0.17675",
    ),
)
def normal_stress(*, N: float, L: float, M_x: float, S_x: float, M_y: float, S_y: float, w: float) -> float:
    """Stress on the throat from axial load and both moments at the corner where they add up."""
    return (abs(N) / L + abs(M_x) / S_x + abs(M_y) / S_y) / (0.707 * w)


@clause(
    "Statics",
    "weld, elastic line, circle",
    symbol="f_n",
    unit="ksi",
    formula="(abs(N) / L + (M_x**2 + M_y**2)**0.5 / S) / (0.707 * w)",
    example=(
        {"N": 10.0, "L": 31.416, "M_x": 300.0, "M_y": 400.0, "S": 78.54, "w": 0.25},
        37.819,
        "Independent arithmetic: (0.31831 + 6.36618)/0.17675",
    ),
)
def round_normal_stress(*, N: float, L: float, M_x: float, M_y: float, S: float, w: float) -> float:
    """Stress on the throat of a circular weld from axial load and the resultant moment."""
    return (abs(N) / L + (M_x**2 + M_y**2) ** 0.5 / S) / (0.707 * w)


@clause(
    "Statics",
    "weld, elastic line",
    symbol="f_v",
    unit="ksi",
    formula="((abs(V_x) / L + abs(T) * y / J)**2 + (abs(V_y) / L + abs(T) * x / J)**2)**0.5 / (0.707 * w)",
    example=(
        {"V_x": 0.0, "V_y": 3.2, "L": 32.0, "T": 68.267, "x": 4.0, "y": 4.0, "J": 682.67, "w": 0.25},
        3.6334,
        "Independent arithmetic: sqrt(0.4^2 + 0.5^2)/0.17675 = 0.64031/0.17675",
        3e-3,
    ),
)
def shear_stress(*, V_x: float, V_y: float, L: float, T: float, x: float, y: float, J: float, w: float) -> float:
    """Stress on the throat from shear and torsion at the corner x, y where they add up."""
    return ((abs(V_x) / L + abs(T) * y / J) ** 2 + (abs(V_y) / L + abs(T) * x / J) ** 2) ** 0.5 / (0.707 * w)


@clause(
    "Statics",
    "weld, elastic line, circle",
    symbol="f_v",
    unit="ksi",
    formula="((V_x**2 + V_y**2)**0.5 / L + abs(T) * r / J) / (0.707 * w)",
    example=(
        {"V_x": 3.0, "V_y": 4.0, "L": 31.416, "T": 157.08, "r": 5.0, "J": 785.4, "w": 0.25},
        6.5583,
        "Independent arithmetic: (0.15915 + 1.0)/0.17675",
    ),
)
def round_shear_stress(*, V_x: float, V_y: float, L: float, T: float, r: float, J: float, w: float) -> float:
    """Stress on the throat of a circular weld from shear and torsion."""
    return ((V_x**2 + V_y**2) ** 0.5 / L + abs(T) * r / J) / (0.707 * w)


@clause(
    "Statics",
    "weld, elastic line",
    symbol="f_w",
    unit="ksi",
    formula="(f_n**2 + f_v**2)**0.5",
    example=({"f_n": 3.0, "f_v": 4.0}, 5.0, "Independent arithmetic"),
)
def resultant_stress(*, f_n: float, f_v: float) -> float:
    """Resultant stress on the throat."""
    return (f_n**2 + f_v**2) ** 0.5


@clause(
    "AISC 360",
    "Table J2.5",
    symbol="phi F_nw",
    unit="ksi",
    formula="phi * 0.60 * F_EXX",
    example=({"phi": 0.75, "F_EXX": 70.0}, 31.5, "AISC Manual part 8: 1.392 kip/in per 1/16 in. = 31.5 x 0.0442"),
)
def weld_strength(*, phi: float, F_EXX: float) -> float:
    """Design stress on the throat of a fillet, without increase for its direction."""
    return phi * 0.60 * F_EXX


@clause(
    "AISC 360",
    "Table J2.4",
    symbol="w_min",
    unit="in",
    formula="0.125 if t <= 0.25 else 0.1875 if t <= 0.5 else 0.25 if t <= 0.75 else 0.3125",
    example=({"t": 0.375}, 0.1875, "AISC 360 Table J2.4: over 1/4 to 1/2 in.: 3/16 in."),
)
def least_leg(*, t: float) -> float:
    """Least leg of a fillet on parts of which the thinner is t."""
    return 0.125 if t <= 0.25 else 0.1875 if t <= 0.5 else 0.25 if t <= 0.75 else 0.3125


@clause(
    "AISC 360",
    "J4.2, leg of the fillet",
    symbol="f_leg",
    unit="ksi",
    formula="0.707 * f_w",
    example=({"f_w": 20.0}, 14.14, "Independent arithmetic: the leg is 1/0.707 of the throat"),
)
def fusion_stress(*, f_w: float) -> float:
    """Shear on the leg of the fillet in the wall of the support or in the plate, f_w on the throat."""
    return 0.707 * f_w


@clause(
    "AISC 360",
    "J4.2, through the wall",
    symbol="f_wall",
    unit="ksi",
    formula="n * f_v * 0.707 * w / t",
    example=({"n": 1.0, "f_v": 20.0, "w": 0.25, "t": 0.291}, 12.148, "Independent arithmetic: 3.535/0.291"),
)
def wall_stress(*, n: float, f_v: float, w: float, t: float) -> float:
    """Shear through the wall t of the support from what runs along its n welds: a W has one on either face."""
    return n * f_v * 0.707 * w / t


def plate_f_u_ksi(f_y_ksi: float) -> float:
    """Tensile strength of a plate by its yield: that of ASTM A36, from 50 ksi on that of A572 Gr 50."""
    return 65.0 if f_y_ksi >= 50.0 else 58.0


@clause(
    "AISC 360",
    "Eq. J4-4",
    symbol="phi 0.6 F_u",
    unit="ksi",
    formula="phi * 0.60 * F_u",
    example=({"phi": 0.75, "F_u": 62.0}, 27.9, "Independent arithmetic: 0.45 x 62"),
)
def wall_strength(*, phi: float, F_u: float) -> float:
    """Shear rupture of the wall or the plate beside the weld."""
    return phi * 0.60 * F_u


def flows(sheet: Quiet, line: WeldLine, w: float, a: Action) -> tuple[float, float]:
    """Stress on the throat normal to the plate and along it, ksi."""
    M_x, M_y, T = 12.0 * a.M_x, 12.0 * a.M_y, 12.0 * a.T
    if line.round:
        f_n = sheet(round_normal_stress, N=a.N, L=line.L, M_x=M_x, M_y=M_y, S=line.S_x, w=w)
        f_v = sheet(round_shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, r=line.half_x, J=line.J, w=w)
    else:
        f_n = sheet(normal_stress, N=a.N, L=line.L, M_x=M_x, S_x=line.S_x, M_y=M_y, S_y=line.S_y, w=w)
        f_v = sheet(shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, x=line.half_x, y=line.half_y, J=line.J, w=w)
    return f_n, f_v
