"""Rectangles of an elevation, and which parts of them stay in sight. Feet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

SAME = 1e-9
SLAB_FT = 0.5
"""As thick as a slab by others is drawn, whose thickness nobody gives."""


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


def visible(body: Rect, fronts: Sequence[Rect]) -> Iterator[Rect]:
    """The parts of a body nothing stands in front of, from the ground up."""
    yield from _parts(body, fronts, seen=True)


def hidden(body: Rect, fronts: Sequence[Rect]) -> Iterator[Rect]:
    """The parts of a body that something stands in front of, from the ground up."""
    yield from _parts(body, fronts, seen=False)


def _parts(body: Rect, fronts: Sequence[Rect], *, seen: bool) -> Iterator[Rect]:
    inside = (y for f in fronts for y in (f.y, f.top) if body.y < y < body.top)
    runs: list[Rect] = []
    for low, high in pairwise(sorted({body.y, body.top, *inside})):
        covers = [(f.x, f.right) for f in fronts if f.y < high - SAME and f.top > low + SAME]
        free = uncovered(body.x, body.right, covers)
        for start, end in free if seen else uncovered(body.x, body.right, free):
            below = next((r for r in runs if abs(r.top - low) < SAME and (r.x, r.right) == (start, end)), None)
            if below is not None:
                runs.remove(below)
            foot = below.y if below else low
            runs.append(Rect(start, foot, end - start, high - foot))
    yield from sorted(runs, key=lambda r: (r.y, r.x))


def uncovered(start: float, end: float, covers: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    left = [(start, end)]
    for low, high in covers:
        left = [p for a, b in left for p in ((a, min(b, low)), (max(a, high), b)) if p[1] - p[0] > SAME]
    return left
