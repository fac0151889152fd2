"""The section through a base plate: plate, grout or open gap, nuts, rods with their heads. Inches."""

from __future__ import annotations

from collections.abc import Iterator

from apex.report.detail.baseplate import BasePlateDims
from apex.report.view import (
    Dimension,
    Note,
    Shape,
    Stroke,
    View,
    break_line,
    concrete_call,
    rectangle,
    section_lines,
    segment,
    show_inches,
)

SAME = 1e-9
WASHER = 0.25
MOST_RODS = 8


def baseplate_section(b: BasePlateDims) -> View:
    """The cut through plate and rods, the top of the concrete at 0."""
    return View(
        key="baseplate-section",
        name="Base plate section",
        unit="in",
        shapes=tuple(_shapes(b)),
        dimensions=tuple(_dimensions(b)),
        notes=tuple(_notes(b)),
    )


def _top(b: BasePlateDims) -> float:
    return b.stand_in


def _washer(b: BasePlateDims) -> float:
    return b.washer_thickness_in or WASHER


def _stick(b: BasePlateDims) -> float:
    """The rod above the plate, as given or enough for washer and nut."""
    if b.projection_in is not None:
        return max(b.projection_in - b.stand_in, 0.0)
    return _washer(b) + 1.5 * b.rod_diameter_in


def _foot(b: BasePlateDims) -> float:
    """The lower end of the rods: below the nut at their head as far as their length says."""
    if b.rod_length_in is None:
        return -b.embedment_in
    return _top(b) + _stick(b) - b.rod_length_in


def _column(b: BasePlateDims) -> float:
    return max(0.35 * b.width_in, 2.0 * _stick(b))


def _bottom(b: BasePlateDims) -> float:
    return min(_foot(b), -b.embedment_in) - (max(0.15 * b.embedment_in, 3.0 * b.rod_diameter_in))


def _half(b: BasePlateDims) -> tuple[float, bool]:
    """Half the concrete that is drawn, and whether it is cut off there."""
    drawn = 0.72 * b.width_in
    size = b.concrete_in
    if size is not None and size[0] / 2 <= drawn:
        return size[0] / 2, False
    return drawn, True


def _shapes(b: BasePlateDims) -> Iterator[Shape]:
    half, top = b.width_in / 2, _top(b)
    yield from _concrete(b)
    if b.gap_in > SAME and b.grouted:
        yield rectangle(-half, 0.0, half, b.gap_in, "thin", tint=0.22, title="Grout")
    yield rectangle(-half, b.gap_in, half, top, "outline", title="Base plate")
    yield from section_lines(-half, b.gap_in, half, top, max(b.thickness_in / 3, b.width_in / 40))
    yield from _walls(b)
    for x, full in _rods(b):
        if full:
            yield from _rod(b, x)
        else:
            yield segment(x, -b.embedment_in, x, top + _stick(b), "center")
    yield segment(0.0, _bottom(b), 0.0, top + _column(b), "center")


def _concrete(b: BasePlateDims) -> Iterator[Shape]:
    half, cut = _half(b)
    low = _bottom(b)
    jag = half * 0.03
    yield rectangle(-half, low, half, 0.0, "hatch", tint=0.08, title="Concrete")
    yield segment(-half, 0.0, half, 0.0, "outline")
    for side in (-1.0, 1.0):
        x = side * half
        yield break_line((x, 0.0), (x, low), jag) if cut else segment(x, 0.0, x, low, "outline")
    yield break_line((-half, low), (half, low), jag)


def _walls(b: BasePlateDims) -> Iterator[Shape]:
    """A tube shows both walls cut, a W the face of a flange or its web and flanges."""
    c, low, high = b.column, _top(b), _top(b) + _column(b)
    x = c.width_in / 2
    yield rectangle(-x, low, x, high, "outline", tint=0.08, title=c.section)
    if c.kind == "wide_flange":
        inner = c.web_in / 2 if c.flanges_across else x - c.wall_in
        weight = "hidden" if c.flanges_across else "thin"
        for side in (-1.0, 1.0):
            yield Stroke(((side * inner, low), (side * inner, high)), "hidden" if weight == "hidden" else "thin")
    else:
        for side in (-1.0, 1.0):
            yield segment(side * (x - c.wall_in), low, side * (x - c.wall_in), high, "thin")
    leg = b.weld.leg_in
    for side in (-1.0, 1.0):
        corner = ((side * x, low), (side * (x + leg), low), (side * x, low + leg))
        yield Stroke(corner, "thin", closed=True, solid=True, title="Weld")


