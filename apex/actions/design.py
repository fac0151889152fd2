"""A whole design from a document, and its answer."""

from __future__ import annotations

from typing import Any

from apex.actions.outcome import Outcome
from apex.actions.standing import foundation, plate
from apex.engine import design as engine
from apex.engine.bundle import Packs
from apex.engine.cost.price import PriceResult
from apex.engine.design import Design
from apex.engine.document import Document
from apex.engine.load.action import Action
from apex.engine.support.candidate import Candidate, pareto
from apex.engine.trace import Check
from apex.engine.wind.part import Resultant
from apex.meter import instruments
from apex.report.condition import conditions
from apex.schema.read import read


def work_out(packs: Packs, given: object) -> tuple[Design, Outcome]:
    """The design of a document with its outcome. `given` is echoed as it was typed."""
    document = read(Document, given)
    with instruments().solver.time():
        made = engine.design(document, packs)
    return made, outcome(packs, given, made)


def outcome(packs: Packs, given: object, made: Design) -> Outcome:
    wind = f"wind_asce7_{made.editions.asce7.replace('7-', '')}"
    names = ["exposure_factors", wind, "footing_calibration", "sections_aisc_v16", "materials", "pricing"]
    if made.document.support.material == "aluminum":
        names[names.index("sections_aisc_v16")] = "sections_aluminum"
    if made.document.foundation.kind != "direct_burial" or made.document.foundation.pole_embedment_ft is not None:
        names += ["reinforcement", "anchor_rods"]
    if made.document.site.jurisdiction:
        names.append("jurisdictions")
    result = answer(made)
    return Outcome(
        inputs=given,
        result=result,
        outputs=result["summary"],
        pack_metadata=packs.metadata(*names),
        parts=made.sheet.parts,
        editions=made.editions.names(),
        checks=made.checks,
        assumptions=made.sheet.assumptions,
        feasible=made.feasible,
    )


def answer(d: Design) -> dict[str, Any]:
    """The result of `/design`."""
    return {
        "summary": _summary(d),
        "loads": _loads(d),
        "support": _support(d),
        "foundation": foundation(d),
        "baseplate": plate(d.plate) if d.plate else None,
        "quantities": _quantities(d),
        "bom": _bom(d),
        "price": _price(d.price),
        "checks": d.checks,
        "conditions": conditions(d),
    }


def _summary(d: Design) -> dict[str, Any]:
    worst: Check = d.governing
    return {
        "name": d.document.name,
        "pass": d.passes,
        "feasible": d.feasible,
        "section": d.support.section.name,
        "grade": d.support.grade.name,
        "depth_ft": d.foundation.depth_ft if d.foundation else None,
        "governing": worst.name,
        "ratio": worst.ratio,
        "total_usd": d.price.total_usd if d.price else None,
    }


def _resultant(r: Resultant) -> dict[str, float]:
    return {
        "force_lb": r.F,
        "arm_ft": r.M / r.F,
        "moment_kipft": r.M / 1000.0,
        "torsion_kipft": r.T / 1000.0,
    }


def _action(a: Action) -> dict[str, float]:
    return {
        "axial_kip": a.N,
        "shear_x_kip": a.V_x,
        "shear_y_kip": a.V_y,
        "moment_x_kipft": a.M_x,
        "moment_y_kipft": a.M_y,
        "torsion_kipft": a.T,
    }


def _loads(d: Design) -> dict[str, Any]:
    """Wind at strength level by case, dead load, and the factored combinations at grade."""
    demand, sign = d.support.demand, d.sign
    return {
        "asce7": d.editions.asce7,
        "qh_psf": sign.q_h,
        "qh_kd_psf": sign.q_kd,
        "kz": sign.K_z,
        "gust_normal": demand.G[0],
        "gust_along": demand.G[1],
        "frequency_normal_hz": demand.n_1[0],
        "frequency_along_hz": demand.n_1[1],
        "wind": {name: _resultant(r) for name, r in demand.normal} | {"along the face": _resultant(demand.along)},
        "dead": _action(demand.loads.dead),
        "combinations": [{"name": name, **_action(a)} for name, a in d.support.strength_cases],
        "soil_combinations": [{"name": name, **_action(a)} for name, a in d.support.soil],
    }


