"""The elevation of a sign in feet: what stands where, and which distances are dimensioned.

x to the right of the support line, y up from grade. Every figure is the document's or the
calculation's own; nothing is measured from a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apex.engine.design import Design
from apex.report.detail.shape import SAME, Rect, hidden, visible
from apex.report.detail.sign import Face, Pad, Shaft, SignShape
from apex.report.outline import shape_of
from apex.report.view import DIAMETER, SQUARE, Dimension, Side, chain

__all__ = ["PLATE", "Dimension", "Elevation", "Face", "Piece", "Rect", "Side", "elevation", "elevation_of"]


PLATE = "base plate"
"""What a piece is named that is no post."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a post that is seen, with the name of its section."""

    rect: Rect
    section: str
    post: int


@dataclass(frozen=True, slots=True)
class Elevation:
    """Everything the drawing shows, in ft. `piers` are shafts or pedestals, `pads` spread footings."""

    faces: tuple[Face, ...]
    pole: tuple[Piece, ...]
    inside: tuple[Piece, ...]
    """The parts of posts and base plates that cabinets and covers hide."""
    pole_width_ft: float
    top_ft: float
    covers: tuple[Rect, ...]
    plates: tuple[Rect, ...]
    grout: tuple[Rect, ...]
    holes: tuple[Rect, ...]
    piers: tuple[Rect, ...]
    pads: tuple[Rect, ...]
    poles_in_piers: tuple[Rect, ...]
    dimensions: tuple[Dimension, ...]
    title: str
    section: str
    facts: tuple[tuple[str, str], ...]
    ready: bool
    posts_ft: tuple[float, ...]
    slab: bool = False

    @property
    def below(self) -> tuple[Rect, ...]:
        return (*self.piers, *self.pads)

    @property
    def bodies(self) -> tuple[Rect, ...]:
        """What bounds the drawing."""
        half = self.pole_width_ft / 2
        posts = (Rect(x - half, 0.0, 2 * half, self.top_ft) for x in self.posts_ft)
        return (*(f.rect for f in self.faces), *self.covers, *self.below, *posts)

    @property
    def left(self) -> float:
        return min(r.x for r in self.bodies)

    @property
    def right(self) -> float:
        return max(r.right for r in self.bodies)

    @property
    def bottom(self) -> float:
        return min((r.y for r in self.below), default=0.0)


def elevation(design: Design) -> Elevation:
    """The front elevation of a design; one whose support is not stable has no pier to show."""
    return elevation_of(shape_of(design))


def elevation_of(sign: SignShape) -> Elevation:
    """The front elevation of a sign given by its dimensions."""
    fronts = [f.rect for f in sign.faces]
    dressed = [Rect(x - c.width_ft / 2, c.bottom_ft, c.width_ft, c.top_ft - c.bottom_ft)
               for x in sign.posts_ft for c in sign.covers]  # fmt: skip
    piers, pads, inside = _below(sign)
    return Elevation(
        faces=sign.faces,
        pole=tuple(_posts(sign, [*fronts, *dressed])),
        inside=tuple(_inside(sign, [*fronts, *dressed])),
        pole_width_ft=max(s.width_ft for s in sign.steps),
        top_ft=sign.top_ft,
        covers=tuple(r for c in dressed for r in visible(c, fronts)),
        plates=tuple(_plates(sign, [*fronts, *dressed])),
        grout=tuple(_grout(sign, [*fronts, *dressed])),
        holes=tuple(_holes(sign, fronts)),
        piers=piers,
        pads=pads,
        poles_in_piers=inside,
        dimensions=tuple(_dimensions(sign, piers, pads, inside)),
        title=sign.title,
        section=sign.section,
        facts=sign.facts,
        ready=sign.ready,
        posts_ft=sign.posts_ft,
        slab=isinstance(sign.below, Shaft) and sign.below.slab,
    )


def _posts(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Piece]:
    for i, x in enumerate(sign.posts_ft):
        for s in sign.steps:
            body = Rect(x - s.width_ft / 2, s.bottom_ft, s.width_ft, s.top_ft - s.bottom_ft)
            for rect in visible(body, fronts):
                yield Piece(rect, s.section, i)


