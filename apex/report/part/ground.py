"""What the basis of design says of earthquakes and of the soil: the values in use, and where each is from."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.base import Base
from apex.engine.design import Design
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.soil import SoilValues
from apex.engine.foundation.torsion import TORSION
from apex.engine.load.category import category_of, open_values
from apex.engine.load.seismic import C_D, IMPORTANCE, OMEGA_0, R
from apex.engine.trace import Quiet
from apex.report.number import exact, figure

Row = tuple[str, str]
TABLE = "IBC Table 1806.2"


def seismic(design: Design) -> Iterator[Row]:
    """Values of the site, category, system and base shear; of a site without values, that there are none."""
    site = design.document.site
    if site.sds is None:
        yield "S_DS, S_D1, S_1", "none given, not checked"
        yield "Design category", "not known"
        return
    values = (("S_DS", site.sds), ("S_D1", site.sd1), ("S_1", site.s1))
    yield (
        "Site values, g",
        ", ".join(f"{name} not given" if v is None else f"{name} = {exact(v)}" for name, v in values),
    )
    yield "Site class", site.site_class or "not given"
    yield "Design category", category_words(design)
    yield "Importance I_e", f"{exact(IMPORTANCE[site.risk_category])} (ASCE {design.editions.asce7} Table 1.5-2)"
    yield (
        "R, Ω_0, C_d",
        f"{exact(R)}, {exact(OMEGA_0)}, {exact(C_D)}: signs (ASCE {design.editions.asce7} Table 15.4-2)",
    )
    yield from _base_shear(design)


def category_words(design: Design) -> str:
    """`D`; `C or higher` where a value is missing that might raise it."""
    site = design.document.site
    found = category_of(Quiet(), site)
    missing = open_values(found, site.sd1, site.s1) if found and site.sds else []
    if not missing:
        return f"{found} (ASCE {design.editions.asce7} 11.6)"
    return f"{found} or higher: {' and '.join(missing)} not given (ASCE {design.editions.asce7} 11.6)"


def _base_shear(design: Design) -> Iterator[Row]:
    loads = design.support.demand.loads
    if not loads.seismic:
        return
    shears = [max(abs(a.V_y) for _, a in loads.seismic), max(abs(a.V_x) for _, a in loads.seismic)]
    yield "Procedure", f"ELF (ASCE {design.editions.asce7} 12.8, 15.4)"
    yield "C_s, normal; along", "; ".join(f"{V / loads.dead.N:.4f}" for V in shears)
    yield "V = C_s W, strength level", f"{'; '.join(figure(V) for V in shears)} kip of W = {figure(loads.dead.N)} kip"


def soil(design: Design) -> Iterator[Row]:
    """Class or report, the allowable values with where each is from, and what changes them."""
    given, f = design.document.site.soil, design.document.foundation
    if given.class_ is not None:
        yield "Soil", f"class {given.class_} of {TABLE}, presumed"
    else:
        yield "Soil", f"by report: {given.source}"
    if design.base is not None and design.base.soil is not None:
        yield from _allowable(design, design.base, design.base.soil, TABLE if given.class_ is not None else "report")
    yield "One-third increase", "not used (IBC 1806.1)"
    if f.neglect_top_ft and f.kind != "spread_footing":
        yield "Neglected top layer", f"{exact(f.neglect_top_ft)} ft"
    yield "Water table", "none given" if f.water_depth_ft is None else f"{exact(f.water_depth_ft)} ft below grade"


def _allowable(design: Design, base: Base, values: SoilValues, source: str) -> Iterator[Row]:
    yield "Vertical bearing", f"{exact(values.vertical_psf)} psf ({source})"
    if isinstance(base.foundation, SpreadFooting):
        yield "Lateral bearing", "not counted: no passive pressure"
    else:
        yield from _lateral(design, values.lateral_psf_per_ft, base.foundation.burial.S_psf, source)
    use = _friction_use(base)
    if use and values.friction is not None:
        yield "Friction", f"{exact(values.friction)} ({source}), in {use}"
    if use and values.cohesion_psf is not None:
        yield "Cohesion", f"{exact(values.cohesion_psf)} psf ({source}), in {use}"


def _friction_use(base: Base) -> str:
    """What friction and cohesion are for; empty where nothing is computed with them."""
    if isinstance(base.foundation, SpreadFooting):
        return "sliding"
    return "torsion alone" if any(c.name == TORSION for c in base.foundation.checks) else ""


def _lateral(design: Design, rate: float, S_psf: float, source: str) -> Iterator[Row]:
    f = design.document.foundation
    doubled = ", doubled for an isolated pole (IBC 1806.3.4)" if f.isolated_pole else ""
    yield "Lateral bearing", f"{exact(rate)} psf/ft ({source}){doubled}"
    if f.constrained:
        yield "Lateral bearing S_3", f"{figure(S_psf)} psf at the required d (IBC 1807.3.2.2)"
        yield "Held at grade", "yes, by a rigid slab"
    else:
        yield "Lateral bearing S_1", f"{figure(S_psf)} psf at a third of the required d (IBC 1807.3.2.1)"
        yield "Held at grade", "no"
