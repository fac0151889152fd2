"""Flexural strength of W shapes: AISC 360 sections F2, F3 and F6. kip-in, in, ksi."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.elementwise import smaller


@clause(
    "AISC 360",
    "Eq. F2-5",
    symbol="L_p",
    unit="in",
    formula="1.76 * r_y * sqrt(E / F_y)",
    example=({"r_y": 1.0, "E": 29000.0, "F_y": 50.0}, 42.387, "Independent arithmetic: 1.76 x 24.0832"),
)
def w_plastic_length(*, r_y: float, E: float, F_y: float) -> float:
    """Unbraced length of a W shape up to which it yields fully."""
    return 1.76 * r_y * (E / F_y) ** 0.5


@clause(
    "AISC 360",
    "Eq. F2-6",
    symbol="L_r",
    unit="in",
    formula=(
        "1.95 * r_ts * E / (0.7 * F_y) * sqrt(J / (S_x * h_o) + sqrt((J / (S_x * h_o))**2 + 6.76 * (0.7 * F_y / E)**2))"
    ),
    example=(
        {"r_ts": 2.0, "E": 29000.0, "F_y": 50.0, "J": 1.24, "S_x": 88.9, "h_o": 17.4},
        203.7,
        "AISC Design Example F.1: W18x50 with r_ts 1.98, L_r 16.9 ft (202.8 in); here r_ts 2.0",
        0.01,
    ),
)
def w_elastic_length(*, r_ts: float, E: float, F_y: float, J: float, S_x: float, h_o: float) -> float:
    """Unbraced length of a W shape from which lateral-torsional buckling is elastic (c = 1)."""
    j = J / (S_x * h_o)
    return 1.95 * r_ts * E / (0.7 * F_y) * (j + (j**2 + 6.76 * (0.7 * F_y / E) ** 2) ** 0.5) ** 0.5


@clause(
    "AISC 360",
    "Eq. F2-4",
    symbol="M_n",
    unit="kip-in",
    formula=(
        "min(C_b * pi**2 * E / (L_b / r_ts)**2"
        " * sqrt(1 + 0.078 * J / (S_x * h_o) * (L_b / r_ts)**2) * S_x, M_p)"
    ),
    example=(
        {
            "C_b": 1.0, "E": 29000.0, "L_b": 360.0, "r_ts": 1.98, "J": 1.24, "S_x": 88.9, "h_o": 17.4, "M_p": 5050.0,
        },
        1347.97,
        "Independent arithmetic: 8.6581 ksi x 1.7513 x 88.9",
    ),
)  # fmt: skip
def w_elastic_ltb_moment(
    *, C_b: float, E: float, L_b: float, r_ts: float, J: float, S_x: float, h_o: float, M_p: float
) -> float:
    """Nominal strength of a W shape at elastic lateral-torsional buckling (c = 1)."""
    q = (L_b / r_ts) ** 2
    F_cr = C_b * 9.869604401089358 * E / q * (1.0 + 0.078 * J / (S_x * h_o) * q) ** 0.5
    return smaller(F_cr * S_x, M_p)


@clause(
    "AISC 360",
    "Eq. F3-1",
    symbol="M_n",
    unit="kip-in",
    formula="M_p - (M_p - 0.7 * F_y * S_x) * (lam - lam_p) / (lam_r - lam_p)",
    example=(
        {"M_p": 4000.0, "F_y": 50.0, "S_x": 70.0, "lam": 10.0, "lam_p": 9.15, "lam_r": 24.08},
        3911.76,
        "Independent arithmetic: 4000 - 1550 x 0.85 / 14.93",
    ),
)
def w_noncompact_flange_moment(*, M_p: float, F_y: float, S_x: float, lam: float, lam_p: float, lam_r: float) -> float:
    """Nominal strength of a W shape with noncompact flange, lam = b_f/2t_f."""
    return M_p - (M_p - 0.7 * F_y * S_x) * (lam - lam_p) / (lam_r - lam_p)


@clause(
    "AISC 360",
    "Eq. F6-1",
    symbol="M_n",
    unit="kip-in",
    formula="min(F_y * Z_y, 1.6 * F_y * S_y)",
    example=(
        {"F_y": 50.0, "Z_y": 83.6, "S_y": 55.2},
        4180.0,
        "AISC Design Example H.1: W14x99 phi M_ny 311-314 kip-ft",
    ),
)
def w_minor_moment(*, F_y: float, Z_y: float, S_y: float) -> float:
    """Nominal strength of a W shape about its minor axis at yielding."""
    return smaller(F_y * Z_y, 1.6 * F_y * S_y)


@clause(
    "AISC 360",
    "Eq. F6-2",
    symbol="M_n",
    unit="kip-in",
    formula="M_p - (M_p - 0.7 * F_y * S_y) * (lam - lam_p) / (lam_r - lam_p)",
    example=(
        {"M_p": 4180.0, "F_y": 50.0, "S_y": 55.2, "lam": 9.34, "lam_p": 9.152, "lam_r": 24.083},
        4151.7,
        "Independent arithmetic: 4180 - 2248 x 0.188 / 14.931",
    ),
)
def w_minor_noncompact_moment(*, M_p: float, F_y: float, S_y: float, lam: float, lam_p: float, lam_r: float) -> float:
    """Nominal strength of a W shape about its minor axis with noncompact flange."""
    return M_p - (M_p - 0.7 * F_y * S_y) * (lam - lam_p) / (lam_r - lam_p)
