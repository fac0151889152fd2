"""From feet to paper: the elevation with its dimensions, in units around the foot of the support.

Lanes of dimension lines stand left, right and above; texts look for room that no line crosses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.report.detail.shape import uncovered
from apex.report.geometry import PLATE, Dimension, Elevation, Face, Rect, Side
from apex.report.ground import Ground
from apex.report.ink import SIZE, Box, Line, Mark, Measure, Text, Weight, clipped, pieces, wide
from apex.report.lane import GAP, Item, Span, free, lanes
from apex.report.measure import columns, rows

WIDTH = 760.0
TALLEST = 620.0
LARGEST_SCALE = 40.0
LANES_ALLOWED = 190.0
TALL_FACE = 58.0
LEAST_FACE = 15.0


class Placement:
    """The marks of one elevation, in the order they are drawn."""

    def __init__(self, e: Elevation) -> None:
        self.e = e
        self.scale = min((WIDTH - LANES_ALLOWED) / (e.right - e.left), TALLEST / (e.top_ft - e.bottom), LARGEST_SCALE)
        self.ground = Ground(e, self.scale)
        self.left, self.right = self.ground.left, self.ground.right
        self.ups: dict[Side, list[list[Item]]] = {
            side: lanes([self._upright(d) for d in e.dimensions if d.side == side]) for side in ("left", "right")
        }
        self.outside = {i for i, face in enumerate(e.faces) if not self._holds_width(i, face)}
        self.above = self._above()
        # A width put above sends its lines over other faces, whose own may then find no room.
        while crowded := {i for i, f in enumerate(e.faces) if i not in self.outside and self._width_at(i, f) is None}:
            self.outside |= crowded
            self.above = self._above()

    def marks(self) -> list[Mark]:
        faces = list(self._faces())
        return [
            *self.ground.marks(),
            *self._pole(),
            *faces,
            *self._hidden([m for m in pieces(faces) if isinstance(m, Text)]),
            *rows(self.above, self.y(self.e.top_ft), -1.0),
            *columns(self.ups["left"], self.left - 8.0, -1.0),
            *columns(self.ups["right"], self.right + 8.0, 1.0),
            *self._section_labels(),
        ]

    def x(self, feet: float) -> float:
        return feet * self.scale

    def y(self, feet: float) -> float:
        return -feet * self.scale

    def _above(self) -> list[list[Item]]:
        return lanes([self._level(d) for d in self.e.dimensions if d.side == "top" or d.face in self.outside])

    def _upright(self, d: Dimension) -> Item:
        ends = sorted(((self.y(d.start), self._reach(d, d.start)), (self.y(d.end), self._reach(d, d.end))))
        return Item(ends[0][0], ends[1][0], d.text, d.what, (ends[0][1], ends[1][1]))

    def _reach(self, d: Dimension, at: float) -> float:
        """Where an extension line begins: at the sign, or at grade past the end of the grade line."""
        if at == 0.0:
            return self.left if d.side == "left" else self.right
        return self.x(d.reach)

    def _level(self, d: Dimension) -> Item:
        mark = "" if d.face is None else f"{self.e.faces[d.face].mark}  "
        own = self.y(d.reach)
        center = self.y(self.e.top_ft)
        ends = sorted((self.x(at), center if d.face is None and at == 0.0 else own) for at in (d.start, d.end))
        return Item(ends[0][0], ends[1][0], mark + d.text, d.what, (ends[0][1], ends[1][1]))

    def _holds_width(self, i: int, face: Face) -> bool:
        text = next(d.text for d in self.e.dimensions if d.face == i)
        room = wide(text) + (wide("AA") if face.rect.h * self.scale < TALL_FACE else 0.0) + 6 * GAP
        return face.rect.w * self.scale >= room and face.rect.h * self.scale >= LEAST_FACE

    def _pole(self) -> Iterator[Mark]:
        for piece in self.e.pole:
            yield self._box(piece.rect, "outline", 0.18, f"Support, {piece.section}")
        for r in self.e.grout:
            yield self._box(r, "thin", 0.0, "Grout")
        for r in self.e.plates:
            yield self._box(r, "outline", 0.3, "Base plate")
        for r in self.e.covers:
            yield self._box(r, "outline", 0.08, "Pole cover")
        for r in self.e.holes:
            yield self._box(r, "thin", 0.0, "Hand hole")

    def _box(self, r: Rect, weight: Weight, tint: float, title: str) -> Box:
        return Box(self.x(r.x), self.y(r.top), self.x(r.w), self.x(r.h), weight, tint, title)

    def _faces(self) -> Iterator[Mark]:
        for i, face in enumerate(self.e.faces):
            r = face.rect
            yield Box(self.x(r.x), self.y(r.top), self.x(r.w), self.x(r.h), "outline", 0.05, face.name)
            yield from self._in_face(i, face)
        yield from self._inside_label()

    def _hidden(self, words: Sequence[Text]) -> Iterator[Mark]:
        """What cabinets and covers hide, dashed, its edges left out where words stand."""
        for piece in self.e.inside:
            box = self._box(piece.rect, "hidden", 0.0, f"Inside, {piece.section}")
            right, low = box.x + box.w, box.y + box.h
            rooms = [(a - GAP, b - GAP, c + GAP, d + GAP) for a, b, c, d in (t.bounds for t in words)]
            over = [r for r in rooms if r[0] < right and r[2] > box.x and r[1] < low and r[3] > box.y]
            if not over:
                yield box
                continue
            for x in (box.x, right):
                for start, end in uncovered(box.y, low, [(b, d) for a, b, c, d in over if a < x < c]):
                    yield Line(x, start, x, end, "hidden")
            for y in (box.y, low):
                for start, end in uncovered(box.x, right, [(a, c) for a, b, c, d in over if b < y < d]):
                    yield Line(start, y, end, y, "hidden")

    def _crossing(self, face: Face) -> list[tuple[float, float]]:
        """Upright extension lines that run over a face on their way up."""
        own = self.y(face.rect.top)
        return [(x, x) for lane in self.above for i in lane for x, y in zip((i.low, i.high), i.reaches, strict=True)
                if y > own + 1.0]  # fmt: skip

    def _within(self, face: Face) -> Span:
        return self.x(face.rect.x) + GAP, self.x(face.rect.right) - GAP

    def _width_at(self, i: int, face: Face, mark: str = "") -> float | None:
        """Where the width of a face finds room in it, beside its posts if it can."""
        half = wide(mark + next(d.text for d in self.e.dimensions if d.face == i)) / 2
        within, lines = self._within(face), self._crossing(face)
        posts = [(self.x(p.rect.x), self.x(p.rect.right)) for p in self.e.inside if _abreast(p.rect, face.rect)]
        beside = free(sum(within) / 2, half, [*lines, *posts], within)
        return free(sum(within) / 2, half, lines, within) if beside is None else beside

    def _in_face(self, i: int, face: Face) -> Iterator[Mark]:
        """Name, area and weight in the middle, width near the bottom; in a low face the width alone."""
        r, tall = face.rect, self.x(face.rect.h) >= TALL_FACE
        words = list(self._words(face)) if tall else []
        yield from words
        mark = "" if words else f"{face.mark}  "
        if i not in self.outside:
            y = self.y(r.y) - 13 if tall else (self.y(r.y) + self.y(r.top)) / 2
            at = self._width_at(i, face, mark)
            if at is None:
                at, mark = self._width_at(i, face), ""
                if self._free_beside(r, face.mark):
                    yield Text(self.x(r.x) - 5, y, face.mark, "end", bold=True, role="label")
            assert at is not None
            width = next(d.text for d in self.e.dimensions if d.face == i)
            words_at = Text(at, y, mark + width, role="dimension")
            yield Measure("x", self.x(r.x), self.x(r.right), y, (y, y), words_at, broken=True)

    def _free_beside(self, r: Rect, mark: str) -> bool:
        """Whether nothing stands at the left of a face where its mark would be written."""
        room = Rect(r.x - (wide(mark, bold=True) + 8) / self.scale, r.y, 0.0, r.h)
        others = (*(f.rect for f in self.e.faces), *(p.rect for p in self.e.pole), *self.e.covers)
        lines = [
            (x, foot) for lane in self.above for i in lane for x, foot in zip((i.low, i.high), i.reaches, strict=True)
        ]
        if any(self.x(room.x) < x < self.x(r.x) - 1.0 and foot > self.y(r.top) for x, foot in lines):
            return False
        return not any(o.x < r.x and o.right > room.x and _abreast(o, r) for o in others)

    def _words(self, face: Face) -> Iterator[Mark]:
        """Name over area and weight; where a line runs through, what still finds room, the mark at least."""
        within, blocked = self._within(face), self._crossing(face)
        y = (self.y(face.rect.top) + self.y(face.rect.y) - 22) / 2
        mark = f"{face.mark}  "
        lines = ((mark + face.name, -7.5, True), (face.said, 7.5, False))
        for line, shift, bold in lines:
            text = clipped(line, within[1] - within[0], bold=bold)
            at = free(sum(within) / 2, wide(text, bold=bold) / 2, blocked, within)
            if at is None and shift < 0.0 and mark:
                text = face.mark
                at = free(sum(within) / 2, wide(text, bold=bold) / 2, blocked, within)
            if at is not None and (len(text) > len(mark) + 2 or text == face.mark):
                yield Text(at, y + shift, text, bold=bold, role="label")

    def _inside_label(self) -> Iterator[Mark]:
        """The last post, where no part of it is in sight, named under its cabinet's top where there is room."""
        posts = [] if self.e.pole else [p for p in self.e.inside if p.section != PLATE]
        for face in self.e.faces if posts else ():
            r, text = posts[-1].rect, posts[-1].section
            x, half = self.x(r.right), wide(text) / 2
            room = free(x + 26 + half, half, self._crossing(face), (x + 22, self._within(face)[1]))
            if room is not None and _abreast(r, face.rect) and self.x(face.rect.h) >= 2 * TALL_FACE:
                y = self.y(face.rect.top) + 1.5 * SIZE
                yield Line(x, y, room - half - 4, y, "fine")
                yield Text(room - half, y, text, "start", role="label")
                return

    def _section_labels(self) -> Iterator[Mark]:
        """Each section beside the right post, where enough of it is seen and nothing stands to the right."""
        last = len(self.e.posts_ft) - 1
        own = [p for p in self.e.pole if p.post == last and self.x(p.rect.h) >= 2 * SIZE]
        named: list[tuple[Rect, tuple[str, ...]]] = []
        for section in dict.fromkeys(p.section for p in own):
            whole = self.e.section if self.e.section.startswith(section) else section
            named.append((max((p.rect for p in own if p.section == section), key=lambda r: r.h), (whole, section)))
        covers = [r for r in self.e.covers if r.x < self.e.posts_ft[-1] < r.right]
        named += [(r, ("POLE COVER",)) for r in sorted(covers, key=lambda r: -r.h)[:1]]
        for r, words in named:
            x = self.x(r.right)
            for text in dict.fromkeys(words):
                y = self._label_level(r, x + wide(text) + 30)
                wall = min(self._walls(y), default=float("inf")) if y is not None else 0.0
                if y is not None and wall - x >= wide(text) + 36:
                    yield Line(x, y, x + 22, y, "fine")
                    yield Text(x + 26, y, text, "start", role="label")
                    break

    def _label_level(self, r: Rect, end: float) -> float | None:
        """The level on a post nearest to its middle where no extension line runs through words that end there."""
        items = [i for lane in self.ups["right"] for i in lane]
        lines = [y for i in items for y, reach in zip((i.low, i.high), i.reaches, strict=True) if reach < end]
        within = (self.y(r.top), self.y(r.y))
        return free(sum(within) / 2, SIZE / 2, [(y, y) for y in lines], within)

    def _walls(self, y: float) -> Iterator[float]:
        """What stands right of the posts at a level."""
        for r in (*(f.rect for f in self.e.faces), *self.e.covers):
            if self.y(r.top) - SIZE < y < self.y(r.y) + SIZE and r.x > self.e.posts_ft[-1]:
                yield self.x(r.x)
        above = (end for lane in self.above for i in lane for end in zip((i.low, i.high), i.reaches, strict=True))
        yield from (x for x, foot in above if y < foot + SIZE and x > self.x(self.e.posts_ft[-1]))
        if any(i.low - SIZE < y < i.high + SIZE for lane in self.ups["right"] for i in lane):
            yield self.right


def _abreast(a: Rect, b: Rect) -> bool:
    return a.y < b.top and a.top > b.y
