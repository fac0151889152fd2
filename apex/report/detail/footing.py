"""A spread footing: plan with its bars, section with mats, cover and dowels. Inches, grade at 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apex.report.detail.bar import Bars, TieBars
from apex.report.detail.mat import SIDE_COVER_IN, Mat, first_gap, spaced, spacing_in
from apex.report.detail.onplate import PlateOnPier, plate_dimension, plate_from_above, plate_notes, plate_shapes
from apex.report.view import (
    SQUARE,
    Dimension,
    Disk,
    Note,
    Point,
    Shape,
    Side,
    Stroke,
    View,
    concrete_call,
    front_note,
    grade_line,
    rectangle,
    segment,
    show_inches,
)

SAME = 1e-9
DEEP_90 = 16.0
"""Bar diameters from the outside of a bar to the end of its hook of 90 degrees: bend and tail."""
TOP_COVER_IN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FootingDims:
    """A footing of `depth_in` from grade to its base, a pedestal up to grade, and the column on it."""

    width_in: float
    length_in: float
    thickness_in: float
    depth_in: float
    fc_psi: float
    existing: bool = False
    bottom: Mat | None = None
    top: Mat | None = None
    pedestal_width_in: float | None = None
    pedestal_length_in: float | None = None
    dowels: Bars | None = None
    """Vertical bars of the pedestal, hooked into the footing; `dowel_edge_in`: from its face to their centers."""
    dowel_edge_in: float = SIDE_COVER_IN
    dowels_inward: bool = False
    """Whether their hooks in the footing turn toward the middle of the pedestal."""
    ties: TieBars | None = None
    column: str = ""
    column_width_in: float = 0.0
    column_depth_in: float = 0.0
    plate: PlateOnPier | None = None

    @property
    def soil_in(self) -> float:
        return self.depth_in - self.thickness_in

    @property
    def square_pedestal(self) -> bool:
        return self.pedestal is not None and self.pedestal[0] == self.pedestal[1]

    @property
    def pedestal(self) -> tuple[float, float] | None:
        if self.pedestal_width_in is None or self.pedestal_length_in is None:
            return None
        return self.pedestal_width_in, self.pedestal_length_in


def hook_turn(f: FootingDims, bars: Bars) -> int:
    """Degrees of the hooks of a mat's bars: 90 where their tails fit into the footing, else 180; 0 without hooks."""
    if not bars.hooked:
        return 0
    return 90 if f.thickness_in - SIDE_COVER_IN - TOP_COVER_IN >= DEEP_90 * bars.diameter_in else 180


def hook(f: FootingDims, bars: Bars, inward: float) -> tuple[Point, ...]:
    """From the end of a straight bar at 0, 0 on: along it (x, out of the footing) and off its face (y), to its tail.

    ACI 318 Table 25.3.1: bends of 6 d_b inside, tails of 12 d_b, and of 4 d_b or 2 1/2 in. where turned back.
    """
    d_b, turn = bars.diameter_in, hook_turn(f, bars)
    if turn == 0:
        return ()
    if turn == 90:
        return ((0.0, inward * (DEEP_90 - 0.5) * d_b),)
    high = inward * 7.0 * d_b
    return (0.0, high), (-3.5 * d_b - max(4.0 * d_b, 2.5), high)


def footing_plan(f: FootingDims) -> View:
    """The footing from above with the bars of its bottom mat."""
    x, y = f.width_in / 2, f.length_in / 2
    shapes: list[Shape] = [rectangle(-x, -y, x, y, "outline", tint=0.06, title="Footing")]
    notes = []
    if f.bottom:
        shapes += _grid(f, f.bottom)
        rows, files = spaced(f.bottom.along, f.length_in), spaced(f.bottom.normal, f.width_in)
        # Each is pointed at between two bars of the other way, the one along the face from beside it.
        along = (first_gap(files[::-1]), rows[-2] if len(rows) > 2 else rows[-1])
        rise = along[1] + spacing_in(f.bottom.along, f.length_in) / 2
        notes.append(_call(f.bottom.along, f.length_in, "ALONG, BOTTOM", f, along, rise))
        notes.append(_call(f.bottom.normal, f.width_in, "ACROSS, BOTTOM", f, (files[-1], first_gap(rows))))
    dimensions = [_inches("footing width", "x", -x, x, "bottom", -y), _inches("footing length", "y", -y, y, "left", -x)]
    if f.pedestal:
        w, n = f.pedestal[0] / 2, f.pedestal[1] / 2
        shapes.append(rectangle(-w, -n, w, n, "outline", tint=0.12, title="Pedestal"))
        dimensions.append(_inches("pedestal width", "x", -w, w, "top", n))
        dimensions.append(_inches("pedestal length", "y", -n, n, "left", -w))
    if f.top:
        notes.append(Note(("TOP MAT: SEE SECTION",), (x, y * 0.3), "none"))
    if f.plate:
        shapes += plate_from_above(f.plate)
    if f.column:
        notes.append(_column_note(f))
    notes.append(front_note(x, -y))
    return View(key="footing-plan", name="Footing plan", unit="in", shapes=tuple(shapes),
                dimensions=tuple(dimensions), notes=tuple(notes))  # fmt: skip


