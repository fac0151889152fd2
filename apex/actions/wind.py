"""Wind on one sign, without a support."""

from __future__ import annotations

from typing import Any

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.request import WindRequest, WindSign
from apex.engine.trace import Check, Sheet
from apex.engine.wind.climate import wind_climate
from apex.engine.wind.gust import GustBody, gust_factor, turbulence
from apex.engine.wind.part import Part, Resultant, resultant
from apex.engine.wind.record import record_forces
from apex.engine.wind.solid import Face, Solid, SolidWind, solid_wind
from apex.engine.wind.velocity import WindClimate
from apex.schema.read import read

THIN_FT = 0.05
"""Depth along the wind where none is given: R_L is then close to 1, the unfavorable end."""


def wind(packs: Packs, given: object) -> Outcome:
    """Velocity pressure, coefficients and cases A, B, C of a sign, strength level (1.0W)."""
    request = read(WindRequest, given)
    sheet = Sheet()
    climate = wind_climate(
        sheet,
        packs,
        edition=request.asce7,
        V_mph=request.wind_speed_mph,
        exposure=request.exposure,
        kzt=request.kzt,
        topography=request.topography,
        elevation_ft=request.elevation_ft,
        use_elevation=True,
        kz_method=request.kz_method,
        top_ft=request.sign.top_ft,
    )
    sheet.part("wind", "Velocity pressure at the top of the sign")
    q = climate.pressure(sheet, request.sign.top_ft, climate.code.directionality.solid_sign)
    sheet.part("wind", "Force coefficients")
    body = solid_wind(sheet, climate.code, q.q_kd, solid(request.sign))
    G, checks = gust(sheet, request, climate)
    record_forces(sheet, [body], G)
    _say(sheet, request)
    result = {
        "kz": q.K_z,
        "ke": climate.K_e,
        "kd": climate.code.directionality.solid_sign,
        "gust": G,
        "qh_psf": q.q_z,
        "qh_kd_psf": q.q_kd,
        "cf": body.cf,
        **_faces(body, climate, G),
    }
    return Outcome(
        inputs=given,
        result=result,
        pack_metadata=packs.metadata("exposure_factors", climate.code.name),
        parts=sheet.parts,
        editions={"ASCE 7": f"ASCE {request.asce7}"},
        checks=checks,
        assumptions=sheet.assumptions,
    )


def solid(sign: WindSign) -> Solid:
    left = sign.offset_ft - sign.width_ft / 2.0
    bottom = sign.top_ft - sign.height_ft
    area = sign.width_ft * sign.height_ft if sign.area_ft2 is None else sign.area_ft2
    return Solid(
        name="the sign",
        B=sign.width_ft,
        s=sign.height_ft,
        h=sign.top_ft,
        left=left,
        faces=(Face(left, bottom, sign.width_ft, sign.height_ft),),
        solid_ratio=sign.solid_ratio,
        depth=sign.depth_ft,
        double_faced=sign.double_faced,
        return_corner=sign.return_corner_ft,
        area_factor=area / (sign.width_ft * sign.height_ft),
    )


def gust(sheet: Sheet, request: WindRequest, climate: WindClimate) -> tuple[float, list[Check]]:
    """G by the chosen way; a number below G_f of a flexible sign is a failed check."""
    sheet.part("wind", "Gust-effect factor")
    if request.frequency_hz is None:
        G = climate.code.gust.rigid if isinstance(request.gust, str) else request.gust
        sheet.given("G", "Gust-effect factor, no frequency given", G)
        return G, []
    sign = request.sign
    body = GustBody(
        climate.edition.terrain.of(climate.exposure),
        climate.code.gust,
        climate.V_mph,
        sign.width_ft,
        sign.top_ft,
        sign.depth_ft or THIN_FT,
        request.damping,
    )
    sheet.given("n_1", "Natural frequency", request.frequency_hz, "Hz")
    wind = turbulence(sheet, body)
    G, least = gust_factor(sheet, request.gust, body, wind, request.frequency_hz)
    if not least:
        return G, []
    return G, [sheet.check(Check("Gust factor", f"ASCE {request.asce7} 26.11.5", least, G, ""))]


def _say(sheet: Sheet, request: WindRequest) -> None:
    sheet.assume("Forces are at strength level (1.0W); moments about grade, torsion about the support line.")
    if request.gust == "auto" and request.frequency_hz is None:
        sheet.assume("No natural frequency was given: the sign is taken as rigid, G = 0.85.")
    if request.sign.double_faced and request.sign.depth_ft is None:
        sheet.assume("No depth was given: no reduction is taken for double faces.")


def _faces(body: SolidWind, climate: WindClimate, G: float) -> dict[str, Any]:
    """Pressure, force and the three cases; B and C with the side that twists more."""
    a = resultant([body.A], G)
    pressure = body.q_kd * G * body.cf * body.k_all * body.k_face
    return {
        "pressure_psf": max(pressure, climate.code.minimum_pressure.value),
        "force_lb": a.F,
        "minimum_governs": body.A.floor > G,
        "cases": {"A": _case(a), "B": _case(_twisting(body.B_left, body.B_right, G)), "C": _strips(body, G)},
    }


def _twisting(left: Part, right: Part, G: float) -> Resultant:
    return max((resultant([p], G) for p in (right, left)), key=lambda r: abs(r.T))


def _case(r: Resultant) -> dict[str, float]:
    return {
        "force_lb": r.F,
        "arm_ft": r.M / r.F,
        "moment_kipft": r.M / 1000.0,
        "torsion_kipft": r.T / 1000.0,
    }


def _strips(body: SolidWind, G: float) -> dict[str, Any] | None:
    if body.strips is None or body.C_left is None or body.C_right is None:
        return None
    scale = max(G, body.C_left.floor)
    rows = [
        {
            "from_ft": strip.start,
            "to_ft": strip.end,
            "cf": strip.cf,
            "pressure_psf": (p := body.q_kd * scale * strip.cf * body.k_all),
            "force_lb": p * (strip.end - strip.start) * body.solid.s * body.solid.area_factor,
        }
        for strip in body.strips
    ]
    return {"strips": rows, **_case(_twisting(body.C_left, body.C_right, G))}
