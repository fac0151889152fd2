"""Reinforcing bars: the shape of the reinforcement pack."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.pack import Header


@dataclass(frozen=True, slots=True)
class Bar:
    """A deformed bar of ASTM A615: size number, nominal diameter, area and weight."""

    size: int
    diameter_in: float
    area_in2: float
    weight_plf: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reinforcement(Header):
    units: dict[str, str]
    bars: tuple[Bar, ...]

    def bar(self, size: int) -> Bar:
        """The bar of a size; `KeyError` for a number no bar has."""
        for bar in self.bars:
            if bar.size == size:
                return bar
        raise KeyError(size)


@dataclass(frozen=True, slots=True)
class BarSet:
    """Equal bars of a foundation, as the schedule and the drawing show them."""

    mark: str
    where: str
    bar: Bar
    count: int
    length_ft: float

    @property
    def weight_lb(self) -> float:
        return self.count * self.length_ft * self.bar.weight_plf
