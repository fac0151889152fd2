"""Flexural strength: AISC 360 chapter F. Moments in kip-in, lengths in in, stresses in ksi."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import smaller

_F9B = "AISC Design Example F.9B in the STAAD.Pro verification manual: Pipe 8 XS, 35 ksi"


@clause(
    "AISC 360",
    "Eq. F8-1",
    symbol="M_n",
    unit="kip-in",
    formula="F_y * Z",
    example=({"F_y": 35.0, "Z": 31.0}, 1085.0, _F9B + ": 90.4 kip-ft"),
)
def plastic_moment(*, F_y: float, Z: float) -> float:
    """Nominal flexural strength of a round section at yielding, the plastic moment."""
    return F_y * Z


@clause(
    "AISC 360",
    "Eq. F7-1",
    symbol="M_n",
    unit="kip-in",
    formula="F_y * Z",
    example=({"F_y": 50.0, "Z": 24.7}, 1235.0, "Independent arithmetic: 50 x 24.7"),
)
def box_plastic_moment(*, F_y: float, Z: float) -> float:
    """Nominal flexural strength of a box at yielding, the plastic moment."""
    return F_y * Z


@clause(
    "AISC 360",
    "Eq. F2-1",
    symbol="M_n",
    unit="kip-in",
    formula="F_y * Z",
    example=({"F_y": 50.0, "Z": 101.0}, 5050.0, "AISC Design Example F.1-1A: W18x50, 50 ksi, 421 kip-ft"),
)
def flange_plastic_moment(*, F_y: float, Z: float) -> float:
    """Nominal flexural strength of a W about its strong axis at yielding, the plastic moment."""
    return F_y * Z


@clause(
    "AISC 360",
    "Table B4.1b case 20",
    symbol="lambda_p",
    unit="",
    formula="0.07 * E / F_y",
    example=({"E": 29000.0, "F_y": 35.0}, 58.0, _F9B),
)
def round_compact_limit(*, E: float, F_y: float) -> float:
    """Compact limit of D/t in flexure."""
    return 0.07 * E / F_y


@clause(
    "AISC 360",
    "Table B4.1b case 20",
    symbol="lambda_r",
    unit="",
    formula="0.31 * E / F_y",
    example=({"E": 29000.0, "F_y": 50.0}, 179.8, "Independent arithmetic"),
)
def round_noncompact_limit(*, E: float, F_y: float) -> float:
    """Noncompact limit of D/t in flexure."""
    return 0.31 * E / F_y


@clause(
    "AISC 360",
    "F8",
    symbol="(D/t)_max",
    unit="",
    formula="0.45 * E / F_y",
    example=({"E": 29000.0, "F_y": 35.0}, 373.0, _F9B),
)
def round_slender_limit(*, E: float, F_y: float) -> float:
    """Greatest D/t for which section F8 applies."""
    return 0.45 * E / F_y


@clause(
    "AISC 360",
    "Eq. F8-2",
    symbol="M_n",
    unit="kip-in",
    formula="(0.021 * E / lam + F_y) * S",
    example=({"E": 29000.0, "lam": 80.0, "F_y": 46.0, "S": 100.0}, 5361.25, "Independent arithmetic: 53.6125 x 100"),
)
def round_noncompact_moment(*, E: float, lam: float, F_y: float, S: float) -> float:
    """Nominal flexural strength of a noncompact round section, lam = D/t."""
    return (0.021 * E / lam + F_y) * S


@clause(
    "AISC 360",
    "Eq. F8-3",
    symbol="M_n",
    unit="kip-in",
    formula="0.33 * E / lam * S",
    example=({"E": 29000.0, "lam": 250.0, "S": 100.0}, 3828.0, "Independent arithmetic: 38.28 x 100"),
)
def round_slender_moment(*, E: float, lam: float, S: float) -> float:
    """Nominal flexural strength of a round section with slender wall, lam = D/t."""
    return 0.33 * E / lam * S


@clause(
    "AISC 360",
    "Eq. F7-2",
    symbol="M_n",
    unit="kip-in",
    formula="min(M_p - (M_p - F_y * S) * (3.57 * lam * sqrt(F_y / E) - 4.0), M_p)",
    example=(
        {"M_p": 1000.0, "F_y": 50.0, "S": 16.0, "lam": 30.0, "E": 29000.0},
        910.59,
        "Independent arithmetic: 1000 - 200 x 0.44703",
    ),
)
def box_noncompact_flange_moment(*, M_p: float, F_y: float, S: float, lam: float, E: float) -> float:
    """Nominal flexural strength of a box with noncompact flange, lam = b/t."""
    return smaller(M_p - (M_p - F_y * S) * (3.57 * lam * (F_y / E) ** 0.5 - 4.0), M_p)


@clause(
    "AISC 360",
    "Eq. F7-4",
    symbol="b_e",
    unit="in",
    formula="min(1.92 * t * sqrt(E / F_y) * (1 - 0.38 / lam * sqrt(E / F_y)), b)",
    example=(
        {"t": 0.174, "E": 29000.0, "F_y": 50.0, "lam": 54.5, "b": 9.478},
        6.694,
        "Independent arithmetic: 1.92 x 0.174 x 24.083 x 0.83208",
    ),
)
def box_effective_width(*, t: float, E: float, F_y: float, lam: float, b: float) -> float:
    """Effective width of a slender compression flange, lam = b/t."""
    root = (E / F_y) ** 0.5
    return smaller(1.92 * t * root * (1.0 - 0.38 / lam * root), b)


@clause(
    "AISC 360",
    "F7.2(c)",
    symbol="S_e",
    unit="in3",
    formula="2 / H * (I - 2 * (b - b_e) * t * ((H - t) / 2)**2)",
    example=(
        {"H": 10.0, "I": 100.0, "b": 9.0, "b_e": 7.0, "t": 0.2},
        16.158,
        "Independent arithmetic: (100 - 0.8 x 24.01) / 5",
    ),
)
def box_effective_modulus(*, H: float, I: float, b: float, b_e: float, t: float) -> float:
    """Effective section modulus with the ineffective width taken out of both flanges.

    Taking it out of both keeps the axis at mid-depth, which the User Note calls conservative.
    """
    return 2.0 / H * (I - 2.0 * (b - b_e) * t * ((H - t) / 2.0) ** 2)


@clause(
    "AISC 360",
    "Eq. F7-3",
    symbol="M_n",
    unit="kip-in",
    formula="F_y * S_e",
    example=({"F_y": 50.0, "S_e": 16.158}, 807.9, "Independent arithmetic"),
)
def box_slender_flange_moment(*, F_y: float, S_e: float) -> float:
    """Nominal flexural strength of a box with slender flange."""
    return F_y * S_e


@clause(
    "AISC 360",
    "Eq. F7-6",
    symbol="M_n",
    unit="kip-in",
    formula="min(M_p - (M_p - F_y * S) * (0.305 * lam * sqrt(F_y / E) - 0.738), M_p)",
    example=(
        {"M_p": 1000.0, "F_y": 50.0, "S": 16.0, "lam": 80.0, "E": 29000.0},
        944.97,
        "Independent arithmetic: 1000 - 200 x 0.27515",
    ),
)
def box_noncompact_web_moment(*, M_p: float, F_y: float, S: float, lam: float, E: float) -> float:
    """Nominal flexural strength of a box with noncompact web, lam = h/t."""
    return smaller(M_p - (M_p - F_y * S) * (0.305 * lam * (F_y / E) ** 0.5 - 0.738), M_p)


@clause(
    "AISC 360",
    "Eq. F7-12",
    symbol="L_p",
    unit="in",
    formula="0.13 * E * r_y * sqrt(J * A_g) / M_p",
    example=(
        {"E": 29000.0, "r_y": 1.5, "J": 40.0, "A_g": 10.0, "M_p": 1500.0},
        75.4,
        "Independent arithmetic: 113,100 / 1,500",
    ),
)
def box_plastic_length(*, E: float, r_y: float, J: float, A_g: float, M_p: float) -> float:
    """Unbraced length of a box up to which it yields fully."""
    return 0.13 * E * r_y * (J * A_g) ** 0.5 / M_p


@clause(
    "AISC 360",
    "Eq. F7-13",
    symbol="L_r",
    unit="in",
    formula="2 * E * r_y * sqrt(J * A_g) / (0.7 * F_y * S_x)",
    example=(
        {"E": 29000.0, "r_y": 1.5, "J": 40.0, "A_g": 10.0, "F_y": 50.0, "S_x": 24.0},
        2071.43,
        "Independent arithmetic: 1,740,000 / 840",
    ),
)
def box_elastic_length(*, E: float, r_y: float, J: float, A_g: float, F_y: float, S_x: float) -> float:
    """Unbraced length of a box from which lateral-torsional buckling is elastic."""
    return 2.0 * E * r_y * (J * A_g) ** 0.5 / (0.7 * F_y * S_x)


@clause(
    "AISC 360",
    "Eq. F2-2, F7-10",
    symbol="M_n",
    unit="kip-in",
    formula="min(C_b * (M_p - (M_p - 0.7 * F_y * S_x) * (L_b - L_p) / (L_r - L_p)), M_p)",
    example=(
        {"C_b": 1.0, "M_p": 1500.0, "F_y": 50.0, "S_x": 24.0, "L_b": 240.0, "L_p": 75.4, "L_r": 2071.43},
        1445.58,
        "Independent arithmetic: 1500 - 660 x 164.6 / 1996.03",
    ),
)
def inelastic_ltb_moment(
    *, C_b: float, M_p: float, F_y: float, S_x: float, L_b: float, L_p: float, L_r: float
) -> float:
    """Nominal strength at inelastic lateral-torsional buckling; F2-2 has the same form."""
    return smaller(C_b * (M_p - (M_p - 0.7 * F_y * S_x) * (L_b - L_p) / (L_r - L_p)), M_p)


@clause(
    "AISC 360",
    "Eq. F7-11",
    symbol="M_n",
    unit="kip-in",
    formula="min(2 * E * C_b * sqrt(J * A_g) / (L_b / r_y), M_p)",
    example=(
        {"E": 29000.0, "C_b": 1.0, "J": 40.0, "A_g": 10.0, "L_b": 2400.0, "r_y": 1.5, "M_p": 1500.0},
        725.0,
        "Independent arithmetic: 1,160,000 / 1,600",
    ),
)
def box_elastic_ltb_moment(*, E: float, C_b: float, J: float, A_g: float, L_b: float, r_y: float, M_p: float) -> float:
    """Nominal strength of a box at elastic lateral-torsional buckling."""
    return smaller(2.0 * E * C_b * (J * A_g) ** 0.5 / (L_b / r_y), M_p)
