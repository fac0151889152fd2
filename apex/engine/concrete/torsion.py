"""Torsion of members with closed ties: ACI 318 section 22.7. in, kip; f_c psi, f_y and f_yt ksi.

Cracks at 45 degrees, phi 0.75, lambda 1. The torsion of a pier that its soil must resist is no
compatibility torsion: it is never reduced (22.7.3.1).
"""

from __future__ import annotations

from apex.engine.clause import clause


@clause(
    "ACI 318",
    "Table 22.7.4.1(a)",
    symbol="phi T_th",
    unit="kip-in",
    formula=(
        "0.75 * min(f_c, 10000)**0.5 / 1000 * A_cp**2 / p_cp"
        " * max(0, 1 + 1000 * N_u / (4 * A_g * min(f_c, 10000)**0.5))**0.5"
    ),
    example=(
        {"f_c": 3000.0, "A_cp": 1017.88, "p_cp": 113.097, "N_u": 0.0, "A_g": 1017.88},
        376.31,
        "Independent arithmetic: 0.75 x 54.772 x 9,161 / 1,000 for a 36 in. circle",
    ),
)
def threshold_torsion(*, f_c: float, A_cp: float, p_cp: float, N_u: float, A_g: float) -> float:
    """Torsion below which it may be left out of the design of the section."""
    root = min(f_c, 10000.0) ** 0.5
    return 0.75 * root / 1000.0 * A_cp**2 / p_cp * max(0.0, 1.0 + 1000.0 * N_u / (4.0 * A_g * root)) ** 0.5


@clause(
    "ACI 318",
    "Eq. 22.7.6.1a",
    symbol="A_t",
    unit="in2",
    formula="T_u * s / (0.75 * 2 * 0.85 * A_oh * f_yt)",
    example=(
        {"T_u": 1200.0, "s": 6.0, "A_oh": 680.0, "f_yt": 60.0},
        0.13841,
        "Independent arithmetic: 7,200 / (1.5 x 578 x 60)",
    ),
)
def torsion_tie_area(*, T_u: float, s: float, A_oh: float, f_yt: float) -> float:
    """Area of one leg of a closed tie that a factored torsion (kip-in) needs."""
    return T_u * s / (0.75 * 2.0 * 0.85 * A_oh * f_yt)


@clause(
    "ACI 318",
    "Eq. 22.7.6.1b",
    symbol="A_l",
    unit="in2",
    formula="T_u * p_h / (0.75 * 2 * 0.85 * A_oh * f_y)",
    example=(
        {"T_u": 1200.0, "p_h": 92.4, "A_oh": 680.0, "f_y": 60.0},
        2.1315,
        "Independent arithmetic: 110,880 / (1.5 x 578 x 60)",
    ),
)
def torsion_bar_area(*, T_u: float, p_h: float, A_oh: float, f_y: float) -> float:
    """Area of vertical bars that a factored torsion needs beside those for bending."""
    return T_u * p_h / (0.75 * 2.0 * 0.85 * A_oh * f_y)


@clause(
    "ACI 318",
    "9.6.4.3",
    symbol="A_l,min",
    unit="in2",
    formula="5 * f_c**0.5 * A_cp / (1000 * f_y) - max(A_t / s, 0.025 * b_w / f_yt) * p_h * f_yt / f_y",
    example=(
        {"f_c": 3000.0, "A_cp": 1017.88, "f_y": 60.0, "A_t": 0.11, "s": 6.0, "b_w": 36.0, "f_yt": 60.0, "p_h": 92.4},
        2.952,
        "Independent arithmetic: 4.6460 - 0.018333 x 92.4",
    ),
)
def least_torsion_bars(
    *, f_c: float, A_cp: float, f_y: float, A_t: float, s: float, b_w: float, f_yt: float, p_h: float
) -> float:
    """Least area of vertical bars for torsion; 25 b_w/f_yt in psi is 0.025 b_w/f_yt in ksi."""
    return 5.0 * f_c**0.5 * A_cp / (1000.0 * f_y) - max(A_t / s, 0.025 * b_w / f_yt) * p_h * f_yt / f_y


@clause(
    "ACI 318",
    "22.7.7.1",
    symbol="v_u",
    unit="ksi",
    formula="((V_u / (b_w * d))**2 + (T_u * p_h / (1.7 * A_oh**2))**2)**0.5",
    example=(
        {"V_u": 60.0, "b_w": 36.0, "d": 28.8, "T_u": 1200.0, "p_h": 92.4, "A_oh": 680.0},
        0.15246,
        "Independent arithmetic: hypot(0.05787, 0.14105)",
    ),
)
def combined_stress(*, V_u: float, b_w: float, d: float, T_u: float, p_h: float, A_oh: float) -> float:
    """Shear stress of shear and torsion together in a solid section."""
    return ((V_u / (b_w * d)) ** 2 + (T_u * p_h / (1.7 * A_oh**2)) ** 2) ** 0.5


@clause(
    "ACI 318",
    "22.7.7.1, limit",
    symbol="v_u,max",
    unit="ksi",
    formula="0.75 * (V_c / (b_w * d) + 8 * min(f_c, 10000)**0.5 / 1000)",
    example=(
        {"V_c": 100.0, "b_w": 36.0, "d": 28.8, "f_c": 3000.0},
        0.40097,
        "Independent arithmetic: 0.75 x (0.096451 + 0.438178)",
    ),
)
def greatest_stress(*, V_c: float, b_w: float, d: float, f_c: float) -> float:
    """Greatest stress of shear and torsion a section of this size may carry."""
    return 0.75 * (V_c / (b_w * d) + 8.0 * min(f_c, 10000.0) ** 0.5 / 1000.0)


@clause(
    "ACI 318",
    {"318-14": "22.5.10.1, 22.7.6.1", "318-19": "22.5.8.1, 22.7.6.1"},
    symbol="A_v",
    unit="in2",
    formula="max(0, V_u / 0.75 - V_c) * s / (f_yt * d)",
    example=(
        {"V_u": 120.0, "V_c": 100.0, "s": 6.0, "f_yt": 60.0, "d": 28.8},
        0.20833,
        "Independent arithmetic: 60 x 6 / 1,728",
    ),
)
def shear_tie_area(*, V_u: float, V_c: float, s: float, f_yt: float, d: float) -> float:
    """Area of ties within a spacing that a factored shear needs."""
    return max(0.0, V_u / 0.75 - V_c) * s / (f_yt * d)
