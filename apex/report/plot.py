"""A scatter of points as SVG: two axes, a limit, a front, and one mark for every point.

Presentation attributes and `currentColor` alone, like the drawings: it shows under a strict content
policy, in light and dark, and on its own. It is drawn narrow with large letters, so that it can be
read on a telephone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

Kind = Literal["full", "hollow", "cross"]
FONT = "system-ui, 'Segoe UI', 'Liberation Sans', sans-serif"
WIDTH, LEFT, RIGHT, TOP, PLOT = 400.0, 50.0, 12.0, 34.0, 220.0
BELOW, ROW, SIZE = 44.0, 19.0, 12.0
RADIUS, RING = 3.4, 6.6
WIDE = 5.0
"""From this ratio of largest to least on, a scale is logarithmic: the small ones could not be told apart."""
STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Point:
    """One mark. `reach` is an x up to which a thin line runs from it; `ringed` makes it stand out."""

    x: float
    y: float
    label: str
    kind: Kind
    ringed: bool = False
    reach: float | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """Values along one axis, and where they lie between `start` and `end` on paper."""

    low: float
    high: float
    ticks: tuple[float, ...]
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        a, b, v = (math.log(n) if self.log else n for n in (self.low, self.high, value))
        return self.start + (v - a) / (b - a) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Scatter:
    """What is shown: `heading` and `said` in words, the axes' names, points, front, limit on x, marks explained."""

    heading: str
    said: str
    x_name: str
    y_name: str
    points: Sequence[Point]
    front: Sequence[tuple[float, float]]
    legend: Sequence[tuple[str, str]]
    limit: float = 1.0


