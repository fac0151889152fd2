"""Pullout, side-face blow-out of headed rods: ACI 318-14 17.4.3 and 17.4.4, 318-19 17.6.3 and 17.6.4. lb, psi, in."""

from __future__ import annotations

from apex.engine.clause import clause

PSI_C_P = {True: 1.0, False: 1.4}
"""By cracked concrete: ACI 318-14 17.4.3.6, 318-19 17.6.3.3.1."""


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.3.1, 17.4.3.4", "318-19": "Eq. 17.6.3.1, 17.6.3.2.2a"},
    symbol="N_pn",
    unit="lb",
    formula="psi_c_P * 8 * A_brg * f_c",
    example=(
        {"psi_c_P": 1.0, "A_brg": 4.06848, "f_c": 4000.0},
        130191.0,
        "ACI 349.2R-07 Example A4: 579.12 kN, washer 2.25 in. square on a 1-1/8 in. bolt",
    ),
)
def pullout(*, psi_c_P: float, A_brg: float, f_c: float) -> float:
    """Nominal pullout strength of one headed rod: crushing of the concrete at the head."""
    return psi_c_P * 8.0 * A_brg * f_c


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.4.1", "318-19": "Eq. 17.6.4.1"},
    symbol="N_sb",
    unit="lb",
    formula="160 * c_a1 * sqrt(A_brg) * lambda_a * sqrt(f_c)",
    example=(
        {"c_a1": 4.0, "A_brg": 1.501, "lambda_a": 1.0, "f_c": 4000.0},
        49591.0,
        "Independent arithmetic: 160 x 4 x 1.22515 x 63.2456",
    ),
)
def side_face(*, c_a1: float, A_brg: float, lambda_a: float, f_c: float) -> float:
    """Side-face blow-out strength of one deep headed rod at an edge (h_ef > 2.5 c_a1)."""
    return 160.0 * c_a1 * A_brg**0.5 * lambda_a * f_c**0.5


@clause(
    "ACI 318",
    {"318-14": "17.4.4.1", "318-19": "17.6.4.1.1"},
    symbol="k_corner",
    unit="",
    formula="(1 + min(3, max(1, c_a2 / c_a1))) / 4",
    example=({"c_a2": 6.0, "c_a1": 4.0}, 0.625, "Independent arithmetic: (1 + 1.5) / 4"),
)
def corner(*, c_a2: float, c_a1: float) -> float:
    """Reduction of the side-face strength where a second edge lies within 3 c_a1."""
    return (1.0 + min(3.0, max(1.0, c_a2 / c_a1))) / 4.0


@clause(
    "ACI 318",
    {"318-14": "Eq. 17.4.4.2", "318-19": "Eq. 17.6.4.2"},
    symbol="N_sbg",
    unit="lb",
    formula="(1 + s / (6 * c_a1)) * N_sb",
    example=(
        {"s": 12.0, "c_a1": 4.0, "N_sb": 49591.0},
        74386.5,
        "Independent arithmetic: (1 + 12/24) x 49591",
    ),
)
def side_face_group(*, s: float, c_a1: float, N_sb: float) -> float:
    """Side-face strength of rods along an edge spaced less than 6 c_a1; s between the outer ones."""
    return (1.0 + s / (6.0 * c_a1)) * N_sb
