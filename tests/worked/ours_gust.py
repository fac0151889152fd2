"""Our figures for the published gust-effect examples, in the units they were published in."""

from __future__ import annotations

from typing import Any

from apex.engine.bundle import Packs
from apex.engine.trace import Computed, Sheet
from apex.engine.units import Mph
from apex.engine.wind.gust import GustBody, flexible_gust, turbulence
from tests.worked.case import Case

FT = 0.3048
MPH = 0.44704


def worked(case: Case, packs: Packs, edition: str) -> dict[str, Any]:
    """Every intermediate figure of a flexible gust factor, read from the recorded steps."""
    i = case.inputs
    terrain = packs.exposure_factors.editions[edition].terrain.of(i["exposure"])
    body = GustBody(
        terrain, packs.wind[edition].gust, Mph(i["V_mps"] / MPH), i["B_m"] / FT, i["h_m"] / FT, i["L_m"] / FT, i["beta"]
    )
    sheet = Sheet()
    sheet.part("wind", "gust")
    wind = turbulence(sheet, body)
    G_f = flexible_gust(sheet, body, wind, i["n1_Hz"])
    steps = [(s.clause.symbol, s.value) for s in sheet.parts[0].steps if isinstance(s, Computed)]
    first = dict(reversed(steps))
    etas = [v for symbol, v in steps if symbol == "eta"]
    sizes = [v for symbol, v in steps if symbol == "R_l"]
    return {
        "z_m": max(0.6 * body.h_ft, terrain.z_min_ft) * FT, "Iz": wind.I_z, "Vz_mps": wind.V_z * FT, "eta_h": etas[0],
        "eta_B": etas[1], "Rh": sizes[0], "Lz_m": wind.L_z * FT, "N1": first["N_1"], "Rn": first["R_n"],
        "R": first["R"], "gR": first["g_R"], "Gf": G_f,
    }  # fmt: skip


def g01(case: Case, packs: Packs) -> dict[str, Any]:
    return worked(case, packs, "7-16")


def g03(case: Case, packs: Packs) -> dict[str, Any]:
    """ASCE 7-05 has the terrain constants of 7-16."""
    return worked(case, packs, "7-16")


OURS = {"G01": g01, "G03": g03}
