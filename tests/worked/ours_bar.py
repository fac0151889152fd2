"""Our figures for the published examples of bars, and of shear and torsion with ties, by the 318-14 clauses."""

from __future__ import annotations

from typing import Any

from apex.engine.bundle import Packs
from apex.engine.concrete.development import compression_length, hook_length, reduced_length, tension_length
from apex.engine.concrete.shear import Web, concrete_shear, least_ties
from apex.engine.concrete.torsion import (
    combined_stress,
    greatest_stress,
    least_torsion_bars,
    shear_tie_area,
    threshold_torsion,
    torsion_bar_area,
    torsion_tie_area,
)
from apex.engine.trace import Quiet
from tests.worked.case import Case

Figures = dict[str, Any]


def length(case: Case, K_tr: float) -> float:
    """l_d of the straight bar of an example, in."""
    i = case.inputs
    return tension_length(
        Quiet(), size=i["bar"], d_b=i["d_b_in"], f_y=i["fy_ksi"], f_c=i["fc_psi"], c_b=i["c_b_in"], aci="318-14",
        K_tr=K_tr, psi_t=i.get("psi_t", 1.0), psi_e=i.get("psi_e", 1.0),
    )  # fmt: skip


def straight(case: Case, packs: Packs) -> Figures:
    """With the book's diameter, which the pack has too; shortened where less steel is required than there is."""
    i = case.inputs
    assert packs.reinforcement.bar(i["bar"]).diameter_in == i["d_b_in"]
    d_b, l_d = i["d_b_in"], length(case, i["K_tr_in"])
    found = {
        "ld_in": l_d, "ld_over_db": l_d / d_b, "ld_over_db_without_K_tr": length(case, 0.0) / d_b,
    }  # fmt: skip
    if "As_in2" in i:
        less = reduced_length(l_d=l_d, u=i["As_required_in2"] / i["As_in2"])
        found |= {"ld_in_reduced": less, "ld_over_db_reduced": less / d_b}
    return found


def hooked(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    l_dh = hook_length(
        Quiet(), size=i["bar"], d_b=i["d_b_in"], f_y=i["fy_ksi"], f_c=i["fc_psi"], aci="318-14", psi_e=i["psi_e"]
    )
    return {"ldh_in": l_dh}


def pressed(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    lengths = [compression_length(f_y=i["fy_ksi"], f_c=f_c, d_b=i["d_b_in"]) for f_c in i["fc_psi"]]
    return {"ldc_in": lengths, "ldc_own_expression_in": lengths[0]}


def t01(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    b, h, d, f_c, f_y, s = i["b_in"], i["h_in"], i["d_in"], i["fc_psi"], i["fy_ksi"], i["s_in"]
    A_oh, p_h = i["x1_in"] * i["y1_in"], 2.0 * (i["x1_in"] + i["y1_in"])
    T, V = 12.0 * i["Tu_kipft"], i["Vu_kip"]
    V_c = concrete_shear(Quiet(), Web(b, d, b * h, b * h, 0.01, 0.4, s, f_c, f_y), 0.0, "318-14")
    A_t = torsion_tie_area(T_u=T, s=1.0, A_oh=A_oh, f_yt=f_y)
    A_v = shear_tie_area(V_u=V, V_c=V_c, s=1.0, f_yt=f_y, d=d)
    return {
        "phiTth_kipin": threshold_torsion(f_c=f_c, A_cp=b * h, p_cp=2.0 * (b + h), N_u=0.0, A_g=b * h),
        "Vc_kip": V_c,
        "vu_psi": 1000.0 * combined_stress(V_u=V, b_w=b, d=d, T_u=T, p_h=p_h, A_oh=A_oh),
        "vu_limit_psi": 1000.0 * greatest_stress(V_c=V_c, b_w=b, d=d, f_c=f_c),
        "At_over_s_in": A_t,
        "Av_over_s_in": A_v,
        "both_over_s_in": 2.0 * A_t + A_v,
        "Al_in2": torsion_bar_area(T_u=T, p_h=p_h, A_oh=A_oh, f_y=f_y),
        "Al_min_in2": least_torsion_bars(f_c=f_c, A_cp=b * h, f_y=f_y, A_t=A_t, s=1.0, b_w=b, f_yt=f_y, p_h=p_h),
        "Av_least_in2": least_ties(f_c=f_c, b_w=b, s=s, f_yt=f_y),
    }


OURS = {
    **dict.fromkeys(("R01", "R02", "R03", "R04", "R09", "R10"), straight),
    "R05": hooked,
    **dict.fromkeys(("R06", "R07", "R08", "R11"), pressed),
    "T01": t01,
}
