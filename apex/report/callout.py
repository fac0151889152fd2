"""Call-outs in a column right of a figure: leaders in the order of what they point at, weld symbols."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from apex.report.ink import SIZE, Circle, Line, Mark, Path, Text, wide
from apex.report.view import Note, Weld, show_inches

ROW = 14.5
BETWEEN = 8.0
ARROW = 7.0
SHELF = 10.0
ELBOW = 16.0
FAN = 26.0
SLOT = 5.0
WELD_HEIGHT = 34.0
SAME = 1e-6
Corner = tuple[float, float, float, float]
Place = tuple[float, float]


def callouts(notes: Sequence[Note], k: float, body: Corner, clear: float) -> Iterator[Mark]:
    """`body`: left, top, right, bottom of the shapes on paper; `clear`: right of what stands above and below."""
    if not notes:
        return
    ordered = sorted(notes, key=lambda n: (-n.level, n.at[0]))
    starts = [(x * k, -y * k) for x, y in (n.turn or n.at for n in ordered)]
    elbow = body[2] + ELBOW
    fan = max(elbow, clear + 6.0)
    column = fan + FAN
    slots = spread([-n.level * k for n in ordered], [SLOT] * len(notes), 0.0)
    slots = _within(slots, body[1], body[3])
    order = uncrossed(starts, slots, fan, [n.end != "none" for n in ordered])
    ordered, starts = [ordered[i] for i in order], [starts[i] for i in order]
    places = spread(slots, [_height(n) for n in ordered], BETWEEN)
    for n, start, slot, y in zip(ordered, starts, slots, places, strict=True):
        if n.end != "none":
            target = (n.at[0] * k, -n.at[1] * k)
            yield from _end(n, target, start if n.turn else (fan, slot))
            if n.turn:
                yield Line(*target, *start, "leader")
            yield Line(*start, fan, slot, "leader")
            if abs(slot - y) > 0.01:
                yield Line(fan, slot, column, y, "leader")
            yield Line(fan if abs(slot - y) <= 0.01 else column, y, column + SHELF, y, "leader")
        yield from _words(n, column + SHELF, y)


def spread(wanted: Sequence[float], heights: Sequence[float], gap: float) -> list[float]:
    """Middles nearest to the wanted ones, in their order, that keep heights and gap apart."""
    offsets = [0.0]
    for a, b in pairwise(heights):
        offsets.append(offsets[-1] + (a + b) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for w, o in zip(wanted, offsets, strict=True):
        total, count = w - o, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, members = pools.pop()
            total, count = total + before, count + members
        pools.append((total, count))
    places = [total / count for total, count in pools for _ in range(count)]
    return [p + o for p, o in zip(places, offsets, strict=True)]


def uncrossed(targets: Sequence[Place], slots: Sequence[float], fan: float, led: Sequence[bool]) -> list[int]:
    """Which target leaves at each slot, so that no two leaders cross: each exchange makes them shorter together."""
    order = list(range(len(targets)))
    pairs = [(i, j) for i, j in combinations(order, 2) if led[i] and led[j]]
    while pair := next((p for p in pairs if _cross(*(((targets[order[i]], (fan, slots[i]))) for i in p))), None):
        i, j = pair
        order[i], order[j] = order[j], order[i]
    return order


def _cross(a: tuple[Place, Place], b: tuple[Place, Place]) -> bool:
    """Whether two lines cross: the ends of each lie on two sides of the other."""
    return _side(a, b[0]) * _side(a, b[1]) < -SAME and _side(b, a[0]) * _side(b, a[1]) < -SAME


def _side(line: tuple[Place, Place], at: Place) -> float:
    (x1, y1), (x2, y2) = line
    return (x2 - x1) * (at[1] - y1) - (y2 - y1) * (at[0] - x1)


def _within(slots: Sequence[float], low: float, high: float) -> list[float]:
    """Slots moved, and where they must be, squeezed, into the height of the figure."""
    first, last = slots[0], slots[-1]
    if first >= low and last <= high:
        return list(slots)
    start, end = max(first, low), min(last, high)
    if last - first <= 1e-9 or end - start <= 1e-9:
        return [min(max(s, low), high) for s in slots]
    return [start + (s - first) * (end - start) / (last - first) for s in slots]


def _height(n: Note) -> float:
    return WELD_HEIGHT if n.weld else ROW * len(n.lines)


def _end(n: Note, target: tuple[float, float], toward: tuple[float, float]) -> Iterator[Mark]:
    if n.end == "dot":
        yield Circle(*target, 1.8, "leader", solid=True)
        return
    angle = math.atan2(toward[1] - target[1], toward[0] - target[0])
    sides = [(target[0] + ARROW * math.cos(angle + t), target[1] + ARROW * math.sin(angle + t)) for t in (0.2, -0.2)]
    yield Path((target, *sides), "leader", closed=True, solid=True)


def _words(n: Note, x: float, y: float) -> Iterator[Mark]:
    if n.weld is not None:
        yield from _weld(n.weld, x, y)
        return
    first = y - ROW * (len(n.lines) - 1) / 2
    for i, line in enumerate(n.lines):
        yield Text(x + 4.0, first + i * ROW, line, "start", role="note")


def _weld(w: Weld, x: float, y: float) -> Iterator[Mark]:
    """Reference line, leg left of the fillet under it (arrow side), circle for all around, tail."""
    size = show_inches(w.leg_in).removesuffix('"')
    if w.all_around:
        yield Circle(x, y, 4.0, "leader")
    at = x + 10.0 + wide(size) + 3.0
    end = at + 22.0
    yield Line(x, y, end, y, "leader")
    yield Text(x + 10.0, y + 9.5, size, "start", role="note")
    yield Path(((at, y), (at, y + 10.0), (at + 10.0, y)), "leader", closed=True)
    if w.tail:
        yield Line(end, y, end + 8.0, y - 8.0, "leader")
        yield Line(end, y, end + 8.0, y + 8.0, "leader")
        yield Text(end + 11.0, y, w.tail, "start", SIZE, role="note")
