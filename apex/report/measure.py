"""Lanes of dimensions on paper: rows above or below a figure, columns to its left or right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from apex.report.ink import SIZE, Line, Measure, Text, wide
from apex.report.lane import Item, Placed, Span, level, upright

LANE = 24.0
TURNED = 15.0
FIRST = 20.0


def rows(every: Sequence[Sequence[Item]], y: float, out: float) -> Iterator[Measure]:
    """Level dimensions in rows away from `y`: upward for `out` -1, downward for +1."""
    for k, lane in enumerate(every):
        line = y + out * (FIRST + k * LANE + (6.0 if out > 0 else 0.0))
        farther = [x for other in every[k + 1 :] for i in other for x in (i.low, i.high)]
        for p in level(lane, farther):
            i = p.item
            reaches = (i.reaches[0] + out * 3, i.reaches[1] + out * 3)
            text = Text(p.text_at, line - 9, i.text, role="dimension")
            yield Measure("x", i.low, i.high, line, reaches, text)


def columns(every: Sequence[Sequence[Item]], x: float, out: float, walls: Sequence[Span] = ()) -> Iterator[Measure]:
    """Upright dimensions in columns away from `x`: to the left for `out` -1, to the right for +1.

    `walls`: levels between which no text may stand.
    """
    for k, lane in enumerate(every):
        farther = [level for other in every[k + 1 :] for i in other for level in (i.low, i.high)]
        own = [level for i in lane for level in (i.low, i.high)]
        placed = upright(lane, farther if out > 0 else [*farther, *own], walls)
        beside = max((wide(p.item.text) + 10 for p in placed if not p.lies), default=0.0)
        x += out * (TURNED if out > 0 else 0.0)
        shelf = _shelf(placed, out)
        for p in placed:
            i = p.item
            reaches = (i.reaches[0] + out * 3, i.reaches[1] + out * 3)
            if p.lies:
                text = Text(x - 9, p.text_at, i.text, turned=True, role="dimension")
                yield Measure("y", i.low, i.high, x, reaches, text)
            else:
                at = x + out * (shelf + 9)
                text = Text(at, p.text_at, i.text, "start" if out > 0 else "end", role="dimension")
                yield Measure("y", i.low, i.high, x, reaches, text, leader=_leader(p, x, out, shelf))
        x += out * (max(beside + shelf, 0.0 if out > 0 else TURNED) + 10.0)


def _shelf(placed: Sequence[Placed], out: float) -> float:
    """How far leaders run level before they turn: past the texts that lie along the lines, on their side."""
    turns = any(not p.lies and _apart(p) for p in placed)
    return TURNED + 2.0 if out < 0 and turns and any(p.lies for p in placed) else 0.0


def _apart(p: Placed) -> bool:
    return abs(p.text_at - p.item.middle) > SIZE / 2


def _leader(p: Placed, x: float, out: float, shelf: float) -> tuple[Line, ...]:
    if not _apart(p) and not shelf:
        return ()
    y, turn, end = p.item.middle, x + out * shelf, x + out * (shelf + 8)
    level = (Line(x, y, turn, y, "fine"),) if shelf else ()
    return (*level, Line(turn, y, end, p.text_at, "fine"))
