"""A view in real units: shapes, dimensions whose figure is that of their own ends, call-outs.

x to the right, y up, both in the unit of the view. Nothing here knows of paper: `figure` lays a view
out, `drawing` writes it as SVG and `dxf` as DXF.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from apex.report.ink import Weight
from apex.schema.length import show_feet

Side = Literal["left", "right", "top", "bottom", "face", "below", "pier_left", "pier_right"]
Form = Literal["feet", "inches", "feet of inches"]
Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
DIAMETER = "\N{LATIN CAPITAL LETTER O WITH STROKE} "
SQUARE = " SQ."
INCHES_PER: dict[str, float] = {"ft": 12.0, "in": 1.0}
GRADE_TICKS = 48


def concrete_call(fc_psi: float, *, existing: bool) -> tuple[str, ...]:
    """The call-out of concrete; nobody has tested that of a foundation which stands already."""
    words = f"CONCRETE f'c = {fc_psi:,.0f} PSI"
    return (f"EXISTING {words}", "TAKEN, VERIFY ON SITE") if existing else (words,)


def show_inches(inches: float) -> str:
    """Inches to 1/16 in., as details show them: `14 1/2"`."""
    whole, part = divmod(round(abs(inches) * 16.0), 16)
    sign = "-" if inches < 0.0 and (whole or part) else ""
    if not part:
        return f'{sign}{whole}"'
    return f'{sign}{whole} {Fraction(part, 16)}"' if whole else f'{sign}{Fraction(part, 16)}"'


@dataclass(frozen=True, slots=True)
class Dimension:
    """A distance between two places on one axis. `reach`: from where its extension lines start.

    `repeat` equal distances share one line and say so: `5 @ 6'-0" = 30'-0"`.
    """

    what: str
    axis: Literal["x", "y"]
    start: float
    end: float
    side: Side
    reach: float
    prefix: str = ""
    face: int | None = None
    form: Form = "feet"
    repeat: int = 1
    suffix: str = ""

    @property
    def length(self) -> float:
        """In the unit of the view."""
        return abs(self.end - self.start)

    @property
    def feet(self) -> float:
        return self.length if self.form == "feet" else self.length / 12.0

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2.0

    @property
    def text(self) -> str:
        total = self._shown(self.length)
        if self.repeat > 1:
            total = f"{self.repeat} @ {self._shown(self.length / self.repeat)} = {total}"
        return self.prefix + total + self.suffix

    def _shown(self, length: float) -> str:
        if self.form == "inches":
            return show_inches(length)
        return show_feet(length if self.form == "feet" else length / 12.0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A polyline, or a polygon where closed; `solid` is filled, `tint` says how darkly it is shaded."""

    points: tuple[Point, ...]
    weight: Weight
    closed: bool = False
    tint: float = 0.0
    solid: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Disk:
    """A circle."""

    x: float
    y: float
    r: float
    weight: Weight
    tint: float = 0.0
    solid: bool = False
    title: str = ""


Shape = Stroke | Disk


@dataclass(frozen=True, slots=True)
class Weld:
    """A fillet on the arrow side (AWS A2.4): leg in inches, the circle of an all-around weld, the tail."""

    leg_in: float
    tail: str = ""
    all_around: bool = True


