"""Reinforcing bars of a detail: which, how many, where they lie, and how a call-out names them. Inches."""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.report.view import Point, show_inches

TOP_ZONE_IN = 5.0
TAIL_IN = 3.0
"""Tail of a crosstie's hook as drawn: the least of ACI 318 25.3.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Equal bars of one US size."""

    count: int
    size: int
    diameter_in: float
    hooked: bool = False
    """Hooked at both ends."""

    def call(self, where: str) -> str:
        """`(8) #6 VERT`."""
        return f"({self.count}) #{self.size} {where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TieBars:
    """Closed ties from end to end of their bars; `at_top` of them within 5 in. of the top (ACI 318 10.7.6.1)."""

    size: int
    diameter_in: float
    spacing_in: float
    first_in: float = 3.0
    at_top: int = 1
    crossties: int = 0
    """At each tie, where the cage itself does not show them."""

    @property
    def call(self) -> tuple[str, ...]:
        """`#3 TIES @ 12" O.C.`, those at the top, and the crossties."""
        words = [f"#{self.size} TIES @ {show_inches(self.spacing_in)} O.C."]
        if self.at_top > 1:
            words.append(f"({self.at_top}) WITHIN TOP {show_inches(TOP_ZONE_IN)}")
        if self.crossties:
            words.append(f"({self.crossties}) #{self.size} CROSSTIES AT EACH TIE")
        return tuple(words)

    def levels(self, top_in: float, lowest_in: float) -> list[float]:
        """Heights from the top down: the group at the top, one a spacing below, the last at the lowest place."""
        first = top_in - self.first_in
        length = first - lowest_in
        if length < 0.0:
            return []
        step = max(TOP_ZONE_IN - self.first_in, 0.0) / max(self.at_top - 1, 1)
        group = [first - k * step for k in range(self.at_top)]
        count = math.ceil(length / self.spacing_in - 1e-9)
        return group + [first - min(k * self.spacing_in, length) for k in range(1, count + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cage:
    """Vertical bars inside ties, `cover_in` clear of the concrete; `points`: their centers where they are known.

    `crossed_x` and `crossed_y`: bars along the face, and along the sides, that crossties hold to those opposite.
    """

    bars: Bars
    cover_in: float
    ties: TieBars | None = None
    points: tuple[Point, ...] = ()
    hooked: bool = False
    crossed_x: tuple[float, ...] = ()
    crossed_y: tuple[float, ...] = ()

    @property
    def _tie(self) -> float:
        return self.ties.diameter_in if self.ties else 0.0

    def tie_half(self, across_in: float) -> float:
        """From the center of the pier to the center line of its ties."""
        return across_in / 2.0 - self.cover_in - self._tie / 2.0

    def bar_half(self, across_in: float) -> float:
        """From the center of the pier to the centers of its outer bars."""
        return across_in / 2.0 - self.cover_in - self._tie - self.bars.diameter_in / 2.0

    @property
    def crosstie_call(self) -> tuple[str, ...]:
        """How many crossties stand at each tie, and of which bar."""
        count = len(self.crossed_x) + len(self.crossed_y)
        if not count or self.ties is None:
            return ()
        name = "CROSSTIE" if count == 1 else "CROSSTIES"
        return (f"({count}) #{self.ties.size} {name}", "AT EACH TIE, 135° HOOKS")

    def crossties(self, width_in: float, length_in: float) -> list[tuple[Point, ...]]:
        """Each crosstie in plan: around a bar, straight to the bar opposite, around it, with its tails in the core."""
        beside = (self.bars.diameter_in + self._tie) / 2.0
        tail = TAIL_IN * math.sqrt(0.5)
        found: list[tuple[Point, ...]] = []
        for x in self.crossed_x:
            found.append(_hooked(x, self.tie_half(length_in), beside, tail))
        for y in self.crossed_y:
            found.append(tuple((b, a) for a, b in _hooked(y, self.tie_half(width_in), beside, tail)))
        return found

    def places(self, width_in: float, length_in: float, *, round_pier: bool) -> list[Point]:
        """Centers of the bars in plan; not known, evenly on a circle, or around a rectangle from a corner on."""
        if self.points:
            return list(self.points)
        x, y = self.bar_half(width_in), self.bar_half(length_in)
        n = self.bars.count
        if round_pier:
            return [(x * math.cos(2 * math.pi * k / n), x * math.sin(2 * math.pi * k / n)) for k in range(n)]
        return [_around(x, y, k / n) for k in range(n)]


def _hooked(at: float, half: float, beside: float, tail: float) -> tuple[Point, ...]:
    """A crosstie upright beside the bar at `at`."""
    left, right = at - beside, at + beside
    return (
        (left - tail, half - tail),
        (left, half),
        (right, half),
        (right, -half),
        (left, -half),
        (left - tail, tail - half),
    )


def _around(x: float, y: float, part: float) -> Point:
    """A place on the outline of a rectangle, from its lower left corner counterclockwise."""
    way = part * 4.0 * (x + y)
    for start, step, length in (
        ((-x, -y), (1.0, 0.0), 2 * x),
        ((x, -y), (0.0, 1.0), 2 * y),
        ((x, y), (-1.0, 0.0), 2 * x),
        ((-x, y), (0.0, -1.0), 2 * y),
    ):
        if way <= length + 1e-9:
            return start[0] + step[0] * way, start[1] + step[1] * way
        way -= length
    return -x, -y