def _inside(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Piece]:
    for i, x in enumerate(sign.posts_ft):
        for s in sign.steps:
            for rect in hidden(Rect(x - s.width_ft / 2, s.bottom_ft, s.width_ft, s.length_ft), fronts):
                yield Piece(rect, s.section, i)
        if (p := sign.plate) is not None:
            for rect in hidden(Rect(x - p.width_ft / 2, p.bottom_ft, p.width_ft, p.top_ft - p.bottom_ft), fronts):
                yield Piece(rect, PLATE, i)


def _plates(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Rect]:
    """Base plates, where they are in sight."""
    if (p := sign.plate) is not None:
        for x in sign.posts_ft:
            yield from visible(Rect(x - p.width_ft / 2, p.bottom_ft, p.width_ft, p.top_ft - p.bottom_ft), fronts)


def _grout(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Rect]:
    if (p := sign.plate) is not None and p.grouted and p.bottom_ft > SAME:
        for x in sign.posts_ft:
            yield from visible(Rect(x - p.width_ft / 2, 0.0, p.width_ft, p.bottom_ft), fronts)


def _holes(sign: SignShape, fronts: Sequence[Rect]) -> Iterator[Rect]:
    """Only holes that are wholly in sight; one behind a cabinet is not drawn."""
    for x in sign.posts_ft:
        for h in sign.holes:
            hole = Rect(x - h.width_ft / 2, h.center_ft - h.height_ft / 2, h.width_ft, h.height_ft)
            if list(visible(hole, fronts)) == [hole]:
                yield hole


def _below(sign: SignShape) -> tuple[tuple[Rect, ...], tuple[Rect, ...], tuple[Rect, ...]]:
    """Piers or pedestals, pads, and the posts inside piers."""
    below, at = sign.below, sign.foundations_ft
    if below is None:
        return (), (), ()
    if isinstance(below, Shaft):
        piers = tuple(_under(x, below.width_ft, below.depth_ft) for x in at)
        deep = below.pole_embedment_ft
        return piers, (), () if deep is None else tuple(_under(x, sign.width_ft, deep) for x in sign.posts_ft)
    foot = -below.depth_ft
    pads = tuple(Rect(x - below.width_ft / 2, foot, below.width_ft, below.thickness_ft) for x in at)
    wide, high = below.pedestal_width_ft, below.depth_ft - below.thickness_ft
    return () if wide is None or high < SAME else tuple(_under(x, wide, high) for x in at), pads, ()


def _under(x: float, width: float, depth: float) -> Rect:
    return Rect(x - width / 2, -depth, width, depth)


def _dimensions(
    sign: SignShape, piers: Sequence[Rect], pads: Sequence[Rect], inside: Sequence[Rect]
) -> Iterator[Dimension]:
    """Each distance once: cabinets that share it share its line."""
    faces, top = sign.faces, sign.top_ft
    seen: set[tuple[str, float, float]] = set()
    for d in (*_clearances(faces), *_heights(faces), *_offsets(faces), *_levels(sign)):
        key = (f"{d.what} {d.side}", round(d.start, 6), round(d.end, 6))
        if key not in seen and d.feet > SAME:
            seen.add(key)
            yield d
    for i, f in enumerate(faces):
        yield Dimension("width", "x", f.rect.x, f.rect.right, "face", f.rect.top, face=i)
    yield Dimension("overall height", "y", 0.0, top, "left", _left_at(faces, top))
    yield from _underground(sign, piers, pads, inside)
    if len(sign.posts_ft) > 1:
        foot = min((r.y for r in (*piers, *pads)), default=0.0)
        yield from chain("post spacing", sign.posts_ft, foot, "below", "feet")


