"""Our figures for the published embedment examples."""

from __future__ import annotations

from typing import Any

from apex.engine.bundle import Packs
from apex.engine.foundation.concrete import cylinder_volume
from apex.engine.foundation.embedment import embedment_a, nonconstrained_depth, required_depth
from apex.engine.foundation.soil import Lateral
from apex.engine.trace import Quiet
from apex.engine.units import CONCRETE_PCF
from tests.worked.case import Case

FT = 0.3048
PA_PER_PSF = 47.880259
Figures = dict[str, Any]


def lateral(case: Case, multiple: float) -> Lateral:
    return Lateral(case.inputs["rate_psf_per_ft"], multiple, None, "on_depth", 12.0)


def fixed_pressure(case: Case, packs: Packs) -> Figures:
    """S_1 at a third of the *provided* depth, as published: the clause functions, never the solver."""
    i = case.inputs
    P, b, d = i["P_psf"] * i["A_ft2"], i["b_ft"], i["d_provided_ft"]
    S_1 = lateral(case, i["isolated_mult"]).s1(Quiet(), d)
    A = embedment_a(P=P, S_1=S_1, b=b)
    return {
        "P_lb": P, "S1_psf": S_1, "A_ft": A, "d_req_ft": nonconstrained_depth(A=A, h=i["h_ft"]),
        "W_footing_lb": cylinder_volume(D=b, d=d) * CONCRETE_PCF,
    }  # fmt: skip


def solved(case: Case, P: float, M: float, b: float, multiple: float, *, constrained: bool) -> float:
    return required_depth(P, M, b, lateral(case, multiple), Quiet(), constrained=constrained)


def f05(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    P, M, b = i["P_lb"], i["P_lb"] * i["h_ft"], i["b_ft"]
    return {
        "d_ft": solved(case, P, M, b, 1.0, constrained=False),
        "d_isolated2x_ft": solved(case, P, M, b, 2.0, constrained=False),
    }


def f06(case: Case, packs: Packs) -> Figures:
    M, b = case.inputs["Mg_lbft"], case.inputs["b_ft"]
    return {
        "d_ft": solved(case, 0.0, M, b, 1.0, constrained=True),
        "d_isolated2x_ft": solved(case, 0.0, M, b, 2.0, constrained=True),
    }


def f08(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    piers = zip(i["P_lb"], i["h_ft"], i["b_ft"], strict=True)
    return {"d_ft": [solved(case, P, P * h, b, 1.0, constrained=False) for P, h, b in piers]}


def f11(case: Case, packs: Packs) -> Figures:
    i = case.inputs
    P, b, soil = i["P_lb"], i["b_ft"], lateral(case, i["isolated_mult"])
    d = solved(case, P, P * i["h_ft"], b, i["isolated_mult"], constrained=True)
    S_1, S_3 = soil.s1(Quiet(), d), soil.s3(Quiet(), d)
    return {
        "d_m": d * FT, "A_ft": embedment_a(P=P, S_1=S_1, b=b), "S1_Pa": S_1 * PA_PER_PSF, "S3_Pa": S_3 * PA_PER_PSF,
    }  # fmt: skip


OURS = {"F02": fixed_pressure, "F03": fixed_pressure, "F05": f05, "F06": f06, "F08": f08, "F11": f11}
