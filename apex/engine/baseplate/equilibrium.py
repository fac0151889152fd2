"""How a stiff plate on grout stands under N, M_x and M_y together: in, kip, kip-in.

AISC Design Guide 1 (2nd ed., 3.3 and 3.4) presses a uniform block on the concrete and lets the rods on the other
side pull. Here the same is done in any direction: the block is the part of the plate beyond a straight line, and
the rods beyond the middle of the plate pull in proportion to their distance from it. Along one axis this is the
Design Guide to the letter. Under uplift without bearing the rods alone carry, still linearly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from apex.engine.anchor.group import Point

Regime = Literal["small", "large", "pulled", "none"]
STEPS = 80


@dataclass(frozen=True, slots=True)
class Stand:
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
        return _reach(self.n[0], self.n[1], self.h_in, half_x, half_y), _reach(
            self.n[1], self.n[0], self.h_in, half_y, half_x
        )


def _reach(c: float, s: float, h: float, half: float, across: float) -> float:
    c, s = abs(c), abs(s)
    if c < 1e-12:
        return 2.0 * half if h <= s * across else 0.0
    return min(max(half - (h - s * across) / c, 0.0), 2.0 * half)


def block(half_x: float, half_y: float, c: float, s: float, h: float) -> tuple[float, float, float, float]:
    """Area, first moments about y and x, and chord of the part of a rectangle with c x + s y >= h."""
    a, b = abs(c), abs(s)
    if a >= b:
        A, q, r, w = _block(half_x, half_y, a, b, h)
    else:
        A, r, q, w = _block(half_y, half_x, b, a, h)
    return A, (q if c >= 0.0 else -q), (r if s >= 0.0 else -r), w


def _block(b: float, l: float, c: float, s: float, h: float) -> tuple[float, float, float, float]:
    """The same with c >= s >= 0, by strips along x: the pieces are quadratic, so Simpson's rule is exact."""
    if s < 1e-14:
        near, full = (-l, l) if h < b * c else (l, l)
        if h <= -b * c:
            near, full = -l, -l
    else:
        near = min(max((h - c * b) / s, -l), l)
        full = min(max((h + c * b) / s, -l), l)
    width = full - near
    A = Q = R = 0.0
    if width > 0.0:
        x_0, x_2 = (h - s * near) / c, (h - s * full) / c
        x_1, y_1 = 0.5 * (x_0 + x_2), 0.5 * (near + full)
        A = (b - x_1) * width
        Q = (b * b - (x_0 * x_0 + 4.0 * x_1 * x_1 + x_2 * x_2) / 6.0) * 0.5 * width
        R = ((b - x_0) * near + 4.0 * (b - x_1) * y_1 + (b - x_2) * full) / 6.0 * width
    if full < l:
        A += 2.0 * b * (l - full)
        R += b * (l * l - full * full)
    return A, Q, R, max(width, 0.0) / c


@dataclass(frozen=True, slots=True)
class _Line:
    """Equilibrium along one direction: pressure, its line, and the pull of every rod."""

    regime: Regime
    p: float
    h: float
    tension: tuple[float, ...]
    share: float
    Q: Point
    feasible: bool = True