def _underground(
    sign: SignShape, piers: Sequence[Rect], pads: Sequence[Rect], inside: Sequence[Rect]
) -> Iterator[Dimension]:
    if isinstance(sign.below, Shaft):
        first, last = piers[0], piers[-1]
        yield Dimension("pier depth", "y", last.y, 0.0, "pier_right", last.right)
        if inside:
            yield Dimension("pole embedment", "y", inside[0].y, 0.0, "pier_left", inside[0].x)
        mark, words = DIAMETER if sign.below.round else "", SQUARE if sign.below.square else ""
        yield Dimension("pier width", "x", first.x, first.right, "below", first.y, mark, suffix=words)
    elif isinstance(sign.below, Pad):
        first, last = pads[0], pads[-1]
        yield Dimension("footing depth", "y", last.y, 0.0, "pier_right", last.right)
        if abs(last.top) > SAME:
            yield Dimension("footing thickness", "y", first.y, first.top, "pier_left", first.x)
        yield Dimension("footing width", "x", first.x, first.right, "below", first.y)
        if piers:
            side = SQUARE if sign.below.pedestal_width_ft == sign.below.pedestal_length_ft else ""
            yield Dimension("pedestal width", "x", piers[0].x, piers[0].right, "below", piers[0].y, suffix=side)


def _left_at(faces: Sequence[Face], top: float) -> float:
    """Where the line of the overall height begins: at the pole, or left of it where a cabinet ends there."""
    return min([0.0, *(f.rect.x for f in faces if f.rect.top == top)])


def _clearances(faces: Sequence[Face]) -> Iterator[Dimension]:
    """To the left, save for a cabinet that stands wholly to the right of the support."""
    for f in sorted(faces, key=lambda f: f.rect.y):
        if f.rect.x >= 0.0:
            yield Dimension("clearance", "y", 0.0, f.rect.y, "right", f.rect.right)
        else:
            yield Dimension("clearance", "y", 0.0, f.rect.y, "left", f.rect.x)


def _heights(faces: Sequence[Face]) -> Iterator[Dimension]:
    """To the right, save for a cabinet left of the support, or with others on its right alone."""
    for f in sorted(faces, key=lambda f: f.rect.y):
        level = [o.rect for o in faces if o.rect.y < f.rect.top - SAME and o.rect.top > f.rect.y + SAME]
        hemmed = any(o.x >= f.rect.right - SAME for o in level)
        alone = f.rect.right <= SAME or (hemmed and not any(o.right <= f.rect.x + SAME for o in level))
        side: Side = "left" if alone else "right"
        yield Dimension("height", "y", f.rect.y, f.rect.top, side, f.rect.x if alone else f.rect.right)


def _offsets(faces: Sequence[Face]) -> Iterator[Dimension]:
    for f in sorted(faces, key=lambda f: abs(f.offset_ft)):
        yield Dimension("offset", "x", 0.0, f.offset_ft, "top", f.rect.top)


def _levels(sign: SignShape) -> Iterator[Dimension]:
    """Heights above grade of splices, covers and hand holes; their lines begin outside of all that stands there."""
    for s in sign.steps[:-1]:
        yield _level("splice height", s.top_ft, "left", _edge(sign, s.top_ft)[0], " SPLICE")
    for c in sign.covers:
        yield _level("bottom of cover", c.bottom_ft, "left", _edge(sign, c.bottom_ft)[0], " POLE COVER")
        yield _level("top of cover", c.top_ft, "left", _edge(sign, c.top_ft)[0], " POLE COVER")
    for h in sign.holes:
        yield _level("hand hole", h.center_ft, "right", _edge(sign, h.center_ft)[1], " HAND HOLE")


def _level(what: str, height: float, side: Side, reach: float, suffix: str) -> Dimension:
    return Dimension(what, "y", 0.0, height, side, reach, suffix=suffix)


def _edge(sign: SignShape, level: float) -> tuple[float, float]:
    """Left and right end of what stands at a level."""
    half = max([s.width_ft for s in sign.steps] + [c.width_ft for c in sign.covers]) / 2
    at = [f.rect for f in sign.faces if f.rect.y <= level + SAME and f.rect.top >= level - SAME]
    posts = sign.posts_ft
    return min([posts[0] - half, *(r.x for r in at)]), max([posts[-1] + half, *(r.right for r in at)])
