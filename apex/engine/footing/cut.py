"""What the soil pressure, less the weight on it, does to the footing at its critical sections. kip, kip-ft, ft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from apex.engine.footing.largest import ROUND_OFF, largest
from apex.engine.footing.plane import Plane
from apex.engine.footing.shape import Footing

Strip = Literal["toe_x", "toe_y", "heel_x", "heel_y"]
"""The part of the base beyond a line: on the pressed side (toe) or the lifted one (heel), across x or y."""
Worst = tuple[float, str]
Force = tuple[float, float, float]
"""Vertical force and two moments."""
STRIPS: dict[Strip, tuple[float, int]] = {
    "toe_x": (1.0, 0), "toe_y": (1.0, 1), "heel_x": (-1.0, 0), "heel_y": (-1.0, 1)
}  # fmt: skip
"""Side, and the axis the line lies across."""


@dataclass(slots=True, eq=False)
class Cut:
    """One factored combination: the plane of pressure (turned so that +x +y is pressed) and the weight w ksf.

    All results are of the whole width; what would be of the other sign is not cut off here.
    """

    name: str
    f: Footing
    plane: Plane
    w: float
    also: tuple[str, ...] = ()
    """Names of further combinations with the same pressure."""
    total: Force = field(init=False, repr=False)
    """Force and moments of the whole pressure."""
    passed: dict[float, Force] = field(init=False, repr=False, default_factory=dict)
    """What was found `around` squares, by their sides."""

    def __post_init__(self) -> None:
        self.total = self.plane.force(self.plane.whole)

    def beyond(self, strip: Strip, at: float) -> tuple[float, float]:
        """Shear and moment of the strip beyond a line: upward on the pressed side, downward on the lifted one."""
        sign, axis = STRIPS[strip]
        reach, width = self._strip(axis, at)
        if reach <= 0.0:
            return sign * 0.0, sign * 0.0
        Q, M = self.plane.beyond(at, sign, axis)
        down = self.w * reach * width
        return sign * (Q - down), sign * (M - down * reach / 2.0)

    def _strip(self, axis: int, at: float) -> tuple[float, float]:
        """How far a strip reaches, and its width."""
        f = self.f
        return (f.B_ft / 2.0 - at, f.L_ft) if axis == 0 else (f.L_ft / 2.0 - at, f.B_ft)

    def around(self, side: float) -> Force:
        """Upward force outside a middle square, and the moments about x and y it brings into the square.

        A zero-sum piece: force and moments of the column on the square, less the pressure under it.
        """
        if side not in self.passed:
            half = side / 2.0
            Q, Q_x, Q_y = self.total
            q, q_x, q_y = self.plane.inside(half, half)
            V = Q - q - self.w * (self.f.area_ft2 - side * side)
            self.passed[side] = V, Q_y - q_y, Q_x - q_x
        return self.passed[side]

    def around_at_most(self, side: float) -> Force:
        """What `around` does not exceed in magnitude: the square takes between nothing and the most it could."""
        Q, Q_x, Q_y = self.total
        V = Q - self.w * (self.f.area_ft2 - side * side)
        return max(abs(V), abs(V - min(Q, self.plane.q_max * side * side))), abs(Q_y), abs(Q_x)


def at_most(cuts: Sequence[Cut], strip: Strip, at: float, which: int) -> list[float]:
    """What shear (0) or moment (1) of a strip does not exceed, of every combination.

    Pressure is a plane cut off at 0, so over a rectangle it lies above that plane, and below what is straight
    between its own values at the corners.
    """
    (sign, axis), f = STRIPS[strip], cuts[0].f
    reach, width = (f.B_ft / 2.0 - at, f.L_ft) if axis == 0 else (f.L_ft / 2.0 - at, f.B_ft)
    if reach <= 0.0:
        return [0.0] * len(cuts)
    area, line, edge, half, found = reach * width, sign * at, sign * (at + reach), width / 2.0, []
    of_near, of_far, of_w = (area * reach / 6.0, area * reach / 3.0, area * reach / 2.0) if which else (
        area / 2.0, area / 2.0, area)  # fmt: skip
    for c in cuts:
        _, _, a, b, across = c.plane[:5]
        if axis:
            b, across = across, b
        near, far = a + b * line, a + b * edge
        if sign > 0.0:
            across = abs(across) * half
            if near < across:
                near = max(near + across, 0.0) / 2.0
            if far < across:
                far = max(far + across, 0.0) / 2.0
            found.append(of_near * near + of_far * far - of_w * c.w)
        else:
            found.append(of_w * c.w - max(of_near * near + of_far * far, 0.0))
    return found


class Shears:
    """The largest moments and shears of all combinations at lines across a footing and around its pedestal.

    Each is worked once: bars are chosen for what they are checked against.
    """

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self.cuts = cuts
        self._shears: dict[tuple[Strip, float], Worst] = {}
        self._around: dict[float, list[Force]] = {}
        self._passed: dict[tuple[float, int], tuple[float, Cut]] = {}

    @cached_property
    def moments(self) -> dict[Strip, Worst]:
        """Largest moment of each strip at the faces of the pedestal, kip-ft."""
        half = self.cuts[0].f.c_ft / 2.0
        return {strip: self._worst(strip, half, 1) for strip in STRIPS}

    def at(self, strip: Strip, line: float) -> Worst:
        """The largest shear of all combinations beyond a line, and the first combination that has it."""
        found = self._shears.get((strip, line))
        if found is None:
            found = self._shears[strip, line] = self._worst(strip, line, 0)
        return found

    def around_at_most(self, side: float) -> list[Force]:
        """What the forces around a middle square do not exceed, of every combination."""
        if side not in self._around:
            self._around[side] = [c.around_at_most(side) for c in self.cuts]
        return self._around[side]

    def passed(self, side: float, axis: int) -> tuple[float, Cut]:
        """The largest moment brought into a middle square about x (1) or y (2), and its combination."""
        if (side, axis) not in self._passed:
            # As in `around_at_most`; of `total`, the moment about x comes last.
            bounds = [abs(c.total[3 - axis]) for c in self.cuts]
            self._passed[side, axis] = largest(self.cuts, bounds, lambda c: abs(c.around(side)[axis]))
        return self._passed[side, axis]

    def _worst(self, strip: Strip, line: float, which: int) -> Worst:
        """Exactly 0 where none is above a billionth (a strip in balance)."""
        bounds = at_most(self.cuts, strip, line, which)
        value, cut = largest(self.cuts, bounds, lambda c: c.beyond(strip, line)[which])
        return (value, cut.name) if value > ROUND_OFF else (0.0, cut.name)
