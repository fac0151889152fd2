"""From a document and its wind to the setting every candidate section is tried in."""

from __future__ import annotations

from apex.engine.document import Document
from apex.engine.load.action import Action
from apex.engine.load.dead import cabinet_totals
from apex.engine.load.seismic import IMPORTANCE, Ground
from apex.engine.support.demand import Setting
from apex.engine.trace import Quiet
from apex.engine.wind.cabinet import SignWind
from apex.engine.wind.gust import GustBody, turbulence
from apex.engine.wind.member import Profile, reach_pressures
from apex.engine.wind.velocity import WindClimate

PROFILES: tuple[Profile, ...] = ("round", "square", "wide_flange")


def setting(sheet: Quiet, document: Document, climate: WindClimate, sign: SignWind) -> Setting:
    """Turbulence in both directions, pressures along the support, seismic ground and snow."""
    cabinets, support = document.sign.cabinets, document.support
    totals = cabinet_totals(cabinets)
    deep = max(c.t_ft for c in cabinets)
    terrain, values = climate.edition.terrain.of(climate.exposure), climate.code.gust
    bodies = tuple(
        GustBody(terrain, values, climate.V_mph, B, totals.top_ft, L, support.damping)
        for B, L in ((totals.width_ft, deep), (deep, totals.width_ft))
    )
    sheet.part("wind", "Turbulence for the gust-effect factor")
    sheet.note("Wind normal to the face")
    first = turbulence(sheet, bodies[0])
    sheet.note("Wind along the face")
    second = turbulence(sheet, bodies[1])
    quiet = Quiet()
    return Setting(
        climate,
        sign,
        cabinets,
        totals,
        (bodies[0], bodies[1]),
        (first, second),
        {p: reach_pressures(quiet, climate, cabinets, p) for p in PROFILES},
        document.options.gust,
        support.roughness,
        support.orientation,
        document.options.wind_on_support,
        _ground(document),
        _snow(sheet, document),
    )


def _ground(document: Document) -> Ground | None:
    site = document.site
    if not site.sds:
        return None
    return Ground(site.sds, site.s1, site.sd1, IMPORTANCE[site.risk_category])


def _snow(sheet: Quiet, document: Document) -> Action | None:
    """Snow on the plan of every cabinet that nothing above it covers counts on all: conservative."""
    snow = document.site.snow_psf
    if not snow:
        return None
    sheet.assume("Snow is the given load on the plan area (width x depth) of every cabinet.")
    loads = [(snow * c.width_ft * c.t_ft / 1000.0, c.offset_ft) for c in document.sign.cabinets]
    return Action(N=sum(n for n, _ in loads), M_y=sum(n * x for n, x in loads))
