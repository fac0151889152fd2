"""Concrete of a footing: one-way and two-way shear, flexure, least steel. ACI 318. in, kip, psi, ksi.

Normal-weight concrete (lambda 1), f'c to 10,000 psi, so that sqrt(f'c) stays within 100 psi.
"""

from __future__ import annotations

from apex.engine.clause import clause

PHI_SHEAR = 0.75
PHI_FLEXURE = 0.90
GAMMA_F = 0.6
"""Part of the moment a square column passes on by flexure: 1/(1 + 2/3); the rest, 0.4, by shear."""


@clause(
    "ACI 318",
    {"318-14": "22.5.5.1"},
    symbol="phi V_c",
    unit="kip",
    formula="0.75 * 2 * sqrt(f_c) * b * d / 1000",
    example=(
        {"f_c": 3000.0, "b": 120.0, "d": 14.0},
        138.02,
        "Independent arithmetic: 1.5 x 54.772 x 1,680",
    ),
)
def one_way_14(*, f_c: float, b: float, d: float) -> float:
    """Design one-way shear strength of a footing without shear reinforcement."""
    return 0.75 * 2.0 * f_c**0.5 * b * d / 1000.0


@clause(
    "ACI 318",
    {"318-19": "Table 22.5.5.1(c), 13.2.6.2"},
    symbol="phi V_c",
    unit="kip",
    formula="0.75 * min(8 * rho_w**(1 / 3), 5) * sqrt(f_c) * b * d / 1000",
    example=(
        {"rho_w": 0.002, "f_c": 3000.0, "b": 120.0, "d": 14.0},
        69.56,
        "Independent arithmetic: 0.75 x 8 x 0.12599 x 54.772 x 1,680 = 69,560 lb",
    ),
)
def one_way_19(*, rho_w: float, f_c: float, b: float, d: float) -> float:
    """Design one-way shear strength without shear reinforcement; the size factor is 1 in footings."""
    return 0.75 * min(8.0 * rho_w ** (1.0 / 3.0), 5.0) * f_c**0.5 * b * d / 1000.0


@clause(
    "ACI 318",
    "R8.4.4.2.3",
    symbol="J_c/(s/2)",
    unit="in3",
    formula="4 / 3 * d * s**2 + d**3 / 3",
    example=(
        {"s": 36.0, "d": 12.0},
        21312.0,
        "Independent arithmetic: J_c = 93,312 + 10,368 + 279,936 in4 by R8.4.4.2.3, over 18 in.",
    ),
)
def section_modulus(*, s: float, d: float) -> float:
    """Polar property J_c of the two-way critical section of side s = c + d, over s/2."""
    return 4.0 / 3.0 * d * s**2 + d**3 / 3.0


@clause(
    "ACI 318",
    "8.4.4.2.3",
    symbol="v_u",
    unit="ksi",
    formula="V / (4 * s * d) + 0.4 * 12 * (M_x + M_y) / S_c",
    example=(
        {"V": 30.0, "s": 36.0, "d": 12.0, "M_x": 100.0, "M_y": 10.0, "S_c": 21312.0},
        0.042136,
        "Independent arithmetic: 0.017361 + 528/21,312",
    ),
)
def two_way_stress(*, V: float, s: float, d: float, M_x: float, M_y: float, S_c: float) -> float:
    """Shear stress at the worst corner of the critical section, gamma_v 0.4 of the moments (kip-ft) both ways."""
    return V / (4.0 * s * d) + 0.4 * 12.0 * (M_x + M_y) / S_c


@clause(
    "ACI 318",
    {"318-14": "Table 22.6.5.2", "318-19": "Table 22.6.5.2, 13.2.6.2"},
    symbol="phi v_c",
    unit="ksi",
    formula="0.75 * min(4, 2 + 40 * d / (4 * s)) * sqrt(f_c) / 1000",
    example=({"d": 12.0, "s": 36.0, "f_c": 3000.0}, 0.16432, "Independent arithmetic: 0.75 x 4 x 54.772 psi"),
)
def two_way_strength(*, d: float, s: float, f_c: float) -> float:
    """Design two-way shear stress around a square column inside the footing; the size factor is 1 in footings."""
    return 0.75 * min(4.0, 2.0 + 40.0 * d / (4.0 * s)) * f_c**0.5 / 1000.0


