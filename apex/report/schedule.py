"""Below the elevation: the cabinets in a table, the support, pier and wind in words, the title."""

from __future__ import annotations

from collections.abc import Iterator

from apex.report.geometry import Elevation, Face
from apex.report.ink import SIZE, Line, Mark, Text, clipped
from apex.report.title import NOT_SEALED, PAD, ROW, SEALED, TitleBlock, block
from apex.schema.length import show_feet

__all__ = ["NOT_SEALED", "SEALED", "schedule"]

FRONT = "Front elevation, to one scale; dimensions in feet and inches to 1/16."
COLUMNS = (
    ("Mark", 40.0, "start"),
    ("Cabinet", 200.0, "start"),
    ("Width", 78.0, "end"),
    ("Height", 78.0, "end"),
    ("Depth", 72.0, "end"),
    ("Above grade", 88.0, "end"),
    ("Offset", 78.0, "end"),
    ("Area", 60.0, "end"),
    ("Weight", 66.0, "end"),
)


def schedule(e: Elevation, x: float, y: float, width: float, title: TitleBlock | None = None) -> Iterator[Mark]:
    """Rows from a corner downward, as wide as the sheet."""
    stretch = width / sum(c[1] for c in COLUMNS)
    y += ROW
    yield Line(x, y - ROW, x + width, y - ROW, "table")
    yield from _row(x, y, stretch, [c[0] for c in COLUMNS], bold=True)
    for face in e.faces:
        y += ROW
        yield Line(x, y - ROW, x + width, y - ROW, "fine")
        yield from _row(x, y, stretch, _cells(face), bold=False)
    yield Line(x, y, x + width, y, "table")
    for label, text in e.facts:
        y += ROW
        yield Text(x + PAD, y - ROW / 2 + 2, label, "start", bold=True, role="label")
        yield Text(x + 66, y - ROW / 2 + 2, clipped(text, width - 66 - PAD), "start", role="label")
    yield from block(title or TitleBlock(sign=e.title, what=FRONT, ready=e.ready), x, y + 10, width)


def _cells(f: Face) -> list[str]:
    return [
        f.mark,
        f"{f.name}, solid ratio {f.solid_ratio:g}" if f.open else f.name,
        show_feet(f.rect.w),
        show_feet(f.rect.h),
        show_feet(f.depth_ft),
        show_feet(f.rect.y) if f.rect.y else "at grade",
        show_feet(f.offset_ft) if f.offset_ft else "none",
        f"{f.area_ft2:,.4g} ft²",
        f"{f.weight_lb:,.0f} lb",
    ]


def _row(x: float, y: float, stretch: float, cells: list[str], *, bold: bool) -> Iterator[Mark]:
    for (_, room, side), text in zip(COLUMNS, cells, strict=True):
        own = room * stretch
        start = side == "start"
        shown = clipped(text, own - PAD, SIZE - 1, bold=bold)
        at = x + PAD if start else x + own - PAD
        yield Text(at, y - ROW / 2, shown, "start" if start else "end", SIZE - 1, bold=bold, role="label")
        x += own
