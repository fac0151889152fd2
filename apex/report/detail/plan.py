"""The plan at grade: posts, what holds them in the ground, the cabinets above. Feet, front at the bottom."""

from __future__ import annotations

from collections.abc import Iterator

from apex.report.detail.baseplate import wide_flange
from apex.report.detail.sign import Pad, Shaft, SignShape, Step
from apex.report.view import (
    DIAMETER,
    SQUARE,
    Dimension,
    Disk,
    Note,
    Point,
    Shape,
    Stroke,
    View,
    broken_outline,
    chain,
    rectangle,
    segment,
)
from apex.schema.length import show_feet

SAME = 1e-9
SLAB_SHOWN = 0.85
"""Of a slab by others, beyond the middle of a pier: in widths of the pier."""


def plan(sign: SignShape) -> View:
    """The plan of a sign."""
    return View(
        key="plan",
        name="Plan at grade",
        unit="ft",
        shapes=tuple(_shapes(sign)),
        dimensions=tuple(_dimensions(sign)),
        notes=tuple(_notes(sign)),
        largest=60.0,
    )


def _left(sign: SignShape) -> float:
    return min(f.rect.x for f in sign.faces)


def _right(sign: SignShape) -> float:
    return max(f.rect.right for f in sign.faces)


def _deepest(sign: SignShape) -> float:
    return max(f.depth_ft for f in sign.faces)


def _shapes(sign: SignShape) -> Iterator[Shape]:
    if (wide := _slab(sign)) is not None:
        yield from broken_outline(*wide)
    for x in sign.foundations_ft:
        yield from _foundation(sign, x)
    for x in sign.posts_ft:
        yield _post(sign.steps[0], x)
        for c in sign.covers:
            yield rectangle(x - c.width_ft / 2, -c.depth_ft / 2, x + c.width_ft / 2, c.depth_ft / 2, "thin")
    for left, right, deep in sorted({(f.rect.x, f.rect.right, f.depth_ft) for f in sign.faces}):
        yield rectangle(left, -deep / 2, right, deep / 2, "hidden", title="Cabinet above")
    low, high = _across(sign)
    reach = 0.06 * (high - low)
    yield segment(low - reach, 0.0, high + reach, 0.0, "center")
    tall = _tall(sign)
    for x in sorted({0.0, *sign.posts_ft, *(f.offset_ft for f in sign.faces)}):
        yield segment(x, -tall, x, tall, "center")


def _across(sign: SignShape) -> tuple[float, float]:
    half = _footprint(sign)[0] / 2
    return (
        min([_left(sign), *(x - half for x in sign.foundations_ft), *sign.posts_ft]),
        max([_right(sign), *(x + half for x in sign.foundations_ft), *sign.posts_ft]),
    )


def _footprint(sign: SignShape) -> tuple[float, float]:
    """Width and length of what is in the ground, of the post where nothing is."""
    if sign.below is None:
        return sign.steps[0].width_ft, sign.steps[0].depth_ft
    return sign.below.width_ft, sign.below.length_ft


def _depth(sign: SignShape) -> float:
    slab = _slab(sign)
    return max(
        _deepest(sign),
        _footprint(sign)[1],
        2 * slab[1] if slab else 0.0,
        *(c.depth_ft for c in sign.covers),
        sign.steps[0].depth_ft,
    )


def _slab(sign: SignShape) -> Point | None:
    """Half of what is drawn of a slab that holds the piers, across and along."""
    if not (isinstance(sign.below, Shaft) and sign.below.slab and sign.foundations_ft):
        return None
    beyond = SLAB_SHOWN * max(sign.below.width_ft, sign.below.length_ft)
    return sign.foundations_ft[-1] + beyond, beyond


def _tall(sign: SignShape) -> float:
    """Half of the height of the drawing: of a wide sign enough for leaders to part."""
    low, high = _across(sign)
    return max(1.25 * _depth(sign) / 2, 0.05 * (high - low))


def _post(step: Step, x: float) -> Shape:
    if step.round:
        return Disk(x, 0.0, step.width_ft / 2, "outline", 0.25, title=step.section)
    if step.flanged is not None:
        points = tuple((x + a / 12.0, b / 12.0) for a, b in wide_flange(step.flanged).points)
        return Stroke(points, "thin", closed=True, tint=0.4, title=step.section)
    half_x, half_y = step.width_ft / 2, step.depth_ft / 2
    return rectangle(x - half_x, -half_y, x + half_x, half_y, "outline", tint=0.25, title=step.section)


def _foundation(sign: SignShape, x: float) -> Iterator[Shape]:
    match sign.below:
        case Shaft(round=True) as s:
            yield Disk(x, 0.0, s.width_ft / 2, "outline", 0.08, title="Concrete pier")
        case Shaft() as s:
            yield _centered(x, s.width_ft, s.length_ft)
        case Pad() as s:
            yield _centered(x, s.width_ft, s.length_ft)
            if s.pedestal_width_ft is not None and s.pedestal_length_ft is not None:
                yield _centered(x, s.pedestal_width_ft, s.pedestal_length_ft)


