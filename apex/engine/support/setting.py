"""The setting every candidate section is tried in, from a document and its wind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apex.engine.document import Cabinet, Cover, Document, GustChoice, Orientation
from apex.engine.load.action import Action
from apex.engine.load.dead import CabinetTotals, cabinet_totals
from apex.engine.load.seismic import IMPORTANCE, Ground
from apex.engine.support.line import Posts
from apex.engine.trace import Quiet
from apex.engine.wind.cabinet import SignWind
from apex.engine.wind.gust import GustBody, Turbulence, turbulence
from apex.engine.wind.ice import IceOnSign, ice_on_sign
from apex.engine.wind.member import Profile, Reach, Roughness, pressures_by_profile, reaches
from apex.engine.wind.velocity import WindClimate


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything about the sign that does not depend on which section holds it up."""

    climate: WindClimate
    sign: SignWind
    cabinets: tuple[Cabinet, ...]
    totals: CabinetTotals
    bodies: tuple[GustBody, GustBody]
    turbulences: tuple[Turbulence, Turbulence]
    pressures: Mapping[Profile, Sequence[tuple[Reach, float, float]]]
    gust: GustChoice
    roughness: Roughness
    orientation: Orientation
    wind_on_support: bool
    ground: Ground | None
    snow: Action | None
    posts: Posts
    covers: tuple[Cover, ...]
    ice: IceOnSign | None = None
    snow_psf: float = 0.0

    @property
    def H_ft(self) -> float:
        return self.totals.top_ft

    @property
    def twists(self) -> bool:
        """Whether any wind or seismic case twists a post; several take it as a couple between them."""
        if self.posts.count > 1:
            return False
        cases = (*self.sign.cases, *(self.ice.wind.cases if self.ice else ()))
        wind = any(p.T for case in cases for p in case.parts)
        return wind or (self.ground is not None and self.totals.weight_centroid_x_ft != 0.0)


def setting(
    sheet: Quiet, document: Document, climate: WindClimate, sign: SignWind, steps_ft: Sequence[float] = ()
) -> Setting:
    """Turbulence in both directions, pressures along the support, seismic ground and snow.

    `steps_ft` are the heights at which the support changes its section.
    """
    cabinets, support = document.sign.cabinets, document.support
    totals = cabinet_totals(cabinets)
    deep = max(c.t_ft for c in cabinets)
    terrain, values = climate.edition.terrain.of(climate.exposure), climate.code.gust
    bodies = tuple(
        GustBody(terrain, values, climate.V_mph, B, totals.top_ft, L, support.damping)
        for B, L in ((totals.width_ft, deep), (deep, totals.width_ft))
    )
    sheet.part("wind", "Turbulence for the gust-effect factor")
    sheet.note(
        "c, l, b_bar, alpha_bar, epsilon_bar, z_min: constants of the exposure (ASCE 7 Table 26.11-1); g_Q, g_v: peak "
        "factors of 3.4 (26.11.4)"
    )
    sheet.note("Wind normal to the face")
    first = turbulence(sheet, bodies[0])
    sheet.note("Wind along the face")
    second = turbulence(sheet, bodies[1])
    posts = Posts(support.count, support.spacing_ft or 0.0)
    along = reaches(cabinets, posts.places, support.covers, steps_ft)
    return Setting(
        climate,
        sign,
        cabinets,
        totals,
        (bodies[0], bodies[1]),
        (first, second),
        pressures_by_profile(climate, along),
        document.options.gust,
        support.roughness,
        support.orientation,
        document.options.wind_on_support,
        _ground(document),
        _snow(sheet, document),
        posts,
        support.covers,
        ice_on_sign(sheet, climate, document.site, cabinets, document.options.grouping, along)
        if document.site.ice_in
        else None,
        document.site.snow_psf or 0.0,
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
