"""The elevation of a sign in feet: what stands where, and which distances are dimensioned.

x to the right of the support line, y up from grade. Every figure is the document's or the
calculation's own; nothing is measured from a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apex.engine.design import Design
from apex.engine.document import Cabinet
from apex.engine.foundation.buried import pier_of
from apex.engine.support.demand import axes
from apex.schema.length import show_feet

Side = Literal["left", "right", "top", "face", "below", "pier_left", "pier_right"]
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Rect:
    """Left, bottom, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def top(self) -> float:
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Face:
    """A cabinet with its mark, as the schedule lists it."""

    mark: str
    name: str
    rect: Rect
    depth_ft: float
    offset_ft: float
    area_ft2: float
    weight_lb: float


@dataclass(frozen=True, slots=True)
class Dimension:
    """A distance between two places on one axis. `reach`: from where its extension lines start."""

    what: str
    axis: Literal["x", "y"]
    start: float
    end: float
    side: Side
    reach: float
    prefix: str = ""
    face: int | None = None

    @property
    def feet(self) -> float:
        return abs(self.end - self.start)

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2.0

    @property
    def text(self) -> str:
        return self.prefix + show_feet(self.feet)


@dataclass(frozen=True, slots=True)
class Elevation:
    """Everything the drawing shows, in ft."""

    faces: tuple[Face, ...]
    pole: tuple[Rect, ...]
    pole_width_ft: float
    top_ft: float
    pier: Rect | None
    pole_in_pier: Rect | None
    dimensions: tuple[Dimension, ...]
    title: str
    section: str
    facts: tuple[tuple[str, str], ...]
    ready: bool

    @property
    def left(self) -> float:
        return min([f.rect.x for f in self.faces] + [-self.pole_width_ft / 2] + ([self.pier.x] if self.pier else []))

    @property
    def right(self) -> float:
        across = [f.rect.right for f in self.faces] + ([self.pier.right] if self.pier else [])
        return max([*across, self.pole_width_ft / 2])

    @property
    def bottom(self) -> float:
        return self.pier.y if self.pier else 0.0


def elevation(design: Design) -> Elevation:
    """The front elevation of a design; one whose support is not stable has no pier to show."""
    document = design.document
    faces = tuple(_face(c, i) for i, c in enumerate(document.sign.cabinets))
    width = axes(design.support.section, document.support.orientation).width_normal / 12.0
    top = max(f.rect.top for f in faces)
    pier = inside = None
    if design.foundation is not None:
        f = design.foundation
        pier = Rect(-f.pier.x_ft / 2, -f.burial.depth_ft, f.pier.x_ft, f.burial.depth_ft)
        inside = Rect(-width / 2, -f.pole_embedment_ft, width, f.pole_embedment_ft)
    return Elevation(
        faces=faces,
        pole=tuple(_visible(Rect(-width / 2, 0.0, width, top), [f.rect for f in faces])),
        pole_width_ft=width,
        top_ft=top,
        pier=pier,
        pole_in_pier=inside,
        dimensions=tuple(_dimensions(faces, top, pier, inside, round_pier=document.foundation.shape == "round")),
        title=document.name,
        section=f"{design.support.section.name}, {design.support.grade.name}",
        facts=tuple(_facts(design)),
        ready=design.passes,
    )


def _face(c: Cabinet, i: int) -> Face:
    rect = Rect(c.left_ft, c.bottom_ft, c.width_ft, c.height_ft)
    return Face(_mark(i), c.name or f"cabinet {i + 1}", rect, c.t_ft, c.offset_ft, c.area_ft2, c.weight_lb)


def _mark(i: int) -> str:
    """A to Z: a sign has at most 20 cabinets."""
    return chr(ord("A") + i)


def _visible(pole: Rect, faces: Sequence[Rect]) -> Iterator[Rect]:
    """The parts of the pole no cabinet stands in front of, from the ground up."""
    levels = sorted({0.0, pole.top, *(y for f in faces for y in (f.y, f.top) if 0.0 < y < pole.top)})
    runs: list[Rect] = []
    for low, high in pairwise(levels):
        covers = [(f.x, f.right) for f in faces if f.y < high - SAME and f.top > low + SAME]
        for start, end in _uncovered(pole.x, pole.right, covers):
            below = next((r for r in runs if abs(r.top - low) < SAME and (r.x, r.right) == (start, end)), None)
            if below is not None:
                runs.remove(below)
            runs.append(Rect(start, below.y if below else low, end - start, high - (below.y if below else low)))
    yield from sorted(runs, key=lambda r: (r.y, r.x))


def _uncovered(start: float, end: float, covers: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    left = [(start, end)]
    for low, high in covers:
        left = [p for a, b in left for p in ((a, min(b, low)), (max(a, high), b)) if p[1] - p[0] > SAME]
    return left


def _dimensions(
    faces: Sequence[Face], top: float, pier: Rect | None, inside: Rect | None, *, round_pier: bool
) -> Iterator[Dimension]:
    """Each distance once: cabinets that share it share its line."""
    seen: set[tuple[str, float, float]] = set()
    for d in (*_clearances(faces), *_heights(faces), *_offsets(faces)):
        key = (f"{d.what} {d.side}", round(d.start, 6), round(d.end, 6))
        if key not in seen and d.feet > SAME:
            seen.add(key)
            yield d
    for i, f in enumerate(faces):
        yield Dimension("width", "x", f.rect.x, f.rect.right, "face", f.rect.top, face=i)
    yield Dimension("overall height", "y", 0.0, top, "left", _left_at(faces, top))
    if pier is not None and inside is not None:
        yield Dimension("pier depth", "y", pier.y, 0.0, "pier_right", pier.right)
        yield Dimension("pole embedment", "y", inside.y, 0.0, "pier_left", inside.x)
        mark = "\N{LATIN CAPITAL LETTER O WITH STROKE} " if round_pier else ""
        yield Dimension("pier width", "x", pier.x, pier.right, "below", pier.y, mark)


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


def _facts(design: Design) -> Iterator[tuple[str, str]]:
    """What stands beside the drawing in words."""
    site, e, document = design.document.site, design.editions, design.document
    case, worst = max(design.support.demand.normal, key=lambda n: n[1].F)
    yield "Support", f"{design.support.section.name}, {design.support.grade.name}, {document.support.finish}"
    if design.foundation is None:
        yield "Pier", "none designed: the support is not stable"
    else:
        f, pier = design.foundation, pier_of(document)
        size = f"{show_feet(pier.x_ft)} diameter"
        if pier.shape != "round":
            size = f"{show_feet(pier.x_ft)} along the face x {show_feet(pier.y_ft)}"
        yield "Pier", f"{size}, {show_feet(f.burial.depth_ft)} deep, f'c = {document.foundation.fc_psi:,.0f} psi"
    code = f"IBC {e.ibc}, ASCE {e.asce7}"
    yield (
        "Wind",
        f"V = {site.wind_speed_mph:g} mph, exposure {site.exposure}, risk category {site.risk_category}, {code}",
    )
    yield "Force", f"{worst.F:,.0f} lb normal to the face ({case}), strength level, support included"
