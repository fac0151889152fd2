"""Quantities of a sign, without a price: a permit package is a public record."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.cost.quantity import Existing
from apex.engine.design import Design
from apex.report.phrase import section_words
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
    post = f"{section_words(design)}, {design.support.grade.name}"
    if q.steel_lb:
        yield f"{post}, {show_feet(q.steel_length_ft)} in all", f"{q.steel_lb:,.0f}", "lb"
    if q.finish_ft2:
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
    if q.concrete_yd3:
        yield "Concrete in place", f"{q.concrete_yd3:,.2f}", "yd³"
        yield "Concrete to order, with waste", f"{q.concrete_order_yd3:,.2f}", "yd³"
        yield "Excavation", f"{q.excavation_yd3:,.2f}", "yd³"
    yield from _existing(q.existing, post)


def _existing(there: Existing, post: str) -> Iterator[tuple[str, str, str]]:
    """What stands already, none of it new."""
    if there.steel_lb:
        yield f"Existing, not new: {post}, {show_feet(there.steel_length_ft)} in all", f"{there.steel_lb:,.0f}", "lb"
    if there.plate_lb:
        yield "Existing, not new: plates", f"{there.plate_lb:,.0f}", "lb"
    if there.anchor_rods:
        yield "Existing, not new: anchor rods", f"{there.anchor_rods}", "each"
    if there.rebar_lb:
        yield "Existing, not new: reinforcement", f"{there.rebar_lb:,.0f}", "lb"
    if there.concrete_yd3:
        yield "Existing, not new: concrete of the foundation", f"{there.concrete_yd3:,.2f}", "yd³"
