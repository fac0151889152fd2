"""Our figures for the published spread footing: theirs reproduced, and what should have stood there."""

from __future__ import annotations

from typing import Any

from apex.engine.bundle import Packs
from apex.engine.footing.bearing import eccentricity, toe_pressure
from apex.engine.footing.push import base_moment
from apex.engine.footing.shape import Footing, weight
from apex.engine.footing.stability import resisting_moment
from apex.engine.trace import Quiet
from tests.worked.case import Case


def s01(case: Case, packs: Packs) -> dict[str, Any]:
    """A block of 2.5 ft up to grade. They take the moment at grade; ours acts at the base of the footing."""
    i = case.inputs
    V = i["P_psf"] * (i["A1_ft2"] + i["A2_ft2"]) / 1000.0
    M = i["P_psf"] * (i["A1_ft2"] * i["h1_ft"] + i["A2_ft2"] * i["h2_ft"]) / 1000.0
    block = Footing(i["B_ft"], i["L_ft"], i["depth_ft"], i["depth_ft"], 0.0)
    W, N_s = weight(Quiet(), block, packs.footing_calibration), i["W_super_lb"] / 1000.0
    e = eccentricity(M=M, N=N_s + W)
    M_v = resisting_moment(N_g=N_s, k=1.0, W=W, U=0.0, B=block.B_ft, M_g=0.0)
    return {
        "Mn_kipft": M, "W_footing_lb": 1000.0 * W, "D_lb": 1000.0 * (N_s + W), "e_ft": e,
        "q_toe_psf": toe_pressure(N=N_s + W, B=block.B_ft, L=block.L_ft, e=e), "Mv_kipft": M_v,
        "M_resist_kipft": M_v / i["FS"], "M_at_footing_base_kipft": base_moment(M=M, V=V, D=block.D_ft),
    }  # fmt: skip


OURS = {"S01": s01}
