"""How a stiff plate on grout stands under N, M_x and M_y together: in, kip, kip-in.

AISC Design Guide 1 (2nd ed., 3.3 and 3.4) presses a uniform block on the concrete and lets the rods on the other
side pull. Here the same is done in any direction: the block is the part of the plate beyond a straight line, and
the rods beyond the middle of the plate pull in proportion to their distance from it. Along one axis this is the
Design Guide to the letter. Under uplift without bearing the rods alone carry, still linearly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from apex.engine.anchor.group import Point
from apex.engine.anchor.image import mirror
from apex.engine.baseplate.alone import linear, pivoting
from apex.engine.baseplate.rectangle import block, reach

Regime = Literal["small", "large", "pulled", "none"]
STEPS = 80


class Stand(NamedTuple):
    """The plate in equilibrium, or `none` where no block under it balances the loads.

    `pressure_ksi` acts where n.p >= h (n as a unit vector). `share` is the moment about the rods over the greatest
    the block could balance (1 and more: no equilibrium; 0 where no rod pulls).
    """

    regime: Regime
    pressure_ksi: float
    n: Point
    h_in: float
    tension_kip: tuple[float, ...]
    share: float = 0.0

    def depth_in(self, half_x: float, half_y: float) -> tuple[float, float]:
        """How far the block reaches in from the most loaded edge, along x and along y."""
        return reach(self.n[0], self.n[1], self.h_in, half_x, half_y), reach(
            self.n[1], self.n[0], self.h_in, half_y, half_x
        )


class _Way(NamedTuple):
    """A direction the plate may turn in, and what of the rods and the plate depends on it alone."""

    c: float
    s: float
    edge: float
    places: list[float]
    """Of the rods, along it."""
    first: float
    X: float
    Y: float
    """Moments of the rods beyond the middle: their distances from it, and these about y and about x."""
    rho: float
    """Where they pull together, beyond the middle."""
    most: float
    """The greatest moment about there that a block can balance."""


@dataclass(slots=True)
class _Line:
    """Equilibrium along one direction: pressure, its line, and k times its distance as the pull of every rod."""

    way: _Way
    regime: Regime
    p: float
    h: float
    k: float
    share: float
    X: float
    Y: float
    """First moments of pressure and pull together, about y and x."""
    feasible: bool = True
    pivot: tuple[float, ...] | None = None
    """Pulls that are not in proportion to the distance from the middle: without bearing."""


_Pressed = tuple[float, float, float, float]
"""A line, the area of the block beyond it and its first moments about y and x."""


class Standing:
    """A plate with its rods under one greatest bearing stress; `under` answers for each set of loads."""

    def __init__(self, width_in: float, length_in: float, points: Sequence[Point], p_max_ksi: float) -> None:
        self.b, self.l = width_in / 2.0, length_in / 2.0
        self.points = tuple(points)
        self.p_max = p_max_ksi
        self.size = math.hypot(width_in, length_in)
        self._mirrors = mirror(self.points, -1.0, 1.0), mirror(self.points, 1.0, -1.0)
        self._known: dict[tuple[float, float, float], Stand] = {}
        self._ways: dict[float, _Way] = {}

    def under(self, N: float, M_x: float, M_y: float) -> Stand:
        """The stand under N (down), M_x (presses the side +y) and M_y (presses the side +x)."""
        left, down = self._mirrors
        x, y = M_y < 0.0 and left is not None, M_x < 0.0 and down is not None
        key = N, -M_x if y else M_x, -M_y if x else M_y
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._stand(*key)
        pull, n = found.tension_kip, found.n
        if x and left is not None:
            pull, n = tuple([pull[i] for i in left]), (-n[0], n[1])
        if y and down is not None:
            pull, n = tuple([pull[i] for i in down]), (n[0], -n[1])
        return found._replace(tension_kip=pull, n=n) if x or y else found

    def _stand(self, N: float, M_x: float, M_y: float) -> Stand:
        M = math.hypot(M_x, M_y)
        n = len(self.points)
        if 1e-12 * (abs(N) + 1e-12) * self.size >= M:
            if N <= 0.0:
                return Stand("pulled", 0.0, (0.0, 1.0), math.inf, (-N / n,) * n)
            return self._centric(N)
        elastic = linear(self.points, N, M_x, M_y) if N < 0.0 else None
        if elastic is not None and min(elastic) >= 0.0:
            return Stand("pulled", 0.0, (M_y / M, M_x / M), math.inf, elastic)
        return self._turned(N, M_x, M_y, M)

    def _centric(self, N: float) -> Stand:
        p = N / (4.0 * self.b * self.l)
        regime: Regime = "small" if p <= self.p_max else "none"
        return Stand(regime, p, (0.0, 1.0), -self.l, (0.0,) * len(self.points), p / self.p_max)

    def _turned(self, N: float, M_x: float, M_y: float, M: float) -> Stand:
        """Turn the line of the block until the moment across it is balanced too."""
        scale = M + abs(N) * self.size
        at, last = math.atan2(M_x, M_y), math.nan

        def tried(angle: float) -> tuple[_Line, float]:
            nonlocal last
            way = self._ways.get(angle)
            if way is None:
                way = self._ways[angle] = self._way(angle)
            c, s = way.c, way.s
            line = self._along(way, N, M_y * c + M_x * s, last)
            last = line.h
            return line, (M_x - line.Y) * c - (M_y - line.X) * s

        line, miss = tried(at)
        if abs(miss) > 1e-10 * scale:
            line, miss = _root(tried, at, miss, 1e-10 * scale)
        n = line.way.c, line.way.s
        pull = self._pulls(line)
        if not line.feasible or abs(miss) > 1e-8 * scale:
            return Stand("none", self.p_max, n, line.h, pull, max(line.share, 1.0 + 1e-9))
        return Stand(line.regime, line.p, n, line.h, pull, line.share)

    def _pulls(self, line: _Line) -> tuple[float, ...]:
        if line.pivot is not None:
            return line.pivot
        near, k = -1e-9 * self.size, line.k
        return tuple([-k * v if v < near else 0.0 for v in line.way.places])

    def _way(self, angle: float) -> _Way:
        c, s = _direction(angle)
        places = [c * x + s * y for x, y in self.points]
        near = -1e-9 * self.size
        first = second = X = Y = rho = most = 0.0
        for v, (x, y) in zip(places, self.points, strict=True):
            if v < near:
                first, second, X, Y = first - v, second + v * v, X - v * x, Y - v * y
        if first > 0.0:
            rho = second / first
            A, Q_x, Q_y, _ = block(self.b, self.l, c, s, -rho)
            most = self.p_max * (c * Q_x + s * Q_y + rho * A)
        return _Way(c, s, abs(c) * self.b + abs(s) * self.l, places, first, X, Y, rho, most)

    def _along(self, way: _Way, N: float, M: float, last: float) -> _Line:
        """Equilibrium of N and of the moment M along a direction; `last` is the line of one nearby."""
        edge, first, rho, most, p = way.edge, way.first, way.rho, way.most, self.p_max
        pressed = 0.0
        if N > 0.0 and N * edge > M:
            h, A, Q_x, Q_y = self._centered(way, M / N, last)
            if A > 0.0 and p * (1.0 + 1e-13) >= N / A:
                return _Line(way, "small", N / A, h, 0.0, 0.0, N / A * Q_x, N / A * Q_y)
            pressed = N / (p * A) if A > 0.0 else math.inf
        if first == 0.0:
            return _Line(way, "none", p, edge, 0.0, math.inf, 0.0, 0.0, feasible=False)
        target = M + N * rho
        if target <= 0.0:
            return self._pivoted(way, N, M)
        if target < most:
            h, A, Q_x, Q_y = self._balanced(way, target / p, last)
        else:
            h = -rho
            A, Q_x, Q_y, _ = block(self.b, self.l, way.c, way.s, h)
        k = (p * A - N) / first
        if k < -1e-12 * (abs(N) + p * A) / first:
            # The block that would carry N reaches the rods: they cannot pull, and N alone is too much for it.
            return _Line(way, "none", p, h, 0.0, max(pressed, 1.0), p * Q_x, p * Q_y, feasible=False)
        k = max(k, 0.0)
        X, Y = p * Q_x - k * way.X, p * Q_y - k * way.Y
        return _Line(way, "large", p, h, k, target / most, X, Y, feasible=target < most)

    def _pivoted(self, way: _Way, N: float, M: float) -> _Line:
        pivot = pivoting(way.places, N, M)
        X = -sum(t * p[0] for t, p in zip(pivot, self.points, strict=True))
        Y = -sum(t * p[1] for t, p in zip(pivot, self.points, strict=True))
        return _Line(way, "pulled", 0.0, math.inf, 0.0, 0.0, X, Y, pivot=pivot)

    def _centered(self, way: _Way, e: float, last: float) -> _Pressed:
        """The line whose block has its center at e from the middle of the plate."""
        c, s, edge = way.c, way.s, way.edge
        if e <= 0.0:
            return (-edge, *block(self.b, self.l, c, s, -edge)[:3])
        low, high = -edge, e
        h = last if low < last < high else max(2.0 * e - edge, low)  # exact for a strip
        for _ in range(STEPS):
            A, Q_x, Q_y, w = block(self.b, self.l, c, s, h)
            miss = c * Q_x + s * Q_y - e * A
            if abs(miss) <= 1e-13 * A * self.size:
                return h, A, Q_x, Q_y
            low, high = (low, h) if miss > 0.0 else (h, high)
            slope = w * (e - h)
            h = h - miss / slope if slope > 0.0 else low - 1.0
            if not low < h < high:
                h = 0.5 * (low + high)
        return (h, *block(self.b, self.l, c, s, h)[:3])

    def _balanced(self, way: _Way, target: float, last: float) -> _Pressed:
        """The line whose block turns about the rods as much as the loads do."""
        c, s, rho, edge = way.c, way.s, way.rho, way.edge
        low, high = -rho, edge
        h = last if low < last < high else self._as_strip(c, s, rho, target, edge)
        for _ in range(STEPS):
            A, Q_x, Q_y, w = block(self.b, self.l, c, s, h)
            miss = c * Q_x + s * Q_y + rho * A - target
            if abs(miss) <= 1e-13 * target:
                return h, A, Q_x, Q_y
            low, high = (h, high) if miss > 0.0 else (low, h)
            slope = w * (h + rho)
            h = h + miss / slope if slope > 0.0 else low - 1.0
            if not low < h < high:
                h = 0.5 * (low + high)
        return (h, *block(self.b, self.l, c, s, h)[:3])

    def _as_strip(self, c: float, s: float, rho: float, target: float, edge: float) -> float:
        """The balanced line if the plate were a strip as wide as it is at its middle: exact along an axis."""
        wide = 2.0 * (self.l / abs(c) if abs(c) * self.b >= abs(s) * self.l else self.b / abs(s))
        rest = (edge + rho) ** 2 - 2.0 * target / wide
        return math.sqrt(rest) - rho if rest > 0.0 else 0.5 * (edge - rho)


def _direction(angle: float) -> Point:
    c, s = math.cos(angle), math.sin(angle)
    return (0.0 if abs(c) < 1e-15 else c), (0.0 if abs(s) < 1e-15 else s)


_Tried = Callable[[float], tuple[_Line, float]]
_Found = tuple[_Line, float]


def _root(tried: _Tried, at: float, miss: float, close: float) -> _Found:
    """The angle at which nothing is missed: between the moment's own and an axis, by false position."""
    quarter = math.pi / 2.0
    base = math.floor(at / quarter + 1e-12) * quarter
    end, step = (base + quarter, quarter / 4.0) if miss > 0.0 else (base, -quarter / 4.0)
    line, other = tried(end)
    for _ in range(4):
        if other * miss <= 0.0 or abs(other) <= close:
            break
        end += step  # a circle with an odd number of rods may turn a little beyond the axis
        line, other = tried(end)
    if abs(other) <= close:
        return line, other
    mid = at
    for _ in range(STEPS):
        mid = (at * other - end * miss) / (other - miss)
        if not min(at, end) < mid < max(at, end):
            mid = 0.5 * (at + end)
        line, now = tried(mid)
        if abs(now) <= close:
            return line, now
        if now * other < 0.0:
            at, miss = end, other
        else:
            # Anderson and Bjorck: how far the end that stays is weighed down follows from the last step.
            left = 1.0 - now / other
            miss *= left if left > 0.0 else 0.5
        end, other = mid, now
    return line, other
