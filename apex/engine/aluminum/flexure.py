"""Flexure of weld-affected tubes: ADM chapter F with section B.5.5. kip, in, ksi.

A weld at the base of a cantilever lies at its largest moment, so the whole section there is weld-affected
and the member buckles laterally as if it were so throughout (F.4, supported at one end with a
transverse weld). Beside a weld F_tyw = F_cyw and the rupture strength is F_tuw, k_t left out.
"""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import smaller

_PI2 = 9.869604401089358


@clause(
    "ADM",
    "F.2",
    symbol="M_ny",
    unit="kip-in",
    formula="min(Z * F_tyw, 1.5 * S * F_tyw)",
    example=({"Z": 4.3111, "S": 3.2144, "F_tyw": 15.0}, 64.667, "Independent arithmetic: 4 in. schedule 40 pipe"),
)
def yield_moment(*, Z: float, S: float, F_tyw: float) -> float:
    """Nominal moment at yielding."""
    return smaller(Z * F_tyw, 1.5 * S * F_tyw)


@clause(
    "ADM",
    "Eq. F.2-1",
    symbol="M_nu",
    unit="kip-in",
    formula="Z * F_tuw",
    example=({"Z": 4.3111, "F_tuw": 24.0}, 103.466, "Independent arithmetic: 4 in. schedule 40 pipe"),
)
def rupture_moment(*, Z: float, F_tuw: float) -> float:
    """Nominal moment at rupture."""
    return Z * F_tuw


@clause(
    "ADM",
    "B.5.5.4",
    symbol="F_b",
    unit="ksi",
    formula="B_tb - D_tb * sqrt(lam)",
    example=({"B_tb": 29.179, "D_tb": 1.5391, "lam": 16.0}, 23.0226, "Independent arithmetic: 29.179 - 6.1564"),
)
def round_stress(*, B_tb: float, D_tb: float, lam: float) -> float:
    """Local buckling stress of a round tube in flexure, lam = R_b/t at most 20 beside a weld."""
    return B_tb - D_tb * lam**0.5


@clause(
    "ADM",
    "F.3",
    symbol="M_nb",
    unit="kip-in",
    formula="F_b * S",
    example=({"F_b": 23.0, "S": 3.2144}, 73.931, "Independent arithmetic"),
)
def round_local_moment(*, F_b: float, S: float) -> float:
    """Nominal moment of a round tube at local buckling."""
    return F_b * S


@clause(
    "ADM",
    "B.5.5.1",
    symbol="lam_1",
    unit="",
    formula="(B_br - 1.5 * F_cyw) / (0.65 * D_br)",
    example=({"B_br": 26.390, "F_cyw": 15.0, "D_br": 0.16521}, 36.224, "Independent arithmetic: 3.890 / 0.1073865"),
)
def web_yield_limit(*, B_br: float, F_cyw: float, D_br: float) -> float:
    """Depth-to-thickness up to which a web bent about its middle yields (m = 0.65)."""
    return (B_br - 1.5 * F_cyw) / (0.65 * D_br)


@clause(
    "ADM",
    "B.5.5.1",
    symbol="lam_2",
    unit="",
    formula="0.50 * B_br / (0.65 * D_br)",
    example=(
        {"B_br": 26.390, "D_br": 0.16521},
        122.87,
        "Independent arithmetic: 13.195 / 0.1073865 (k_1, Table B.4.3)",
    ),
)
def web_post_limit(*, B_br: float, D_br: float) -> float:
    """Depth-to-thickness from which a web works beyond buckling."""
    return 0.50 * B_br / (0.65 * D_br)


@clause(
    "ADM",
    "B.5.5.1",
    symbol="F_b",
    unit="ksi",
    formula="B_br - 0.65 * D_br * lam",
    example=({"B_br": 26.390, "D_br": 0.16521, "lam": 60.0}, 19.947, "Independent arithmetic: 26.390 - 6.44319"),
)
def web_inelastic_stress(*, B_br: float, D_br: float, lam: float) -> float:
    """Local buckling stress of a web, lam = h/t."""
    return B_br - 0.65 * D_br * lam


