"""What the soil pressure, less the weight on it, does to the footing at its critical sections. kip, kip-ft, ft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from apex.engine.footing.plane import Plane
from apex.engine.footing.shape import Footing

Strip = Literal["toe_x", "toe_y", "heel_x", "heel_y"]
"""The part of the base beyond a line: on the pressed side (toe) or the lifted one (heel), across x or y."""
Worst = tuple[float, str]
ROUND_OFF = 1e-9


@dataclass(frozen=True, slots=True)
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
    passed: dict[float, tuple[float, float, float]] = field(default_factory=dict, compare=False, repr=False)
    """What was found `around` squares, by their sides."""

    def toe_x(self, x: float) -> tuple[float, float]:
        """Upward shear and moment of the strip beyond x on the pressed side."""
        return self._net(self.plane.beyond(x, 1.0, 0), self.f.B_ft / 2.0 - x, self.f.L_ft)

    def toe_y(self, y: float) -> tuple[float, float]:
        return self._net(self.plane.beyond(y, 1.0, 1), self.f.L_ft / 2.0 - y, self.f.B_ft)

    def heel_x(self, x: float) -> tuple[float, float]:
        """Downward shear and moment of the strip beyond x on the lifted side."""
        V, M = self._net(self.plane.beyond(x, -1.0, 0), self.f.B_ft / 2.0 - x, self.f.L_ft)
        return -V, -M

    def heel_y(self, y: float) -> tuple[float, float]:
        V, M = self._net(self.plane.beyond(y, -1.0, 1), self.f.L_ft / 2.0 - y, self.f.B_ft)
        return -V, -M

    def _net(self, pressed: tuple[float, float], reach: float, width: float) -> tuple[float, float]:
        if reach <= 0.0:
            return 0.0, 0.0
        down = self.w * reach * width
        return pressed[0] - down, pressed[1] - down * reach / 2.0

    def shear(self, strip: Strip, at: float) -> float:
        """The shear of a strip alone."""
        f = self.f
        side, width, axis = (f.B_ft, f.L_ft, 0) if strip.endswith("x") else (f.L_ft, f.B_ft, 1)
        reach = side / 2.0 - at
        toe = strip.startswith("toe")
        if reach <= 0.0:
            return 0.0 if toe else -0.0
        V = self.plane.force_beyond(at, 1.0 if toe else -1.0, axis) - self.w * reach * width
        return V if toe else -V

    def around(self, side: float) -> tuple[float, float, float]:
        """Upward force outside a middle square, and the moments about x and y it brings into the square.

        A zero-sum piece: force and moments of the column on the square, less the pressure under it.
        """
        if side not in self.passed:
            half = side / 2.0
            Q, Q_x, Q_y = self.plane.force(self.plane.whole)
            q, q_x, q_y = self.plane.inside(half, half)
            V = Q - q - self.w * (self.f.area_ft2 - side * side)
            self.passed[side] = V, Q_y - q_y, Q_x - q_x
        return self.passed[side]


def worst(values: Iterable[Worst]) -> Worst:
    """The largest; exactly 0 where none is above a billionth (a strip in balance)."""
    M, name = max(values, key=lambda v: v[0])
    return (M, name) if M > ROUND_OFF else (0.0, name)


class Shears:
    """The largest shear at a line, asked at many lines: combinations that cannot govern there are passed over.

    Pressure rises toward the toe, so that the mean of a strip's pressure rises with its distance from the middle
    on that side and falls with it on the other. A strip of reach r that grows to r' inwards has therefore at most
    r'/r times its shear; what cannot reach the largest by that is not worked out.
    """

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self.cuts = cuts
        self._known: dict[Strip, tuple[float, list[float]]] = {}

    @cached_property
    def moments(self) -> dict[Strip, Worst]:
        """Largest moment of each strip at the faces of the pedestal, kip-ft."""
        half = self.cuts[0].f.c_ft / 2.0
        return {
            "toe_x": worst((c.toe_x(half)[1], c.name) for c in self.cuts),
            "toe_y": worst((c.toe_y(half)[1], c.name) for c in self.cuts),
            "heel_x": worst((c.heel_x(half)[1], c.name) for c in self.cuts),
            "heel_y": worst((c.heel_y(half)[1], c.name) for c in self.cuts),
        }

    def at(self, strip: Strip, line: float) -> Worst:
        """The largest shear of all combinations beyond a line, and the first combination that has it."""
        f = self.cuts[0].f
        reach = (f.B_ft if strip.endswith("x") else f.L_ft) / 2.0 - line
        known = self._known.get(strip)
        if known is None or not 0.0 < known[0] <= reach:
            found = [c.shear(strip, line) for c in self.cuts]
            self._known[strip] = reach, found
            return worst(zip(found, (c.name for c in self.cuts), strict=True))
        grown = reach / known[0]
        order = sorted(range(len(self.cuts)), key=lambda i: (-known[1][i], i))
        best: tuple[float, int] | None = None
        for i in order:
            most = known[1][i] * grown
            if best is not None and most + ROUND_OFF * (1.0 + abs(most)) < best[0]:
                break
            V = self.cuts[i].shear(strip, line)
            if best is None or (V, -i) > (best[0], -best[1]):
                best = V, i
        assert best is not None
        return worst([(best[0], self.cuts[best[1]].name)])
