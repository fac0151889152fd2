"""From feet to paper: the elevation with its dimensions, in units around the foot of the support.

Lanes of dimension lines stand left, right and above; texts look for room that no line crosses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.report.geometry import Dimension, Elevation, Face, Rect, Side
from apex.report.ink import SIZE, Anchor, Box, Line, Mark, Text, clipped, wide
from apex.report.lane import GAP, Item, Span, free, lanes, level, upright

WIDTH = 760.0
TALLEST = 620.0
LARGEST_SCALE = 40.0
LANES_ALLOWED = 190.0
APRON = 26.0
LANE = 24.0
TURNED = 15.0
PIER_LANE = 30.0
TICK = 4.0
TALL_FACE = 58.0
LEAST_FACE = 15.0


class Placement:
    """The marks of one elevation, in the order they are drawn."""

    def __init__(self, e: Elevation) -> None:
        self.e = e
        self.scale = min((WIDTH - LANES_ALLOWED) / (e.right - e.left), TALLEST / (e.top_ft - e.bottom), LARGEST_SCALE)
        self.left, self.right = self._apron()
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
        return [
            *self._ground(),
            *self._pole(),
            *self._faces(),
            *self._top_lanes(),
            *self._side_lanes("left"),
            *self._side_lanes("right"),
            *self._section_label(),
        ]

    def x(self, feet: float) -> float:
        return feet * self.scale

    def y(self, feet: float) -> float:
        return -feet * self.scale

    def _above(self) -> list[list[Item]]:
        return lanes([self._level(d) for d in self.e.dimensions if d.side == "top" or d.face in self.outside])

    def _apron(self) -> tuple[float, float]:
        """How far the grade line runs: past the sign, and past what is written beside the pier."""
        left, right = self.x(self.e.left) - APRON, self.x(self.e.right) + APRON
        for d in self.e.dimensions:
            if d.side in ("pier_left", "pier_right") and self.e.pier:
                reach = PIER_LANE + 2 * APRON + (0.0 if self._lies(d) else wide(d.text))
                left = min(left, self.x(self.e.pier.x) - reach) if d.side == "pier_left" else left
                right = max(right, self.x(self.e.pier.right) + reach) if d.side == "pier_right" else right
        return left, right

    def _lies(self, d: Dimension) -> bool:
        """Whether the text of an upright dimension has room along its line."""
        return d.feet * self.scale >= wide(d.text) + 4 * GAP

    def _upright(self, d: Dimension) -> Item:
        ends = sorted(((self.y(d.start), self._reach(d, d.start)), (self.y(d.end), self._reach(d, d.end))))
        return Item(ends[0][0], ends[1][0], d.text, d.what, (ends[0][1], ends[1][1]))

    def _reach(self, d: Dimension, at: float) -> float:
        """Where an extension line begins: at the sign, or at grade past the end of the grade line."""
        if at == 0.0:
            return self.left if d.side == "left" else self.right
        return self.x(d.reach)

    def _level(self, d: Dimension) -> Item:
        mark = f"{self.e.faces[d.face].mark}  " if d.face is not None and len(self.e.faces) > 1 else ""
        own = self.y(d.reach)
        center = self.y(self.e.top_ft)
        ends = sorted((self.x(at), center if d.face is None and at == 0.0 else own) for at in (d.start, d.end))
        return Item(ends[0][0], ends[1][0], mark + d.text, d.what, (ends[0][1], ends[1][1]))

    def _holds_width(self, i: int, face: Face) -> bool:
        text = next(d.text for d in self.e.dimensions if d.face == i)
        room = wide(text) + (wide("AA") if face.rect.h * self.scale < TALL_FACE else 0.0) + 6 * GAP
        return face.rect.w * self.scale >= room and face.rect.h * self.scale >= LEAST_FACE

    def _ground(self) -> Iterator[Mark]:
        e = self.e
        clear = (0.0, 0.0)
        if e.pier:
            rooms = {d.side: 0.0 if self._lies(d) else wide(d.text) for d in e.dimensions if d.side.startswith("pier_")}
            clear = (
                self.x(e.pier.x) - PIER_LANE - TURNED - 6 - rooms["pier_left"],
                self.x(e.pier.right) + PIER_LANE + 8 + rooms["pier_right"],
            )
        at = self.left + 9.0
        while at <= self.right:
            if not clear[0] < at < clear[1] + 8.0:
                yield Line(at, 0.0, at - 8.0, 8.0, "hatch")
            at += 9.0
        if e.pier:
            yield Box(self.x(e.pier.x), 0.0, self.x(e.pier.w), self.x(e.pier.h), "outline", 0.10, "Concrete pier")
            yield from self._pier_dimensions()
        yield Line(self.left, 0.0, self.right, 0.0, "grade")
        if e.pole_in_pier:
            r = e.pole_in_pier
            yield Box(self.x(r.x), 0.0, self.x(r.w), self.x(r.h), "hidden", title="Support in the pier")

    def _pier_dimensions(self) -> Iterator[Mark]:
        pier = self.e.pier
        assert pier is not None
        for d in self.e.dimensions:
            if d.side == "below":
                y = self.y(pier.y) + LANE
                yield from _crosswise(y, self.x(d.start), self.x(d.end), (y - LANE + 3, y - LANE + 3))
                yield Text(self.x(d.middle), y + 12, d.text, role="dimension")
            elif d.side in ("pier_left", "pier_right"):
                out = -1.0 if d.side == "pier_left" else 1.0
                x = (self.x(pier.x) if out < 0 else self.x(pier.right)) + out * PIER_LANE
                low, high = sorted((self.y(d.start), self.y(d.end)))
                yield from _lengthwise(x, low, high, (x, self.x(d.reach) + out * 3))
                if self._lies(d):
                    yield Text(x - 9, (low + high) / 2, d.text, turned=True, role="dimension")
                else:
                    anchor: Anchor = "end" if out < 0 else "start"
                    yield Text(x + out * 8, (low + high) / 2 + 4, d.text, anchor, role="dimension")

    def _pole(self) -> Iterator[Mark]:
        for r in self.e.pole:
            yield Box(self.x(r.x), self.y(r.top), self.x(r.w), self.x(r.h), "outline", 0.18, "Support")

    def _faces(self) -> Iterator[Mark]:
        for i, face in enumerate(self.e.faces):
            r = face.rect
            yield Box(self.x(r.x), self.y(r.top), self.x(r.w), self.x(r.h), "outline", 0.05, face.name)
            yield from self._in_face(i, face)

    def _crossing(self, face: Face) -> list[tuple[float, float]]:
        """Upright extension lines that run over a face on their way up."""
        own = self.y(face.rect.top)
        return [(x, x) for lane in self.above for i in lane for x, y in zip((i.low, i.high), i.reaches, strict=True)
                if y > own + 1.0]  # fmt: skip

    def _within(self, face: Face) -> Span:
        return self.x(face.rect.x) + GAP, self.x(face.rect.right) - GAP

    def _width_at(self, i: int, face: Face, mark: str = "") -> float | None:
        """Where the width of a face finds room in it."""
        text = mark + next(d.text for d in self.e.dimensions if d.face == i)
        within = self._within(face)
        return free(sum(within) / 2, wide(text) / 2, self._crossing(face), within)

    def _in_face(self, i: int, face: Face) -> Iterator[Mark]:
        """Name, area and weight in the middle, width near the bottom; in a low face the width alone."""
        r, tall = face.rect, self.x(face.rect.h) >= TALL_FACE
        words = list(self._words(face)) if tall else []
        yield from words
        mark = "" if words or len(self.e.faces) == 1 else f"{face.mark}  "
        if i not in self.outside:
            y = self.y(r.y) - 13 if tall else (self.y(r.y) + self.y(r.top)) / 2
            at = self._width_at(i, face, mark)
            if at is None:
                at, mark = self._width_at(i, face), ""
                if not any(o.rect.x < r.x <= o.rect.right + 1.0 and _abreast(o.rect, r) for o in self.e.faces):
                    yield Text(self.x(r.x) - 5, y, face.mark, "end", bold=True, role="label")
            assert at is not None
            width = next(d.text for d in self.e.dimensions if d.face == i)
            yield from _broken(y, self.x(r.x), self.x(r.right), mark + width, at)

    def _words(self, face: Face) -> Iterator[Mark]:
        """Name over area and weight; where a line runs through, what still finds room, the mark at least."""
        within, blocked = self._within(face), self._crossing(face)
        y = (self.y(face.rect.top) + self.y(face.rect.y) - 22) / 2
        mark = f"{face.mark}  " if len(self.e.faces) > 1 else ""
        lines = ((mark + face.name, -7.5, True), (f"{face.area_ft2:,.4g} ft², {face.weight_lb:,.0f} lb", 7.5, False))
        for line, shift, bold in lines:
            text = clipped(line, within[1] - within[0], bold=bold)
            at = free(sum(within) / 2, wide(text, bold=bold) / 2, blocked, within)
            if at is None and shift < 0.0 and mark:
                text = face.mark
                at = free(sum(within) / 2, wide(text, bold=bold) / 2, blocked, within)
            if at is not None and (len(text) > len(mark) + 2 or text == face.mark):
                yield Text(at, y + shift, text, bold=bold, role="label")

    def _top_lanes(self) -> Iterator[Mark]:
        for k, lane in enumerate(self.above):
            y = self.y(self.e.top_ft) - 20.0 - k * LANE
            farther = [x for other in self.above[k + 1 :] for i in other for x in (i.low, i.high)]
            for p in level(lane, farther):
                item = p.item
                yield from _crosswise(y, item.low, item.high, (item.reaches[0] - 3, item.reaches[1] - 3))
                yield Text(p.text_at, y - 9, item.text, role="dimension")

    def _side_lanes(self, side: Side) -> Iterator[Mark]:
        out = -1.0 if side == "left" else 1.0
        x = (self.left if out < 0 else self.right) + out * 8.0
        every = self.ups[side]
        for k, lane in enumerate(every):
            farther = [level for other in every[k + 1 :] for i in other for level in (i.low, i.high)]
            own = [level for i in lane for level in (i.low, i.high)]
            placed = upright(lane, farther if out > 0 else [*farther, *own])
            beside = max((wide(p.item.text) + 10 for p in placed if not p.lies), default=0.0)
            x += out * (TURNED if out > 0 else 0.0)
            for p in placed:
                yield from _lengthwise(x, p.item.low, p.item.high, (x, *(r + out * 3 for r in p.item.reaches)))
                if p.lies:
                    yield Text(x - 9, p.text_at, p.item.text, turned=True, role="dimension")
                else:
                    yield from _leader(x, p.item.middle, x + out * 8, p.text_at)
                    yield Text(x + out * 9, p.text_at, p.item.text, "start" if out > 0 else "end", role="dimension")
            x += out * (max(beside, 0.0 if out > 0 else TURNED) + 10.0)

    def _section_label(self) -> Iterator[Mark]:
        """The section beside the pole, where enough of it is seen and nothing stands to the right."""
        seen = [r for r in self.e.pole if self.x(r.h) >= 2 * SIZE]
        if not seen:
            return
        r = max(seen, key=lambda r: r.h)
        y, x = (self.y(r.y) + self.y(r.top)) / 2, self.x(r.right)
        wall = min(self._walls(y), default=float("inf"))
        if wall - x < wide(self.e.section) + 36:
            return
        yield Line(x, y, x + 22, y, "fine")
        yield Text(x + 26, y, self.e.section, "start", role="label")

    def _walls(self, y: float) -> Iterator[float]:
        """What stands right of the pole at a level."""
        for f in self.e.faces:
            if self.y(f.rect.top) - SIZE < y < self.y(f.rect.y) + SIZE and f.rect.x > 0.0:
                yield self.x(f.rect.x)
        if any(i.low - SIZE < y < i.high + SIZE for lane in self.ups["right"] for i in lane):
            yield self.right


def _abreast(a: Rect, b: Rect) -> bool:
    return a.y < b.top and a.top > b.y


def _tick(x: float, y: float) -> Line:
    return Line(x - TICK, y + TICK, x + TICK, y - TICK, "tick")


def _crosswise(y: float, low: float, high: float, reaches: Sequence[float]) -> Iterator[Mark]:
    """A level dimension line with ticks and extension lines from the levels in `reaches`."""
    yield Line(low, y, high, y, "dimension")
    for x, reach in zip((low, high), reaches, strict=True):
        beyond = 5.0 if y > reach else -5.0
        yield Line(x, reach, x, y + beyond, "fine")
        yield _tick(x, y)


def _lengthwise(x: float, low: float, high: float, reaches: Sequence[float]) -> Iterator[Mark]:
    """An upright one. `reaches`: its own x, then where each extension line (or both) begins."""
    yield Line(x, low, x, high, "dimension")
    starts = reaches[1:] if len(reaches) == 3 else (reaches[1], reaches[1])
    for y, reach in zip((low, high), starts, strict=True):
        beyond = 5.0 if x > reach else -5.0
        yield Line(reach, y, x + beyond, y, "fine")
        yield _tick(x, y)


def _broken(y: float, low: float, high: float, text: str, at: float) -> Iterator[Mark]:
    """A level dimension line with its text in a gap, ends at the edges of a face."""
    half = wide(text) / 2 + 2
    for start, end in ((low, at - half), (at + half, high)):
        if end - start > 1.0:
            yield Line(start, y, end, y, "dimension")
    yield _tick(low, y)
    yield _tick(high, y)
    yield Text(at, y, text, role="dimension")


def _leader(x1: float, y1: float, x2: float, y2: float) -> Iterator[Mark]:
    if abs(y2 - y1) > SIZE / 2:
        yield Line(x1, y1, x2, y2, "fine")
