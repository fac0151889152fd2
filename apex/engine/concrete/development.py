"""Development and splices of bars: ACI 318 chapter 25. in, f_y ksi, f_c psi; normal-weight concrete (lambda 1).

The square root of f'c never counts more than 100 psi (25.4.1.4).
"""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.trace import Quiet
from apex.errors import OutOfScope


@clause(
    "ACI 318",
    {"318-14": "Eq. 25.4.2.3a"},
    symbol="l_d",
    unit="in",
    formula=(
        "max(12, 75 * f_y / min(f_c, 10000)**0.5 * min(psi_t * psi_e, 1.7) * psi_s"
        " / min(2.5, (c_b + K_tr) / d_b) * d_b)"
    ),
    example=(
        {"f_y": 60.0, "f_c": 4000.0, "psi_t": 1.0, "psi_e": 1.0, "psi_s": 1.0, "c_b": 2.5, "K_tr": 0.0, "d_b": 1.0},
        28.46,
        "Independent arithmetic: (3/40) x 60,000 / 63.246 / 2.5 = 28.46 bar diameters",
    ),
)
def tension_length_14(
    *, f_y: float, f_c: float, psi_t: float, psi_e: float, psi_s: float, c_b: float, K_tr: float, d_b: float
) -> float:
    """Development length of a straight bar in tension, 318-14; at least 12 in."""
    confined = min(2.5, (c_b + K_tr) / d_b)
    return max(12.0, 75.0 * f_y / min(f_c, 10000.0) ** 0.5 * min(psi_t * psi_e, 1.7) * psi_s / confined * d_b)


@clause(
    "ACI 318",
    {"318-19": "Eq. 25.4.2.4a"},
    symbol="l_d",
    unit="in",
    formula=(
        "max(12, 75 * f_y / min(f_c, 10000)**0.5 * min(psi_t * psi_e, 1.7) * psi_s * psi_g"
        " / min(2.5, (c_b + K_tr) / d_b) * d_b)"
    ),
    example=(
        {
            "f_y": 80.0, "f_c": 4000.0, "psi_t": 1.3, "psi_e": 1.0, "psi_s": 0.8, "psi_g": 1.15,
            "c_b": 1.5, "K_tr": 0.0, "d_b": 0.75,
        },
        42.55,
        "Independent arithmetic: 75 x 80/63.246 x 1.3 x 0.8 x 1.15 / 2 x 0.75",
    ),
)  # fmt: skip
def tension_length_19(
    *,
    f_y: float,
    f_c: float,
    psi_t: float,
    psi_e: float,
    psi_s: float,
    psi_g: float,
    c_b: float,
    K_tr: float,
    d_b: float,
) -> float:
    """Development length of a straight bar in tension, 318-19; at least 12 in."""
    confined = min(2.5, (c_b + K_tr) / d_b)
    return max(12.0, 75.0 * f_y / min(f_c, 10000.0) ** 0.5 * min(psi_t * psi_e, 1.7) * psi_s * psi_g / confined * d_b)


@clause(
    "ACI 318",
    {"318-14": "25.4.3.1"},
    symbol="l_dh",
    unit="in",
    formula="max(6, 8 * d_b, 20 * f_y * psi_e * psi_c * psi_r / min(f_c, 10000)**0.5 * d_b)",
    example=(
        {"f_y": 60.0, "psi_e": 1.0, "psi_c": 1.0, "psi_r": 1.0, "f_c": 4000.0, "d_b": 1.0},
        18.97,
        "Independent arithmetic: 60,000 / (50 x 63.246), the 19 in. of every table for #8 in 4,000 psi",
    ),
)
def hook_length_14(*, f_y: float, psi_e: float, psi_c: float, psi_r: float, f_c: float, d_b: float) -> float:
    """Development length of a standard hook, 318-14."""
    return max(6.0, 8.0 * d_b, 20.0 * f_y * psi_e * psi_c * psi_r / min(f_c, 10000.0) ** 0.5 * d_b)


@clause(
    "ACI 318",
    {"318-19": "25.4.3.1"},
    symbol="l_dh",
    unit="in",
    formula=(
        "max(6, 8 * d_b, 1000 * f_y * psi_e * psi_r * psi_o * min(1, f_c / 15000 + 0.6)"
        " / (55 * min(f_c, 10000)**0.5) * d_b**1.5)"
    ),
    example=(
        {"f_y": 60.0, "psi_e": 1.0, "psi_r": 1.0, "psi_o": 1.25, "f_c": 4000.0, "d_b": 1.0},
        18.687,
        "Independent arithmetic: 60,000 x 1.25 x 0.86667 / (55 x 63.246)",
    ),
)
def hook_length_19(*, f_y: float, psi_e: float, psi_r: float, psi_o: float, f_c: float, d_b: float) -> float:
    """Development length of a standard hook, 318-19; psi_c = f'c/15,000 + 0.6 below 6,000 psi."""
    psi_c = min(1.0, f_c / 15000.0 + 0.6)
    return max(
        6.0, 8.0 * d_b, 1000.0 * f_y * psi_e * psi_r * psi_o * psi_c / (55.0 * min(f_c, 10000.0) ** 0.5) * d_b**1.5
    )


