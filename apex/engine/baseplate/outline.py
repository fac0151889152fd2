"""The foot of the support as the plate sees it: its outline, its bend lines, and the rods around it. Inches."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from apex.engine.anchor.group import Point
from apex.engine.clause import clause
from apex.engine.document.baseplate import Anchors
from apex.engine.document.support import Orientation
from apex.engine.steel.grade import Grade
from apex.engine.steel.section import Box, Round, Section, WideFlange


@dataclass(frozen=True, slots=True)
class Bend:
    """Distances of the bend lines across x and across y from the middle."""

    x_in: float
    y_in: float
    round: bool = False

    def toward(self, n: Point) -> float:
        """Distance of the bend line square to the direction n."""
        return self.x_in if self.round else self.x_in * abs(n[0]) + self.y_in * abs(n[1])


def half_widths(section: Section, orientation: Orientation) -> Point:
    """Half of what a section takes up along the face, and normal to it."""
    if isinstance(section, Round):
        return section.D / 2.0, section.D / 2.0
    wide, deep = (section.B, section.H) if isinstance(section, Box) else (section.b_f, section.d)
    return (wide / 2.0, deep / 2.0) if orientation == "strong" else (deep / 2.0, wide / 2.0)


@dataclass(frozen=True, slots=True)
class Column:
    """The support that is welded to the plate; `orientation` is the axis that faces the wind."""

    section: Section
    grade: Grade
    orientation: Orientation = "strong"

    @property
    def half_x_in(self) -> float:
        """Half of its width along the face."""
        return half_widths(self.section, self.orientation)[0]

    @property
    def half_y_in(self) -> float:
        """Half of its depth normal to the face."""
        return half_widths(self.section, self.orientation)[1]

    @property
    def bend(self) -> Bend:
        """The bend lines of the plate around it (AISC DG1 3.1.2 and Fig. 3.1.3)."""
        s = self.section
        if isinstance(s, Round):
            return Bend(bend_round(D=s.D), bend_round(D=s.D), round=True)
        if isinstance(s, Box):
            return Bend(bend_flat(b=2.0 * self.half_x_in), bend_flat(b=2.0 * self.half_y_in))
        flange, web = bend_flange(b_f=s.b_f), bend_flat(b=s.d)
        return Bend(flange, web) if self.orientation == "strong" else Bend(web, flange)

    def clear_of(self, p: Point) -> float:
        """From a rod's center to the face of the support; negative inside. A W counts as its full rectangle."""
        if isinstance(self.section, Round):
            return math.hypot(*p) - self.half_x_in
        dx, dy = abs(p[0]) - self.half_x_in, abs(p[1]) - self.half_y_in
        if dx <= 0.0 and dy <= 0.0:
            return max(dx, dy)
        return math.hypot(max(dx, 0.0), max(dy, 0.0))

    def clear_of_washer(self, p: Point, half: float) -> float:
        """From a square washer to the face of the support: turned to a round one, square to a box or W."""
        if isinstance(self.section, Round):
            return math.hypot(*p) - half - self.half_x_in
        return max(abs(p[0]) - self.half_x_in, abs(p[1]) - self.half_y_in) - half

    @property
    def wall_in(self) -> float:
        """The thinnest wall the weld stands on."""
        s = self.section
        return min(s.t_f, s.t_w) if isinstance(s, WideFlange) else s.t

    @property
    def welds(self) -> float:
        """Fillets on a wall: a W has one on either face of its flanges and web."""
        return 2.0 if isinstance(self.section, WideFlange) else 1.0


@clause(
    "AISC DG1",
    "3.1.2",
    symbol="y_b",
    unit="in",
    formula="0.80 * D / 2",
    example=({"D": 12.75}, 5.1, "Independent arithmetic: 0.4 x 12.75"),
)
def bend_round(*, D: float) -> float:
    """Bend line of a plate around a round column, from the middle."""
    return 0.80 * D / 2.0


@clause(
    "AISC DG1",
    "3.1.2",
    symbol="y_b",
    unit="in",
    formula="0.95 * b / 2",
    example=({"b": 12.7}, 6.0325, "AISC DG1 Ex. 4.1: W12x96, m = (22 - 0.95 x 12.7)/2 = 4.97 in = 11 - 6.03"),
)
def bend_flat(*, b: float) -> float:
    """Bend line of a plate at the side of a box or at the depth of a W, from the middle."""
    return 0.95 * b / 2.0


@clause(
    "AISC DG1",
    "3.1.2, flanges",
    symbol="y_b",
    unit="in",
    formula="0.80 * b_f / 2",
    example=({"b_f": 12.2}, 4.88, "AISC DG1 Ex. 4.1: W12x96, n = (20 - 0.80 x 12.2)/2 = 5.12 in = 10 - 4.88"),
)
def bend_flange(*, b_f: float) -> float:
    """Bend line of a plate at the flange tips of a W, from the middle."""
    return 0.80 * b_f / 2.0


def rod_points(anchors: Anchors) -> tuple[Point, ...]:
    """Rods from the middle of the plate: a circle (`circle_points`), or the outer ones of rows and columns, or all."""
    if anchors.bolt_circle_in is not None and anchors.count is not None:
        return circle_points(anchors.count, anchors.bolt_circle_in)
    columns, rows = anchors.columns or 1, anchors.rows or 1
    xs, ys = _places(columns, anchors.spacing_x_in or 0.0), _places(rows, anchors.spacing_y_in or 0.0)
    return tuple(
        (x, y)
        for k, y in enumerate(ys)
        for i, x in enumerate(xs)
        if anchors.arrangement == "grid" or k in (0, rows - 1) or i in (0, columns - 1)
    )


@lru_cache(maxsize=512)
def circle_points(n: int, across_in: float) -> tuple[Point, ...]:
    """Rods on a circle, half a spacing from the x axis; an odd number of them half a spacing from the y axis.

    Either way the left half is the image of the right one. Searches ask for the same circles again and again.
    """
    R = across_in / 2.0
    if n % 2 == 0:
        angles = [math.pi * (2 * i + 1) / n for i in range(n)]
        return tuple((_clean(R * math.cos(a), R), _clean(R * math.sin(a), R)) for a in angles)
    right = [(R * math.sin(a), R * math.cos(a)) for a in (math.pi * (2 * i + 1) / n for i in range(n // 2))]
    return (*right, (0.0, -R), *((-x, y) for x, y in reversed(right)))


def _places(count: int, spacing: float) -> tuple[float, ...]:
    return tuple((i - (count - 1) / 2.0) * spacing for i in range(count))


def _clean(v: float, size: float) -> float:
    """What should be zero on a circle is zero, so that a rod on an axis pulls neither way."""
    return 0.0 if abs(v) < 1e-12 * size else v


def edge_distance(points: Sequence[Point], width_in: float, length_in: float) -> float:
    """Least distance of a rod's center to an edge of the plate."""
    return min(min(width_in / 2.0 - abs(x), length_in / 2.0 - abs(y)) for x, y in points)
