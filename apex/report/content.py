"""What the calculation package says, as plain data: the template lays it out and adds no figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apex.engine.design import Design
from apex.engine.load.action import Action
from apex.report import formula
from apex.report.drawing import svg
from apex.report.geometry import elevation
from apex.report.notation import TYPST
from apex.report.number import exact
from apex.report.sheet import PartRows, Row, check_rows, sheet_rows
from apex.report.summary import WARNING, verdict
from apex.schema.length import show_feet

FONT = "Libertinus Serif"
ONE_LINE = 84
"""Formula and numbers share a line while both are shorter than this together."""
Pairs = list[tuple[str, str]]


def package_content(
    design: Design,
    *,
    pack_metadata: Mapping[str, Mapping[str, str]],
    engine_version: str,
    content_sha256: str,
    inputs: Any,
    revision: str,
) -> dict[str, Any]:
    """Everything the template needs; users' words are text in it, formulas are math of the registry."""
    drawn = elevation(design)
    return {
        "name": design.document.name,
        "verdict": verdict(design),
        "passes": design.passes,
        "revision": revision,
        "sha": content_sha256,
        "short": content_sha256[:12],
        "engine": engine_version,
        "sign": list(_sign(design)),
        "scope": list(_scope(design)),
        "basis": [[[title, list(rows)] for title, rows in half] for half in _basis(design)],
        "cabinets": list(_cabinets(design)),
        "checks": [_check(r) for r in check_rows(design)],
        "stages": [{"title": s["title"], "parts": [_part(p) for p in s["parts"]]} for s in sheet_rows(design)],
        "actions": _actions(design),
        "svg": svg(drawn, font=FONT),
        "spoken": f"Front elevation of {design.document.name}",
        "quantities": list(_quantities(design)),
        "warnings": [a.removeprefix(WARNING) for a in design.sheet.assumptions if a.startswith(WARNING)],
        "assumptions": [a for a in design.sheet.assumptions if not a.startswith(WARNING)],
        "packs": [[name, m["version"], m["sha256"]] for name, m in sorted(pack_metadata.items())],
        "inputs": list(flat(inputs)),
    }


def _sign(design: Design) -> Iterator[tuple[str, str]]:
    document, support = design.document, design.support
    yield (
        "Sign",
        f"{sum(c.area_ft2 for c in document.sign.cabinets):,.4g} ft² of face, top at {show_feet(_top(design))}",
    )
    yield "Support", f"{support.section.name}, {support.grade.name}, {document.support.finish}"
    if design.foundation is None:
        yield "Foundation", "none: the support is not stable"
    else:
        f = design.foundation
        across = (
            show_feet(f.pier.x_ft)
            if f.pier.shape == "round"
            else f"{show_feet(f.pier.x_ft)} x {show_feet(f.pier.y_ft)}"
        )
        yield "Foundation", f"{f.pier.shape} pier {across}, {show_feet(f.burial.depth_ft)} deep, pole buried directly"
    site = document.site
    yield "Wind", f"{exact(site.wind_speed_mph)} mph, exposure {site.exposure}, risk category {site.risk_category}"
    yield "Code", ", ".join(v for k, v in design.editions.names().items() if k != "ADM")


def _top(design: Design) -> float:
    return max(c.top_ft for c in design.document.sign.cabinets)


def _scope(design: Design) -> Iterator[str]:
    yield "Wind on the sign and its support, load combinations, strength, stability and deflection of the support."
    yield "Depth, bearing and torsion of the foundation, and the support below grade."
    yield "Not included: cabinets and their fixing to the support, electrical work, underground utilities."
    if design.document.site.sds is None:
        yield "Not included: seismic load, for which no site values were given."
    if design.document.foundation.existing:
        yield "The foundation exists: its sizes are as given and were not verified on site."


def _basis(design: Design) -> list[list[tuple[str, Iterator[tuple[str, str]]]]]:
    """Two columns of headed lists."""
    codes = ((k, v) for k, v in design.editions.names().items() if k != "ADM")
    return [
        [("Codes and standards", codes), ("Materials", _materials(design)), ("Dead load", _dead(design))],
        [("Site", _site(design)), ("Soil and foundation", _soil(design))],
    ]


def _site(design: Design) -> Iterator[tuple[str, str]]:
    s, options = design.document.site, design.document.options
    yield "Basic wind speed V", f"{exact(s.wind_speed_mph)} mph (3 s gust)"
    yield "Exposure, risk category", f"{s.exposure}, {s.risk_category}"
    yield (
        "Topography",
        f"factor {exact(s.kzt)} as given" if s.topography is None else f"{s.topography.kind}, by calculation",
    )
    yield "Ground elevation", f"{exact(s.elevation_ft)} ft" + ("" if options.use_elevation else ", not used")
    yield "Frost depth", f"{exact(s.frost_depth_ft)} ft"
    yield "Snow on cabinets", "none given" if s.snow_psf is None else f"{exact(s.snow_psf)} psf"
    yield "Seismic", "none given" if s.sds is None else f"S_DS = {exact(s.sds)}"
    if s.jurisdiction:
        yield "Jurisdiction", s.jurisdiction