def _rods(b: BasePlateDims) -> list[tuple[float, bool]]:
    """Places of rods across; of many only the outer ones are drawn whole."""
    xs = sorted({round(x, 6) for x, _ in b.rods})
    return [(x, len(xs) <= MOST_RODS or x in (xs[0], xs[-1])) for x in xs]


def _rod(b: BasePlateDims, x: float) -> Iterator[Shape]:
    r, nut, top = b.rod_diameter_in / 2, b.nut_in / 2, _top(b)
    yield rectangle(
        x - r, min(_foot(b), -b.embedment_in), x + r, top + _stick(b), "thin", tint=0.35, title="Anchor rod"
    )
    washer, thick = b.washer_side_in / 2, _washer(b)
    yield rectangle(x - washer, top, x + washer, top + thick, "thin", tint=0.15, title="Washer")
    yield rectangle(x - nut, top + thick, x + nut, top + thick + 2 * r, "thin", tint=0.15, title="Nut")
    if not b.grouted and b.gap_in > SAME:
        high = min(2 * r, b.gap_in)
        yield rectangle(x - nut, b.gap_in - high, x + nut, b.gap_in, "thin", tint=0.15, title="Leveling nut")
    head = (b.head_width_in or b.nut_in) / 2
    foot = -b.embedment_in
    yield rectangle(x - head, foot - 2 * r, x + head, foot, "thin", tint=0.35, title="Head")


def _dimensions(b: BasePlateDims) -> Iterator[Dimension]:
    half = b.width_in / 2
    first = min(x for x, _ in b.rods)
    top = _top(b)
    yield Dimension("plate thickness", "y", b.gap_in, top, "left", -half, form="inches")
    if b.gap_in > SAME:
        yield Dimension("gap", "y", 0.0, b.gap_in, "left", -half, form="inches")
    yield Dimension(
        "rod embedment", "y", -b.embedment_in, 0.0, "left", first - b.nut_in / 2, form="inches", suffix=" EMBED."
    )
    reach = first - b.rod_diameter_in / 2
    if b.projection_in is not None:
        yield Dimension("rod projection", "y", 0.0, top + _stick(b), "left", reach, form="inches", suffix=" PROJ.")
    if b.rod_length_in is not None:
        high = top + _stick(b)
        yield Dimension("rod length", "y", _foot(b), high, "left", reach, form="inches", suffix=" ROD")


def _notes(b: BasePlateDims) -> Iterator[Note]:
    last, top, c = max(x for x, _ in b.rods), _top(b), b.column
    yield Note((c.section,), (c.width_in / 2, top + 0.85 * _column(b)))
    # Down to the joint between column and nuts: from the side the nuts would hide it.
    toe, over = c.width_in / 2 + b.weld.leg_in / 2, top + 1.2 * _stick(b)
    nuts = min((x - b.nut_in / 2 for x, _ in b.rods if x > c.width_in / 2), default=toe)
    turn = (max(toe, (c.width_in / 2 + nuts) / 2), over)
    yield Note((), (toe, top + b.weld.leg_in / 2), weld=b.weld, leave=over, turn=turn)
    yield Note(b.washer_call, (last + b.nut_in / 2, top + _washer(b) + b.rod_diameter_in / 2))
    if b.gap_in > SAME:
        words = "NON-SHRINK GROUT" if b.grouted else "LEVELING NUTS ON LIKE WASHERS, NO GROUT"
        yield Note((f"{show_inches(b.gap_in)} {words}",), (b.width_in / 2, b.gap_in / 2))
    yield Note(b.rod_words, (last + b.rod_diameter_in / 2, -0.45 * b.embedment_in))
    head = (b.head_width_in or b.nut_in) / 2
    words = "HEAVY HEX NUT AS HEAD" if b.head == "nut" else "PLATE AS HEAD"
    yield Note((words,), (last + head, -b.embedment_in - b.rod_diameter_in / 2))
    half, _ = _half(b)
    yield Note(concrete_call(b.fc_psi, existing=b.existing), (half * 0.94, _bottom(b) * 0.7), "dot")
