"""Compression of weld-affected tubes: ADM chapter E with section B.5.4. kip, in, ksi.

A member supported at one end with a transverse weld buckles as if it were weld-affected throughout
(E.2). Walls of the whole section carry their local buckling stress (E.3.1), and a thin wall draws
the member down with it (E.4).
"""

from __future__ import annotations

from apex.engine.clause import clause

_PI2 = 9.869604401089358


@clause(
    "ADM",
    "E.2.1",
    symbol="lam",
    unit="",
    formula="k * L / r",
    example=({"k": 2.1, "L": 120.0, "r": 1.5096}, 166.93, "Independent arithmetic: 252 / 1.5096, 4 in. schedule 40"),
)
def slenderness(*, k: float, L: float, r: float) -> float:
    """Slenderness of the member, L in inches."""
    return k * L / r


@clause(
    "ADM",
    "E.2",
    symbol="lam_1",
    unit="",
    formula="(B_c - F_cyw) / D_c",
    example=({"B_c": 16.837, "F_cyw": 15.0, "D_c": 0.084195}, 21.818, "Independent arithmetic: 1.837 / 0.084195"),
)
def yield_limit(*, B_c: float, F_cyw: float, D_c: float) -> float:
    """Slenderness up to which the member yields."""
    return (B_c - F_cyw) / D_c


@clause(
    "ADM",
    "E.2",
    symbol="F_c",
    unit="ksi",
    formula="(B_c - D_c * lam) * (0.85 + 0.15 * (C_c - lam) / (C_c - lam_1))",
    example=(
        {"B_c": 16.837, "D_c": 0.084195, "C_c": 133.32, "lam_1": 21.818, "lam": 35.3},
        1.65 * 8.3,
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded, slenderness 35.3: F_c/Omega = 8.3 ksi",
        0.01,
    ),
)
def inelastic_stress(*, B_c: float, D_c: float, C_c: float, lam_1: float, lam: float) -> float:
    """Stress at inelastic member buckling."""
    return (B_c - D_c * lam) * (0.85 + 0.15 * (C_c - lam) / (C_c - lam_1))


@clause(
    "ADM",
    "E.2",
    symbol="F_c",
    unit="ksi",
    formula="0.85 * pi**2 * E / lam**2",
    example=({"E": 10100.0, "lam": 166.93}, 3.0407, "Independent arithmetic: 84,730.6 / 27,865.6"),
)
def elastic_stress(*, E: float, lam: float) -> float:
    """Stress at elastic member buckling, out-of-straightness included."""
    return 0.85 * _PI2 * E / lam**2


@clause(
    "ADM",
    "Eq. E.2-1",
    symbol="P_n",
    unit="kip",
    formula="F_c * A_g",
    example=({"F_c": 13.7, "A_g": 3.1737}, 43.480, "Independent arithmetic"),
)
def compressive_strength(*, F_c: float, A_g: float) -> float:
    """Nominal strength at member buckling."""
    return F_c * A_g


@clause(
    "ADM",
    "B.5.4.2",
    symbol="lam_1",
    unit="",
    formula="(B_p - F_cyw) / (1.6 * D_p)",
    example=(
        {"B_p": 19.865, "F_cyw": 15.0, "D_p": 0.10790},
        28.2,
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded: flat elements yield to b/t = 28.2",
    ),
)
def flat_yield_limit(*, B_p: float, F_cyw: float, D_p: float) -> float:
    """Width-to-thickness up to which a wall held on both edges yields."""
    return (B_p - F_cyw) / (1.6 * D_p)


@clause(
    "ADM",
    "B.5.4.2",
    symbol="lam_2",
    unit="",
    formula="0.50 * B_p / (1.6 * D_p)",
    example=(
        {"B_p": 19.865, "D_p": 0.10790},
        58.0,
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded: post-buckling from b/t = 58 (k_1 = 0.50, Table B.4.3)",
        0.01,
    ),
)
def flat_post_limit(*, B_p: float, D_p: float) -> float:
    """Width-to-thickness from which a wall held on both edges works beyond buckling."""
    return 0.50 * B_p / (1.6 * D_p)