@clause(
    "ACI 318",
    "25.4.9.2",
    symbol="l_dc",
    unit="in",
    formula="max(8, 20 * f_y / min(f_c, 10000)**0.5 * d_b, 0.3 * f_y * d_b)",
    example=({"f_y": 60.0, "f_c": 4000.0, "d_b": 1.0}, 18.97, "Independent arithmetic: 60,000 / (50 x 63.246)"),
)
def compression_length(*, f_y: float, f_c: float, d_b: float) -> float:
    """Development length of a bar in compression, psi_r 1."""
    return max(8.0, 20.0 * f_y / min(f_c, 10000.0) ** 0.5 * d_b, 0.3 * f_y * d_b)


@clause(
    "ACI 318",
    "Table 25.5.2.1",
    symbol="l_st",
    unit="in",
    formula="max(12, 1.3 * l_d)",
    example=({"l_d": 30.0}, 39.0, "Independent arithmetic"),
)
def splice_length(*, l_d: float) -> float:
    """Lap of bars in tension, class B, with l_d before its reduction for excess steel."""
    return max(12.0, 1.3 * l_d)


@clause(
    "ACI 318",
    "25.5.5.1",
    symbol="l_sc",
    unit="in",
    formula=("max(12, (0.5 * f_y * d_b if f_y <= 60 else (0.9 * f_y - 24) * d_b) * (4 / 3 if f_c < 3000 else 1))"),
    example=({"f_y": 60.0, "d_b": 1.0, "f_c": 4000.0}, 30.0, "Independent arithmetic: 0.0005 x 60,000 diameters"),
)
def compression_splice(*, f_y: float, d_b: float, f_c: float) -> float:
    """Lap of bars in compression; one third longer below 3,000 psi. f_y at most 80 ksi."""
    lap = 0.5 * f_y * d_b if f_y <= 60.0 else (0.9 * f_y - 24.0) * d_b
    return max(12.0, lap * (4.0 / 3.0 if f_c < 3000.0 else 1.0))


@clause(
    "ACI 318",
    "25.4.10.1",
    symbol="l_d",
    unit="in",
    formula="max(12, l_d * min(1, u))",
    example=({"l_d": 30.0, "u": 0.7}, 21.0, "Independent arithmetic"),
)
def reduced_length(*, l_d: float, u: float) -> float:
    """Development length of a straight bar where only the part u of its steel is required."""
    return max(12.0, l_d * min(1.0, u))


def grade_factor(f_y: float) -> float:
    """psi_g of 318-19: 1.0 to 60 ksi, 1.15 to 80, 1.3 above."""
    if f_y <= 60.0:
        return 1.0
    return 1.15 if f_y <= 80.0 else 1.3


def tension_length(
    sheet: Quiet,
    *,
    size: int,
    d_b: float,
    f_y: float,
    f_c: float,
    c_b: float,
    aci: str,
    K_tr: float = 0.0,
    psi_t: float = 1.0,
    psi_e: float = 1.0,
) -> float:
    """l_d of a straight bar by the edition. psi_s 0.8 for #6 and smaller; psi_t 1.3 for top bars, given.

    `c_b`: the lesser of the distance to the nearest face and half the spacing, to the bar's center.
    """
    psi_s = 0.8 if size <= 6 else 1.0
    if aci == "318-14":
        return sheet(
            tension_length_14, f_y=f_y, f_c=f_c, psi_t=psi_t, psi_e=psi_e, psi_s=psi_s, c_b=c_b, K_tr=K_tr, d_b=d_b
        )
    return sheet(
        tension_length_19,
        f_y=f_y,
        f_c=f_c,
        psi_t=psi_t,
        psi_e=psi_e,
        psi_s=psi_s,
        psi_g=grade_factor(f_y),
        c_b=c_b,
        K_tr=K_tr,
        d_b=d_b,
    )


def hook_length(
    sheet: Quiet,
    *,
    size: int,
    d_b: float,
    f_y: float,
    f_c: float,
    aci: str,
    covered: bool = False,
    spaced: bool = True,
    confined: bool = False,
    psi_e: float = 1.0,
) -> float:
    """l_dh of a standard hook by the edition.

    `covered`: 318-14, side cover 2.5 in. and, on the tail, 2 in. (psi_c 0.7); 318-19, within a column's
    core with 2.5 in., or 6 d_b, of side cover (psi_o 1.0). `spaced`: hooks at least 6 d_b apart, or
    `confined` by ties as the edition says (psi_r). None of them counts for bars above #11.
    """
    if size > 11:
        covered = spaced = confined = False
    if aci == "318-14":
        psi_c, psi_r = (0.7 if covered else 1.0), (0.8 if confined else 1.0)
        return sheet(hook_length_14, f_y=f_y, psi_e=psi_e, psi_c=psi_c, psi_r=psi_r, f_c=f_c, d_b=d_b)
    psi_r, psi_o = (1.0 if spaced or confined else 1.6), (1.0 if covered else 1.25)
    return sheet(hook_length_19, f_y=f_y, psi_e=psi_e, psi_r=psi_r, psi_o=psi_o, f_c=f_c, d_b=d_b)


def tension_splice(sheet: Quiet, *, size: int, l_d: float, field: str = "foundation.rebar.size") -> float:
    """Class B lap; bars above #11 may not be lapped in tension (25.5.1.1)."""
    if size > 11:
        raise OutOfScope("ACI 318 25.5.1.1", "bar size", size, "bars above #11 are not lapped in tension", field)
    return sheet(splice_length, l_d=l_d)
