"""The marks a drawing is made of, in its own units; y grows downward."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import east_asian_width

Weight = Literal[
    "outline", "thin", "hidden", "fine", "dimension", "grade", "hatch", "center", "table", "tick", "rebar", "leader"
]
Anchor = Literal["start", "middle", "end"]
SIZE = 12.0
TICK = 4.0
BEYOND = 5.0
# Wider than the digits and letters of the faces in use, so that what fits here fits there.
EM = 0.58
CAPITAL = 0.74
WIDEST = 0.92


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    weight: Weight


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    w: float
    h: float
    weight: Weight
    tint: float = 0.0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    r: float
    weight: Weight
    tint: float = 0.0
    solid: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A polyline, closed or not."""

    points: tuple[tuple[float, float], ...]
    weight: Weight
    closed: bool = False
    tint: float = 0.0
    solid: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """`y` is the middle of the line of text; `turned` reads from the bottom up."""

    x: float
    y: float
    text: str
    anchor: Anchor = "middle"
    size: float = SIZE
    bold: bool = False
    turned: bool = False
    role: str = "note"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the room it takes."""
        along, across = wide(self.text, self.size, bold=self.bold), self.size
        before = {"start": 0.0, "middle": along / 2, "end": along}[self.anchor]
        if self.turned:
            return self.x - across / 2, self.y - along + before, self.x + across / 2, self.y + before
        return self.x - before, self.y - across / 2, self.x - before + along, self.y + across / 2


@dataclass(frozen=True, slots=True)
class Measure:
    """A dimension as it is drawn: one thing, so that DXF can write it as one.

    The line stands at `line` across its axis, from `low` to `high` along it; extension lines run to
    it from `reaches`. `broken`: the text stands in a gap of the line. `leader`: from line to text.
    """

    axis: Literal["x", "y"]
    low: float
    high: float
    line: float
    reaches: tuple[float, float]
    text: Text
    broken: bool = False
    leader: tuple[Line, ...] = ()

    def parts(self) -> Iterator[Line | Text]:
        for start, end in self._runs():
            yield self._along(start, end)
        for at, reach in zip((self.low, self.high), self.reaches, strict=True):
            if reach != self.line:
                yield self._across(at, reach, self.line + (BEYOND if self.line > reach else -BEYOND))
            yield self._tick(at)
        yield from self.leader
        yield self.text

    def _runs(self) -> list[tuple[float, float]]:
        if not self.broken:
            return [(self.low, self.high)]
        half = wide(self.text.text) / 2 + 2
        at = self.text.x if self.axis == "x" else self.text.y
        return [(a, b) for a, b in ((self.low, at - half), (at + half, self.high)) if b - a > 1.0]

    def _along(self, start: float, end: float) -> Line:
        if self.axis == "x":
            return Line(start, self.line, end, self.line, "dimension")
        return Line(self.line, start, self.line, end, "dimension")

    def _across(self, at: float, start: float, end: float) -> Line:
        return Line(at, start, at, end, "fine") if self.axis == "x" else Line(start, at, end, at, "fine")

    def _tick(self, at: float) -> Line:
        x, y = (at, self.line) if self.axis == "x" else (self.line, at)
        return Line(x - TICK, y + TICK, x + TICK, y - TICK, "tick")


Mark = Line | Box | Circle | Path | Text | Measure


def pieces(marks: Iterable[Mark]) -> Iterator[Line | Box | Circle | Path | Text]:
    """The marks with every dimension taken apart."""
    for m in marks:
        if isinstance(m, Measure):
            yield from m.parts()
        else:
            yield m


def moved(m: Mark, dx: float, dy: float) -> Mark:
    match m:
        case Line():
            return Line(m.x1 + dx, m.y1 + dy, m.x2 + dx, m.y2 + dy, m.weight)
        case Path():
            return replace(m, points=tuple((x + dx, y + dy) for x, y in m.points))
        case Measure():
            return _moved_measure(m, dx, dy)
        case _:
            return replace(m, x=m.x + dx, y=m.y + dy)


def _moved_measure(m: Measure, dx: float, dy: float) -> Measure:
    along, across = (dx, dy) if m.axis == "x" else (dy, dx)
    reaches = (m.reaches[0] + across, m.reaches[1] + across)
    text = replace(m.text, x=m.text.x + dx, y=m.text.y + dy)
    leader = tuple(Line(i.x1 + dx, i.y1 + dy, i.x2 + dx, i.y2 + dy, i.weight) for i in m.leader)
    return Measure(m.axis, m.low + along, m.high + along, m.line + across, reaches, text, m.broken, leader)


def bounds(marks: Iterable[Mark]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of everything."""
    spans: list[Sequence[float]] = []
    for m in pieces(marks):
        match m:
            case Line():
                spans.append((min(m.x1, m.x2), min(m.y1, m.y2), max(m.x1, m.x2), max(m.y1, m.y2)))
            case Box():
                spans.append((m.x, m.y, m.x + m.w, m.y + m.h))
            case Circle():
                spans.append((m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r))
            case Path():
                xs, ys = [p[0] for p in m.points], [p[1] for p in m.points]
                spans.append((min(xs), min(ys), max(xs), max(ys)))
            case Text():
                spans.append(m.bounds)
    lefts, tops, rights, bottoms = zip(*spans, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def wide(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """A generous estimate of a text's length."""
    return sum(_em(c) for c in text) * size * (1.06 if bold else 1.0)


def _em(c: str) -> float:
    if c in "MWm@%—…":
        return WIDEST
    if c.isupper() and c.isascii():
        return CAPITAL
    return 2.0 * EM if east_asian_width(c) in "WF" else EM


def clipped(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is longer than its room."""
    if wide(text, size, bold=bold) <= room:
        return text
    while text and wide(text + "…", size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + "…"
