"""Areas and edge distances of rods in a block: squares around the rods, joined and clipped, exactly. in."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from apex.engine.anchor.group import Block, Point

Interval = tuple[float, float]
_SAME_IN = 1e-9


def covered_area(block: Block, points: Sequence[Point], reach: float) -> float:
    """Area of the union of squares of half-side `reach` around the points, within the block.

    The rectilinear failure area of ACI 318 Fig. R17.6.2.1 for rods nearer than 2 `reach`; where rods lie
    farther apart each has its own square. A round block is clipped by its circle, not by a polygon.
    """
    half_x, half_y = _half(block)
    cuts = {-half_x, half_x}
    for x, _ in points:
        cuts.update((min(max(x - reach, -half_x), half_x), min(max(x + reach, -half_x), half_x)))
    edges = sorted(cuts)
    radius = half_x if block.round else 0.0
    total = 0.0
    for left, right in itertools.pairwise(edges):
        if right - left <= _SAME_IN:
            continue
        middle = (left + right) / 2.0
        spans = sorted((y - reach, y + reach) for x, y in points if abs(x - middle) < reach)
        for low, high in joined(spans):
            if block.round:
                total += _in_circle(radius, left, right, low, high)
            else:
                total += (right - left) * max(0.0, min(high, half_y) - max(low, -half_y))
    return total


def joined(spans: Sequence[Interval]) -> list[Interval]:
    """The union of sorted intervals, as disjoint ones."""
    out: list[Interval] = []
    for low, high in spans:
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return out


def _half(block: Block) -> Point:
    return block.width_in / 2.0, (block.width_in if block.round else block.length_in) / 2.0


def _in_circle(R: float, left: float, right: float, low: float, high: float) -> float:
    """Area of a rectangle within a circle about the origin: the chord is clipped piece by piece."""
    cuts = {left, right}
    for y in (low, high):
        if abs(y) < R:
            x = math.sqrt(R * R - y * y)
            cuts.update(c for c in (-x, x) if left < c < right)
    edges = sorted(cuts)
    total = 0.0
    for a, b in itertools.pairwise(edges):
        chord = math.sqrt(max(0.0, R * R - ((a + b) / 2.0) ** 2))
        if low >= chord or high <= -chord:
            continue
        under_arc = _arc_area(R, b) - _arc_area(R, a)
        top = (b - a) * high if high < chord else under_arc
        bottom = (b - a) * low if low > -chord else -under_arc
        total += top - bottom
    return total


def _arc_area(R: float, x: float) -> float:
    """Integral of sqrt(R^2 - x^2) from 0 to x."""
    ratio = min(1.0, max(-1.0, x / R))
    return (x * math.sqrt(max(0.0, R * R - x * x)) + R * R * math.asin(ratio)) / 2.0


def distances(block: Block, point: Point) -> tuple[float, float, float, float]:
    """From a rod to the block's faces towards +x, -x, +y, -y; in a round block along the chord."""
    x, y = point
    half_x, half_y = _half(block)
    if not block.round:
        return half_x - x, half_x + x, half_y - y, half_y + y
    along_x = math.sqrt(max(0.0, half_x**2 - y * y))
    along_y = math.sqrt(max(0.0, half_x**2 - x * x))
    return along_x - x, along_x + x, along_y - y, along_y + y


def nearest_edge(block: Block, point: Point) -> float:
    """Least edge distance of a rod: radial in a round block. Negative outside."""
    if block.round:
        return block.width_in / 2.0 - math.hypot(*point)
    return min(distances(block, point))


def widest_step(points: Sequence[Point]) -> float:
    """The greatest spacing that joins the rods into one group: the longest link of their shortest tree."""
    waiting = list(points[1:])
    near = [math.dist(points[0], p) for p in waiting]
    longest = 0.0
    while waiting:
        i = near.index(min(near))
        longest = max(longest, near.pop(i))
        last = waiting.pop(i)
        near = [min(d, math.dist(last, p)) for d, p in zip(near, waiting, strict=True)]
    return longest


def clusters(points: Sequence[Point], members: Sequence[int], reach: float) -> list[tuple[int, ...]]:
    """Rods whose squares of half-side `reach` overlap, directly or through others, together."""
    left = list(members)
    out = []
    while left:
        group, edge = [left[0]], [left.pop(0)]
        while edge:
            x, y = points[edge.pop()]
            close = [i for i in left if abs(points[i][0] - x) < 2.0 * reach and abs(points[i][1] - y) < 2.0 * reach]
            group += close
            edge += close
            left = [i for i in left if i not in close]
        out.append(tuple(sorted(group)))
    return out
