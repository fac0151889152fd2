"""A pier cut open: cage, post or base plate, grade, water, the layer that is not counted. Inches, grade at 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apex.report.detail.bar import Cage
from apex.report.detail.onplate import (
    PlateOnPier,
    plate_dimension,
    plate_notes,
    plate_shapes,
    rod_note,
    rods_across,
)
from apex.report.detail.shape import SLAB_FT
from apex.report.view import (
    DIAMETER,
    SQUARE,
    Dimension,
    Disk,
    Note,
    Shape,
    Stroke,
    View,
    concrete_call,
    front_note,
    grade_line,
    rectangle,
    segment,
)
from apex.schema.length import show_feet

BOTTOM_COVER_IN = 3.0
SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleInPier:
    """A post set into the concrete."""

    section: str
    width_in: float
    embedment_in: float
    depth_in: float | None = None
    """Normal to the face; None where the post is round."""
    taken: bool = False
    """Whether the embedment is one that nobody gave, of a post that stands already."""
    existing: bool = False

    @property
    def call(self) -> str:
        return f"EXISTING {self.section}" if self.existing else self.section


@dataclass(frozen=True, slots=True, kw_only=True)
class PierDims:
    """A pier with what stands in or on it. `top_in`: its top above grade."""

    round: bool
    width_in: float
    length_in: float
    depth_in: float
    fc_psi: float
    top_in: float = 0.0
    cage: Cage | None = None
    neglected_in: float = 0.0
    water_in: float | None = None
    pole: PoleInPier | None = None
    plate: PlateOnPier | None = None
    existing: bool = False
    slab: bool = False
    """Whether a rigid slab at grade holds it, by others: drawn without a thickness of its own."""
    slab_kip: tuple[float, ...] = ()
    """What it must resist: at allowable stress level, and at strength level."""

    @property
    def square(self) -> bool:
        return not self.round and self.width_in == self.length_in


def pier_section(p: PierDims) -> View:
    """The section seen from the front."""
    return View(
        key="pier-section",
        name="Section through pier",
        unit="in",
        least_wide=56.0,
        shapes=tuple(_shapes(p)),
        dimensions=tuple(_dimensions(p)),
        notes=tuple(_notes(p)),
    )


def pier_cross_section(p: PierDims) -> View:
    """The cut across, with the bars in their places."""
    half_x, half_y = p.width_in / 2, p.length_in / 2
    shapes: list[Shape] = [
        Disk(0.0, 0.0, half_x, "outline", 0.08)
        if p.round
        else rectangle(-half_x, -half_y, half_x, half_y, "outline", tint=0.08)
    ]
    notes: list[Note] = []
    cover: list[Dimension] = []
    if p.pole:
        side = p.pole.width_in / 2
        deep = p.pole.depth_in
        shapes.append(
            Disk(0.0, 0.0, side, "hidden", title=p.pole.section)
            if deep is None
            else rectangle(-side, -deep / 2, side, deep / 2, "hidden", title=p.pole.section)
        )
        notes.append(Note((p.pole.section,), (side * 0.7071, -side * 0.7071) if deep is None else (side, -deep / 4)))
    if p.plate:
        shapes += rods_across(p.plate)
        notes.append(rod_note(p.plate))
    if p.cage:
        shapes += _cage_across(p, p.cage)
        x, y = max(p.cage.places(p.width_in, p.length_in, round_pier=p.round), key=lambda at: (at[0], at[1]))
        notes.append(Note((p.cage.bars.call("VERT,"), _places(p, p.cage)), (x, y)))
        if p.cage.ties:
            side = p.cage.tie_half(p.width_in)
            at = (side * 0.5, -side * 0.75**0.5) if p.round else (side / 3, -p.cage.tie_half(p.length_in))
            notes.append(Note(p.cage.ties.call, at))
        notes += _crosstie_notes(p, p.cage)
        outer = -half_x + p.cage.cover_in
        cover = [Dimension("cover", "x", -half_x, outer, "bottom", 0.0, form="inches", suffix=" CLR.")]
    mark = DIAMETER if p.round else ""
    across = [
        Dimension("pier width", "x", -half_x, half_x, "top", 0.0 if p.round else half_y, mark, form="feet of inches",
                  suffix=SQUARE if p.square else "")
    ]  # fmt: skip
    if not p.round or p.plate:
        notes.append(front_note(half_x, -half_y))
    if not p.round and not p.square:
        across.append(Dimension("pier length", "y", -half_y, half_y, "left", -half_x, form="feet of inches"))
    return View(
        key="pier-cross-section", name="Cross section of the pier", unit="in", shapes=tuple(shapes),
        dimensions=(*across, *cover), notes=tuple(notes),
    )  # fmt: skip


def _places(p: PierDims, cage: Cage) -> str:
    """Where the bars stand: on a circle, or in a rectangle."""
    if p.round:
        return "EVENLY SPACED"
    return "AT THE CORNERS" if cage.bars.count == 4 else "AT CORNERS, EVENLY BETWEEN"


def _cage_across(p: PierDims, cage: Cage) -> Iterator[Shape]:
    if cage.ties:
        x, y = cage.tie_half(p.width_in), cage.tie_half(p.length_in)
        yield Disk(0.0, 0.0, x, "rebar") if p.round else rectangle(-x, -y, x, y, "rebar")
        for points in cage.crossties(p.width_in, p.length_in):
            yield Stroke(points, "rebar", title="Crosstie")
    for x, y in cage.places(p.width_in, p.length_in, round_pier=p.round):
        yield Disk(x, y, cage.bars.diameter_in / 2, "rebar", solid=True)


def _crosstie_notes(p: PierDims, cage: Cage) -> Iterator[Note]:
    """Named where one of them is straight and near the right side."""
    drawn = cage.crossties(p.width_in, p.length_in)
    if drawn:
        (x0, y0), (x1, y1) = max(drawn, key=lambda points: points[2][0] + points[3][0])[2:4]
        part = 0.25 if x0 == x1 else 0.75
        yield Note(cage.crosstie_call, (x0 + part * (x1 - x0), y0 + part * (y1 - y0)))


def _shapes(p: PierDims) -> Iterator[Shape]:
    half = p.width_in / 2
    out = _out(p)
    yield rectangle(-half, -p.depth_in, half, p.top_in, "outline", tint=0.08, title="Concrete pier")
    tick = (p.width_in + 2 * out) / 40
    if p.slab:
        for start in (-half - out, half):
            yield rectangle(start, -12.0 * SLAB_FT, start + out, 0.0, "outline", tint=0.16, title="Slab")
    else:
        yield from grade_line(-half - out, half + out, [(-half, half)], tick)
    for level in (p.neglected_in, p.water_in or 0.0):
        if level > SAME:
            yield segment(-half - out, -level, -half, -level, "hidden")
            yield segment(half, -level, half + out, -level, "hidden")
    if p.cage:
        yield from _cage(p, p.cage)
    if p.pole:
        yield from _pole(p, p.pole)
    if p.plate:
        yield from plate_shapes(p.plate, p.top_in, _stub(p))
    yield segment(0.0, -p.depth_in - 6.0, 0.0, p.top_in + _stub(p), "center")


def _out(p: PierDims) -> float:
    """How far the ground is drawn beside the pier."""
    return min(max(p.width_in * 0.5, 14.0), 40.0)


def _stub(p: PierDims) -> float:
    """How much of the post is shown above the pier."""
    return max(0.6 * p.width_in, 18.0)


def _cage(p: PierDims, cage: Cage) -> Iterator[Shape]:
    low, high = -p.depth_in + BOTTOM_COVER_IN, p.top_in - cage.cover_in
    for x in sorted({round(x, 6) for x, _ in cage.places(p.width_in, p.length_in, round_pier=p.round)}):
        yield segment(x, low, x, high, "rebar")
    if cage.hooked:
        x, tail = cage.bar_half(p.width_in), min(12.0 * cage.bars.diameter_in, cage.bar_half(p.width_in))
        yield segment(-x, high, -x + tail, high, "rebar")
        yield segment(x, high, x - tail, high, "rebar")
    if cage.ties:
        side = cage.tie_half(p.width_in)
        for level in _tie_levels(p):
            yield segment(-side, level, side, level, "rebar")


def _pole(p: PierDims, pole: PoleInPier) -> Iterator[Shape]:
    half, foot = pole.width_in / 2, p.top_in - pole.embedment_in
    yield rectangle(-half, foot, half, p.top_in, "hidden")
    yield rectangle(-half, p.top_in, half, p.top_in + _stub(p), "outline", tint=0.18)


def _dimensions(p: PierDims) -> Iterator[Dimension]:
    half = p.width_in / 2
    yield _deep("pier depth", -p.depth_in, 0.0, -half)
    if p.top_in > SAME:
        yield _deep("top above grade", 0.0, p.top_in, -half)
    if p.neglected_in > SAME:
        yield _deep("neglected layer", -p.neglected_in, 0.0, -half)
    if p.water_in is not None and p.water_in > SAME:
        yield _deep("water table", -p.water_in, 0.0, -half)
    if p.pole:
        yield _deep("pole embedment", p.top_in - p.pole.embedment_in, p.top_in, -p.pole.width_in / 2)
    if p.plate:
        yield plate_dimension(p.plate, p.top_in)
    mark = DIAMETER if p.round else ""
    words = SQUARE if p.square else ""
    yield Dimension("pier width", "x", -half, half, "bottom", -p.depth_in, mark, form="feet of inches", suffix=words)
    if p.cage:
        outer = -half + p.cage.cover_in
        yield Dimension("cover", "x", -half, outer, "bottom", -p.depth_in, form="inches", suffix=" CLR.")


def _deep(what: str, low: float, high: float, reach: float) -> Dimension:
    return Dimension(what, "y", low, high, "left", reach, form="feet of inches")


def _notes(p: PierDims) -> Iterator[Note]:
    half = p.width_in / 2
    out = half + _out(p)
    yield Note(("GRADE",), (out, 0.0))
    if p.slab:
        forces = zip(p.slab_kip, ("ASD", "LRFD"), strict=False)
        said = ", ".join(f"{kip:,.2f} KIP ({level})" for kip, level in forces)
        words = ("RIGID SLAB HOLDS THE PIER,", "BY OTHERS, VERIFY", *((f"FOR {said}",) if said else ()))
        yield Note(words, (half + _out(p) / 2, -6.0 * SLAB_FT), "dot")
    if p.pole:
        deep = show_feet(p.pole.embedment_in / 12)
        held = (f"TAKEN AS EMBEDDED {deep},", "VERIFY ON SITE") if p.pole.taken else (f"EMBEDDED {deep}",)
        yield Note((p.pole.call, *held), (p.pole.width_in / 2, p.top_in + _stub(p) * 0.6))
    if p.plate:
        yield from plate_notes(p.plate, p.top_in, _stub(p), _tie_levels(p))
    if p.neglected_in > SAME:
        yield Note(("LAYER NOT COUNTED IN", "LATERAL BEARING"), (half + _out(p) / 2, -p.neglected_in / 2), "dot")
    if p.water_in is not None and p.water_in > SAME:
        yield Note(("WATER TABLE",), (out, -p.water_in))
    yield Note(concrete_call(p.fc_psi, existing=p.existing), (half * 0.92, -p.depth_in * 0.93), "dot")
    if p.cage:
        yield from _cage_notes(p, p.cage)


def _tie_levels(p: PierDims) -> list[float]:
    ties = p.cage.ties if p.cage else None
    return ties.levels(p.top_in, -p.depth_in + BOTTOM_COVER_IN) if ties else []


def _cage_notes(p: PierDims, cage: Cage) -> Iterator[Note]:
    where = "VERT, HOOKED AT TOP" if cage.hooked else "VERT"
    yield Note((cage.bars.call(where),), (cage.bar_half(p.width_in), -p.depth_in * 0.8))
    if cage.ties:
        levels = _tie_levels(p)
        if levels:
            side = cage.tie_half(p.width_in)
            yield Note(cage.ties.call + cage.crosstie_call[:1], (side, levels[len(levels) * 3 // 5]))
