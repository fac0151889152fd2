"""Anchor rods as steel: AISC 360 J3, with bending and buckling where they stand free. kip, in, ksi.

Concrete and the rods by ACI 318 are `apex.engine.anchor.work`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.anchor.group import Point
from apex.engine.clause import clause

PHI = 0.75
PHI_B = 0.90
PHI_C = 0.90
K_ROD = 1.2
"""Both ends held against turning and free to sway: AISC 360 Table C-A-7.1, recommended value."""


@clause(
    "AISC 360",
    "Table J3.2",
    symbol="F_nt",
    unit="ksi",
    formula="0.75 * F_u",
    example=({"F_u": 58.0}, 43.5, "AISC DG1 Table 3.1: F1554 Gr. 36, 0.75 x 58 = 43.5 ksi"),
)
def tensile_stress(*, F_u: float) -> float:
    """Nominal tensile stress of a threaded part on its nominal area."""
    return 0.75 * F_u


@clause(
    "AISC 360",
    "Table J3.2, threads in the shear plane",
    symbol="F_nv",
    unit="ksi",
    formula="0.450 * F_u",
    example=({"F_u": 58.0}, 26.1, "Independent arithmetic: 0.45 x 58"),
)
def shear_stress(*, F_u: float) -> float:
    """Nominal shear stress of a threaded part."""
    return 0.450 * F_u


@clause(
    "Geometry",
    "rod",
    symbol="A_b",
    unit="in2",
    formula="pi / 4 * d**2",
    example=({"d": 1.0}, 0.7854, "Independent arithmetic"),
)
def nominal_area(*, d: float) -> float:
    """Area of a rod from its nominal diameter."""
    return math.pi / 4.0 * d**2


@clause(
    "AISC 360",
    "Eq. J3-1",
    symbol="phi R_n",
    unit="kip",
    formula="phi * F_n * A_b",
    example=(
        {"phi": 0.75, "F_n": 43.5, "A_b": 0.4418},
        14.41,
        "AISC DG1 Table 3.1: 3/4 in. F1554 Gr. 36, 14.4 kip",
    ),
)
def rod_strength(*, phi: float, F_n: float, A_b: float) -> float:
    """Design strength of a rod in tension or shear."""
    return phi * F_n * A_b


@clause(
    "AISC 360",
    "Eq. J3-3a",
    symbol="F'_nt",
    unit="ksi",
    formula="min(1.3 * F_nt - F_nt / (phi * F_nv) * f_rv, F_nt)",
    example=(
        {"F_nt": 43.5, "F_nv": 26.1, "phi": 0.75, "f_rv": 10.0},
        34.328,
        "Independent arithmetic: 56.55 - 43.5/19.575 x 10",
    ),
)
def tensile_stress_with_shear(*, F_nt: float, F_nv: float, phi: float, f_rv: float) -> float:
    """Nominal tensile stress beside the shear stress f_rv."""
    return min(1.3 * F_nt - F_nt / (phi * F_nv) * f_rv, F_nt)


@clause(
    "AISC 360",
    "Eq. J3-2",
    symbol="phi F'_nt",
    unit="ksi",
    formula="phi * F_n",
    example=({"phi": 0.75, "F_n": 34.328}, 25.746, "Independent arithmetic"),
)
def design_stress(*, phi: float, F_n: float) -> float:
    """Design tensile stress beside the shear."""
    return phi * F_n


@clause(
    "Statics",
    "rod group",
    symbol="V_i",
    unit="kip",
    formula="((V_x / n - T * y / J)**2 + (V_y / n + T * x / J)**2)**0.5",
    example=(
        {"V_x": 0.0, "V_y": 4.0, "n": 4.0, "T": 48.0, "x": 6.0, "y": 6.0, "J": 288.0},
        2.2361,
        "Independent arithmetic: four rods 12 in. apart: (-1, 1 + 1) kip",
    ),
)
def group_shear(*, V_x: float, V_y: float, n: float, T: float, x: float, y: float, J: float) -> float:
    """Shear of the rod at x, y of n equal rods; J is the sum of their squared distances."""
    return ((V_x / n - T * y / J) ** 2 + (V_y / n + T * x / J) ** 2) ** 0.5


@clause(
    "AISC DG1",
    "3.5.3, two rods",
    symbol="V_i",
    unit="kip",
    formula="V / 2 + T / (2 * r)",
    example=({"V": 4.0, "T": 48.0, "r": 8.4853}, 4.8284, "Independent arithmetic: 2 + 48/16.971"),
)
def two_rod_shear(*, V: float, T: float, r: float) -> float:
    """Shear of a rod where only two opposite ones bear on their holes, both shares taken as parallel."""
    return V / 2.0 + T / (2.0 * r)


def least_arm(points: Sequence[Point]) -> float:
    """From the middle to the nearest rod that has one opposite: one in the middle itself turns nothing."""
    return min(r for x, y in points if (r := math.hypot(x, y)) > 0.0)


def shears(
    points: Sequence[Point], V_x: float, V_y: float, T_kipin: float, *, washers_welded: bool
) -> tuple[float, ...]:
    """Shear of every rod: by the group where washers are welded, else as of any two opposite rods."""
    if not washers_welded:
        r = least_arm(points)
        V = math.hypot(V_x, V_y)
        return (V / 2.0 + (abs(T_kipin) / (2.0 * r) if T_kipin else 0.0),) * len(points)
    n, J = float(len(points)), sum([x * x + y * y for x, y in points])
    return tuple([math.hypot(V_x / n - T_kipin * y / J, V_y / n + T_kipin * x / J) for x, y in points])


@clause(
    "Geometry",
    "rod thread",
    symbol="d_se",
    unit="in",
    formula="(4 * A_se / pi)**0.5",
    example=({"A_se": 0.606}, 0.8784, "Independent arithmetic: 1 in. rod"),
)
def thread_diameter(*, A_se: float) -> float:
    """Diameter of a bar as strong as the threaded rod."""
    return (4.0 * A_se / math.pi) ** 0.5


@clause(
    "AISC DG1",
    "3.5.3, half the free length",
    symbol="M_r",
    unit="kip-in",
    formula="V * l / 2",
    example=({"V": 1.0, "l": 3.0}, 1.5, "Independent arithmetic: a rod held at both ends bends in double curvature"),
)
def standoff_moment(*, V: float, l: float) -> float:
    """Moment of a rod over its free length l, held against turning by plate and concrete."""
    return V * l / 2.0


@clause(
    "AISC DG1",
    "3.5.3, bending",
    symbol="f_t",
    unit="ksi",
    formula="T / A_b + 6 * M_r / d_se**3",
    example=(
        {"T": 10.0, "A_b": 0.7854, "M_r": 1.5, "d_se": 0.8784},
        26.012,
        "Independent arithmetic: 12.732 + 9/0.67777 = 12.732 + 13.279",
    ),
)
def rod_stress(*, T: float, A_b: float, M_r: float, d_se: float) -> float:
    """Tensile stress of a rod: pull on its nominal area and bending on the plastic modulus of its thread."""
    return T / A_b + 6.0 * M_r / d_se**3


@clause(
    "AISC 360",
    "F11.1",
    symbol="phi M_n",
    unit="kip-in",
    formula="phi * F_y * min(d**3 / 6, 1.6 * pi * d**3 / 32)",
    example=(
        {"phi": 0.90, "F_y": 36.0, "d": 0.8784},
        3.4495,
        "Independent arithmetic: 32.4 x 0.67777 x min(0.16667, 0.15708) = 32.4 x 0.10647",
    ),
)
def rod_flexure(*, phi: float, F_y: float, d: float) -> float:
    """Design moment of a round bar: F_y Z, at most 1.6 F_y S."""
    return phi * F_y * min(d**3 / 6.0, 1.6 * math.pi * d**3 / 32.0)


@clause(
    "AISC 360",
    "E3, rod",
    symbol="phi P_n",
    unit="kip",
    formula="phi * F_n * A_se",
    example=({"phi": 0.90, "F_n": 35.0, "A_se": 0.606}, 19.089, "Independent arithmetic"),
)
def rod_compression(*, phi: float, F_n: float, A_se: float) -> float:
    """Design compression of a rod on its thread."""
    return phi * F_n * A_se


@clause(
    "AISC 360",
    "Eq. H3-6, rod",
    symbol="ratio",
    unit="",
    formula="P / P_c + M / M_c + (V / V_c)**2",
    example=(
        {"P": 8.0, "P_c": 19.0, "M": 1.5, "M_c": 3.45, "V": 1.0, "V_c": 15.37},
        0.8601,
        "Independent arithmetic: 0.42105 + 0.43478 + 0.00423",
    ),
)
def rod_interaction(*, P: float, P_c: float, M: float, M_c: float, V: float, V_c: float) -> float:
    """Compression, bending and shear of a rod that stands free."""
    return P / P_c + M / M_c + (V / V_c) ** 2