class Standing:
    """A plate with its rods under one greatest bearing stress; `under` answers for each set of loads."""

    def __init__(self, width_in: float, length_in: float, points: Sequence[Point], p_max_ksi: float) -> None:
        self.b, self.l = width_in / 2.0, length_in / 2.0
        self.points = tuple(points)
        self.p_max = p_max_ksi
        self.size = math.hypot(width_in, length_in)
        self._mirrors = mirror(self.points, -1.0, 1.0), mirror(self.points, 1.0, -1.0)
        self._known: dict[tuple[float, float, float], Stand] = {}

    def under(self, N: float, M_x: float, M_y: float) -> Stand:
        """The stand under N (down), M_x (presses the side +y) and M_y (presses the side +x)."""
        left, down = self._mirrors
        if left is None or down is None:
            return self._stand(N, M_x, M_y)
        key = N, abs(M_x), abs(M_y)
        if key not in self._known:
            self._known[key] = self._stand(*key)
        found = self._known[key]
        pull, n = found.tension_kip, found.n
        if M_y < 0.0:
            pull, n = tuple(pull[i] for i in left), (-n[0], n[1])
        if M_x < 0.0:
            pull, n = tuple(pull[i] for i in down), (n[0], -n[1])
        return replace(found, tension_kip=pull, n=n)

    def _stand(self, N: float, M_x: float, M_y: float) -> Stand:
        M = math.hypot(M_x, M_y)
        n = len(self.points)
        if 1e-12 * (abs(N) + 1e-12) * self.size >= M:
            if N <= 0.0:
                return Stand("pulled", 0.0, (0.0, 1.0), math.inf, (-N / n,) * n)
            return self._centric(N)
        elastic = linear(self.points, N, M_x, M_y)
        if N < 0.0 and elastic is not None and min(elastic) >= 0.0:
            return Stand("pulled", 0.0, (M_y / M, M_x / M), math.inf, elastic)
        return self._turned(N, M_x, M_y, M)

    def _centric(self, N: float) -> Stand:
        p = N / (4.0 * self.b * self.l)
        regime: Regime = "small" if p <= self.p_max else "none"
        return Stand(regime, p, (0.0, 1.0), -self.l, (0.0,) * len(self.points), p / self.p_max)

    def _turned(self, N: float, M_x: float, M_y: float, M: float) -> Stand:
        """Turn the line of the block until the moment across it is balanced too."""
        scale = M + abs(N) * self.size
        at = math.atan2(M_x, M_y)

        def tried(angle: float) -> tuple[_Line, float]:
            c, s = _direction(angle)
            line = self._along(c, s, N, M_y * c + M_x * s)
            X = line.Q[0] - sum(t * p[0] for t, p in zip(line.tension, self.points, strict=True))
            Y = line.Q[1] - sum(t * p[1] for t, p in zip(line.tension, self.points, strict=True))
            return line, (M_x - Y) * c - (M_y - X) * s

        line, miss = tried(at)
        if abs(miss) > 1e-10 * scale:
            at, line, miss = _root(tried, at, miss, 1e-10 * scale)
        if not line.feasible or abs(miss) > 1e-8 * scale:
            return Stand("none", self.p_max, _direction(at), line.h, line.tension, max(line.share, 1.0 + 1e-9))
        return Stand(line.regime, line.p, _direction(at), line.h, line.tension, line.share)

    def _along(self, c: float, s: float, N: float, M: float) -> _Line:
        """Equilibrium of N and of the moment M along the direction (c, s)."""
        places = [c * x + s * y for x, y in self.points]
        pulls = [-v if v < -1e-9 * self.size else 0.0 for v in places]
        first, second = sum(pulls), sum(v * v for v in pulls)
        rho = second / first if first > 0.0 else 0.0
        edge = abs(c) * self.b + abs(s) * self.l
        none = (0.0,) * len(places)
        if N > 0.0 and N * edge > M:
            h = self._centered(c, s, M / N, edge)
            A, Q_x, Q_y, _ = block(self.b, self.l, c, s, h)
            if A > 0.0 and self.p_max * (1.0 + 1e-13) >= N / A:
                return _Line("small", N / A, h, none, 0.0, (N / A * Q_x, N / A * Q_y))
        target = M + N * rho
        if first == 0.0:
            return _Line("none", self.p_max, edge, none, math.inf, (0.0, 0.0), feasible=False)
        if target <= 0.0:
            return _Line("pulled", 0.0, math.inf, _pivoting(places, N, M), 0.0, (0.0, 0.0))
        A, Q_x, Q_y, _ = block(self.b, self.l, c, s, -rho)
        most = self.p_max * (c * Q_x + s * Q_y + rho * A)
        h = self._balanced(c, s, rho, target / self.p_max, edge) if target < most else -rho
        A, Q_x, Q_y, _ = block(self.b, self.l, c, s, h)
        k = max((self.p_max * A - N) / first, 0.0)
        Q = (self.p_max * Q_x, self.p_max * Q_y)
        share = target / most
        return _Line("large", self.p_max, h, tuple(k * v for v in pulls), share, Q, feasible=target < most)

    def _centered(self, c: float, s: float, e: float, edge: float) -> float:
        """The line whose block has its center at e from the middle of the plate."""
        if e <= 0.0:
            return -edge
        low, high = -edge, e
        h = max(2.0 * e - edge, low)  # exact for a strip
        for _ in range(STEPS):
            A, Q_x, Q_y, w = block(self.b, self.l, c, s, h)
            miss = c * Q_x + s * Q_y - e * A
            if abs(miss) <= 1e-14 * A * self.size:
                break
            low, high = (low, h) if miss > 0.0 else (h, high)
            slope = w * (e - h)
            h = h - miss / slope if slope > 0.0 else low - 1.0
            if not low < h < high:
                h = 0.5 * (low + high)
        return h

    def _balanced(self, c: float, s: float, rho: float, target: float, edge: float) -> float:
        """The line whose block turns about the rods as much as the loads do."""
        low, high = -rho, edge
        h = 0.5 * (low + high)
        for _ in range(STEPS):
            A, Q_x, Q_y, w = block(self.b, self.l, c, s, h)
            miss = c * Q_x + s * Q_y + rho * A - target
            if abs(miss) <= 1e-14 * target:
                break
            low, high = (h, high) if miss > 0.0 else (low, h)
            slope = w * (h + rho)
            h = h + miss / slope if slope > 0.0 else low - 1.0
            if not low < h < high:
                h = 0.5 * (low + high)
        return h


