"""Bending of the plate where it leaves the support: AISC Design Guide 1. Moments per inch of width are kip-in/in = kip.

The bearing side is a cantilever under the block. The rod side takes each rod over the width it reaches at 45 degrees
on the bend line, and none beyond the plate; where strips reach over each other they are counted together. Lines are
tried square to both axes and square to the direction of every rod, so that a bolt circle bends the corners too.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.anchor.group import Point
from apex.engine.baseplate.outline import Column
from apex.engine.clause import clause

PHI = 0.90
_TINY_IN = 1e-9
_new = tuple.__new__
"""How a named tuple makes itself, without its own call."""


@clause(
    "AISC DG1",
    "3.3.2",
    symbol="m",
    unit="kip",
    formula="p * min(Y, c) * (c - min(Y, c) / 2)",
    example=({"p": 1.4135, "Y": 14.0, "c": 3.4675}, 8.498, "Independent arithmetic: 1.4135 x 3.4675^2/2"),
)
def bearing_moment(*, p: float, Y: float, c: float) -> float:
    """Moment of a strip of plate that stands out by c, pressed by p over Y from its edge."""
    return p * min(Y, c) * (c - min(Y, c) / 2.0)


@clause(
    "AISC DG1",
    "3.1.2",
    symbol="n'",
    unit="in",
    formula="(d * b_f)**0.5 / 4",
    example=({"d": 12.7, "b_f": 12.2}, 3.112, "AISC DG1 Ex. 4.1: W12x96, lambda = 1: 3.11 in"),
)
def yield_line_length(*, d: float, b_f: float) -> float:
    """Length that stands for the plate between the flanges of a W, with lambda taken as 1."""
    return (d * b_f) ** 0.5 / 4.0


@clause(
    "AISC DG1",
    "3.4.5",
    symbol="m",
    unit="kip",
    formula="M / b",
    example=({"M": 76.628, "b": 8.0}, 9.5785, "Independent arithmetic: two rods of 19.157 kip at 2 in, b = 2 x 4 in"),
)
def line_moment(*, M: float, b: float) -> float:
    """Moment per inch of a bend line: of rods over the width they reach at 45 degrees, of bearing over the line."""
    return M / b


@clause(
    "AISC DG1",
    "3.3.2, AISC 360 F11",
    symbol="t_req",
    unit="in",
    formula="(4 * m / (phi * F_y))**0.5",
    example=(
        {"m": 20.851, "phi": 0.90, "F_y": 36.0},
        1.604,
        "AISC DG1 Ex. 4.1: 700/440 ksi on l = 5.12 in gives 1.60 in",
    ),
)
def plate_thickness(*, m: float, phi: float, F_y: float) -> float:
    """Thickness whose plastic moment carries m per inch."""
    return (4.0 * m / (phi * F_y)) ** 0.5


class Strip(NamedTuple):
    """A rod beyond a bend line: its lever to it, and the width of the line it reaches."""

    rod: int
    lever_in: float
    low_in: float
    high_in: float


_END = operator.itemgetter(3)


class BendLine(NamedTuple):
    """A line square to the direction n, with the rods beyond it from one end to the other."""

    n: Point
    strips: tuple[Strip, ...]
    """By where they end."""

    @property
    def most_per_kip(self) -> list[tuple[int, float]]:
        """Rods, and what a kip of each adds at most to any stretch of the line: as if its strip bent over its own width
        at the same place as the others.
        """
        return [(rod, lever / (high - low)) for rod, lever, low, high in self.strips]

    def worst(self, force_kip: Sequence[float]) -> tuple[float, float, float]:
        """(moment per inch, moment, width) of the stretch of the line that rods bend most.

        A stretch runs from where the strip of one rod begins to where that of the same or another ends, and bears
        every strip that lies within it: the same stretches from either end, so that a mirrored load bends alike.
        """
        strips = [(t.low_in, t.high_in, force_kip[t.rod] * t.lever_in) for t in self.strips if force_kip[t.rod] > 0.0]
        best = (0.0, 0.0, 1.0)
        for start, _, _ in strips:
            M = 0.0
            for low, high, m in strips:
                if low < start - _TINY_IN:
                    continue
                M += m
                if best[0] * (high - start) < M:
                    best = M / (high - start), M, high - start
        return best


class Way(NamedTuple):
    """A line the plate may bend on, at a distance square to (c, s), and the rods beyond it whatever the plate."""

    c: float
    s: float
    at_in: float
    rods: tuple[tuple[int, float, float], ...]
    """Number, lever to the line, and place along it."""


def bend_ways(column: Column, points: Sequence[Point]) -> tuple[Way, ...]:
    """Lines square to both axes and to the direction of every rod."""
    found: dict[tuple[int, int], Way] = {}
    bend = column.bend
    radial = [(x / r, y / r) for x, y in points if (r := math.hypot(x, y))]
    for c, s in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), *radial]:
        n = (math.floor(1e9 * c + 0.5), math.floor(1e9 * s + 0.5))
        if n not in found:
            at = bend.toward((c, s))
            least = at + _TINY_IN
            rods = [(i, v - at, c * y - s * x) for i, (x, y) in enumerate(points) if (v := c * x + s * y) > least]
            found[n] = Way(c, s, at, tuple(rods))
    return tuple([way for way in found.values() if way.rods])


def bend_lines(ways: Sequence[Way], width_in: float, length_in: float) -> tuple[BendLine, ...]:
    """The lines of a plate of some size, with the strips its rods reach."""
    found = []
    for way in ways:
        start, end = _chord(way.c, way.s, way.at_in, width_in / 2.0, length_in / 2.0)
        strips = []
        for i, lever, along in way.rods:
            low, high = max(along - lever, start), min(along + lever, end)
            if high > low:
                strips.append(_new(Strip, (i, lever, low, high)))
        if strips:
            found.append(BendLine((way.c, way.s), tuple(sorted(strips, key=_END))))
    return tuple(found)


def _chord(c: float, s: float, at: float, half_x: float, half_y: float) -> Point:
    """Where the line c x + s y = at enters and leaves the plate, measured along it."""
    low, high = -math.inf, math.inf
    for base, slope, half in ((c * at, -s, half_x), (s * at, c, half_y)):
        if abs(slope) < 1e-12:
            continue
        a, b = (-half - base) / slope, (half - base) / slope
        low, high = max(low, min(a, b)), min(high, max(a, b))
    return low, high
