"""From the site of a design to the wind climate its velocity pressures come from."""

from __future__ import annotations

from apex.engine.bundle import Packs
from apex.engine.document import Options, Site, Topography
from apex.engine.pack import Exposure
from apex.engine.trace import Quiet
from apex.engine.units import Mph
from apex.engine.wind.topography import site_topography
from apex.engine.wind.velocity import KzMethod, WindClimate, elevation_factor


def wind_climate(
    sheet: Quiet,
    packs: Packs,
    *,
    edition: str,
    V_mph: float,
    exposure: Exposure,
    kzt: float,
    topography: Topography | None,
    elevation_ft: float,
    use_elevation: bool,
    kz_method: KzMethod,
    top_ft: float,
) -> WindClimate:
    """Wind speed, terrain, topography and elevation of a place, for a sign with its top at `top_ft`."""
    sheet.part("site", "Wind at the site")
    sheet.given("V", "Basic wind speed, 3 s gust at 33 ft", V_mph, "mph")
    sheet.given("Exposure", "Terrain", exposure)
    if topography is None:
        sheet.given("K_zt", "Topographic factor", kzt)
        K_zt = kzt
    else:
        K_zt = site_topography(sheet, packs.exposure_factors, edition, exposure, topography, top_ft)
    terrain = packs.exposure_factors.editions[edition].terrain
    label, source = packs.exposure_factors.label, terrain.source
    sheet.taken("alpha", "Power law exponent of the terrain", terrain.of(exposure).alpha, "", label, source)
    sheet.taken("z_g", "Gradient height of the terrain", terrain.of(exposure).z_g_ft, "ft", label, source)
    K_e = sheet(elevation_factor, z_e=elevation_ft) if use_elevation else 1.0
    if not use_elevation:
        sheet.assume("Ground elevation factor K_e is taken as 1.0 (choice use_elevation: false).")
    return WindClimate(packs.wind[edition], packs.exposure_factors, exposure, Mph(V_mph), K_zt, K_e, kz_method)


def site_climate(sheet: Quiet, packs: Packs, edition: str, site: Site, options: Options, top_ft: float) -> WindClimate:
    """The climate of a design document."""
    return wind_climate(
        sheet,
        packs,
        edition=edition,
        V_mph=site.wind_speed_mph,
        exposure=site.exposure,
        kzt=site.kzt,
        topography=site.topography,
        elevation_ft=site.elevation_ft,
        use_elevation=options.use_elevation,
        kz_method=options.kz_method,
        top_ft=top_ft,
    )