def _centered(x: float, width: float, length: float) -> Shape:
    return rectangle(x - width / 2, -length / 2, x + width / 2, length / 2, "outline", tint=0.08, title="Concrete")


def _dimensions(sign: SignShape) -> Iterator[Dimension]:
    yield Dimension("overall width", "x", _left(sign), _right(sign), "top", _deepest(sign) / 2)
    seen = set()
    for f in sorted(sign.faces, key=lambda f: abs(f.offset_ft)):
        if abs(f.offset_ft) > SAME and round(f.offset_ft, 6) not in seen:
            seen.add(round(f.offset_ft, 6))
            yield Dimension("offset", "x", 0.0, f.offset_ft, "top", f.depth_ft / 2)
    yield Dimension("cabinet depth", "y", -_deepest(sign) / 2, _deepest(sign) / 2, "left", _left(sign))
    if len(sign.posts_ft) > 1:
        yield from chain("post spacing", sign.posts_ft, -_depth(sign) / 2, "bottom", "feet")
    if sign.below is not None and sign.foundations_ft:
        yield from _sizes(sign.below, sign.foundations_ft[0])
    for c in sign.covers:
        x = sign.posts_ft[-1]
        yield Dimension(
            "cover width", "x", x - c.width_ft / 2, x + c.width_ft / 2, "bottom", -c.depth_ft / 2, suffix=" POLE COVER"
        )
        first = sign.posts_ft[0] - c.width_ft / 2
        yield Dimension("cover depth", "y", -c.depth_ft / 2, c.depth_ft / 2, "left", first, suffix=" POLE COVER")


def _sizes(below: Shaft | Pad, x: float) -> Iterator[Dimension]:
    half_x, half_y = below.width_ft / 2, below.length_ft / 2
    if isinstance(below, Shaft):
        mark = DIAMETER if below.round else ""
        square = SQUARE if below.square else ""
        reach = 0.0 if below.round else -half_y
        yield Dimension("pier width", "x", x - half_x, x + half_x, "bottom", reach, mark, suffix=square)
        if not below.round and not below.square:
            yield Dimension("pier length", "y", -half_y, half_y, "left", x - half_x)
        return
    yield Dimension("footing width", "x", x - half_x, x + half_x, "bottom", -half_y)
    yield Dimension("footing length", "y", -half_y, half_y, "left", x - half_x)


def _notes(sign: SignShape) -> Iterator[Note]:
    """Leaders part to levels of their own: none runs along the center line or an edge of the cabinets."""
    last, step, tall, edge = sign.posts_ft[-1], sign.steps[0], _tall(sign), _deepest(sign) / 2
    # Where it would leave along the back of the cabinets, the leader of the post turns over them.
    near = 0.25 * tall < edge < 0.6 * tall
    section = sign.section if len(sign.steps) == 1 else step.section
    at, over = (last + step.width_ft * 0.3, step.depth_ft * 0.3), (last + 0.5 * tall, 0.95 * tall)
    yield Note((section,), at, "dot", leave=(0.95 if near else 0.4) * tall, turn=over if near else None)
    cabinets = "CABINET ABOVE" if len(sign.faces) == 1 else "CABINETS ABOVE"
    yield Note((cabinets,), (_right(sign), edge), leave=(0.65 if near else 0.95) * tall)
    slab, half = _slab(sign), _footprint(sign)[1] / 2
    lowest = (0.65 if slab else 0.95) * tall
    # What reaches out in front of the cabinets is pointed at there, under their edge; else within it.
    ahead = half - edge > 0.2 * tall
    yield Note(("FRONT OF SIGN",), (_right(sign), -edge), leave=-(0.4 * tall if ahead else lowest))
    if sign.below is not None and sign.foundations_ft:
        level = (edge + half) / 2 if ahead else 0.5 * min(edge, half)
        at = (sign.foundations_ft[-1] + sign.below.width_ft * 0.2, -level)
        yield Note((_below_call(sign, sign.below),), at, "dot", leave=-(lowest if ahead else min(level, 0.4 * tall)))
    if slab is not None:
        words = ("RIGID SLAB AT GRADE, BY OTHERS", "EXTENT AND THICKNESS: VERIFY")
        yield Note(words, (slab[0] * 0.9, -slab[1] * 0.9), "dot", leave=-tall)


def _below_call(sign: SignShape, below: Shaft | Pad) -> str:
    what = ("EXISTING " if sign.existing else "") + ("PIER" if isinstance(below, Shaft) else "SPREAD FOOTING")
    number = len(sign.foundations_ft)
    words = f"({number}) {what}S" if number > 1 else what
    return f"{words}, {show_feet(below.depth_ft)} DEEP"
