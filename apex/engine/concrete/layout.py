"""Where the bars of a pier stand: a ring, or bars along the faces of a rectangle. in; x along the face, y normal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from apex.engine.concrete.bar import Bar
from apex.engine.concrete.detail import COVER_EARTH_IN, effective_area, hollow, inner_side
from apex.engine.concrete.flexure import Bent, Point, Rows, merged, ring_sections
from apex.engine.trace import Quiet
from apex.errors import OutOfScope


@dataclass(frozen=True)
class Layout:
    """A cross-section of a pier with `count` equal bars inside a tie; x_in = y_in = D where round."""

    round: bool
    x_in: float
    y_in: float
    bar: Bar
    count: int
    tie: Bar
    cover_in: float = COVER_EARTH_IN

    @cached_property
    def A_g(self) -> float:
        return math.pi / 4.0 * self.x_in**2 if self.round else self.x_in * self.y_in

    @cached_property
    def A_st(self) -> float:
        return self.count * self.bar.area_in2

    @cached_property
    def to_center_in(self) -> float:
        """From the face to the center of a bar."""
        return self.cover_in + self.tie.diameter_in + self.bar.diameter_in / 2.0

    @cached_property
    def ring_in(self) -> float:
        """Diameter of the circle through the centers of the bars, or the lesser side of their rectangle."""
        return min(self.x_in, self.y_in) - 2.0 * self.to_center_in

    @cached_property
    def tie_x_in(self) -> float:
        """Side of the tie along x between centers of its legs; the diameter where round."""
        return self.x_in - 2.0 * self.cover_in - self.tie.diameter_in

    @cached_property
    def tie_y_in(self) -> float:
        return self.y_in - 2.0 * self.cover_in - self.tie.diameter_in

    @cached_property
    def between_faces(self) -> tuple[int, int]:
        """Bars between the corners on each face along x, and on each face along y."""
        return face_bars(self.count, self.x_in - 2.0 * self.to_center_in, self.y_in - 2.0 * self.to_center_in)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Centers of the bars."""
        if self.round:
            r = self.ring_in / 2.0
            turns = [2.0 * math.pi * i / self.count for i in range(self.count)]
            return tuple((r * math.sin(t), r * math.cos(t)) for t in turns)
        half_x, half_y = self.x_in / 2.0 - self.to_center_in, self.y_in / 2.0 - self.to_center_in
        along_x, along_y = self.between_faces
        found = [(sx * half_x, sy * half_y) for sx in (-1.0, 1.0) for sy in (-1.0, 1.0)]
        for i in range(1, along_x + 1):
            at = half_x * (2.0 * i / (along_x + 1) - 1.0)
            found += [(at, -half_y), (at, half_y)]
        for i in range(1, along_y + 1):
            at = half_y * (2.0 * i / (along_y + 1) - 1.0)
            found += [(-half_x, at), (half_x, at)]
        return tuple(found)

    @cached_property
    def spacing_in(self) -> float:
        """Least distance between centers of neighboring bars; 0 or less where the pier has no room for a cage."""
        if self.ring_in <= 0.0:
            return 0.0
        if self.round:
            return self.ring_in * math.sin(math.pi / self.count) if self.count > 1 else self.ring_in
        along_x, along_y = self.between_faces
        return min(
            (self.x_in - 2.0 * self.to_center_in) / (along_x + 1), (self.y_in - 2.0 * self.to_center_in) / (along_y + 1)
        )

    @cached_property
    def widest_in(self) -> float:
        """Greatest distance between centers of neighboring bars."""
        if self.round:
            return self.spacing_in
        along_x, along_y = self.between_faces
        return max(
            (self.x_in - 2.0 * self.to_center_in) / (along_x + 1), (self.y_in - 2.0 * self.to_center_in) / (along_y + 1)
        )

    @cached_property
    def c_b_in(self) -> float:
        """The lesser of the distance to the face and half the spacing, to the center of a bar."""
        return min(self.to_center_in, self.spacing_in / 2.0)

    @cached_property
    def inside(self) -> float:
        """Inner side of the bars over the side of the section: the largest hollow that holds no bar."""
        return self.hollowed(Quiet())

    def hollowed(self, sheet: Quiet) -> float:
        """`inside`, step by step."""
        least, d_b = min(self.x_in, self.y_in), self.bar.diameter_in
        return sheet(inner_side, c=self.cover_in, d_tie=self.tie.diameter_in, d_b=d_b, b=least)

    @cached_property
    def A_e(self) -> float:
        return effective_area(A_g=self.A_g, A_st=self.A_st)

    @cached_property
    def core(self) -> float:
        """Side of the hollow that the effective area leaves out, over the side of the section."""
        return hollow(A_e=self.A_e, A_g=self.A_g)

    def sections(self, f_c: float, f_y: float, share: float = 1.0) -> tuple[tuple[Bent, ...], tuple[Bent, ...]]:
        """The section bent by forces along y, and by forces along x. `share` of the bars counts in bending.

        A round one in the two positions of its ring, the same for both.
        """
        area, d_b = share * self.bar.area_in2, self.bar.diameter_in
        if self.round:
            found = ring_sections(self.x_in, self.ring_in, self.count, (area, d_b), f_c, f_y, self.core)
            return found, found
        by_y = merged([(y, area) for _, y in self.points], self.y_in / 2.0)
        by_x = merged([(x, area) for x, _ in self.points], self.x_in / 2.0)
        return (
            (Bent(False, self.x_in, self.y_in, by_y, d_b, f_c, f_y, self.core),),
            (Bent(False, self.y_in, self.x_in, by_x, d_b, f_c, f_y, self.core),),
        )

    @cached_property
    def tension_area_in2(self) -> tuple[float, float]:
        """Bars in tension as shear counts them (R22.5.5.1), under forces along y and along x."""
        normal, along = (min(tension_area(s.rows, s.h) for s in found) for found in self.sections(4000.0, 60.0))
        return normal, along


def face_bars(count: int, x: float, y: float) -> tuple[int, int]:
    """Bars between the corners of each face along x and along y: pairs go where the gap is widest."""
    if count < 4 or count % 2:
        limit = "bars in a square or rectangular tie stand at its corners and in pairs: an even number from 4"
        raise OutOfScope("ACI 318 25.7.2.3", "bars", count, limit, "foundation.rebar.count")
    along_x = along_y = 0
    for _ in range((count - 4) // 2):
        if x / (along_x + 1) >= y / (along_y + 1):
            along_x += 1
        else:
            along_y += 1
    return along_x, along_y


def tension_area(rows: Rows, h: float) -> float:
    """Area of the bars beyond two thirds of the depth from the compressed edge (R22.5.5.1)."""
    return sum(area for d, area in rows if d > 2.0 / 3.0 * h)
