"""Ice from freezing rain: ASCE 7 sections 10.4.1 to 10.4.6. How thick it is and what it weighs.

The thickness is taken once, at the top of the sign: it grows with height.
"""

from __future__ import annotations

import math

from apex.engine.clause import clause
from apex.engine.document import Cabinet, RiskCategory, Site
from apex.engine.trace import Quiet
from apex.engine.wind.solid import SOLID_LIMIT
from apex.errors import OutOfScope

ICE_PCF = 56.0
"""ASCE 7 10.4.1: glaze weighs at least this."""
VERTICAL, HORIZONTAL = 0.8, 0.6
"""ASCE 7 10.4.1: what may be taken of Eq. 10.4-2 on vertical and on horizontal plates."""
IMPORTANCE: dict[RiskCategory, float] = {"I": 0.80, "II": 1.00, "III": 1.15, "IV": 1.25}
"""I_i of ASCE 7-16 Table 1.5-2. ASCE 7-22 maps the thickness by risk category instead."""


@clause(
    "ASCE 7",
    "Eq. 10.4-4",
    symbol="f_z",
    unit="",
    formula="(z / 33)**0.10",
    example=({"z": 100.0}, 1.1172, "Independent arithmetic: ln(100/33) = 1.10866, exp(0.110866) = 1.11725", 1e-4),
)
def height_factor(*, z: float) -> float:
    """Growth of ice thickness with height. z in ft above grade, 0 < z <= 900."""
    return (z / 33.0) ** 0.10


@clause(
    "ASCE 7",
    {"7-16": "Eq. 10.4-5"},
    symbol="t_d",
    unit="in",
    formula="t * I_i * f_z * K_zt**0.35",
    example=(
        {"t": 1.0, "I_i": 1.25, "f_z": 1.1172, "K_zt": 1.5},
        1.6095,
        "Independent arithmetic: 1.25 x 1.1172 x exp(0.35 x 0.405465) = 1.3965 x 1.15250",
    ),
)
def design_thickness_7_16(*, t: float, I_i: float, f_z: float, K_zt: float) -> float:
    """Design ice thickness from the 500-year map of ASCE 7-16. t, result in inches.

    The factor 2.0 of ASCE 7-10 belonged to its 50-year maps and is gone.
    """
    return t * I_i * f_z * K_zt**0.35


@clause(
    "ASCE 7",
    {"7-22": "Eq. 10.4-5"},
    symbol="t_d",
    unit="in",
    formula="t * f_z * K_zt**0.35",
    example=({"t": 1.5, "f_z": 1.0, "K_zt": 2.0}, 1.9118, "Independent arithmetic: 1.5 x exp(0.35 x 0.693147)"),
)
def design_thickness_7_22(*, t: float, f_z: float, K_zt: float) -> float:
    """Design ice thickness from the map of ASCE 7-22 for the risk category. t, result in inches."""
    return t * f_z * K_zt**0.35


@clause(
    "ASCE 7",
    "Eq. 10.4-1",
    symbol="A_i",
    unit="in2",
    formula="pi * t_d * (D_c + t_d)",
    example=(
        {"t_d": 1.0, "D_c": 8.625},
        30.238,
        "Independent arithmetic: ring between 8.625 and 10.625 in, pi/4 x (112.891 - 74.391)",
    ),
)
def ice_area(*, t_d: float, D_c: float) -> float:
    """Cross-section of the ice on a prismatic member. D_c: circumscribed diameter, all in inches."""
    return math.pi * t_d * (D_c + t_d)


@clause(
    "ASCE 7",
    "10.4.1",
    symbol="W_i",
    unit="lb",
    formula="gamma_i * A_i / 144 * L",
    example=({"gamma_i": 56.0, "A_i": 30.238, "L": 10.0}, 117.59, "Independent arithmetic: 56 x 0.209986 x 10"),
)
def member_ice(*, gamma_i: float, A_i: float, L: float) -> float:
    """Weight of the ice on a length L (ft) of a member; A_i in in2, gamma_i in pcf."""
    return gamma_i * A_i / 144.0 * L


@clause(
    "ASCE 7",
    "Eq. 10.4-2",
    symbol="V_i",
    unit="ft3",
    formula="pi * t_d / 12 * A_s",
    example=({"t_d": 1.0, "A_s": 96.0}, 25.133, "Independent arithmetic: 8 pi"),
)
def plate_ice(*, t_d: float, A_s: float) -> float:
    """Volume of the ice on a flat plate. t_d in inches, A_s (ft2) the area of one side."""
    return math.pi * t_d / 12.0 * A_s