def _posts(d: Design) -> list[dict[str, Any]]:
    """Where the posts stand, and the strength level loads of those at the ends."""
    posts, demand = d.setting.posts, d.support.demand
    ends = zip(posts.ends, demand.posts, strict=True)
    return [
        {
            "x_ft": x,
            "dead": _action(loads.dead),
            "wind": {case: _action(a) for case, a in loads.wind},
        }
        for (_, x), loads in ends
    ]


def _option(c: Candidate) -> dict[str, Any]:
    return {
        "section": c.section.name,
        "family": c.section.family,
        "grade": c.grade.name,
        "weight_plf": c.section.weight_plf,
        "ratio": c.ratio,
        "governing": c.governing,
        "cost_usd": round(c.cost_usd, 2),
    }


def _support(d: Design) -> dict[str, Any]:
    s, chosen = d.support, d.selection
    return {
        "section": s.section.name,
        "family": s.section.family,
        "grade": s.grade.name,
        "weight_plf": s.section.weight_plf,
        "height_ft": d.setting.H_ft,
        "count": d.document.support.count,
        "posts": _posts(d),
        "chosen_by": "given" if chosen is None else "engine",
        "candidates": len(chosen.candidates) if chosen else 1,
        "passing_at_grade": chosen.passing_at_grade if chosen else None,
        "options": [_option(c) for c in chosen.feasible] if chosen else [],
        "pareto": [_option(c) for c in pareto(chosen.candidates)] if chosen else [],
        "nearest": _option(chosen.nearest) | {"reason": chosen.nearest.why_not} if chosen and chosen.nearest else None,
        "deflection_in": s.deflection_in,
        "twist_deg": s.twist_deg,
        "checks": s.checks,
    }


def _quantities(d: Design) -> dict[str, Any] | None:
    q = d.quantities
    if q is None:
        return None
    return {
        "steel_lb": q.steel_lb,
        "steel_length_ft": q.steel_length_ft,
        "finish_ft2": q.finish_ft2,
        "concrete_yd3": q.concrete_yd3,
        "concrete_order_yd3": q.concrete_order_yd3,
        "excavation_yd3": q.excavation_yd3,
        "rebar_lb": q.rebar_lb,
        "anchor_rods": q.anchor_rods,
        "plate_lb": q.plate_lb,
        "rods_lb": q.rods_lb,
        "weld_lb": q.weld_lb,
        "cover_ft2": q.cover_ft2,
        "cabinet_ft2": q.cabinet_ft2,
        "cabinet_lb": q.cabinet_lb,
        "existing": {
            "steel_lb": q.existing.steel_lb,
            "steel_length_ft": q.existing.steel_length_ft,
            "concrete_yd3": q.existing.concrete_yd3,
            "rebar_lb": q.existing.rebar_lb,
            "anchor_rods": q.existing.anchor_rods,
            "plate_lb": q.existing.plate_lb,
        },
    }


def _line(entry: Any) -> dict[str, Any]:
    return {
        "item": entry.item,
        "quantity": entry.quantity,
        "unit": entry.unit,
        "unit_price_usd": entry.unit_price_usd,
        "amount_usd": entry.amount_usd,
    }


def _bom(d: Design) -> list[dict[str, Any]]:
    return [_line(entry) for entry in d.price.lines if entry.material] if d.price else []


def _price(p: PriceResult | None) -> dict[str, Any] | None:
    if p is None:
        return None
    return {
        "lines": [_line(entry) for entry in p.lines],
        "subtotal_usd": p.subtotal_usd,
        "region_usd": p.region_usd,
        "margin_usd": p.margin_usd,
        "tax_usd": p.tax_usd,
        "total_usd": p.total_usd,
        "currency": "USD",
    }
