"""A view on paper: shapes to one scale, dimensions in lanes around them, call-outs in a column at the right.

Dimensions stand left, above and below, call-outs right: so leaders cross shapes but no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from apex.report.callout import callouts
from apex.report.ink import Circle, Line, Mark, Measure, Path, Text, bounds, moved
from apex.report.lane import Item, lanes
from apex.report.measure import columns, rows
from apex.report.view import Dimension, Disk, Shape, Side, View

ROOM = (410.0, 430.0)
NAME = 13.0
TALLEST = 620.0
"""As tall as a slender view grows out of its room to be told apart."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A view laid out. `scale`: units of paper for a unit of the view; `origin`: where its zero lies on paper."""

    key: str
    name: str
    inches_per_unit: float
    scale: float
    marks: tuple[Mark, ...]
    said: str
    origin: tuple[float, float] = (0.0, 0.0)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return bounds(self.marks)

    @property
    def paper_per_inch(self) -> float:
        """Units of paper for an inch of the thing itself."""
        return self.scale / self.inches_per_unit

    def moved(self, dx: float, dy: float) -> Figure:
        at = (self.origin[0] + dx, self.origin[1] + dy)
        return replace(self, marks=tuple(moved(m, dx, dy) for m in self.marks), origin=at)


def figure(view: View, room: tuple[float, float] = ROOM) -> Figure:
    """The marks of a view as large as its shapes fit into a room (width, height)."""
    left, bottom, right, top = view.bounds
    slender = min(view.least_wide / (right - left), TALLEST / (top - bottom))
    scale = min(max(min(room[0] / (right - left), room[1] / (top - bottom)), slender), view.largest)
    marks = tuple(_Placed(view, scale).marks())
    return Figure(view.key, view.name, view.inches_per_unit, scale, marks, view.spoken())


class _Placed:
    def __init__(self, view: View, scale: float) -> None:
        self.view, self.k = view, scale
        left, bottom, right, top = view.bounds
        self.left, self.top, self.right, self.bottom = left * scale, -top * scale, right * scale, -bottom * scale

    def marks(self) -> Iterator[Mark]:
        yield from (self._shape(s) for s in self.view.shapes)
        measures = list(self._level())
        spans = [(self.left, self.right), *((b[0], b[2]) for b in (bounds([m]) for m in measures))]
        measures += columns(self._lanes("left"), min(s[0] for s in spans) - 12.0, -1.0)
        yield from measures
        words = list(callouts(self.view.notes, self.k, (self.left, self.top, self.right, self.bottom),
                              max(s[1] for s in spans)))  # fmt: skip
        yield from words
        yield from self._name([*measures, *words])

    def _shape(self, s: Shape) -> Mark:
        k = self.k
        if isinstance(s, Disk):
            return Circle(s.x * k, -s.y * k, s.r * k, s.weight, s.tint, s.solid, s.title)
        points = tuple((x * k, -y * k) for x, y in s.points)
        if len(points) == 2:
            return Line(*points[0], *points[1], s.weight)
        return Path(points, s.weight, s.closed, s.tint, s.solid, s.title)

    def _level(self) -> Iterator[Measure]:
        yield from rows(self._lanes("top"), self.top, -1.0)
        yield from rows(self._lanes("bottom"), self.bottom, 1.0)

    def _lanes(self, side: Side) -> list[list[Item]]:
        return lanes([self._item(d) for d in self.view.dimensions if d.side == side])

    def _item(self, d: Dimension) -> Item:
        turn = 1.0 if d.axis == "x" else -1.0
        low, high = sorted((turn * d.start * self.k, turn * d.end * self.k))
        reach = -turn * d.reach * self.k
        return Item(low, high, d.text, d.what, (reach, reach))

    def _name(self, words: Sequence[Mark]) -> Iterator[Mark]:
        """The figure's name under all of it, with a line under the name."""
        low = max([self.bottom, bounds(words)[3]]) if words else self.bottom
        at = (self.left + self.right) / 2
        name = Text(at, low + 24.0, self.view.name.upper(), size=NAME, bold=True, role="title")
        yield name
        left, _, right, bottom = name.bounds
        yield Line(left, bottom + 3.0, right, bottom + 3.0, "table")
