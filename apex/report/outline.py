"""A sign's dimensions as its design has them: the one place where drawings read a calculation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.engine.base import Foundation
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.work import BasePlateWork
from apex.engine.cost.takeoff import stands
from apex.engine.design import Design
from apex.engine.document import Cabinet, Support
from apex.engine.footing.spread import SpreadFooting
from apex.engine.foundation.buried import BuriedPole
from apex.engine.steel.section import Round
from apex.engine.support.demand import axes
from apex.engine.support.line import Posts
from apex.report.built import column_shape
from apex.report.detail.shape import Rect
from apex.report.detail.sign import CoverShape, Face, Hole, Pad, PlateShape, Shaft, SignShape, Step
from apex.schema.length import show_feet


def shape_of(design: Design) -> SignShape:
    """A design in plain dimensions; one whose support is not stable has nothing in the ground."""
    document, section = design.document, design.support.section
    posts = Posts(document.support.count, document.support.spacing_ft or 0.0).places
    below = _below(design.foundation, held=design.document.foundation.constrained)
    return SignShape(
        title=document.name,
        section=f"{section.name}, {design.support.grade.name}" + (", existing" if stands(document) else ""),
        faces=face_shapes(document.sign.cabinets),
        posts_ft=posts,
        steps=tuple(_steps(design)),
        foundations_ft=posts if below else (),
        below=below,
        existing=document.foundation.existing,
        plate=_plate(design.plate),
        covers=cover_shapes(document.support),
        holes=hole_shapes(document.support),
        facts=tuple(_facts(design)),
        ready=design.passes,
    )


def face_shapes(cabinets: Sequence[Cabinet]) -> tuple[Face, ...]:
    """Cabinets as they are drawn, marked in their order."""
    return tuple(_face(c, i) for i, c in enumerate(cabinets))


def cover_shapes(support: Support) -> tuple[CoverShape, ...]:
    return tuple(
        CoverShape(bottom_ft=c.bottom_ft, top_ft=c.top_ft, width_ft=c.width_ft, depth_ft=c.depth_ft)
        for c in support.covers
    )


def hole_shapes(support: Support) -> tuple[Hole, ...]:
    return tuple(
        Hole(center_ft=h.center_ft, width_ft=h.width_in / 12.0, height_ft=h.height_in / 12.0)
        for h in support.hand_holes
    )


def _steps(design: Design) -> Iterator[Step]:
    """The lengths of a post, each as wide as its section."""
    foot = design.plate.stand_in / 12.0 if design.plate else 0.0
    for i, length in enumerate(design.support.steps):
        turned = design.document.support.orientation
        seen, shape = axes(length.section, turned), column_shape(Column(length.section, length.grade, turned))
        yield Step(
            section=length.section.name,
            bottom_ft=length.z0_ft if i else foot,
            top_ft=length.z1_ft,
            width_ft=seen.width_normal / 12.0,
            depth_ft=seen.width_along / 12.0,
            round=isinstance(length.section, Round),
            flanged=shape if shape.kind == "wide_flange" else None,
        )


def _plate(w: BasePlateWork | None) -> PlateShape | None:
    if w is None:
        return None
    return PlateShape(
        width_ft=w.plate.width_in / 12.0,
        length_ft=w.plate.length_in / 12.0,
        bottom_ft=w.anchors.gap_in / 12.0,
        top_ft=w.stand_in / 12.0,
        grouted=w.anchors.grouted,
    )


def _below(f: Foundation | None, *, held: bool) -> Shaft | Pad | None:
    """What stands in the ground under each post."""
    if f is None:
        return None
    if isinstance(f, SpreadFooting):
        s = f.footing
        side = s.c_ft if s.pedestal_height_ft > 0.0 else None
        return Pad(
            width_ft=s.B_ft, length_ft=s.L_ft, thickness_ft=s.t_ft, depth_ft=s.D_ft,
            pedestal_width_ft=side, pedestal_length_ft=side,
        )  # fmt: skip
    return Shaft(
        round=f.pier.shape == "round",
        width_ft=f.pier.x_ft,
        length_ft=f.pier.y_ft,
        depth_ft=f.depth_ft,
        pole_embedment_ft=f.pole_embedment_ft if isinstance(f, BuriedPole) else None,
        slab=held,
    )


def _face(c: Cabinet, i: int) -> Face:
    rect = Rect(c.left_ft, c.bottom_ft, c.width_ft, c.height_ft)
    return Face(
        _mark(i), c.name or f"cabinet {i + 1}", rect, c.t_ft, c.offset_ft, c.area_ft2, c.weight_lb, c.solid_ratio
    )


def _mark(i: int) -> str:
    """A to Z: a sign has at most 20 cabinets."""
    return chr(ord("A") + i)


def _facts(design: Design) -> Iterator[tuple[str, str]]:
    """What stands beside the drawing in words."""
    site, e, document = design.document.site, design.editions, design.document
    case, worst = max(design.support.demand.normal, key=lambda n: n[1].F)
    yield "Support", f"{design.support.section.name}, {design.support.grade.name}, {document.support.finish}"
    yield from _ground_facts(design)
    code = f"IBC {e.ibc}, ASCE {e.asce7}"
    yield (
        "Wind",
        f"V = {site.wind_speed_mph:g} mph, exposure {site.exposure}, risk category {site.risk_category}, {code}",
    )
    yield "Force", f"{worst.F:,.0f} lb normal to the face ({case}), strength level, support included"


def _ground_facts(design: Design) -> Iterator[tuple[str, str]]:
    f, concrete = design.foundation, f"f'c = {design.document.foundation.fc_psi:,.0f} psi"
    if design.document.foundation.existing:
        concrete += ", existing: verify on site"
    if f is None:
        yield "Pier", "none designed: the support is not stable"
    elif isinstance(f, SpreadFooting):
        s = f.footing
        plan = f"{show_feet(s.B_ft)} along the face x {show_feet(s.L_ft)} x {show_feet(s.t_ft)} thick"
        yield "Footing", f"{plan}, base {show_feet(s.D_ft)} below grade, {concrete}"
    else:
        size = f"{show_feet(f.pier.x_ft)} diameter"
        if f.pier.shape != "round":
            size = f"{show_feet(f.pier.x_ft)} along the face x {show_feet(f.pier.y_ft)}"
        if f.pier.shape == "square":
            size = f"{show_feet(f.pier.x_ft)} square"
        yield "Pier", f"{size}, {show_feet(f.depth_ft)} deep, {concrete}"
