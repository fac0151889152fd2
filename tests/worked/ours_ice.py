"""Our figures for the published loads of iced cables, by the clauses of ASCE 7 chapter 10."""

from __future__ import annotations

import math
from typing import Any

from apex.engine.bundle import Packs
from apex.engine.load.ice import ice_area, iced_solidity, member_ice
from tests.worked.case import Case


def cables(case: Case, packs: Packs) -> dict[str, Any]:
    """A cable in front of a strip 1 ft wide: its solid part under ice is the width it shows to wind, in ft."""
    i = case.inputs
    t = i["ice_in"]
    iced = [
        bare + member_ice(gamma_i=i["ice_pcf"], A_i=ice_area(t_d=t, D_c=D), L=1.0)
        for D, bare in zip(i["D_in"], i["bare_plf"], strict=True)
    ]
    wind = [i["wind_psf"] * iced_solidity(epsilon=D / 12.0, D_m=D, t_d=t) for D in i["D_in"]]
    resultant = [math.hypot(w, p) + i.get("K_plf", 0.0) for w, p in zip(iced, wind, strict=True)]
    return {"iced_plf": iced, "wind_plf": wind, "resultant_plf": resultant}


OURS = {"I01": cables, "I02": cables}
