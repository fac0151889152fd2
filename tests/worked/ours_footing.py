"""Our figures for the published footings: the pressure of the column alone, without the weight over the base."""

from __future__ import annotations

from typing import Any

from apex.engine.baseplate.bearing import bearing_stress
from apex.engine.bundle import Packs
from apex.engine.concrete.development import reduced_length, tension_length
from apex.engine.footing.concrete import (
    block_depth,
    flexural_strength,
    one_way_14,
    short_way_steel,
    steel_needed,
    two_way_strength,
)
from apex.engine.footing.cut import Cut
from apex.engine.footing.pedestal import least_pedestal_steel
from apex.engine.footing.plane import plane
from apex.engine.footing.shape import Footing
from apex.engine.foundation.couple import design_bearing
from apex.engine.trace import Quiet
from tests.worked.case import Case

Figures = dict[str, Any]
PHI_BEARING = 0.65


def factored(case: Case) -> Cut:
    """1.2D + 1.6L in the middle of the footing. Live load, which no sign has, is added by hand."""
    i = case.inputs
    t, P = i["t_in"] / 12.0, 1.2 * i["D_kip"] + 1.6 * i["L_kip"]
    f = Footing(i["B_ft"], i["L_ft"], t, t, i["column_in"] / 12.0)
    found = plane(P, 0.0, 0.0, f.B_ft, f.L_ft)
    assert found is not None
    return Cut("1.2D + 1.6L", f, found, 0.0)


def sections(case: Case) -> Figures:
    """What the pressure brings to the critical sections, and the depths that carry it."""
    i, cut = case.inputs, factored(case)
    d, b, f_c, half = i["d_in"], 12.0 * i["L_ft"], i["fc_psi"], i["column_in"] / 24.0
    s = i["column_in"] + d
    V, (V_2, _, _) = cut.beyond("toe_x", half + d / 12.0)[0], cut.around(s / 12.0)
    return {
        "qu_ksf": cut.plane.q_max,
        "Mu_kipft": cut.beyond("toe_x", half)[1],
        "Mu_short_kipft": cut.beyond("toe_y", half)[1],
        "Vu_oneway_kip": V,
        "Vu_twoway_kip": V_2,
        "vu_twoway_psi": 1000.0 * V_2 / (4.0 * s * d),
        "phiVc_oneway_kip": one_way_14(f_c=f_c, b=b, d=d),
        "phivc_twoway_psi": 1000.0 * two_way_strength(d=d, s=s, f_c=f_c),
        "d_oneway_in": V / one_way_14(f_c=f_c, b=b, d=1.0),
        "d_twoway_in": V_2 / (two_way_strength(d=d, s=s, f_c=f_c) * 4.0 * s),
    }


def steel(case: Case, M: float) -> float:
    """Bars along the longer way for a moment, in2."""
    i = case.inputs
    return steel_needed(f_c=i["fc_psi"], b=12.0 * i["L_ft"], f_y=i["fy_ksi"], d=i["d_in"], M=M)


def c01(case: Case, packs: Packs) -> Figures:
    i, found = case.inputs, sections(case)
    bar, b, f_c, f_y = packs.reinforcement.bar(i["bar"]), 12.0 * i["L_ft"], i["fc_psi"], i["fy_ksi"]
    A_s = i["bars"] * bar.area_in2
    a = block_depth(A_s=A_s, f_y=f_y, f_c=f_c, b=b)
    c_b = 3.0 + bar.diameter_in / 2.0
    l_d = tension_length(Quiet(), size=bar.size, d_b=bar.diameter_in, f_y=f_y, f_c=f_c, c_b=c_b, aci="318-14")
    q = bearing_stress(phi=PHI_BEARING, f_c=f_c, r=i["A2_A1_root"])
    return {
        **found,
        "phiMn_kipft": flexural_strength(A_s=A_s, f_y=f_y, d=i["d_in"], a=a),
        "phiB_kip": q * i["column_in"] ** 2,
        "ld_reduced_in": reduced_length(l_d=l_d, u=steel(case, found["Mu_kipft"]) / A_s),
    }


def c02(case: Case, packs: Packs) -> Figures:
    found = sections(case)
    A_s = steel(case, found["Mu_kipft"])
    return {**found, "rho_Mu": A_s / (12.0 * case.inputs["L_ft"] * case.inputs["d_in"])}


def c03(case: Case, packs: Packs) -> Figures:
    """Evenly spread, the band as wide as the short side holds the part L/B of the short bars."""
    i, found = case.inputs, sections(case)
    beta = i["B_ft"] / i["L_ft"]
    return {
        **found,
        "As_long_in2": steel(case, found["Mu_kipft"]),
        "band_share": short_way_steel(A=1.0, beta=beta) / beta,
    }


def c04(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    sides, wide = i["column_in"], bearing_stress(phi=PHI_BEARING, f_c=i["fc_footing_psi"], r=i["A2_A1_root"])
    return {
        "phiB_column_kip": [design_bearing(f_c=f) * c**2 for c, f in zip(sides, i["fc_column_psi"], strict=True)],
        "phiB_footing_kip": [wide * c**2 for c in sides],
        "dowels_in2": [least_pedestal_steel(rho=0.005, c=c / 12.0) for c in sides],
    }


OURS = {"C01": c01, "C02": c02, "C03": c03, "C04": c04}
