"""Sheets: figures one above the other, a title block below. Letter size when printed to its width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.report.figure import Figure, figure
from apex.report.geometry import Elevation
from apex.report.ink import Mark, bounds
from apex.report.placement import WIDTH, Placement
from apex.report.schedule import FRONT, schedule
from apex.report.title import TitleBlock, block
from apex.report.view import View

BETWEEN = 30.0
ALONE = (410.0, 560.0)
SHARED = (410.0, 640.0)


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet. `marks` are what is not to a figure's scale: schedules, words, the title block."""

    key: str
    heading: str
    figures: tuple[Figure, ...]
    marks: tuple[Mark, ...]
    title: TitleBlock
    said: str

    @property
    def every(self) -> list[Mark]:
        return [*(m for f in self.figures for m in f.marks), *self.marks]


def elevation_paper(e: Elevation, said: str, title: TitleBlock | None = None) -> Paper:
    """The front elevation with the schedule of its cabinets."""
    placed = Placement(e)
    shown = Figure("elevation", "Front elevation", 12.0, placed.scale, tuple(placed.marks()), said)
    left, _, right, bottom = shown.bounds
    width = max(WIDTH, right - left)
    title = title or TitleBlock(sign=e.title, what=FRONT, ready=e.ready)
    below = schedule(e, (left + right - width) / 2, bottom + 16, width, title)
    return Paper("elevation", f"Elevation of {e.title}", (shown,), tuple(below), title, said)


def paper(views: Sequence[View], title: TitleBlock, key: str = "") -> Paper:
    """Views one above the other in the middle of a sheet, which grows where one of them is wider."""
    room = ALONE if len(views) == 1 else (SHARED[0], SHARED[1] / len(views))
    placed: list[Figure] = []
    y = 0.0
    for view in views:
        shown = figure(view, room)
        left, top, right, bottom = shown.bounds
        placed.append(shown.moved(-(left + right) / 2, y - top))
        y += bottom - top + BETWEEN
    left, _, right, bottom = bounds(m for f in placed for m in f.marks)
    width = max(WIDTH, right - left)
    marks = tuple(block(title, (left + right - width) / 2, bottom + 24, width))
    said = " ".join([*(f.said for f in placed), "Not sealed."])
    return Paper(key or views[0].key, f"{title.what}: {title.sign}", tuple(placed), marks, title, said)
