"""Rods that carry without bearing: all of them linearly, or those beyond a line that moves with the loads. kip, in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.anchor.group import Point


def linear(points: Sequence[Point], N: float, M_x: float, M_y: float) -> tuple[float, ...] | None:
    """Rods alone, both ways: -N/n - M_x y/sum y2 - M_y x/sum x2 (tension +); None without a lever to turn about."""
    n = len(points)
    xx, yy = sum(x * x for x, _ in points), sum(y * y for _, y in points)
    if (M_x and yy <= 0.0) or (M_y and xx <= 0.0):
        return None
    by_x, by_y = (M_y / xx if M_y else 0.0), (M_x / yy if M_x else 0.0)
    return tuple(-N / n - by_x * x - by_y * y for x, y in points)


def pivoting(places: Sequence[float], N: float, M: float) -> tuple[float, ...]:
    """Rods that pull without bearing, in proportion to their distance from a line that moves with the loads."""
    pull, ordered = -N, sorted(places)
    for i in range(1, len(ordered) + 1):
        held = ordered[:i]
        m, S_1, S_2 = float(i), sum(held), sum(v * v for v in held)
        below = M * m + S_1 * pull
        if below <= 0.0:
            continue
        z = (S_2 * pull + M * S_1) / below
        after = ordered[i] if i < len(ordered) else math.inf
        if ordered[i - 1] - 1e-12 <= z <= after + 1e-12 and z * m > S_1:
            k = pull / (z * m - S_1)
            return tuple(k * (z - v) if v < z else 0.0 for v in places)
    return (pull / len(places),) * len(places)