@clause(
    "ADM",
    "B.5.5.1",
    symbol="F_b",
    unit="ksi",
    formula="2.04 * sqrt(B_br * E) / (0.65 * lam)",
    example=(
        {"B_br": 26.390, "E": 10100.0, "lam": 140.0},
        11.5735,
        "Independent arithmetic: 2.04 x 516.274 / 91 (k_2 = 2.04, Table B.4.3)",
    ),
)
def web_post_stress(*, B_br: float, E: float, lam: float) -> float:
    """Post-buckling stress of a web, lam = h/t."""
    return 2.04 * (B_br * E) ** 0.5 / (0.65 * lam)


@clause(
    "ADM",
    "F.3.1",
    symbol="S_f",
    unit="in3",
    formula="(H * t**3 / 6 + H * t * (H - t)**2 / 2) / ((H - t) / 2)",
    example=({"H": 4.0, "t": 0.25}, 3.75556, "Independent arithmetic: I_f / c_cf = 7.04167 / 1.875"),
)
def flange_modulus(*, H: float, t: float) -> float:
    """Modulus I_f/c_cf of the two flanges of a square tube, to their middle."""
    return (H * t**3 / 6.0 + H * t * (H - t) ** 2 / 2.0) / ((H - t) / 2.0)


@clause(
    "ADM",
    "F.3.1",
    symbol="S_e",
    unit="in3",
    formula="t * (H - 2 * t)**3 / 6 / ((H - 2 * t) / 2)",
    example=({"H": 4.0, "t": 0.25}, 1.02083, "Independent arithmetic: I_e / c_ce = 1.78646 / 1.75"),
)
def web_modulus(*, H: float, t: float) -> float:
    """Modulus I_e/c_ce of the two webs of a square tube between its flanges, to their edge."""
    return t * (H - 2.0 * t) ** 3 / 6.0 / ((H - 2.0 * t) / 2.0)


@clause(
    "ADM",
    "Eq. F.3-1",
    symbol="M_nb",
    unit="kip-in",
    formula="F_c * S_f + F_b * S_e",
    example=(
        {"F_c": 15.0, "S_f": 3.75556, "F_b": 22.5, "S_e": 1.02083},
        79.302,
        "Independent arithmetic: 56.3334 + 22.9687, 4 x 1/4 in. square tube",
    ),
)
def box_local_moment(*, F_c: float, S_f: float, F_b: float, S_e: float) -> float:
    """Nominal moment of a square tube at local buckling, weighted average of flanges and webs."""
    return F_c * S_f + F_b * S_e


@clause(
    "ADM",
    "Eq. F.4-6",
    symbol="lam",
    unit="",
    formula="2.3 * sqrt(L_b * S / (C_b * sqrt(I_y * J)))",
    example=(
        {"L_b": 120.0, "S": 3.2144, "C_b": 1.0, "I_y": 7.2325, "J": 14.465},
        14.123,
        "Independent arithmetic: 2.3 x sqrt(385.728 / 10.22829)",
    ),
)
def lateral_slenderness(*, L_b: float, S: float, C_b: float, I_y: float, J: float) -> float:
    """Slenderness in lateral-torsional buckling of a closed shape."""
    return 2.3 * (L_b * S / (C_b * (I_y * J) ** 0.5)) ** 0.5


@clause(
    "ADM",
    "F.4",
    symbol="M_nmb",
    unit="kip-in",
    formula="M_ny * (1 - lam / C_c) + pi**2 * E * lam * S / C_c**3",
    example=(
        {"M_ny": 64.667, "lam": 14.123, "C_c": 133.32, "E": 10100.0, "S": 3.2144},
        59.7265,
        "Independent arithmetic: 64.667 x 0.8940669 + 4,525,286 / 2,369,678",
    ),
)
def lateral_inelastic_moment(*, M_ny: float, lam: float, C_c: float, E: float, S: float) -> float:
    """Nominal moment at inelastic lateral-torsional buckling."""
    return M_ny * (1.0 - lam / C_c) + _PI2 * E * lam * S / C_c**3


@clause(
    "ADM",
    "F.4",
    symbol="M_nmb",
    unit="kip-in",
    formula="pi**2 * E * S / lam**2",
    example=({"E": 10100.0, "S": 3.2144, "lam": 140.0}, 16.348, "Independent arithmetic: 320,421 / 19,600"),
)
def lateral_elastic_moment(*, E: float, S: float, lam: float) -> float:
    """Nominal moment at elastic lateral-torsional buckling."""
    return _PI2 * E * S / lam**2