@clause(
    "ASCE 7",
    "10.4.1 plates",
    symbol="W_i",
    unit="lb",
    formula="gamma_i * (0.8 * V_v + 0.6 * V_h)",
    example=({"gamma_i": 56.0, "V_v": 25.0, "V_h": 5.0}, 1288.0, "Independent arithmetic: 56 x (20 + 3)"),
)
def cabinet_ice(*, gamma_i: float, V_v: float, V_h: float) -> float:
    """Weight of the ice on the vertical and the horizontal plates of a cabinet (ft3, pcf)."""
    return gamma_i * (VERTICAL * V_v + HORIZONTAL * V_h)


@clause(
    "ASCE 7",
    "10.5.3",
    symbol="epsilon_i",
    unit="",
    formula="min(epsilon * (D_m + 2 * t_d) / D_m, 1)",
    example=({"epsilon": 0.3, "D_m": 4.0, "t_d": 1.0}, 0.45, "Independent arithmetic: 0.3 x 6 / 4"),
)
def iced_solidity(*, epsilon: float, D_m: float, t_d: float) -> float:
    """Solid part of an open sign whose members of width D_m carry ice of t_d all around (in)."""
    return min(epsilon * (D_m + 2.0 * t_d) / D_m, 1.0)


def design_thickness(sheet: Quiet, edition: str, K_zt: float, site: Site, top_ft: float) -> float:
    """t_d (in) at the top of the sign, for the whole of it."""
    t = site.ice_in or 0.0
    sheet.given("t", "Nominal ice thickness at 33 ft, Figs. 10.4-2 to 10.4-6", t, "in")
    f_z = sheet(height_factor, z=top_ft)
    if edition == "7-22":
        sheet.assume(
            f"The ice thickness of {t:g} in is the mapped value for risk category {site.risk_category} "
            "(ASCE 7-22 10.4); no importance factor is applied to it."
        )
        return sheet(design_thickness_7_22, t=t, f_z=f_z, K_zt=K_zt)
    I_i = IMPORTANCE[site.risk_category]
    sheet.given("I_i", f"Importance factor of ice thickness, risk category {site.risk_category}, Table 1.5-2", I_i)
    sheet.assume(f"The ice thickness of {t:g} in is the 500-year mapped value (ASCE 7-16 10.4); I_i = {I_i:g}.")
    return sheet(design_thickness_7_16, t=t, I_i=I_i, f_z=f_z, K_zt=K_zt)


def cabinet_ice_weight(sheet: Quiet, cabinet: Cabinet, name: str, t_d: float, field: str) -> float:
    """Weight (lb) of the ice on one cabinet under t_d inches.

    A solid cabinet counts as three flat plates: each pair of opposite sides is one, with the area of
    one side (10.4.1), the vertical ones at 0.8 and top with bottom at 0.6. An open cabinet is its
    members, by their circumscribed diameter. Raises `OutOfScope` where their width is unknown.
    """
    sheet.note(f"Ice on {name}")
    if cabinet.solid_ratio <= SOLID_LIMIT:
        return _members_ice(sheet, cabinet, t_d, field)
    vertical = cabinet.area_ft2 + cabinet.t_ft * cabinet.height_ft
    V_v = sheet(plate_ice, t_d=t_d, A_s=vertical)
    V_h = sheet(plate_ice, t_d=t_d, A_s=cabinet.width_ft * cabinet.t_ft)
    return sheet(cabinet_ice, gamma_i=ICE_PCF, V_v=V_v, V_h=V_h)


def member_width_in(cabinet: Cabinet, field: str) -> float:
    """Width of the members of an open cabinet. Raises `OutOfScope` where it is not given."""
    if cabinet.member_in is None:
        limit = "ice on an open sign goes by the width of its members; give member_in"
        raise OutOfScope("ASCE 7 10.4.1", "width of the members", "not given", limit, f"{field}.member_in")
    return cabinet.member_in


def _members_ice(sheet: Quiet, cabinet: Cabinet, t_d: float, field: str) -> float:
    """The members as bars that together make the solid area; a flat-sided one is taken as square."""
    D_m = member_width_in(cabinet, field)
    D_c = D_m if cabinet.members == "round" else math.sqrt(2.0) * D_m
    length = cabinet.solid_ratio * cabinet.area_ft2 / (D_m / 12.0)
    A_i = sheet(ice_area, t_d=t_d, D_c=D_c)
    return sheet(member_ice, gamma_i=ICE_PCF, A_i=A_i, L=length)