def _soil(design: Design) -> Iterator[tuple[str, str]]:
    soil, f = design.document.site.soil, design.document.foundation
    if soil.class_ is not None:
        yield "Soil", f"class {soil.class_} of IBC Table 1806.2, presumed"
    else:
        yield "Soil", f"by report: {soil.source}"
        yield "Lateral, vertical bearing", f"{exact(soil.lateral_psf_per_ft)} psf/ft, {exact(soil.vertical_psf)} psf"
    yield "Held at grade", "yes, by a rigid slab" if f.constrained else "no"
    yield "Isolated pole", "yes, lateral bearing doubled" if f.isolated_pole else "no"
    if f.neglect_top_ft:
        yield "Neglected top layer", f"{exact(f.neglect_top_ft)} ft"
    yield "Water table", "none given" if f.water_depth_ft is None else f"{exact(f.water_depth_ft)} ft below grade"


def _materials(design: Design) -> Iterator[tuple[str, str]]:
    grade, f = design.support.grade, design.document.foundation
    yield "Support", f"{grade.name}, yield {exact(grade.f_y_ksi)}, tensile {exact(grade.f_u_ksi)} ksi"
    yield "Section", f"{design.support.section.name}, {exact(design.support.section.weight_plf)} lb/ft"
    yield "Concrete", f"f'c = {exact(f.fc_psi)} psi"
    yield "Method", design.document.support.method


def _dead(design: Design) -> Iterator[tuple[str, str]]:
    cabinets = sum(c.weight_lb for c in design.document.sign.cabinets)
    total = design.support.demand.weight_lb
    yield "Cabinets", f"{cabinets:,.0f} lb"
    yield "Support above grade", f"{total - cabinets:,.0f} lb"
    yield "In all", f"{total:,.0f} lb"


def _cabinets(design: Design) -> Iterator[list[str]]:
    for i, c in enumerate(design.document.sign.cabinets):
        lengths = (c.width_ft, c.height_ft, c.t_ft, c.bottom_ft, c.offset_ft)
        name = c.name or f"cabinet {i + 1}"
        weights = (f"{exact(c.weight_psf)} psf", f"{c.weight_lb:,.0f} lb")
        yield [name, *(show_feet(v) for v in lengths), f"{c.area_ft2:,.4g} ft²", *weights]


def _check(r: Row) -> list[str]:
    verdict = "pass" if r["passes"] else "FAIL"
    return [
        r["label"],
        r["demand_text"],
        r["capacity_text"],
        r["unit_text"],
        r["ratio_text"],
        verdict,
        r["citation"],
        r["case"],
    ]


def _part(part: PartRows) -> dict[str, Any]:
    return {"title": part["title"], "rows": [_row(r) for r in part["rows"]]}


def _row(r: Row) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": r["kind"], "label": r["label"], "cite": r["citation"]}
    if r["kind"] == "checked":
        return row | {"check": _check(r)}
    if r["kind"] == "note":
        return row
    row |= {"symbol": formula.symbol(r["symbol"], TYPST), "value": r["value_text"], "unit": r["unit_text"]}
    row["wide"] = len(r["symbol"]) > 6
    if r["kind"] == "computed":
        long = len(formula.plain(r["formula"])) + len(formula.plain(r["formula"], r["given"])) > ONE_LINE
        row |= {
            "formula": formula.typst(r["formula"]),
            "numbers": formula.typst(r["formula"], r["given"]),
            "said": f"{r['symbol']} = {formula.plain(r['formula'])}",
            "put": f" = {formula.plain(r['formula'], r['given'])}",
            "long": long or " if " in r["formula"],
        }
    return row


def _actions(design: Design) -> list[dict[str, Any]]:
    """Tables of the actions at grade: dead and wind alone, then the combinations of both methods."""
    demand, support = design.support.demand, design.support
    method = design.document.support.method
    plain = [("Dead", demand.loads.dead), *demand.loads.wind]
    if demand.loads.snow is not None:
        plain.append(("Snow", demand.loads.snow))
    plain += demand.loads.seismic
    tables = [("Loads at grade, not combined, strength level", plain)]
    if support.stable:
        tables.append((f"{method} combinations at grade for the support, moments amplified", support.strength_cases))
        tables.append(("Allowable stress combinations at grade for the soil, moments amplified", support.soil))
    return [{"title": t, "rows": [[name, *_components(a)] for name, a in rows]} for t, rows in tables]


def _components(a: Action) -> list[str]:
    return [f"{v:,.2f}".replace("-", "−") if v else "0" for v in (a.N, a.V_x, a.V_y, a.M_x, a.M_y, a.T)]


def _quantities(design: Design) -> Iterator[tuple[str, str, str]]:
    q = design.quantities
    if q is None:
        return
    section = design.support.section
    yield f"{section.name}, {design.support.grade.name}, {show_feet(q.steel_length_ft)}", f"{q.steel_lb:,.0f}", "lb"
    yield f"Finish of the support, {design.document.support.finish}", f"{q.finish_ft2:,.1f}", "ft²"
    yield "Cabinets", f"{q.cabinet_ft2:,.1f}", "ft²"
    yield "Cabinets, weight", f"{q.cabinet_lb:,.0f}", "lb"
    yield "Concrete in place", f"{q.concrete_yd3:,.2f}", "yd³"
    yield "Concrete to order, with waste", f"{q.concrete_order_yd3:,.2f}", "yd³"
    yield "Excavation", f"{q.excavation_yd3:,.2f}", "yd³"


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The inputs as they were given, one line for each: `sign.cabinets.0.width_ft`, `12`."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        if all(not isinstance(v, (Mapping, list, tuple)) for v in value):
            yield path, ", ".join(str(v) for v in value)
            return
        for i, inner in enumerate(value, start=1):
            yield from flat(inner, f"{path}.{i}")
    elif value is not None:
        yield path, exact(value) if isinstance(value, bool) else str(value)
