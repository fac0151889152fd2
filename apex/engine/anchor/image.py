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


def symmetric(points: Sequence[Point]) -> bool:
    """Whether a pattern is its own image about both axes."""
    return mirror(points, -1.0, 1.0) is not None and mirror(points, 1.0, -1.0) is not None
