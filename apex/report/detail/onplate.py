"""A support on its base plate as the section through a pier or a footing shows it. Inches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from apex.report.view import Dimension, Disk, Note, Point, Shape, rectangle, show_inches

SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateOnPier:
    """A base plate on top; `points`: its rods from its middle, `projection_in`: their height over the concrete."""

    section: str
    column_width_in: float
    width_in: float
    length_in: float
    thickness_in: float
    gap_in: float
    points: tuple[Point, ...]
    rod_diameter_in: float
    embedment_in: float
    projection_in: float | None = None
    grouted: bool = True
    served: bool = False
    """Whether bars beside the rods carry their tension."""

    @property
    def rod_call(self) -> str:
        return f"({len(self.points)}) {show_inches(self.rod_diameter_in)} RODS"

    @property
    def rods_in(self) -> tuple[float, ...]:
        """Their places across."""
        return tuple(sorted({round(x, 6) for x, _ in self.points}))

    @property
    def stand_in(self) -> float:
        return self.gap_in + self.thickness_in

    @property
    def rod_top_in(self) -> float:
        """Over the concrete; where nobody says it, enough for a nut."""
        return self.stand_in + 1.5 * self.rod_diameter_in if self.projection_in is None else self.projection_in


def plate_from_above(p: PlateOnPier) -> Iterator[Shape]:
    """Plate and rods in a plan whose middle they stand on."""
    half_x, half_y = p.width_in / 2, p.length_in / 2
    yield rectangle(-half_x, -half_y, half_x, half_y, "outline", tint=0.3, title="Base plate")
    for x, y in p.points:
        yield Disk(x, y, p.rod_diameter_in / 2, "thin", title="Anchor rod")


def rods_across(p: PlateOnPier) -> Iterator[Shape]:
    """The rods in a cut through the concrete, and the plate over it."""
    half_x, half_y = p.width_in / 2, p.length_in / 2
    yield rectangle(-half_x, -half_y, half_x, half_y, "hidden", title="Base plate")
    for x, y in p.points:
        yield Disk(x, y, p.rod_diameter_in / 2, "thin", title="Anchor rod")


def rod_note(p: PlateOnPier) -> Note:
    """Bars that serve the rods do so where they stand: the cage is not turned."""
    x, y = max(p.points, key=lambda at: (round(at[0] + at[1], 6), at[0]))
    words = ("SET CAGE TO RODS", "AS SHOWN") if p.served else ()
    return Note((p.rod_call, *words), (x + p.rod_diameter_in / 2, y))


def plate_shapes(p: PlateOnPier, top: float, stub: float) -> Iterator[Shape]:
    """Rods, grout, plate and `stub` of the support over the concrete's top."""
    base, half, r = top + p.gap_in, p.width_in / 2, p.rod_diameter_in / 2
    foot, high = top - p.embedment_in, top + p.stand_in
    for x in p.rods_in:
        yield rectangle(x - r, foot, x + r, top + p.rod_top_in, "thin", tint=0.3, title="Anchor rod")
        yield rectangle(x - 3 * r, foot - 2 * r, x + 3 * r, foot, "thin", tint=0.3)
    if p.gap_in > SAME and p.grouted:
        yield rectangle(-half, top, half, base, "thin")
    yield rectangle(-half, base, half, high, "outline", tint=0.3, title="Base plate")
    column = p.column_width_in / 2
    yield rectangle(-column, high, column, high + stub, "outline", tint=0.18, title=p.section)


def plate_dimension(p: PlateOnPier, top: float) -> Dimension:
    at = min(p.rods_in)
    return Dimension("rod embedment", "y", top - p.embedment_in, top, "left", at, form="inches", suffix=" EMBED.")


def plate_notes(p: PlateOnPier, top: float, stub: float, ties: Sequence[float]) -> Iterator[Note]:
    """`ties`: their levels, between which the rods are pointed at."""
    yield Note((p.section,), (p.column_width_in / 2, top + stub * 0.7))
    words = ("BASE PLATE: SEE ITS", "PLAN AND SECTION")
    yield Note(words, (p.width_in / 2, top + p.gap_in + p.thickness_in / 2))
    rod = max(p.rods_in) + p.rod_diameter_in / 2
    yield Note((p.rod_call,), (rod, _between(ties, top - p.embedment_in, top)))


def _between(ties: Sequence[float], low: float, high: float) -> float:
    """The middle of the highest wide gap that ties leave along the rods."""
    places = [high, *sorted((t for t in ties if low < t < high), reverse=True), low]
    return max(((a + b) / 2 for a, b in pairwise(places) if a - b > 0.7 * _widest(places)), default=(low + high) / 2)


def _widest(places: Sequence[float]) -> float:
    return max(a - b for a, b in pairwise(places))