def _column_note(f: FootingDims) -> Note:
    """Led away between two bars: on one of them its leader would not be seen."""
    rows = spaced(f.bottom.along, f.length_in) if f.bottom else []
    between = first_gap([r for r in rows if r > -SAME]) if len(rows) % 2 else 0.0
    if f.plate is None:
        return Note((f.column,), (0.0, 0.0), "dot", leave=between)
    at = (f.plate.width_in / 2, min(between, 0.3 * f.plate.length_in))
    return Note((f.column, "ON ITS BASE PLATE"), at, leave=between)


def _grid(f: FootingDims, mat: Mat) -> Iterator[Shape]:
    x, y = f.width_in / 2 - SIDE_COVER_IN, f.length_in / 2 - SIDE_COVER_IN
    for at in spaced(mat.along, f.length_in):
        yield segment(-x, at, x, at, "rebar")
    for at in spaced(mat.normal, f.width_in):
        yield segment(at, -y, at, y, "rebar")


def _inches(what: str, axis: str, start: float, end: float, side: str, reach: float, suffix: str = "") -> Dimension:
    if axis == "x":
        at: Side = "top" if side == "top" else "bottom"
        return Dimension(what, "x", start, end, at, reach, form="feet of inches", suffix=suffix)
    return Dimension(what, "y", start, end, "left", reach, form="feet of inches")


def _call(bars: Bars, across_in: float, where: str, f: FootingDims, at: Point, leave: float | None = None) -> Note:
    spacing = spacing_in(bars, across_in)
    each = f" @ {show_inches(spacing)} O.C." if spacing else ""
    return Note((f"({bars.count}) #{bars.size}{each}", where + _hooks(f, bars)), at, leave=leave)


def footing_section(f: FootingDims) -> View:
    """The cut seen from the front."""
    return View(
        key="footing-section",
        name="Footing section",
        unit="in",
        shapes=tuple(_shapes(f)),
        dimensions=tuple(_dimensions(f)),
        notes=tuple(_notes(f)),
    )


def _shapes(f: FootingDims) -> Iterator[Shape]:
    x, low, high = f.width_in / 2, -f.depth_in, -f.soil_in
    yield rectangle(-x, low, x, high, "outline", tint=0.08, title="Footing")
    gap = x * 0.2
    if f.pedestal:
        gap = f.pedestal[0] / 2
        if f.soil_in > SAME:
            yield rectangle(-gap, high, gap, 0.0, "outline", tint=0.08, title="Pedestal")
    yield from grade_line(-x * 1.15, x * 1.15, [(-gap, gap)] if f.soil_in > SAME else [(-x, x)])
    if f.bottom:
        yield from _mat(f, f.bottom, low, 1.0)
    if f.top:
        yield from _mat(f, f.top, high, -1.0)
    if f.dowels and f.pedestal:
        yield from _dowels(f, f.dowels, gap)
    if f.plate:
        yield from plate_shapes(f.plate, _stand(f), 0.35 * f.depth_in)
    elif f.column:
        half, base = f.column_width_in / 2, _stand(f)
        yield rectangle(-half, base, half, max(base, 0.0) + 0.35 * f.depth_in, "outline", tint=0.18, title=f.column)


def _stand(f: FootingDims) -> float:
    """The top of the concrete under the support."""
    return 0.0 if f.pedestal else -f.soil_in


def _mat(f: FootingDims, mat: Mat, face: float, inward: float) -> Iterator[Shape]:
    """The bars of a mat, from the face of the concrete inward."""
    x = f.width_in / 2 - SIDE_COVER_IN
    level = face + inward * mat.along_level
    tail = hook(f, mat.along, inward)
    left, right = ([(side * (x + dx), level + dy) for dx, dy in tail] for side in (-1.0, 1.0))
    yield Stroke((*left[::-1], (-x, level), (x, level), *right), "rebar")
    for at in spaced(mat.normal, f.width_in):
        yield Disk(at, face + inward * mat.normal_level, mat.normal.diameter_in / 2, "rebar", solid=True)