@clause(
    "ADM",
    "B.5.4.2",
    symbol="F_c",
    unit="ksi",
    formula="B_p - 1.6 * D_p * lam",
    example=(
        {"B_p": 19.865, "D_p": 0.10790, "lam": 29.1},
        1.65 * (12.0 - 0.105 * 29.1),
        "ADM 2020 Part VI Table 2-19W, 6061-T6 welded: F_c/Omega = 12.0 - 0.105 b/t, here at b/t = 29.1",
        0.01,
    ),
)
def flat_inelastic_stress(*, B_p: float, D_p: float, lam: float) -> float:
    """Local buckling stress of a wall held on both edges, lam = b/t."""
    return B_p - 1.6 * D_p * lam


@clause(
    "ADM",
    "B.5.4.2",
    symbol="F_c",
    unit="ksi",
    formula="2.04 * sqrt(B_p * E) / (1.6 * lam)",
    example=(
        {"B_p": 19.865, "E": 10100.0, "lam": 80.0},
        7.1388,
        "Independent arithmetic: 2.04 x 447.924 / 128 (k_2 = 2.04, Table B.4.3)",
    ),
)
def flat_post_stress(*, B_p: float, E: float, lam: float) -> float:
    """Post-buckling stress of a wall held on both edges, lam = b/t."""
    return 2.04 * (B_p * E) ** 0.5 / (1.6 * lam)


@clause(
    "ADM",
    "B.5.4.5",
    symbol="F_c",
    unit="ksi",
    formula="B_t - D_t * sqrt(lam)",
    example=({"B_t": 19.453, "D_t": 0.65414, "lam": 16.0}, 16.836, "Independent arithmetic: 19.453 - 2.61656"),
)
def round_inelastic_stress(*, B_t: float, D_t: float, lam: float) -> float:
    """Local buckling stress of a round tube, lam = R_b/t at most 20 beside a circumferential weld."""
    return B_t - D_t * lam**0.5


@clause(
    "ADM",
    "Table B.5.1",
    symbol="F_e",
    unit="ksi",
    formula="pi**2 * E / (1.6 * lam)**2",
    example=({"E": 10100.0, "lam": 29.1}, 46.0, "ADM 2020: web of b/t = 29.1, F_e = 46.0 ksi"),
)
def flat_elastic_stress(*, E: float, lam: float) -> float:
    """Elastic local buckling stress of a wall held on both edges, lam = b/t."""
    return _PI2 * E / (1.6 * lam) ** 2


@clause(
    "ADM",
    "Eq. E.3-1",
    symbol="P_n",
    unit="kip",
    formula="F_c * A_e + F_cyw * (A_g - A_e)",
    example=(
        {"F_c": 14.8, "A_e": 6.0, "F_cyw": 15.0, "A_g": 6.4},
        94.8,
        "Independent arithmetic: 14.8 x 6.0 + 15 x 0.4",
    ),
)
def local_strength(*, F_c: float, A_e: float, F_cyw: float, A_g: float) -> float:
    """Nominal strength at local buckling, A_e the area of the flat walls."""
    return F_c * A_e + F_cyw * (A_g - A_e)


@clause(
    "ADM",
    "Eq. E.4-1",
    symbol="P_n",
    unit="kip",
    formula="(0.85 * pi**2 * E / lam**2)**(1 / 3) * F_e**(2 / 3) * A_g",
    example=(
        {"E": 10100.0, "lam": 60.0, "F_e": 8.0, "A_g": 5.0},
        57.311,
        "Independent arithmetic: 23.5363^(1/3) x 4 x 5 = 2.86577 x 20",
    ),
)
def interacting_strength(*, E: float, lam: float, F_e: float, A_g: float) -> float:
    """Limit of the nominal strength where walls buckle before the member."""
    return (0.85 * _PI2 * E / lam**2) ** (1.0 / 3.0) * F_e ** (2.0 / 3.0) * A_g