def linear(points: Sequence[Point], N: float, M_x: float, M_y: float) -> tuple[float, ...] | None:
    """Rods alone, both ways: -N/n - M_x y/sum y2 - M_y x/sum x2 (tension +); None without a lever to turn about."""
    n = len(points)
    xx, yy = sum(x * x for x, _ in points), sum(y * y for _, y in points)
    if (M_x and yy <= 0.0) or (M_y and xx <= 0.0):
        return None
    by_x, by_y = (M_y / xx if M_y else 0.0), (M_x / yy if M_x else 0.0)
    return tuple(-N / n - by_x * x - by_y * y for x, y in points)


def _pivoting(places: Sequence[float], N: float, M: float) -> tuple[float, ...]:
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


def mirror(points: Sequence[Point], x: float, y: float) -> tuple[int, ...] | None:
    """For every rod the one in its mirror image; None where the pattern is not its own image."""
    found = []
    for p in points:
        there = [j for j, q in enumerate(points) if math.hypot(q[0] - x * p[0], q[1] - y * p[1]) < 1e-9]
        if len(there) != 1:
            return None
        found += there
    return tuple(found)


def _direction(angle: float) -> Point:
    c, s = math.cos(angle), math.sin(angle)
    return (0.0 if abs(c) < 1e-15 else c), (0.0 if abs(s) < 1e-15 else s)


_Tried = Callable[[float], tuple[_Line, float]]
_Found = tuple[float, _Line, float]


def _root(tried: _Tried, at: float, miss: float, close: float) -> _Found:
    """The angle at which nothing is missed: between the moment's own and an axis, by Illinois' false position."""
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
        return end, line, other
    mid = at
    for _ in range(STEPS):
        mid = (at * other - end * miss) / (other - miss)
        if not min(at, end) < mid < max(at, end):
            mid = 0.5 * (at + end)
        line, now = tried(mid)
        if abs(now) <= close:
            return mid, line, now
        if now * other < 0.0:
            at, miss = end, other
        else:
            miss /= 2.0
        end, other = mid, now
    return mid, line, other