def _dowels(f: FootingDims, dowels: Bars, half: float) -> Iterator[Shape]:
    """The outer ones, hooked on the bottom mat, and the ties around them."""
    foot = -f.depth_in + dowels.diameter_in / 2
    if f.bottom:
        foot += f.bottom.cover_in + f.bottom.along.diameter_in + f.bottom.normal.diameter_in
    x, tail = half - f.dowel_edge_in, (-12 if f.dowels_inward else 12) * dowels.diameter_in
    for side in (-1.0, 1.0):
        bar = ((side * x, -TOP_COVER_IN), (side * x, foot), (side * (x + tail), foot))
        over = ((side * (x - min(abs(tail), x)), -TOP_COVER_IN),) if dowels.hooked else ()
        yield Stroke((*over, *bar), "rebar")
    if f.ties:
        reach = x + dowels.diameter_in / 2 + f.ties.diameter_in / 2
        for level in _tie_levels(f):
            yield segment(-reach, level, reach, level, "rebar")


def _tie_levels(f: FootingDims) -> list[float]:
    return f.ties.levels(0.0, -f.soil_in) if f.ties else []


def _dimensions(f: FootingDims) -> Iterator[Dimension]:
    x, low, high = f.width_in / 2, -f.depth_in, -f.soil_in
    yield _inches("footing thickness", "y", low, high, "left", -x)
    if f.soil_in > SAME:
        yield _inches("soil over the footing", "y", high, 0.0, "left", -x)
        yield _inches("footing depth", "y", low, 0.0, "left", -x)
    at = -x + SIDE_COVER_IN
    if f.bottom:
        level = low + f.bottom.cover_in
        yield Dimension("bottom cover", "y", low, level, "left", at, form="inches", suffix=" CLR.")
    if f.top:
        yield Dimension("top cover", "y", high - f.top.cover_in, high, "left", at, form="inches", suffix=" CLR.")
    yield _inches("footing width", "x", -x, x, "bottom", low)
    if f.pedestal:
        half = f.pedestal[0] / 2
        yield _inches("pedestal width", "x", -half, half, "bottom", high, SQUARE if f.square_pedestal else "")
    if f.plate:
        yield plate_dimension(f.plate, _stand(f))


def _notes(f: FootingDims) -> Iterator[Note]:
    x, low, high = f.width_in / 2, -f.depth_in, -f.soil_in
    if f.soil_in > SAME:
        yield Note(("GRADE",), (x * 1.15, 0.0))
    if f.plate:
        yield from plate_notes(f.plate, _stand(f), 0.35 * f.depth_in, _tie_levels(f))
    elif f.column:
        yield Note((f.column,), (f.column_width_in / 2, (0.0 if f.pedestal else max(high, 0.0)) + 0.2 * f.depth_in))
    if f.top:
        yield Note(_rows(f, f.top, "TOP"), (x - SIDE_COVER_IN, high - f.top.along_level))
    if f.bottom:
        yield Note(_rows(f, f.bottom, "BOTTOM"), (x - SIDE_COVER_IN, low + f.bottom.along_level))
    if f.dowels and f.pedestal:
        at = f.pedestal[0] / 2 - f.dowel_edge_in
        hooks = "HOOKED AT BOTH ENDS" if f.dowels.hooked else "HOOKED IN THE FOOTING"
        hooks += ", INWARD" if f.dowels_inward else ""
        yield Note((f.dowels.call("PEDESTAL BARS"), hooks), (at, high * 0.35))
        if f.ties and (levels := _tie_levels(f)):
            yield Note(f.ties.call, (at, levels[len(levels) * 2 // 3]))
    yield Note(concrete_call(f.fc_psi, existing=f.existing), (x * 0.9, (low + high) / 2), "dot")


def _rows(f: FootingDims, mat: Mat, where: str) -> tuple[str, str]:
    return _row(f, f"{where}, ALONG", mat.along, f.length_in), _row(f, f"{where}, ACROSS", mat.normal, f.width_in)


def _row(f: FootingDims, where: str, bars: Bars, across_in: float) -> str:
    spacing = spacing_in(bars, across_in)
    each = f" @ {show_inches(spacing)}" if spacing else ""
    return f"({bars.count}) #{bars.size}{each} {where}{_hooks(f, bars)}"


def _hooks(f: FootingDims, bars: Bars) -> str:
    turn = hook_turn(f, bars)
    return f", {turn}° HOOK EACH END" if turn else ""