@clause(
    "ACI 318",
    "22.3, 22.2.2.4",
    symbol="A_s",
    unit="in2",
    formula="0.85 * f_c / 1000 * b / f_y * (d - (d**2 - 2 * 12 * M / (0.9 * 0.85 * f_c / 1000 * b))**0.5)",
    example=(
        {"f_c": 3000.0, "b": 120.0, "f_y": 60.0, "d": 14.0, "M": 150.0},
        2.416,
        "Independent arithmetic: a = 0.4738 in., 2.416 x 60 x 13.763 x 0.9/12 = 149.6 kip-ft",
        0.004,
    ),
)
def steel_needed(*, f_c: float, b: float, f_y: float, d: float, M: float) -> float:
    """Bars of a rectangular section for a factored moment in kip-ft; no real root where the section is too small."""
    return 0.85 * f_c / 1000.0 * b / f_y * (d - (d**2 - 2.0 * 12.0 * M / (0.9 * 0.85 * f_c / 1000.0 * b)) ** 0.5)


@clause(
    "ACI 318",
    "22.2.2.4.1",
    symbol="a",
    unit="in",
    formula="A_s * f_y / (0.85 * f_c / 1000 * b)",
    example=({"A_s": 2.4, "f_y": 60.0, "f_c": 3000.0, "b": 120.0}, 0.4706, "Independent arithmetic: 144/306"),
)
def block_depth(*, A_s: float, f_y: float, f_c: float, b: float) -> float:
    """Depth of the stress block of a singly reinforced section."""
    return A_s * f_y / (0.85 * f_c / 1000.0 * b)


@clause(
    "ACI 318",
    "22.3",
    symbol="phi M_n",
    unit="kip-ft",
    formula="0.9 * A_s * f_y * (d - a / 2) / 12",
    example=(
        {"A_s": 2.4, "f_y": 60.0, "d": 14.0, "a": 0.4706},
        148.66,
        "Independent arithmetic: 10.8 x 13.7647",
    ),
)
def flexural_strength(*, A_s: float, f_y: float, d: float, a: float) -> float:
    """Design moment strength of a singly reinforced, tension-controlled section."""
    return 0.9 * A_s * f_y * (d - a / 2.0) / 12.0


@clause(
    "ACI 318",
    {"318-14": "7.6.1.1, 8.6.1.1, 24.4.3.2", "318-19": "7.6.1.1, 8.6.1.1"},
    symbol="A_s,min",
    unit="in2",
    formula="rho * b * h",
    example=({"rho": 0.0018, "b": 96.0, "h": 18.0}, 3.1104, "Independent arithmetic: 0.0018 x 1,728"),
)
def least_steel(*, rho: float, b: float, h: float) -> float:
    """Least bars each way in a face under tension."""
    return rho * b * h


@clause(
    "ACI 318",
    "13.3.3.3",
    symbol="A_s",
    unit="in2",
    formula="A * 2 * beta / (beta + 1)",
    example=({"A": 3.0, "beta": 1.5}, 3.6, "Independent arithmetic: 3 x 3/2.5"),
)
def short_way_steel(*, A: float, beta: float) -> float:
    """Bars of the short way, spread evenly, that put the part 2/(beta + 1) of A in the middle band."""
    return A * 2.0 * beta / (beta + 1.0)


def least_ratio(f_y: float, aci: str) -> float:
    """0.0018; 318-14 asks for 0.0020 with bars below 60 ksi (Table 24.4.3.2)."""
    return 0.0020 if aci == "318-14" and f_y < 60.0 else 0.0018
