"""A base plate and its rods: plan and section. Inches, the center of the plate at 0; y normal to the face."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apex.report.view import (
    DIAMETER,
    Dimension,
    Disk,
    Note,
    Point,
    Shape,
    Side,
    Stroke,
    View,
    Weld,
    chain,
    front_note,
    rectangle,
    segment,
    show_inches,
)

SAME = 1e-9
# Beyond this multiple of the plate the concrete is not drawn around it: the plate would be too small to read.
FAR = 2.0
ROUNDED = 0.05
"""Of a sixteenth of an inch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShape:
    """What stands on the plate. `web_in` of a W; `wall_in`: of a tube, or the flanges of a W."""

    section: str
    kind: Literal["round", "box", "wide_flange"]
    width_in: float
    depth_in: float
    wall_in: float
    web_in: float = 0.0
    flanges_across: bool = True
    """Whether the flanges of a W run along the face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePlateDims:
    """Plate, column, rods at their places, and the concrete (a diameter, or width and length)."""

    width_in: float
    length_in: float
    thickness_in: float
    steel: str
    column: ColumnShape
    rods: tuple[Point, ...]
    rod_diameter_in: float
    rod_grade: str
    embedment_in: float
    weld: Weld
    fc_psi: float
    existing: bool = False
    bolt_circle_in: float | None = None
    gap_in: float = 0.0
    grouted: bool = True
    head: Literal["nut", "plate"] = "nut"
    head_width_in: float | None = None
    projection_in: float | None = None
    """The top of the rods over the concrete, and their length as bought."""
    rod_length_in: float | None = None
    hole_in: float | None = None
    washer_weld_in: float | None = None
    """Leg of the fillet around each plate washer, where they are welded."""
    washer_in: float | None = None
    washer_thickness_in: float | None = None
    concrete_diameter_in: float | None = None
    concrete_width_in: float | None = None
    concrete_length_in: float | None = None

    @property
    def nut_in(self) -> float:
        """Across the flats of a heavy hex nut (ASME B18.2.2)."""
        return 1.5 * self.rod_diameter_in + 0.125

    @property
    def washer_side_in(self) -> float:
        """As given; where none is, drawn as wide as twice the rod."""
        return self.washer_in or 2.0 * self.rod_diameter_in

    @property
    def washer_call(self) -> tuple[str, ...]:
        """The plate washer over each hole, with its size where it is known, its weld, and the nut on it."""
        size = ""
        if self.washer_in is not None and self.washer_thickness_in is not None:
            side = show_inches(self.washer_in)
            size = f" {side} x {side} x {show_inches(self.washer_thickness_in)}"
        leg = self.washer_weld_in
        weld = () if leg is None else (f"{show_inches(leg)} FILLET ALL AROUND,",)
        return (f"PLATE WASHER{size}" + ("," if weld else ""), *weld, "AND HEAVY HEX NUT")

    @property
    def concrete_in(self) -> tuple[float, float] | None:
        """Width and length of the concrete, a diameter twice."""
        if self.concrete_diameter_in is not None:
            return self.concrete_diameter_in, self.concrete_diameter_in
        if self.concrete_width_in is not None and self.concrete_length_in is not None:
            return self.concrete_width_in, self.concrete_length_in
        return None

    @property
    def shows_concrete(self) -> bool:
        """Whether the plan has room for the edge of the concrete."""
        size = self.concrete_in
        return size is not None and size[0] <= FAR * self.width_in and size[1] <= FAR * self.length_in

    @property
    def stand_in(self) -> float:
        """The foot of the support over the concrete."""
        return self.gap_in + self.thickness_in

    @property
    def rod_call(self) -> str:
        return f"({len(self.rods)}) {show_inches(self.rod_diameter_in)} {self.rod_grade}"

    @property
    def rod_words(self) -> tuple[str, ...]:
        """Rods with their length, where it is known."""
        if self.rod_length_in is None:
            return (self.rod_call,)
        return self.rod_call, f"{show_inches(self.rod_length_in)} LONG"


def baseplate_plan(b: BasePlateDims) -> View:
    """The plate from above."""
    return View(
        key="baseplate-plan",
        name="Base plate plan",
        unit="in",
        shapes=tuple(_shapes(b)),
        dimensions=tuple(_dimensions(b)),
        notes=tuple(_notes(b)),
    )


def _shapes(b: BasePlateDims) -> Iterator[Shape]:
    half_x, half_y = b.width_in / 2, b.length_in / 2
    size = b.concrete_in
    if size is not None and b.shows_concrete:
        round_block = b.concrete_diameter_in is not None
        if round_block:
            yield Disk(0.0, 0.0, size[0] / 2, "thin", 0.05, title="Concrete")
        else:
            yield rectangle(-size[0] / 2, -size[1] / 2, size[0] / 2, size[1] / 2, "thin", tint=0.05, title="Concrete")
    yield rectangle(-half_x, -half_y, half_x, half_y, "outline", tint=0.1, title="Base plate")
    yield from column_outline(b.column)
    if b.bolt_circle_in is not None:
        yield Disk(0.0, 0.0, b.bolt_circle_in / 2, "center")
    side = (b.washer_in or 0.0) / 2
    for x, y in b.rods:
        if side:
            yield rectangle(x - side, y - side, x + side, y + side, "thin", title="Plate washer")
        yield _nut(x, y, b.nut_in / 2)
        yield Disk(x, y, b.rod_diameter_in / 2, "outline", 0.35, title="Anchor rod")
    yield segment(-1.06 * half_x, 0.0, 1.06 * half_x, 0.0, "center")
    yield segment(0.0, -1.06 * half_y, 0.0, 1.06 * half_y, "center")


def _nut(x: float, y: float, half: float) -> Stroke:
    """A hexagon, flats at its right and left; `half` of its width across them."""
    corner = half / math.cos(math.pi / 6)
    turns = [math.pi / 6 + k * math.pi / 3 for k in range(6)]
    points = tuple((x + corner * math.cos(t), y + corner * math.sin(t)) for t in turns)
    return Stroke(points, "thin", closed=True, title="Heavy hex nut")


def column_outline(c: ColumnShape) -> Iterator[Shape]:
    """A column cut across: round and square tubes with their walls, a W as one polygon."""
    x, y, t = c.width_in / 2, c.depth_in / 2, c.wall_in
    if c.kind == "round":
        yield Disk(0.0, 0.0, x, "outline", 0.2, title=c.section)
        yield Disk(0.0, 0.0, x - t, "thin")
    elif c.kind == "box":
        yield rectangle(-x, -y, x, y, "outline", tint=0.2, title=c.section)
        yield rectangle(-x + t, -y + t, x - t, y - t, "thin")
    else:
        yield wide_flange(c)


def wide_flange(c: ColumnShape) -> Stroke:
    """Flanges along the face (x), or across it where the column is turned."""
    across, along = (c.width_in / 2, c.depth_in / 2) if c.flanges_across else (c.depth_in / 2, c.width_in / 2)
    w, inner = c.web_in / 2, along - c.wall_in
    quarter = [(w, inner), (across, inner), (across, along)]
    right = [(x, -y) for x, y in reversed(quarter)] + quarter
    points = right + [(-x, -y) for x, y in right]
    turned = points if c.flanges_across else [(y, x) for x, y in points]
    return Stroke(tuple(turned), "outline", closed=True, tint=0.2, title=c.section)


def _dimensions(b: BasePlateDims) -> Iterator[Dimension]:
    half_x, half_y = b.width_in / 2, b.length_in / 2
    xs, ys = _places(x for x, _ in b.rods), _places(y for _, y in b.rods)
    yield _d("plate width", "x", -half_x, half_x, "bottom", -half_y)
    yield _d("plate length", "y", -half_y, half_y, "left", -half_x)
    low = min(y for x, y in b.rods if abs(x - xs[0]) < SAME)
    yield _d("edge distance along the face", "x", -half_x, xs[0], "bottom", low)
    left = min(x for x, y in b.rods if abs(y - ys[0]) < SAME)
    yield _d("edge distance normal to the face", "y", -half_y, ys[0], "left", left)
    if b.bolt_circle_in is not None:
        r = b.bolt_circle_in / 2
        yield Dimension("bolt circle", "x", -r, r, "top", 0.0, DIAMETER, form="inches", suffix=" B.C.")
    else:
        yield from chain("rod spacing along the face", xs, max(y for _, y in b.rods), "top", "inches")
        yield from chain("rod spacing normal to the face", ys, xs[0], "left", "inches")
    size = b.concrete_in
    if size is not None and b.shows_concrete:
        mark = DIAMETER if b.concrete_diameter_in is not None else ""
        reach = 0.0 if mark else size[1] / 2
        yield Dimension("concrete width", "x", -size[0] / 2, size[0] / 2, "top", reach, mark, form="feet of inches")
        if not mark:
            at = -size[0] / 2
            yield Dimension("concrete length", "y", -size[1] / 2, size[1] / 2, "left", at, form="feet of inches")


def _d(what: str, axis: Literal["x", "y"], start: float, end: float, side: Side, reach: float) -> Dimension:
    # What is rounded is marked, so that nobody adds it up.
    sixteenths = abs(end - start) * 16.0
    rounded = abs(sixteenths - round(sixteenths)) > ROUNDED
    return Dimension(what, axis, start, end, side, reach, form="inches", suffix=" ±" if rounded else "")


def _places(values: Iterator[float]) -> list[float]:
    """Distinct places in order; what differs by less than a thousandth of an inch is one."""
    ordered = sorted(values)
    return [ordered[0], *(b for a, b in pairwise(ordered) if b - a > 1e-3)]


def _notes(b: BasePlateDims) -> Iterator[Note]:
    half_x, half_y = b.width_in / 2, b.length_in / 2
    plate = f"PL {show_inches(b.thickness_in)} x {show_inches(b.width_in)} x {show_inches(b.length_in)}"
    x, y = max(b.rods, key=lambda r: (round(r[0] - r[1], 6), r[0]))
    side = max(b.washer_in or 0.0, b.nut_in) / 2
    washer = y - (0.6 * side if b.washer_in else 0.0)
    # Well over the washer: both lie at the same edge.
    yield Note((plate, b.steel), (half_x, min(washer / 2, -0.15 * half_y)))
    yield Note((b.column.section,), _beside(b))
    far = max(b.rods, key=lambda r: (round(r[0] + r[1], 6), r[0]))
    holes = f"HOLES {DIAMETER}{show_inches(b.hole_in)}" if b.hole_in is not None else "HEAVY HEX NUTS"
    yield Note((b.rod_call, holes), (far[0] + b.rod_diameter_in / 2, far[1]))
    yield Note(b.washer_call, (x + side, washer))
    yield front_note(half_x, -half_y)
    size = b.concrete_in
    if size is not None and not b.shows_concrete:
        yield Note((f"CONCRETE BELOW: {_sizes(b, size)}", "(NOT SHOWN)"), (half_x, half_y), "none")


def _beside(b: BasePlateDims) -> Point:
    """On the right side of the column, as far above or below the nuts there as it goes, off the center line."""
    c = b.column
    level = max((0.25, 0.4, 0.55, 0.7), key=lambda part: min(abs(part * c.depth_in / 2 - y) for _, y in b.rods))
    y = level * c.depth_in / 2
    if c.kind == "round":
        return math.sqrt((c.width_in / 2) ** 2 - y**2), y
    return c.web_in / 2 if c.kind == "wide_flange" and c.flanges_across else c.width_in / 2, y


def _sizes(b: BasePlateDims, size: tuple[float, float]) -> str:
    if b.concrete_diameter_in is not None:
        return f"{DIAMETER}{show_inches(size[0])}"
    return f"{show_inches(size[0])} x {show_inches(size[1])}"
