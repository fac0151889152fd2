"""The sign from its right side: how deep the cabinets are and how they stand on the post. Feet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.report.detail.shape import SAME, SLAB_FT, Rect, hidden, visible
from apex.report.detail.sign import Face, Shaft, SignShape, Step
from apex.report.view import DIAMETER, SQUARE, Dimension, Note, Shape, View, bounds, grade_line, rectangle, show_inches

MOST_DEPTHS = 5
SLENDER, TALL = 0.2, 280.0
"""A view no wider than that part of its height stays that tall at least: post and cabinet can be told apart."""
MOST_MARKS = 3
"""Of cabinets of one depth that are named where it is dimensioned."""


def side_view(sign: SignShape) -> View:
    """The side elevation, the front of the sign at the left."""
    shapes = tuple(_shapes(sign))
    left, bottom, right, top = bounds(shapes)
    part = (right - left) / (top - bottom)
    return View(
        key="side",
        name="Side view, front at the left",
        unit="ft",
        least_wide=TALL * part if part <= SLENDER else 0.0,
        shapes=shapes,
        dimensions=tuple(_dimensions(sign)),
        notes=tuple(_notes(sign)),
        largest=40.0,
    )


def _half(sign: SignShape) -> float:
    """Half of the widest thing above or below grade."""
    lengths = [f.depth_ft for f in sign.faces] + [s.depth_ft for s in sign.steps] + [c.depth_ft for c in sign.covers]
    return max([*lengths, sign.below.length_ft if sign.below else 0.0]) / 2


def _shapes(sign: SignShape) -> Iterator[Shape]:
    fronts = _fronts(sign)
    for s in sign.steps:
        for r in visible(_body(s), fronts):
            yield rectangle(r.x, r.y, r.right, r.top, "outline", tint=0.18, title=s.section)
    if (p := sign.plate) is not None:
        for low, high, tint, title in ((0.0, p.bottom_ft, 0.0, "Grout"), (p.bottom_ft, p.top_ft, 0.3, "Base plate")):
            if high - low > SAME and (p.grouted or title == "Base plate"):
                for r in visible(Rect(-p.length_ft / 2, low, p.length_ft, high - low), fronts):
                    yield rectangle(r.x, r.y, r.right, r.top, "thin", tint=tint, title=title)
    for c in sign.covers:
        yield rectangle(-c.depth_ft / 2, c.bottom_ft, c.depth_ft / 2, c.top_ft, "thin", tint=0.05, title="Pole cover")
    posts = [_body(s) for s in sign.steps]
    for f in sign.faces:
        whole = _end(f)
        seen = [whole] if _before(sign, f) else list(visible(whole, posts))
        for r in seen or [whole]:
            yield rectangle(r.x, r.y, r.right, r.top, "outline" if seen else "hidden", tint=0.05, title=f.name)
    yield from _hidden(sign, fronts)
    half = max(_half(sign) * 1.3, sign.top_ft * 0.08)
    below = list(_below(sign))
    yield from below
    gaps = [(-g, g) for g in (bounds([b])[2] for b in below if bounds([b])[3] == 0.0)]
    if isinstance(sign.below, Shaft) and sign.below.slab:
        side = sign.below.length_ft / 2
        half = max(half, side * 1.8)
        for start, end in ((-half, -side), (side, half)):
            yield rectangle(start, -SLAB_FT, end, 0.0, "outline", tint=0.16, title="Slab")
    else:
        yield from grade_line(-half, half, gaps)


def _hidden(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Shape]:
    """The parts of posts and plate that cabinets and covers hide."""
    bodies = [(_body(s), s.section) for s in sign.steps]
    if (p := sign.plate) is not None:
        bodies.append((Rect(-p.length_ft / 2, p.bottom_ft, p.length_ft, p.top_ft - p.bottom_ft), "Base plate"))
    for body, title in bodies:
        for r in hidden(body, fronts):
            yield rectangle(r.x, r.y, r.right, r.top, "hidden", title=title)


def _body(s: Step) -> Rect:
    return Rect(-s.depth_ft / 2, s.bottom_ft, s.depth_ft, s.length_ft)


def _end(f: Face) -> Rect:
    return Rect(-f.depth_ft / 2, f.rect.y, f.depth_ft, f.rect.h)


def _before(sign: SignShape, f: Face) -> bool:
    """Whether a cabinet stands before the posts; one between them or left of them stands behind the last."""
    return f.rect.right > sign.posts_ft[-1]


def _fronts(sign: SignShape) -> list[Rect]:
    """What stands before the last post."""
    covers = (Rect(-c.depth_ft / 2, c.bottom_ft, c.depth_ft, c.top_ft - c.bottom_ft) for c in sign.covers)
    return [*(_end(f) for f in sign.faces if _before(sign, f)), *covers]


def _inside(sign: SignShape) -> bool:
    """Whether cabinets hide the whole of the posts."""
    return not any(list(visible(_body(s), _fronts(sign))) for s in sign.steps)


def _narrow(sign: SignShape) -> Iterator[tuple[Face, Step]]:
    """Cabinets that hold posts deeper than they are."""
    for f in sign.faces:
        if any(f.rect.x < x < f.rect.right for x in sign.posts_ft):
            steps = (s for s in sign.steps if s.bottom_ft < f.rect.top - SAME and s.top_ft > f.rect.y + SAME)
            if (deepest := max(steps, key=lambda s: s.depth_ft, default=None)) and deepest.depth_ft > f.depth_ft + SAME:
                yield f, deepest


def _below(sign: SignShape) -> Iterator[Shape]:
    below = sign.below
    if isinstance(below, Shaft):
        half = below.length_ft / 2
        yield rectangle(-half, -below.depth_ft, half, 0.0, "outline", tint=0.08, title="Concrete pier")
        if below.pole_embedment_ft is not None:
            post = sign.steps[0].depth_ft / 2
            yield rectangle(-post, -below.pole_embedment_ft, post, 0.0, "hidden")
    elif below is not None:
        half, high = below.length_ft / 2, below.thickness_ft - below.depth_ft
        yield rectangle(-half, -below.depth_ft, half, high, "outline", tint=0.08, title="Footing")
        if below.pedestal_length_ft is not None and high < 0.0:
            side = below.pedestal_length_ft / 2
            yield rectangle(-side, high, side, 0.0, "outline", tint=0.08, title="Pedestal")


def _dimensions(sign: SignShape) -> Iterator[Dimension]:
    yield Dimension("overall height", "y", 0.0, sign.top_ft, "left", -_top_half(sign))
    depths = sorted({f.depth_ft for f in sign.faces})
    for deep in depths if len(depths) <= MOST_DEPTHS else depths[-1:]:
        highest = max(f.rect.top for f in sign.faces if f.depth_ft == deep)
        yield Dimension("cabinet depth", "x", -deep / 2, deep / 2, "top", highest, prefix=_marks(sign, deep))
    if sign.below is not None:
        foot, half = -sign.below.depth_ft, sign.below.length_ft / 2
        what = "pier" if isinstance(sign.below, Shaft) else "footing"
        yield Dimension(f"{what} depth", "y", foot, 0.0, "left", -half)
        mark = DIAMETER if isinstance(sign.below, Shaft) and sign.below.round else ""
        square = SQUARE if isinstance(sign.below, Shaft) and sign.below.square else ""
        yield Dimension(f"{what} length", "x", -half, half, "bottom", foot, mark, suffix=square)


def _marks(sign: SignShape, deep: float) -> str:
    """Which cabinets are so deep, where others are not."""
    marks = [f.mark for f in sign.faces if f.depth_ft == deep]
    return f"{', '.join(marks)}  " if len(marks) <= MOST_MARKS and len(marks) < len(sign.faces) else ""


def _top_half(sign: SignShape) -> float:
    highest = max(f.rect.top for f in sign.faces)
    return max(f.depth_ft for f in sign.faces if f.rect.top == highest) / 2


def _notes(sign: SignShape) -> Iterator[Note]:
    narrow = {
        f.mark: (f"{f.mark}: {show_inches(12.0 * s.depth_ft)} POST", f"IN {show_inches(12.0 * f.depth_ft)} CABINET")
        for f, s in _narrow(sign)
    }
    many = len({f.depth_ft for f in sign.faces}) > MOST_DEPTHS
    for f in sorted(sign.faces, key=lambda f: -f.rect.top):
        words = narrow.get(f.mark, (f.mark,))
        yield Note(words, (f.depth_ft / 2, (f.rect.y + f.rect.top) / 2))
    if _inside(sign):
        step = sign.steps[0]
        on = ("ON ITS BASE PLATE",) if sign.plate else ()
        yield Note((f"{step.section} INSIDE", *on), (step.depth_ft / 2, step.bottom_ft + 0.25 * step.length_ft))
    for c in sign.covers:
        top = min([c.top_ft, *(f.rect.y for f in sign.faces if f.rect.y > c.bottom_ft)])
        yield Note(("POLE COVER",), (c.depth_ft / 2, (c.bottom_ft + top) / 2))
    if many:
        yield Note(("OTHER DEPTHS: SEE SCHEDULE",), (_top_half(sign), max(f.rect.top for f in sign.faces)))
