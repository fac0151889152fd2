"""All drawings of a design, sheet by sheet: what is written as SVG, as DXF and into the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from apex.engine.design import Design
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.detail.sign import SignShape
from apex.report.detail.splice import splice
from apex.report.drawing import spoken
from apex.report.geometry import elevation_of
from apex.report.joined import splices
from apex.report.outline import shape_of
from apex.report.paper import Paper, elevation_paper, paper
from apex.report.schedule import FRONT
from apex.report.title import TitleBlock
from apex.report.view import View
from apex.schema.length import show_feet

Sheet = tuple[str, str, tuple[View, ...]]
"""Key, what it shows, its views."""


def folio(design: Design, *, revision: str = "", sha: str = "", more: tuple[Sheet, ...] = ()) -> tuple[Paper, ...]:
    """Elevation, plan with side view, foundation, base plate, and `more` sheets, numbered."""
    shape = shape_of(design)
    rest = [*_sheets(design, shape), *more]
    title = TitleBlock(sign=shape.title, what=FRONT, revision=revision, sha=sha, of=len(rest) + 1, ready=shape.ready)
    front = elevation_of(shape)
    others = (
        paper(views, replace(title, what=what, sheet=number), key) for number, (key, what, views) in enumerate(rest, 2)
    )
    return elevation_paper(front, spoken(front), title), *others


def _sheets(design: Design, shape: SignShape) -> Iterator[Sheet]:
    yield "plan", "Plan at grade and side view", (plan(shape), side_view(shape))
    if (pier := pier_dims(design)) is not None:
        yield "pier", "Pier", (pier_section(pier), pier_cross_section(pier))
    if (footing := footing_dims(design)) is not None:
        yield "footing", "Spread footing", (footing_plan(footing), footing_section(footing))
    for i, joined in enumerate(splices(design), 1):
        yield f"splice{i}", f"Splice at {show_feet(joined.height_ft)}", (splice(joined),)
    if design.plate is not None:
        plate = plate_dims(design.plate, existing=design.document.foundation.existing)
        yield "baseplate", "Base plate and anchor rods", (baseplate_plan(plate), baseplate_section(plate))
