"""Our figures for the published examples of anchor rods in concrete."""

from __future__ import annotations

import math
from typing import Any

from apex.engine.anchor.breakout import (
    PHI_CONCRETE,
    PSI_C,
    basic_breakout,
    concrete_design_tension,
    cone_area,
    deep_breakout,
    group_breakout,
)
from apex.engine.anchor.pullout import pullout
from apex.engine.anchor.steel import rod_steel_tension, rod_tensile_stress
from apex.engine.bundle import Packs
from tests.worked.case import Case

Figures = dict[str, Any]
KN_PER_KIP = 4.4482216152605
MM2_PER_IN2 = 25.4**2


def b02(case: Case, packs: Packs) -> Figures:
    """A rod away from edges: both areas are the same."""
    i = case.inputs
    A = cone_area(h_ef=i["hef_in"])
    N_b = basic_breakout(k_c=i["kc"], lambda_a=1.0, f_c=i["fc_psi"], h_ef=i["hef_in"])
    N = group_breakout(A_Nc=A, A_Nco=A, psi_ec=1.0, psi_ed=1.0, psi_c=PSI_C["cast_in"], psi_cp=1.0, N_b=N_b)
    return {"phiNcb_kip": concrete_design_tension(phi=PHI_CONCRETE, k_seismic=1.0, N_n=N)}


def b06(case: Case, packs: Packs) -> Figures:
    """The rod of the pack; the washer's area less that of the bolt bears. Yield (A193 B7) does not govern."""
    i = case.inputs
    size = next(s for s in packs.anchor_rods.sizes if s.diameter_in == i["d_in"])
    steel = rod_steel_tension(A_se=size.A_se_in2, f_uta=rod_tensile_stress(f_u=i["Fu_ksi"], f_y=105.0))
    A_brg = i["washer_side_in"] ** 2 - math.pi / 4.0 * i["d_in"] ** 2
    return {
        "Ase_mm2": size.A_se_in2 * MM2_PER_IN2,
        "Nsa_kN": steel * KN_PER_KIP,
        "Nb_kN": deep_breakout(lambda_a=1.0, f_c=i["fc_psi"], h_ef=i["hef_in"]) / 1000.0 * KN_PER_KIP,
        "Np_kN": pullout(psi_c_P=1.0, A_brg=A_brg, f_c=i["fc_psi"]) / 1000.0 * KN_PER_KIP,
    }


def b09(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    A_Nco = cone_area(h_ef=i["hef_in"])
    N_b = basic_breakout(k_c=i["kc"], lambda_a=1.0, f_c=i["fc_psi"], h_ef=i["hef_in"])
    N = group_breakout(
        A_Nc=i["ANc_in2"], A_Nco=A_Nco, psi_ec=i["psi_ec"], psi_ed=i["psi_ed"], psi_c=1.0, psi_cp=1.0, N_b=N_b
    )
    return {"ANco_in2": A_Nco, "Nb_lb": N_b, "Ncbg_lb": N}


OURS = {"B02": b02, "B06": b06, "B09": b09}
