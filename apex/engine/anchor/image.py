"""Patterns of rods and their mirror images."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from apex.engine.anchor.group import Point


def mirror(points: Sequence[Point], x: float, y: float) -> tuple[int, ...] | None:
    """For every rod the one in its mirror image; None where the pattern is not its own image."""
    return _mirror(tuple(points), x, y)


@lru_cache(maxsize=512)
def _mirror(points: tuple[Point, ...], x: float, y: float) -> tuple[int, ...] | None:
    found = []
    for p in points:
        there = [j for j, q in enumerate(points) if math.hypot(q[0] - x * p[0], q[1] - y * p[1]) < 1e-9]
        if len(there) != 1:
            return None
        found += there
    return tuple(found)


def swapped(points: Sequence[Point]) -> tuple[int, ...] | None:
    """For every rod the one with x and y in each other's place; None where the pattern is not its own image so."""
    found = []
    for x, y in points:
        there = [i for i, p in enumerate(points) if abs(p[0] - y) + abs(p[1] - x) < 1e-9]
        if len(there) != 1:
            return None
        found += there
    return tuple(found)


Front = tuple[int, tuple[int, ...]]
"""An edge that stands for another, and for every rod before it the one that stands so before the other."""


def fronts(points: Sequence[Point], *, square: bool) -> tuple[Front, ...]:
    """For every edge (0 +x, 1 -x, 2 +y, 3 -y) the first that the rods, and a block that is `square`, face alike."""
    own = tuple(range(len(points)))
    over_x, over_y = mirror(points, -1.0, 1.0), mirror(points, 1.0, -1.0)
    across = swapped(points) if square else None
    right: Front = (0, own)
    left = (1, own) if over_x is None else (0, over_x)
    back = (2, own) if across is None else (0, across)
    if over_y is None:
        return right, left, back, (3, own)
    return right, left, back, (back[0], tuple([over_y[i] for i in back[1]]))


def symmetric(points: Sequence[Point]) -> bool:
    """Whether a pattern is its own image about both axes."""
    return mirror(points, -1.0, 1.0) is not None and mirror(points, 1.0, -1.0) is not None
