"""The drawings of the package: each view on its own with its caption, letters of nearly one size in all of them.

The views are those of the drawings' folio, laid out smaller: here they stand in rows on the page, without sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any

from apex.engine.design import Design
from apex.report.built import footing_dims, pier_dims, plate_dims
from apex.report.detail.baseplate import baseplate_plan
from apex.report.detail.footing import footing_plan, footing_section
from apex.report.detail.pier import pier_cross_section, pier_section
from apex.report.detail.plan import plan
from apex.report.detail.platesection import baseplate_section
from apex.report.detail.side import side_view
from apex.report.drawing import MARGIN, sheet_svg, spoken
from apex.report.figure import Figure, figure
from apex.report.geometry import elevation_of
from apex.report.ink import Line, Mark, Text, bounds
from apex.report.outline import shape_of
from apex.report.paper import Paper, elevation_paper
from apex.report.title import TitleBlock
from apex.report.view import View

POINTS, LEAST = 0.62, 0.545
"""Points on the page for a unit of a drawing: letters of 12 units stand 7.4 pt high, and never under 6.5 pt."""
PAGE, GUTTER = 508.0, 14.0
TALL, CAPTION, CABINET, HEADING = 680.0, 18.0, 13.0, 60.0
"""What a page holds, a caption, a row of the table of cabinets, and the heading with that table's own head; points."""
PLAN, SIDE, DETAIL = (330.0, 190.0), (190.0, 300.0), (180.0, 210.0)
"""Rooms of the shapes of a view, in units of the drawing."""
PARTS = (1.0, 0.85, 0.7, 0.6, 0.5)
"""Parts of its room a view may be laid out in, so that another one finds place beside it."""
Sizes = Callable[[float], Figure]
"""A figure by the part of its room."""
CAPTIONS = {
    "elevation": "Front elevation. Areas and weights: table of cabinets.",
    "plan": "Plan at grade, outline of what stands above.",
    "side": "Side view, the front of the sign at the left.",
    "pier-section": "Section through the pier.",
    "pier-cross-section": "Cross section of the pier.",
    "footing-plan": "Plan of the footing.",
    "footing-section": "Section through the footing.",
    "baseplate-plan": "Base plate and anchor rods, plan.",
    "baseplate-section": "Base plate and anchor rods, section.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Figures side by side, and points on the page for a unit of theirs."""

    figures: tuple[Figure, ...]
    points: float

    @property
    def units(self) -> float:
        """Height of the tallest."""
        return max(_size(f)[1] for f in self.figures)


def figures(design: Design, *, font: str) -> dict[str, Any]:
    """Rows of figures up to the elevation, and the rest: SVG, width in points, caption, and the same in words."""
    rows = list(_rows([*_whole(design), *(_reduced(v, DETAIL) for v in _details(design))]))
    through = 1 + next(i for i, row in enumerate(rows) if any(f.key == "elevation" for f in row.figures))
    rows[:through] = _fitted(rows[:through], len(design.document.sign.cabinets))
    numbers = count(1)
    shown = [[_shown(design, f, row.points, font, next(numbers)) for f in row.figures] for row in rows]
    return {"whole": shown[:through], "details": shown[through:]}


def _whole(design: Design) -> list[Sizes]:
    """Low views first, which fit under the list of checks; then the elevation."""
    shape = shape_of(design)
    front = elevation_of(shape)
    elevation = elevation_paper(front, spoken(front)).figures[0]
    return [_reduced(plan(shape), PLAN), _reduced(side_view(shape), SIDE), lambda _: elevation]


def _reduced(view: View, room: tuple[float, float]) -> Sizes:
    """A view at a part of its room: shapes grow smaller, letters do not."""
    return lru_cache(maxsize=len(PARTS))(lambda part: figure(view, (room[0] * part, room[1] * part)))


def _details(design: Design) -> Iterator[View]:
    if (pier := pier_dims(design)) is not None:
        yield pier_section(pier)
        if pier.cage is not None:
            yield pier_cross_section(pier)
    if (footing := footing_dims(design)) is not None:
        yield from (footing_plan(footing), footing_section(footing))
    if design.plate is not None:
        plate = plate_dims(design.plate, existing=design.document.foundation.existing)
        yield from (baseplate_plan(plate), baseplate_section(plate))


def _rows(drawn: Sequence[Sizes]) -> Iterator[Row]:
    """Figures side by side while the page holds them with readable letters, their shapes made smaller for it."""
    row: list[Sizes] = []
    part = 1.0
    for sizes in drawn:
        fits = _part([*row, sizes])
        if row and fits is None:
            yield _row(row, part)
            row, fits = [], 1.0
        row.append(sizes)
        part = fits or 1.0
    if row:
        yield _row(row, part)


def _part(row: Sequence[Sizes]) -> float | None:
    """The largest part of their rooms at which figures stand side by side."""
    return next((p for p in PARTS if _points([sizes(p) for sizes in row]) >= LEAST), None)


def _row(row: Sequence[Sizes], part: float) -> Row:
    drawn = tuple(sizes(part) for sizes in row)
    return Row(drawn, _points(drawn))


def _points(row: Sequence[Figure]) -> float:
    room = PAGE - GUTTER * (len(row) - 1)
    return min(POINTS, room / sum(_size(f)[0] for f in row))


def _fitted(rows: Sequence[Row], cabinets: int) -> list[Row]:
    """The rows as large as one page holds them all with the table of cabinets, the last one giving way first."""
    excess = sum(r.units * r.points + CAPTION for r in rows) + HEADING + CABINET * min(cabinets, 8) - TALL
    made = []
    for row in reversed(rows):
        points = max(LEAST, row.points - max(excess, 0.0) / row.units) if row.points > LEAST else row.points
        excess -= (row.points - points) * row.units
        made.append(replace(row, points=points))
    return made[::-1]


def _size(f: Figure) -> tuple[float, float]:
    left, top, right, bottom = bounds(f.marks)
    return right - left + 2 * MARGIN, bottom - top + 2 * MARGIN


def _shown(design: Design, f: Figure, points: float, font: str, number: int) -> dict[str, Any]:
    alone = replace(f, marks=tuple(m for m in f.marks if f.key == "elevation" or not _name(m)))
    title = TitleBlock(sign=design.document.name, what=f.name, ready=design.passes)
    return {
        "key": f.key,
        "svg": sheet_svg(Paper(f.key, f.name, (alone,), (), title, f.said), font=font),
        "width": round(_size(alone)[0] * points, 2),
        "caption": f"Figure {number}. {CAPTIONS.get(f.key, f.name + '.')}",
        "spoken": f.said,
    }


def _name(m: Mark) -> bool:
    """The name under a view and its line: here the caption says it."""
    return (isinstance(m, Text) and m.role == "title") or (isinstance(m, Line) and m.weight == "table")
