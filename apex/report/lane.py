"""Dimension lines side by side: which lane each stands in and where its text finds room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.report.ink import SIZE, wide

Span = tuple[float, float]
GAP = 3.0


@dataclass(frozen=True, slots=True)
class Item:
    """One dimension on the drawing: its ends in drawing units, smaller first, and its words."""

    low: float
    high: float
    text: str
    what: str
    reaches: tuple[float, float]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def length(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with the middle of its text; `lies` where the text runs along the line."""

    item: Item
    text_at: float
    lies: bool


def lanes(items: Sequence[Item]) -> list[list[Item]]:
    """The short ones nearest to the sign; those that only touch share a lane."""
    found: list[list[Item]] = []
    for item in sorted(items, key=lambda i: (round(i.length, 3), i.low)):
        home = next((lane for lane in found if all(not _overlap(item, other) for other in lane)), None)
        # A lane farther out than one that covers it would cross that one's extension lines.
        inner = max((k for k, lane in enumerate(found) if any(_overlap(item, o) for o in lane)), default=-1)
        if home is None or found.index(home) < inner:
            found.append([item])
        else:
            home.append(item)
    return [sorted(lane, key=lambda i: i.low) for lane in found]


def _overlap(a: Item, b: Item) -> bool:
    return min(a.high, b.high) - max(a.low, b.low) > 0.5


def free(wanted: float, half: float, blocked: Sequence[Span], within: Span | None = None) -> float | None:
    """The place nearest to the wanted one whose `half` on both sides is not blocked."""
    low, high = within or (wanted - 2000.0, wanted + 2000.0)
    places = [wanted]
    for start, end in blocked:
        places += [start - half - GAP, end + half + GAP]
    fits = [p for p in places if low <= p - half and p + half <= high and _clear(p, half, blocked)]
    return min(fits, key=lambda p: (abs(p - wanted), p), default=None)


def _clear(place: float, half: float, blocked: Sequence[Span]) -> bool:
    return all(place + half <= start - GAP + 0.01 or place - half >= end + GAP - 0.01 for start, end in blocked)


def upright(lane: Sequence[Item], crossing: Sequence[float], walls: Sequence[Span] = ()) -> list[Placed]:
    """Texts of a lane whose lines stand upright. `crossing`: levels of lines that pass through it; `walls`: no texts.

    A text lies along its line where that is long enough, and stands beside it elsewhere.
    """
    placed: list[Placed] = []
    lines = [*((c, c) for c in crossing), *walls]
    taken: list[Span] = []
    for item in lane:
        half = wide(item.text) / 2
        at = free(item.middle, half, lines, (item.low + GAP, item.high - GAP))
        if at is not None:
            placed.append(Placed(item, at, lies=True))
            taken.append((at - half, at + half))
    for item in lane:
        if any(p.item is item for p in placed):
            continue
        at = free(item.middle, SIZE / 2, [*lines, *taken])
        at = item.middle if at is None else at
        placed.append(Placed(item, at, lies=False))
        taken.append((at - SIZE / 2, at + SIZE / 2))
    # Texts in the order of what they say: leaders to them do not cross.
    beside = [p for p in placed if not p.lies]
    places = sorted(p.text_at for p in beside)
    along = [p for p in placed if p.lies]
    return along + [Placed(p.item, at, lies=False) for p, at in zip(beside, places, strict=True)]


def level(lane: Sequence[Item], crossing: Sequence[float]) -> list[Placed]:
    """Texts above a lane of level lines, beside the line where it is too short for its text."""
    placed: list[Placed] = []
    taken: list[Span] = [(c, c) for c in crossing]
    for item in sorted(lane, key=lambda i: -i.length):
        half = wide(item.text) / 2
        at = free(item.middle, half, taken, (item.low, item.high))
        if at is None:
            lines = [*taken, *((o.low, o.high) for o in lane)]
            at = free(item.high + half + 2 * GAP, half, lines)
            at = item.middle if at is None else at
        placed.append(Placed(item, at, lies=True))
        taken.append((at - half, at + half))
    return placed
