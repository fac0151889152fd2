"""A mat of a footing: its bars both ways, and where they lie. Inches."""

from __future__ import annotations

from dataclasses import dataclass

from apex.report.detail.bar import Bars

SIDE_COVER_IN = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mat:
    """Bars both ways: `along` run along the face (x), `normal` across it; the outer ones lie next to the cover."""

    along: Bars
    normal: Bars
    cover_in: float
    along_outside: bool = True

    @property
    def along_level(self) -> float:
        """From the face of the concrete to the middle of the bars along x."""
        inside = 0.0 if self.along_outside else self.normal.diameter_in
        return self.cover_in + inside + self.along.diameter_in / 2.0

    @property
    def normal_level(self) -> float:
        inside = self.along.diameter_in if self.along_outside else 0.0
        return self.cover_in + inside + self.normal.diameter_in / 2.0


def spaced(bars: Bars, across_in: float) -> list[float]:
    """Centers of equal bars across a side, `SIDE_COVER_IN` clear of its ends."""
    half = across_in / 2 - SIDE_COVER_IN - bars.diameter_in / 2
    if bars.count == 1:
        return [0.0]
    return [-half + k * 2 * half / (bars.count - 1) for k in range(bars.count)]


def spacing_in(bars: Bars, across_in: float) -> float:
    places = spaced(bars, across_in)
    return places[1] - places[0] if len(places) > 1 else 0.0


def first_gap(places: list[float]) -> float:
    """The middle between the first two of several places."""
    return sum(places[:2]) / len(places[:2])
