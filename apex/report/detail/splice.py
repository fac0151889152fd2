"""A splice of a stepped post: a cap plate between two lengths, a fillet on both. Inches, the plate's foot at 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apex.report.view import Dimension, Note, Shape, Stroke, View, Weld, rectangle, section_lines, segment, show_inches
from apex.schema.length import show_feet


@dataclass(frozen=True, slots=True, kw_only=True)
class SpliceDims:
    """Lower and upper length as wide as the front shows them; `height_ft`: the top of the lower one above grade."""

    lower: str
    upper: str
    lower_width_in: float
    upper_width_in: float
    plate_in: float
    thickness_in: float
    weld_lower: Weld
    weld_upper: Weld
    height_ft: float
    round_plate: bool = False
    steel: str = ""


def splice(s: SpliceDims) -> View:
    """The splice seen from the front."""
    return View(
        key="splice",
        name=f"Splice at {show_feet(s.height_ft)}",
        unit="in",
        shapes=tuple(_shapes(s)),
        dimensions=tuple(_dimensions(s)),
        notes=tuple(_notes(s)),
    )


def _run(s: SpliceDims) -> float:
    """How much of each length is shown."""
    return 0.9 * max(s.plate_in, s.lower_width_in)


def _shapes(s: SpliceDims) -> Iterator[Shape]:
    run, plate = _run(s), s.plate_in / 2
    low, high = s.lower_width_in / 2, s.upper_width_in / 2
    yield rectangle(-low, -run, low, 0.0, "outline", tint=0.18, title=s.lower)
    yield rectangle(-high, s.thickness_in, high, s.thickness_in + run, "outline", tint=0.18, title=s.upper)
    yield rectangle(-plate, 0.0, plate, s.thickness_in, "outline", title="Cap plate")
    yield from section_lines(-plate, 0.0, plate, s.thickness_in, max(s.thickness_in / 3, s.plate_in / 40))
    for side in (-1.0, 1.0):
        x, leg = side * low, side * s.weld_lower.leg_in
        yield Stroke(((x, 0.0), (x + leg, 0.0), (x, -s.weld_lower.leg_in)), "thin", closed=True, solid=True)
        x, leg = side * high, side * s.weld_upper.leg_in
        top = s.thickness_in
        yield Stroke(((x, top), (x + leg, top), (x, top + s.weld_upper.leg_in)), "thin", closed=True, solid=True)
    yield segment(0.0, -1.05 * run, 0.0, s.thickness_in + 1.05 * run, "center")


def _dimensions(s: SpliceDims) -> Iterator[Dimension]:
    run, plate = _run(s), s.plate_in / 2
    yield Dimension("plate thickness", "y", 0.0, s.thickness_in, "left", -plate, form="inches")
    yield Dimension("plate width", "x", -plate, plate, "bottom", 0.0, form="inches")
    half = s.lower_width_in / 2
    yield Dimension("lower width", "x", -half, half, "bottom", -run, form="inches")
    half = s.upper_width_in / 2
    yield Dimension("upper width", "x", -half, half, "top", s.thickness_in + run, form="inches")


def _notes(s: SpliceDims) -> Iterator[Note]:
    run, plate = _run(s), s.plate_in / 2
    yield Note((s.upper,), (s.upper_width_in / 2, s.thickness_in + 0.75 * run))
    yield Note(
        (),
        (s.upper_width_in / 2 + s.weld_upper.leg_in / 2, s.thickness_in + s.weld_upper.leg_in / 2),
        weld=s.weld_upper,
    )
    shape = f"{show_inches(s.thickness_in)} CAP PLATE"
    yield Note((shape, *([s.steel] if s.steel else [])), (plate, s.thickness_in / 2))
    yield Note((), (s.lower_width_in / 2 + s.weld_lower.leg_in / 2, -s.weld_lower.leg_in / 2), weld=s.weld_lower)
    yield Note((s.lower,), (s.lower_width_in / 2, -0.75 * run))
