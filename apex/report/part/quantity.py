"""Quantities of a sign, without a price: a permit package is a public record."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.design import Design
from apex.report.phrase import pole_stands, section_words
from apex.schema.length import show_feet


def reason(design: Design) -> str:
    """Why nothing is counted; empty where something is."""
    if design.quantities is not None:
        return ""
    if not design.feasible:
        return "No section of the chosen families passes, so there are no quantities."
    return "No foundation was designed, because the support is not stable, so there are no quantities."


def quantities(design: Design) -> Iterator[tuple[str, str, str]]:
    """Item, quantity and unit; nothing where no section was found or no foundation designed."""
    q = design.quantities
    if q is None:
        return
    stands = pole_stands(design)
    length = f"{show_feet(q.steel_length_ft)} in all{', standing already' if stands else ''}"
    yield f"{section_words(design)}, {design.support.grade.name}, {length}", f"{q.steel_lb:,.0f}", "lb"
    if q.finish_ft2 and not stands:
        yield f"Finish of the support, {design.document.support.finish}", f"{q.finish_ft2:,.1f}", "ft²"
    if q.cover_ft2:
        yield "Pole covers", f"{q.cover_ft2:,.1f}", "ft²"
    yield "Cabinets", f"{q.cabinet_ft2:,.1f}", "ft²"
    yield "Cabinets, weight", f"{q.cabinet_lb:,.0f}", "lb"
    if q.plate_lb:
        yield "Plates", f"{q.plate_lb:,.0f}", "lb"
    if q.anchor_rods:
        yield "Anchor rods", f"{q.anchor_rods}", "each"
        yield "Anchor rods, weight", f"{q.rods_lb:,.0f}", "lb"
    if q.rebar_lb:
        yield "Reinforcement", f"{q.rebar_lb:,.0f}", "lb"
    if design.document.foundation.existing and design.foundation is not None:
        there = design.document.support.count * design.foundation.concrete_yd3
        yield "Concrete of the existing foundation, none of it new", f"{there:,.2f}", "yd³"
        return
    yield "Concrete in place", f"{q.concrete_yd3:,.2f}", "yd³"
    yield "Concrete to order, with waste", f"{q.concrete_order_yd3:,.2f}", "yd³"
    yield "Excavation", f"{q.excavation_yd3:,.2f}", "yd³"
