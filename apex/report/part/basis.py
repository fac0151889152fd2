"""The basis of design: codes, site, soil, materials, dead load and the cabinets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.engine.concrete.bar import BarSet
from apex.engine.design import Design
from apex.engine.document import Cabinet
from apex.engine.document.baseplate import Anchors
from apex.engine.footing.spread import SpreadFooting
from apex.engine.steel.section import Box, Round, WideFlange
from apex.engine.support.tube import AluminumTube
from apex.engine.wind.solid import SOLID_LIMIT
from apex.engine.wind.velocity import allowable_speed
from apex.report.number import exact
from apex.report.part.cover import used_codes
from apex.report.part.ground import seismic, soil
from apex.report.phrase import extrusion_words, grade_words, plate_steel, pole_stands
from apex.report.view import show_inches
from apex.schema.length import show_feet

Rows = list[tuple[str, str]]
GRADE_60_KSI = 60.0


def basis(design: Design) -> list[list[tuple[str, Rows]]]:
    """Two columns of headed lists."""
    return [
        [
            ("Codes and standards", [*used_codes(design).items(), *_beside(design), ("Method", _method(design))]),
            ("Materials", list(_materials(design))),
            ("Dead load", list(_dead(design))),
            ("Snow, ice, frost", list(_site(design))),
        ],
        [
            ("Wind", list(_wind(design))),
            ("Seismic", list(seismic(design))),
            ("Soil", list(soil(design))),
        ],
    ]


def _beside(design: Design) -> Iterator[tuple[str, str]]:
    """What is used beside the codes that IBC pins by edition."""
    if design.plate is not None:
        yield "Base plate", "AISC Design Guide 1, 2nd edition"
    if not pole_stands(design):
        yield "Welds", f"AWS D1.{2 if design.document.support.material == 'aluminum' else 1}"


def _method(design: Design) -> str:
    name = "strength design" if design.document.support.method == "LRFD" else "allowable stress design"
    said = f"support by {design.document.support.method} ({name}); soil and stability by ASD"
    if design.plate is not None:
        return f"{said}; base plate, rods, weld and concrete by LRFD"
    return f"{said}; concrete by LRFD" if design.foundation is not None and design.foundation.bars else said


def _wind(design: Design) -> Iterator[tuple[str, str]]:
    s, options = design.document.site, design.document.options
    yield "Basic wind speed V", f"{exact(s.wind_speed_mph)} mph (3 s gust)"
    yield "V_asd = V √0.6", f"{allowable_speed(V=s.wind_speed_mph):.0f} mph (IBC 1609.3.1)"
    yield "Exposure, risk category", f"{s.exposure}, {s.risk_category}"
    yield "Topography", _topography(design)
    level = "sea level, K_e = 1" if s.elevation_ft == 0.0 else f"{exact(s.elevation_ft)} ft"
    yield "Ground elevation", level + ("" if options.use_elevation else ", not used")
    yield from _openings(design)


def _openings(design: Design) -> Iterator[tuple[str, str]]:
    """What is open of the area, and which figure of ASCE 7 holds for it."""
    for i, c in enumerate(design.document.sign.cabinets, start=1):
        if c.solid_ratio < 1.0:
            name = f" of {c.name or f'cabinet {i}'}" if len(design.document.sign.cabinets) > 1 else ""
            yield f"Solid ratio ε{name}", opening_words(c)


def opening_words(c: Cabinet) -> str:
    """`ε = 0.5: open sign, Fig. 29.4-2, flat members`."""
    if c.solid_ratio > SOLID_LIMIT:
        return f"{exact(c.solid_ratio)}: solid sign with openings (Fig. 29.3-1)"
    return f"{exact(c.solid_ratio)}: open sign (Fig. 29.4-2), {c.members} members"


def _site(design: Design) -> Iterator[tuple[str, str]]:
    s = design.document.site
    yield "Frost depth", f"{exact(s.frost_depth_ft)} ft"
    snow = f"{exact(s.snow_psf or 0.0)} psf on their tops as given: S of ASCE {design.editions.asce7}, not p_g"
    yield "Snow on cabinets", "none given" if s.snow_psf is None else snow
    yield "Ice", _ice(design)


def _topography(design: Design) -> str:
    """No factor and a factor of 1 are the same document: what is said holds for both."""
    s = design.document.site
    if s.topography is not None:
        return f"{s.topography.kind}, by calculation"
    return "no speed-up, K_zt = 1" if s.kzt == 1.0 else f"K_zt = {exact(s.kzt)} as given"


def _ice(design: Design) -> str:
    s = design.document.site
    if s.ice_in is None:
        return "none given"
    return f"{exact(s.ice_in)} in. radial, with a gust of {exact(s.ice_wind_mph or 0.0)} mph"


def _materials(design: Design) -> Iterator[tuple[str, str]]:
    grade, document = design.support.grade, design.document
    metal = design.support.metal
    if isinstance(metal, AluminumTube):
        yield from _aluminum(design, metal)
    else:
        taken = "taken as " if pole_stands(design) else ""
        yield "Support", f"{taken}{grade.name}, yield {exact(grade.f_y_ksi)}, tensile {exact(grade.f_u_ksi)} ksi"
    for s in design.support.steps or (design.support,):
        yield "Section", f"{s.section.name}, {exact(s.section.weight_plf)} lb/ft"
    if isinstance(design.support.section, WideFlange):
        strong = document.support.orientation == "strong"
        yield "Orientation", f"web {'normal to' if strong else 'along'} the face: {'strong' if strong else 'weak'} axis"
    how = "taken of what exists: verify on site" if document.foundation.existing else "at 28 days"
    yield "Concrete", f"f'c = {exact(document.foundation.fc_psi)} psi {how}"
    if design.foundation is not None and design.foundation.bars:
        yield "Reinforcement", f"ASTM A615, yield {exact(bar_yield_ksi(design))} ksi"
    if design.plate is not None:
        p = design.plate
        yield "Base plate", f"{plate_steel(p.plate.fy_ksi)}, {show_inches(p.plate.thickness_in)}"
        yield "Anchor rods", rod_material(p.anchors)
        yield "Weld", f"electrodes F_EXX = {exact(p.weld.fexx_ksi)} ksi"


def _aluminum(design: Design, metal: AluminumTube) -> Iterator[tuple[str, str]]:
    """Alloy, temper and form, and what is left of the strength beside a weld (ADM Table A.3.3)."""
    alloy, section = metal.pack.alloy, design.support.section
    assert isinstance(section, (Round, Box))
    F_tyw = exact(alloy.welded_yield_ksi(metal.filler, section.t))
    yield "Support", f"{grade_words(design)}, {extrusion_words(section)}"
    yield "As ordered", f"F_ty = {exact(alloy.f_ty.value)}, F_tu = {exact(alloy.f_tu.value)} ksi"
    yield (
        "Welded, filler " + metal.filler,
        f"F_tyw = {F_tyw}, F_tuw = {exact(alloy.f_tuw.value)} ksi: used over the whole support (choice)",
    )


def rod_material(a: Anchors) -> str:
    """`ASTM F1554 Gr 55, 1", heavy hex nut at the foot`."""
    foot = "heavy hex nut" if a.head == "nut" else "plate"
    return f"ASTM F1554 Gr {a.grade.removeprefix('F1554-')}, {show_inches(a.diameter_in)}, {foot} at the foot"


def nut_material(a: Anchors) -> str:
    """The nut of a rod, by its grade (ASTM F1554)."""
    return f"ASTM A563 Gr {'DH' if a.grade == 'F1554-105' else 'A'} heavy hex"


def bar_yield_ksi(design: Design) -> float:
    """Yield of the bars: as given, 60 ksi where the engine chose them."""
    rebar = design.document.foundation.rebar
    return GRADE_60_KSI if rebar is None else rebar.fy_ksi


def _dead(design: Design) -> Iterator[tuple[str, str]]:
    cabinets = sum(c.weight_lb for c in design.document.sign.cabinets)
    total = design.support.demand.weight_lb
    covers = " and covers" if design.document.support.covers else ""
    yield "Cabinets", f"{cabinets:,.0f} lb"
    yield f"Support{covers} above grade", f"{total - cabinets:,.0f} lb"
    yield "In all", f"{total:,.0f} lb"


def cabinets(design: Design) -> list[list[str]]:
    """Mark, name, width, height, depth, bottom, offset, area, unit weight, weight; a last row with the sums."""
    rows = []
    own = design.document.sign.cabinets
    for i, c in enumerate(own):
        lengths = (c.width_ft, c.height_ft, c.t_ft, c.bottom_ft, c.offset_ft)
        name = c.name or f"cabinet {i + 1}"
        if c.return_corner_ft:
            name += f", return corners {show_feet(c.return_corner_ft)}"
        weights = (f"{exact(c.weight_psf)} psf", f"{c.weight_lb:,.0f} lb")
        mark = chr(ord("A") + i)
        rows.append([mark, name, *(show_feet(v) for v in lengths), f"{c.area_ft2:,.4g} ft²", *weights])
    if len(own) > 1:
        area, pounds = sum(c.area_ft2 for c in own), sum(c.weight_lb for c in own)
        rows.append(["", "In all", *[""] * 5, f"{area:,.4g} ft²", "", f"{pounds:,.0f} lb"])
    return rows


def bar_rows(design: Design) -> list[list[str]]:
    """The schedule of reinforcement of one foundation: mark, where, size, count, length, weight."""
    f = design.foundation
    bars: Sequence[BarSet] = () if f is None else f.bars
    rows = [
        [b.mark, b.where, f"#{b.bar.size}", str(b.count), show_feet(b.length_ft), f"{b.weight_lb:,.0f}"] for b in bars
    ]
    if rows:
        rows.append(["", "In all", "", "", "", f"{sum(b.weight_lb for b in bars):,.0f}"])
    return rows


def bar_words(design: Design) -> str:
    """What the schedule counts, and what its lengths are."""
    n, f = design.document.support.count, design.foundation
    each = "One foundation" if n == 1 else f"Each of {n} equal foundations"
    what = "footing" if isinstance(f, SpreadFooting) else "pier"
    return (
        f"{each}. Weights in lb; lengths are cut lengths with the hooks. Clear cover and places: figures of the {what}."
    )
