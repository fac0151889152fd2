"""Shear strength: AISC 360 chapter G. Forces in kip, lengths in in, stresses in ksi."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import larger, smaller

_G4 = "AISC Design Example G.4 in the STAAD.Pro verification manual: HSS6x4x3/8, 46 ksi"


@clause(
    "AISC 360",
    "Eq. G5-2a, G5-2b",
    symbol="F_cr",
    unit="ksi",
    formula="min(max(1.60 * E / (sqrt(L_v / D) * (D / t)**1.25), 0.78 * E / (D / t)**1.5), 0.6 * F_y)",
    example=(
        {"E": 29000.0, "L_v": 384.0, "D": 16.0, "t": 0.465, "F_y": 46.0},
        27.6,
        "AISC Design Example G.5: HSS16.000x0.500, 46 ksi, yielding governs",
    ),
)
def round_shear_stress(*, E: float, L_v: float, D: float, t: float, F_y: float) -> float:
    """Critical shear stress of a round section, L_v from full to zero shear."""
    slender = D / t
    buckling = larger(1.60 * E / ((L_v / D) ** 0.5 * slender**1.25), 0.78 * E / slender**1.5)
    return smaller(buckling, 0.6 * F_y)


@clause(
    "AISC 360",
    "Eq. G5-1",
    symbol="V_n",
    unit="kip",
    formula="F_cr * A_g / 2",
    example=({"F_cr": 27.6, "A_g": 19.1}, 263.58, "AISC Design Example G.5: phi V_n 237 kip with phi 0.90", 0.002),
)
def round_shear(*, F_cr: float, A_g: float) -> float:
    """Nominal shear strength of a round section."""
    return F_cr * A_g / 2.0


@clause(
    "AISC 360",
    {"360-16": "Eq. G2-9 to G2-11", "360-22": "Eq. G2-9 to G2-11"},
    symbol="C_v2",
    unit="",
    formula=(
        "1 if lam <= 1.10 * sqrt(k_v * E / F_y) else (1.10 * sqrt(k_v * E / F_y) / lam"
        " if lam <= 1.37 * sqrt(k_v * E / F_y) else 1.51 * k_v * E / (lam**2 * F_y))"
    ),
    example=(
        {"lam": 70.0, "k_v": 5.0, "E": 29000.0, "F_y": 50.0},
        0.8462,
        "Independent arithmetic: 1.10 x 53.852 / 70",
    ),
)
def shear_buckling(*, lam: float, k_v: float, E: float, F_y: float) -> float:
    """Web shear buckling coefficient, lam = h/t."""
    limit = (k_v * E / F_y) ** 0.5
    # Each branch is the least of the three wherever it applies, which also serves arrays.
    inelastic = 1.10 * limit / lam
    elastic = 1.51 * k_v * E / (lam**2 * F_y)
    if isinstance(lam, float):
        return 1.0 if lam <= 1.10 * limit else inelastic if lam <= 1.37 * limit else elastic
    import numpy as np

    return np.select([lam <= 1.10 * limit, lam <= 1.37 * limit], [1.0, inelastic], elastic)


@clause(
    "AISC 360",
    "Eq. G4-1",
    symbol="V_n",
    unit="kip",
    formula="0.6 * F_y * 2 * h * t * C_v2",
    example=({"F_y": 46.0, "h": 4.95, "t": 0.349, "C_v2": 1.0}, 95.5, _G4, 0.003),
)
def box_shear(*, F_y: float, h: float, t: float, C_v2: float) -> float:
    """Nominal shear strength of a box, A_w = 2 h t with h = H - 3 t."""
    return 0.6 * F_y * 2.0 * h * t * C_v2


@clause(
    "AISC 360",
    "Eq. G2-1",
    symbol="V_n",
    unit="kip",
    formula="0.6 * F_y * d * t_w * C_v1",
    example=(
        {"F_y": 50.0, "d": 23.7, "t_w": 0.43, "C_v1": 1.0},
        306.0,
        "AISC Design Example G.1A in the STAAD.Pro verification manual: W24x62",
        0.002,
    ),
)
def w_shear(*, F_y: float, d: float, t_w: float, C_v1: float) -> float:
    """Nominal shear strength of a W web."""
    return 0.6 * F_y * d * t_w * C_v1


@clause(
    "AISC 360",
    "Eq. G2-3, G2-4",
    symbol="C_v1",
    unit="",
    formula="min(1.10 * sqrt(k_v * E / F_y) / lam, 1)",
    example=(
        {"k_v": 5.34, "E": 29000.0, "F_y": 50.0, "lam": 75.0},
        0.8163,
        "Independent arithmetic: 1.10 x 55.653 / 75",
    ),
)
def web_shear_strength(*, k_v: float, E: float, F_y: float, lam: float) -> float:
    """Web shear strength coefficient, lam = h/t_w."""
    return smaller(1.10 * (k_v * E / F_y) ** 0.5 / lam, 1.0)


@clause(
    "AISC 360",
    "Eq. G6-1",
    symbol="V_n",
    unit="kip",
    formula="0.6 * F_y * 2 * b_f * t_f * C_v2",
    example=(
        {"F_y": 50.0, "b_f": 8.24, "t_f": 0.615, "C_v2": 1.0},
        304.06,
        "Independent arithmetic: 30 ksi x 10.135 in2",
    ),
)
def w_minor_shear(*, F_y: float, b_f: float, t_f: float, C_v2: float) -> float:
    """Nominal shear strength of a W shape loaded in the plane of its flanges, both flanges."""
    return 0.6 * F_y * 2.0 * b_f * t_f * C_v2