@dataclass(frozen=True, slots=True)
class Note:
    """A call-out: its lines, where its leader points, and a weld's symbol instead of lines.

    `leave`: the level at which the leader leaves the figure, where that is not the level of what it points at.
    `turn`: where the leader turns on its way, past what stands beside that.
    Without an end there is no leader: the words say themselves what they are of.
    """

    lines: tuple[str, ...]
    at: Point
    end: Literal["arrow", "dot", "none"] = "arrow"
    weld: Weld | None = None
    leave: float | None = None
    turn: Point | None = None

    @property
    def level(self) -> float:
        return self.at[1] if self.leave is None else self.leave


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One figure. `largest` limits the scale (drawing units for a unit of the view).

    A view narrower than `least_wide` on paper grows taller than its room, so that its parts can be told apart.
    """

    key: str
    name: str
    unit: Literal["ft", "in"]
    shapes: tuple[Shape, ...]
    dimensions: tuple[Dimension, ...]
    notes: tuple[Note, ...] = ()
    largest: float = 60.0
    least_wide: float = 0.0

    @property
    def bounds(self) -> Bounds:
        """Left, bottom, right, top of the shapes."""
        return bounds(self.shapes)

    @property
    def inches_per_unit(self) -> float:
        return INCHES_PER[self.unit]

    def spoken(self) -> str:
        """The view in words."""
        said = [f"{d.what}: {d.text}" for d in self.dimensions]
        said += [" ".join(n.lines) if n.weld is None else weld_words(n.weld) for n in self.notes]
        return f"{self.name}. " + ". ".join(said) + "."


def front_note(right: float, bottom: float) -> Note:
    """Which side of a plan is the front: without a leader, which would name the edge it ends at."""
    return Note(("FRONT OF SIGN:", "BOTTOM OF VIEW"), (right, bottom), "none")


def weld_words(weld: Weld) -> str:
    around = " all around" if weld.all_around else ""
    return f"Fillet weld {show_inches(weld.leg_in)}{around}" + (f", {weld.tail}" if weld.tail else "")


def bounds(shapes: Sequence[Shape]) -> Bounds:
    """Left, bottom, right, top."""
    spans = [_span(s) for s in shapes]
    lefts, bottoms, rights, tops = zip(*spans, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _span(s: Shape) -> Bounds:
    if isinstance(s, Disk):
        return s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r
    xs, ys = [p[0] for p in s.points], [p[1] for p in s.points]
    return min(xs), min(ys), max(xs), max(ys)


def rectangle(
    left: float, bottom: float, right: float, top: float, weight: Weight, *, tint: float = 0.0, title: str = ""
) -> Stroke:
    corners = ((left, bottom), (right, bottom), (right, top), (left, top))
    return Stroke(corners, weight, closed=True, tint=tint, title=title)


def segment(x1: float, y1: float, x2: float, y2: float, weight: Weight) -> Stroke:
    return Stroke(((x1, y1), (x2, y2)), weight)


def grade_line(
    left: float, right: float, gaps: Sequence[tuple[float, float]] = (), tick: float = 0.0
) -> Iterator[Shape]:
    """The ground line at 0, left out in the gaps, with short ticks under it."""
    step = tick or (right - left) / GRADE_TICKS
    ends = [left, *(x for gap in sorted(gaps) for x in gap), right]
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        if end <= start:
            continue
        yield segment(start, 0.0, end, 0.0, "grade")
        for k in range(1, math.floor((end - start) / step) + 1):
            x = start + k * step
            yield segment(x, 0.0, x - step, -step, "hatch")


def break_line(a: Point, b: Point, jag: float) -> Stroke:
    """A line with a zigzag at its middle: the thing goes on."""
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    if a[0] == b[0]:
        middle = ((mx, my + 2 * jag), (mx - jag, my + jag), (mx + jag, my - jag), (mx, my - 2 * jag))
        middle = middle if a[1] > b[1] else middle[::-1]
    else:
        middle = ((mx - 2 * jag, my), (mx - jag, my + jag), (mx + jag, my - jag), (mx + 2 * jag, my))
    return Stroke((a, *middle, b), "thin")


def broken_outline(x: float, y: float) -> Iterator[Shape]:
    """Of a slab that goes on beyond what is drawn of it: half of that both ways."""
    yield rectangle(-x, -y, x, y, "hatch", tint=0.05, title="Slab")
    jag = 0.06 * min(x, y)
    for side in (-1.0, 1.0):
        yield break_line((side * x, y), (side * x, -y), jag)
        yield break_line((-x, side * y), (x, side * y), jag)


def section_lines(left: float, bottom: float, right: float, top: float, step: float) -> Iterator[Stroke]:
    """Lines at 45 degrees across a rectangle of cut steel."""
    height = top - bottom
    for k in range(1, math.ceil((right - left + height) / step)):
        x = left - height + k * step
        start = (x, bottom) if x >= left else (left, bottom + left - x)
        end = (x + height, top) if x + height <= right else (right, bottom + right - x)
        if end[0] - start[0] > step / 10:
            yield Stroke((start, end), "hatch")


def chain(what: str, places: Sequence[float], reach: float, side: Side, form: Form) -> Iterator[Dimension]:
    """Distances between neighbors; equal ones share a line."""
    axis: Literal["x", "y"] = "x" if side in {"top", "bottom", "below"} else "y"
    gaps = [b - a for a, b in pairwise(places)]
    if gaps and max(gaps) - min(gaps) < 1e-9:
        yield Dimension(what, axis, places[0], places[-1], side, reach, form=form, repeat=len(gaps))
        return
    for a, b in pairwise(places):
        yield Dimension(what, axis, a, b, side, reach, form=form)
