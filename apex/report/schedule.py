"""Below the elevation: the cabinets in a table, the support, pier and wind in words, the title."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from apex.report.geometry import Elevation, Face
from apex.report.ink import EM, SIZE, Box, Line, Mark, Text, clipped, wide
from apex.schema.length import show_feet

ROW = 19.0
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
TITLE = 15.0
NOT_SEALED = "NOT SEALED"
SEALED = "SEALED"
PAD = 6.0


def schedule(e: Elevation, x: float, y: float, width: float) -> Iterator[Mark]:
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
    yield from _title(e, x, y + 10, width)


def _cells(f: Face) -> list[str]:
    return [
        f.mark,
        f.name,
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


def _title(e: Elevation, x: float, y: float, width: float) -> Iterator[Mark]:
    """Name at the left, what the sheet is below it, NOT SEALED boxed at the right."""
    sealed = wide(NOT_SEALED, TITLE, bold=True) + 28
    room = width - sealed - 3 * PAD
    lines = wrap(e.title, max(int(room / (EM * TITLE * 1.06)), 10)) or [""]
    height = TITLE * 1.3 * len(lines) + ROW + 2 * PAD
    yield Box(x, y, width, height, "table")
    yield Box(x + width - sealed, y, sealed, height, "table", 0.08)
    yield Text(x + width - sealed / 2, y + height / 2, NOT_SEALED, size=TITLE, bold=True, role="seal")
    for i, line in enumerate(lines):
        at = y + PAD + TITLE * (0.65 + 1.3 * i)
        yield Text(x + PAD, at, clipped(line, room, TITLE, bold=True), "start", TITLE, bold=True, role="title")
    state = "" if e.ready else "The design does not pass. "
    said = f"{state}Front elevation, to one scale; dimensions in feet and inches to 1/16."
    yield Text(x + PAD, y + height - PAD - ROW / 2, said, "start", SIZE - 1, role="label")
