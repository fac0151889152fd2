"""Rods on one circle as a search looks at them again and again: in plates of many sizes, with rods of every size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from apex.engine.anchor.group import Block, RodForces
from apex.engine.anchor.placed import Placed
from apex.engine.baseplate.bending import BendLine, Way, bend_lines, bend_ways
from apex.engine.baseplate.outline import Column, circle_points, edge_distance
from apex.engine.baseplate.rod import shears
from apex.engine.baseplate.state import Asked, amplified, distinct, plain
from apex.engine.document.baseplate import Sdc
from apex.engine.load.combination import Case

Shears = tuple[float, ...]


@dataclass(slots=True)
class Asks:
    """The combinations a search looks at; more may join, none leaves."""

    sdc: Sdc | None
    cases: list[Case] = field(default_factory=list)
    plain: list[Asked] = field(default_factory=list)
    strong: list[Asked] = field(default_factory=list)
    """Earthquake with its overstrength, for rods in concrete."""

    @property
    def count(self) -> int:
        return len(self.cases)

    def add(self, cases: Sequence[Case]) -> None:
        """More of them."""
        self.cases += cases
        self.plain += plain(cases, self.sdc)
        self.strong += amplified(cases, self.sdc)


class Ring:
    """What depends on the places of the rods alone, and on the combinations looked at."""

    def __init__(self, count: int, circle_in: float, column: Column, block: Block) -> None:
        self.count, self.circle_in = count, circle_in
        self.column, self.block = column, block
        self.points = circle_points(count, circle_in)
        self.clear_in = min([column.clear_of(p) for p in self.points])
        self.reach_in = -edge_distance(self.points, 0.0, 0.0)
        self._placed: Placed | None = None
        self._ways: tuple[Way, ...] | None = None
        self._asked: tuple[int, list[Asked], list[Asked]] | None = None
        self._hardest: tuple[int, list[Asked]] | None = None
        self._lines: dict[float, tuple[BendLine, ...]] = {}
        self._shears: tuple[dict[Asked, Shears], dict[Asked, Shears]] = ({}, {})

    def clear_of_washers(self, half: float) -> float:
        """Between the support and the nearest of square washers so wide, half."""
        return min([self.column.clear_of_washer(p, half) for p in self.points])

    @property
    def placed(self) -> Placed:
        """The rods in the concrete."""
        if self._placed is None:
            self._placed = Placed(self.points, self.block)
        return self._placed

    @property
    def ways(self) -> tuple[Way, ...]:
        """The lines a plate may bend on."""
        if self._ways is None:
            self._ways = bend_ways(self.column, self.points)
        return self._ways

    def asked(self, asks: Asks) -> tuple[list[Asked], list[Asked]]:
        """The combinations for the plate, and those with the overstrength, images left out."""
        if self._asked is None or self._asked[0] != asks.count:
            self._asked = asks.count, distinct(self.points, asks.plain), distinct(self.points, asks.strong)
        return self._asked[1], self._asked[2]

    def hardest_first(self, asks: Asks) -> list[Asked]:
        """What the concrete is asked for, that which turns the plate hardest first: no earthquake without Omega_0."""
        if self._hardest is None or self._hardest[0] != asks.count:
            plain, strong = self.asked(asks)
            every = [one for one in plain if not one.seismic] + strong
            self._hardest = asks.count, sorted(every, key=lambda one: 2.0 * one.action.N - one.action.M)
        return self._hardest[1]

    def lines(self, side: float) -> tuple[BendLine, ...]:
        """The lines a square plate of a side bends on."""
        if side not in self._lines:
            self._lines[side] = bend_lines(self.ways, side, side)
        return self._lines[side]

    def shears(self, asked: Asked, *, welded: bool) -> Shears:
        """Shear of every rod."""
        found = self._shears[welded].get(asked)
        if found is None:
            a = asked.action
            found = shears(self.points, a.V_x, a.V_y, 12.0 * a.T, washers_welded=welded)
            self._shears[welded][asked] = found
        return found


def push(asked: Asked) -> RodForces:
    """Shear and torsion of a combination, without tensions."""
    a = asked.action
    return RodForces(asked.name, (), a.V_x, a.V_y, 12.0 * a.T, asked.seismic)
