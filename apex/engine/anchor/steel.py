"""Strength of the rod itself: ACI 318-14 17.4.1 and 17.5.1, 318-19 17.6.1 and 17.7.1. kip, ksi, in."""

from __future__ import annotations

from apex.engine.clause import clause

PHI_TENSION = {True: 0.75, False: 0.65}
PHI_SHEAR = {True: 0.65, False: 0.60}
"""ACI 318-14 17.3.3(a), 318-19 Table 17.5.3(a), by ductile steel: 0.75 and 0.65, else 0.65 and 0.60."""

GROUT = 0.80
"""ACI 318-14 17.5.1.3, 318-19 17.7.1.2.1: rods through a built-up grout pad."""


@clause(
    "ACI 318",
    {"318-14": "17.4.1.2", "318-19": "17.6.1.2"},
    symbol="f_uta",
    unit="ksi",
    formula="min(f_u, 1.9 * f_y, 125)",
    example=({"f_u": 75.0, "f_y": 36.0}, 68.4, "Independent arithmetic: 1.9 x 36 = 68.4, below 75 and 125"),
)
def rod_tensile_stress(*, f_u: float, f_y: float) -> float:
    """Tensile strength of the rod's steel as chapter 17 lets it be used."""
    return min(f_u, 1.9 * f_y, 125.0)


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.1.2", "318-19": "Eq. 17.6.1.2"},
    symbol="N_sa",
    unit="kip",
    formula="A_se * f_uta",
    example=(
        {"A_se": 0.763, "f_uta": 125.0},
        95.43,
        "ACI 349.2R-07 Example A4: 424.478 kN with A_se 492.433 mm2 (0.7633 in2)",
    ),
)
def rod_steel_tension(*, A_se: float, f_uta: float) -> float:
    """Nominal steel strength of one rod in tension."""
    return A_se * f_uta


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.5.1.2b", "318-19": "Eq. 17.7.1.2b"},
    symbol="V_sa",
    unit="kip",
    formula="k_grout * 0.6 * A_se * f_uta",
    example=(
        {"k_grout": 0.8, "A_se": 0.606, "f_uta": 58.0},
        16.871,
        "Independent arithmetic: 0.6 x 0.606 x 58 = 21.089, on a grout pad 0.8 of it",
    ),
)
def rod_steel_shear(*, k_grout: float, A_se: float, f_uta: float) -> float:
    """Nominal steel strength of one rod in shear; `k_grout` 0.80 where it passes through a grout pad, else 1."""
    return k_grout * 0.6 * A_se * f_uta


@clause(
    "ACI 318",
    {"318-14": "17.3.1.1", "318-19": "17.5.2"},
    symbol="phi R_n",
    unit="kip",
    formula="phi * R_n",
    example=({"phi": 0.75, "R_n": 95.375}, 71.53, "Independent arithmetic: 0.75 x 95.375"),
)
def rod_design_strength(*, phi: float, R_n: float) -> float:
    """Design strength of steel."""
    return phi * R_n


@clause(
    "ACI 318",
    {"318-14": "17.4.2.9", "318-19": "17.5.2.1"},
    symbol="phi N_ar",
    unit="kip",
    formula="phi * A_bars * f_y / n",
    example=(
        {"phi": 0.75, "A_bars": 4.8, "f_y": 60.0, "n": 4.0},
        54.0,
        "Independent arithmetic: 8 No. 7 bars beside 4 rods, 0.75 x 4.8 x 60 / 4",
    ),
)
def anchor_reinforcement_strength(*, phi: float, A_bars: float, f_y: float, n: float) -> float:
    """Design strength, for one rod of n, of the bars that take the tension instead of the breakout cone."""
    return phi * A_bars * f_y / n