def linear(low: float, high: float, start: float, end: float, most: int = 6) -> Scale:
    """A scale over whole steps of 1, 2 or 5 times a power of ten that holds both values."""
    span = high - low
    if span < 1e-6 * max(abs(low), abs(high), 1.0):  # one value only
        span = max(abs(high), 1.0)
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(s * power for s in STEPS if s * power * most >= span * (1.0 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return Scale(first * step, last * step, tuple(i * step for i in range(first, last + 1)), start, end)


def logarithmic(low: float, high: float, start: float, end: float) -> Scale:
    """A scale from one of 1, 2 or 5 times a power of ten to another that holds both positive values."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    every = [s * 10.0**e for e in range(first, last + 1) for s in STEPS[:3]]
    below = max(v for v in every if v <= low * (1.0 + 1e-9))
    above = min(v for v in every if v >= high * (1.0 - 1e-9))
    return Scale(below, above, tuple(v for v in every if below <= v <= above), start, end, log=True)


def across(s: Scatter) -> Scale:
    """The scale of x: from zero to a tenth beyond the limit or beyond the last point."""
    high = max([s.limit, *(max(p.x, p.reach or p.x) for p in s.points)])
    return linear(0.0, 1.05 * high, LEFT, WIDTH - RIGHT, 8)


def upward(s: Scatter) -> Scale:
    """The scale of y, logarithmic where the values differ much."""
    values = [p.y for p in s.points]
    low, high = min(values), max(values)
    bottom = TOP + PLOT
    if low > 0.0 and high >= WIDE * low:
        return logarithmic(low, high, bottom, TOP)
    return linear(low, high, bottom, TOP)


def svg(s: Scatter, *, key: str = "options") -> str:
    """The scatter. There is at least one point; `key` begins the ids, so that several can stand on a page."""
    x, y = across(s), upward(s)
    rows = math.ceil(len(s.legend) / 2)
    high = TOP + PLOT + BELOW + rows * ROW
    return "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {_n(WIDTH)} {_n(high)}" role="img" ',
            f'aria-labelledby="{key}-title {key}-desc" fill="none" stroke="none" font-family="{FONT}" ',
            f'font-size="{_n(SIZE)}">',
            f'<title id="{key}-title">{_safe(s.heading)}</title><desc id="{key}-desc">{_safe(s.said)}</desc>',
            *_grid(s, x, y),
            *_limit(s, x),
            *_front(s, x, y),
            '<g class="reaches" stroke="currentColor" stroke-width="0.9">',
            *(_reach(p, x, y) for p in s.points if p.reach is not None),
            '</g><g class="points" stroke="currentColor">',
            *(_point(p, x, y) for p in s.points),
            "</g>",
            *_legend(s, TOP + PLOT + BELOW),
            "</svg>",
        ]
    )


def _grid(s: Scatter, x: Scale, y: Scale) -> Iterator[str]:
    """Tick lines with their figures, then the names of the axes."""
    bottom = TOP + PLOT
    yield '<g class="grid" stroke="currentColor" stroke-width="0.5" stroke-opacity="0.3">'
    for t in x.ticks:
        yield f'<line x1="{_n(x.at(t))}" y1="{_n(TOP)}" x2="{_n(x.at(t))}" y2="{_n(bottom)}"/>'
    for t in y.ticks:
        yield f'<line x1="{_n(LEFT)}" y1="{_n(y.at(t))}" x2="{_n(WIDTH - RIGHT)}" y2="{_n(y.at(t))}"/>'
    yield '</g><g class="x-ticks" fill="currentColor" text-anchor="middle">'
    yield from (_text(x.at(t), bottom + 15.0, f"{t:.4g}") for t in x.ticks)
    yield '</g><g class="y-ticks" fill="currentColor" text-anchor="end">'
    yield from (_text(LEFT - 5.0, y.at(t) + 0.34 * SIZE, f"{t:,.10g}") for t in y.ticks)
    yield '</g><g class="names" fill="currentColor">'
    middle = (LEFT + WIDTH - RIGHT) / 2.0
    yield f'<text x="{_n(middle)}" y="{_n(bottom + 33.0)}" text-anchor="middle">{_safe(s.x_name)}</text>'
    yield _text(4.0, 13.0, s.y_name + (" (logarithmic)" if y.log else ""))
    yield "</g>"


def _limit(s: Scatter, x: Scale) -> Iterator[str]:
    at = _n(x.at(s.limit))
    yield f'<line class="limit" x1="{at}" y1="{_n(TOP)}" x2="{at}" y2="{_n(TOP + PLOT)}" stroke="currentColor" '
    yield 'stroke-width="1.6"/>'
    yield f'<text class="limit" x="{at}" y="{_n(TOP - 5.0)}" text-anchor="middle" fill="currentColor">'
    yield f"limit {s.limit:.1f}</text>"


def _front(s: Scatter, x: Scale, y: Scale) -> Iterator[str]:
    if len(s.front) > 1:
        points = " ".join(f"{_n(x.at(a))},{_n(y.at(b))}" for a, b in s.front)
        yield f'<polyline class="front" points="{points}" stroke="currentColor" stroke-width="1" '
        yield 'stroke-dasharray="4 3" stroke-opacity="0.8"/>'


def _reach(p: Point, x: Scale, y: Scale) -> str:
    end, level = x.at(p.reach or p.x), y.at(p.y)
    return f'<path d="M{_n(x.at(p.x))} {_n(level)}H{_n(end)}M{_n(end)} {_n(level - 3)}v6"/>'


def _point(p: Point, x: Scale, y: Scale) -> str:
    a, b = x.at(p.x), y.at(p.y)
    title = f"<title>{_safe(p.label)}</title>"
    ring = f'<circle class="ring" cx="{_n(a)}" cy="{_n(b)}" r="{_n(RING)}" stroke-width="1.6"/>' if p.ringed else ""
    return ring + _shape(p.kind, a, b, title)


def _shape(kind: Kind, a: float, b: float, inside: str) -> str:
    at = f'cx="{_n(a)}" cy="{_n(b)}"'
    if kind == "full":
        return f'<circle class="full" {at} r="{_n(RADIUS)}" fill="currentColor">{inside}</circle>'
    if kind == "hollow":
        # A fill that is not seen, so that the whole disk answers to the pointer.
        return f'<circle class="hollow" {at} r="{_n(RADIUS)}" fill="currentColor" fill-opacity="0">{inside}</circle>'
    r = RADIUS - 0.6
    cross = f"M{_n(a - r)} {_n(b - r)}L{_n(a + r)} {_n(b + r)}M{_n(a - r)} {_n(b + r)}L{_n(a + r)} {_n(b - r)}"
    return f'<path class="cross" d="{cross}">{inside}</path>'


def _legend(s: Scatter, top: float) -> Iterator[str]:
    """The marks with what they mean, two to a row."""
    yield '<g class="legend" stroke="currentColor">'
    for i, (what, words) in enumerate(s.legend):
        left, level = 12.0 + (i % 2) * WIDTH / 2.0, top + (i // 2 + 0.5) * ROW
        yield _sample(what, left, level)
        yield f'<text x="{_n(left + 14.0)}" y="{_n(level + 0.34 * SIZE)}" fill="currentColor" stroke="none">'
        yield f"{_safe(words)}</text>"
    yield "</g>"


def _sample(what: str, x: float, y: float) -> str:
    if what == "front":
        return f'<path d="M{_n(x - 9)} {_n(y)}H{_n(x + 9)}" stroke-dasharray="4 3" stroke-opacity="0.8"/>'
    if what == "reach":
        return f'<path d="M{_n(x - 8)} {_n(y)}H{_n(x + 6)}M{_n(x + 6)} {_n(y - 3)}v6" stroke-width="0.9"/>'
    if what == "ring":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(RING)}" stroke-width="1.6"/>'
    kinds: dict[str, Kind] = {"full": "full", "hollow": "hollow", "cross": "cross"}
    return _shape(kinds[what], x, y, "")


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{_n(x)}" y="{_n(y)}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Text for XML: escaped, and without the control characters XML cannot hold."""
    return escape("".join(c if c.isprintable() else " " for c in text))


def _n(value: float) -> str:
    # Adding zero turns -0.0 into 0.0.
    return f"{round(value, 2) + 0.0:.6g}"
