"""Soil pressure under a rigid rectangle that soil cannot pull on: a plane, cut off where it would be negative.

The resultant N at (e_x, e_y) fixes the plane: kern, one axis and a lifted corner triangle in closed form,
everything else by Newton's steps with exact polygon integrals. kip, ft, and ksf.
"""

from __future__ import annotations

from typing import NamedTuple

from apex.engine.footing.polygon import Moments, Polygon, beyond, clipped, moments, rectangle, rectangle_moments

_new = tuple.__new__
"""How a named tuple makes itself, without its own call: dozens of planes are made for one footing."""
RESIDUAL = 1e-11
"""Of force and moments of the unit problem (force 1 on a square of side 1)."""


class Plane(NamedTuple):
    """q = max(a + b x + c y, 0) over |x| <= B/2, |y| <= L/2; `pressed` is the part under pressure."""

    B: float
    L: float
    a: float
    b: float
    c: float
    pressed: Polygon
    full: bool
    whole: Moments
    """Of the pressed part."""

    def at(self, x: float, y: float) -> float:
        return max(self.a + self.b * x + self.c * y, 0.0)

    @property
    def q_max(self) -> float:
        return self.a + abs(self.b) * self.B / 2.0 + abs(self.c) * self.L / 2.0

    @property
    def q_min(self) -> float:
        """0 where a part is lifted."""
        return max(self.a - abs(self.b) * self.B / 2.0 - abs(self.c) * self.L / 2.0, 0.0)

    @property
    def pressed_area(self) -> float:
        return self.whole[0]

    def force(self, part: Moments) -> tuple[float, float, float]:
        """∫q, ∫q x and ∫q y over a part of the pressed area, given its moments."""
        A, S_x, S_y, I_xx, I_xy, I_yy = part
        a, b, c = self.a, self.b, self.c
        return a * A + b * S_x + c * S_y, a * S_x + b * I_xx + c * I_xy, a * S_y + b * I_xy + c * I_yy

    def beyond(self, at: float, sign: float, axis: int) -> tuple[float, float]:
        """Force on the strip outside of a line at x (axis 0) or y (1), on the side of `sign`; moment about the line."""
        Q, *first = self.force(moments(beyond(self.pressed, at, sign, axis)))
        return Q, sign * first[axis] - at * Q

    def inside(self, half_x: float, half_y: float) -> tuple[float, float, float]:
        """∫q, ∫q x and ∫q y over a rectangle around the middle."""
        part = beyond(beyond(self.pressed, -half_x, -1.0, 0), -half_x, 1.0, 0)
        part = beyond(beyond(part, -half_y, -1.0, 1), -half_y, 1.0, 1)
        return self.force(moments(part))


def plane(N: float, e_x: float, e_y: float, B: float, L: float) -> Plane | None:
    """The pressure under N at (e_x, e_y); None where no pressure can hold it: N <= 0, or outside."""
    u, v = abs(e_x) / B, abs(e_y) / L
    if N <= 0.0 or u >= 0.5 or v >= 0.5:
        return None
    found = unit_plane(u, v)
    if found is None:
        return None
    q = N / (B * L)
    a = q * found[0]
    b = q * found[1] / B * (1.0 if e_x >= 0.0 else -1.0)
    c = q * found[2] / L * (1.0 if e_y >= 0.0 else -1.0)
    whole = rectangle(B / 2.0, L / 2.0)
    if u + v <= 1.0 / 6.0:
        return _new(Plane, (B, L, a, b, c, whole, True, rectangle_moments(B / 2.0, L / 2.0)))
    pressed = clipped(whole, a, b, c)
    return _new(Plane, (B, L, a, b, c, pressed, False, moments(pressed)))


def unit_plane(u: float, v: float) -> tuple[float, float, float] | None:
    """Plane of a force of 1 at (u, v), 0 <= u, v < 1/2, on a square of side 1 around the origin."""
    if u + v <= 1.0 / 6.0:
        return 1.0, 12.0 * u, 12.0 * v
    if v == 0.0 or u == 0.0:
        toe = 2.0 / (3.0 * (0.5 - max(u, v)))
        slope = toe / (3.0 * (0.5 - max(u, v)))
        return toe - slope / 2.0, slope if v == 0.0 else 0.0, slope if u == 0.0 else 0.0
    if u >= 0.25 and v >= 0.25:
        return corner_plane(u, v)
    return newton_plane(u, v)


def corner_plane(u: float, v: float) -> tuple[float, float, float]:
    """Only a triangle at the corner is pressed: a pyramid on legs of 4 times the distances to the edges."""
    p, r = 4.0 * (0.5 - u), 4.0 * (0.5 - v)
    top = 6.0 / (p * r)
    return top - top / p / 2.0 - top / r / 2.0, top / p, top / r


def newton_plane(u: float, v: float) -> tuple[float, float, float] | None:
    """The plane by damped Newton's steps. The residual is the slope of a convex function, so they arrive.

    Worked from the pressed corner, each axis in units of three times the distance of the resultant
    from its edge, so that a thin sliver is as well posed as a whole base. None where the steps do
    not arrive (not seen): then there is no pressure to report.
    """
    k_x, k_y = (min(1.0, 3.0 * (0.5 - w)) for w in (u, v))
    m, n = (0.5 - u) / k_x, (0.5 - v) / k_y
    base = [(0.0, 0.0), (1.0 / k_x, 0.0), (1.0 / k_x, 1.0 / k_y), (0.0, 1.0 / k_y)]
    here = (2.0, -1.0 / k_x if k_x == 1.0 else -2.0, 0.0) if u >= v else (2.0, 0.0, -1.0 if k_y == 1.0 else -2.0)
    part = moments(clipped(base, *here))
    worst = _residual(here, part, m, n)
    for _ in range(200):
        if worst < RESIDUAL:
            return _from_corner(here, k_x, k_y)
        target = _solved(part, m, n)
        if target is None:
            return None
        step = 1.0
        while step > 1e-9:
            a, b, c = (h + step * (t - h) for h, t in zip(here, target, strict=True))
            trial = (a, b, c)
            pressed = moments(clipped(base, *trial))
            left = _residual(trial, pressed, m, n)
            if left < worst:
                here, part, worst = trial, pressed, left
                break
            step /= 2.0
        else:
            break
    return _from_corner(here, k_x, k_y) if worst < 1e-9 else None


def _from_corner(p: tuple[float, float, float], k_x: float, k_y: float) -> tuple[float, float, float]:
    """The plane in the square around the origin, from the units at its corner."""
    a, b, c = (value / (k_x * k_y) for value in p)
    return a + 0.5 * b / k_x + 0.5 * c / k_y, -b / k_x, -c / k_y


def _residual(p: tuple[float, float, float], part: Moments, m: float, n: float) -> float:
    A, S_x, S_y, I_xx, I_xy, I_yy = part
    a, b, c = p
    return max(
        abs(a * A + b * S_x + c * S_y - 1.0),
        abs(a * S_x + b * I_xx + c * I_xy - m),
        abs(a * S_y + b * I_xy + c * I_yy - n),
    )


def _solved(part: Moments, m: float, n: float) -> tuple[float, float, float] | None:
    """The plane in equilibrium over a fixed pressed part: taken about its centroid, two equations are left."""
    A, S_x, S_y, I_xx, I_xy, I_yy = part
    if A <= 0.0:
        return None
    x, y = S_x / A, S_y / A
    J_xx, J_xy, J_yy = I_xx - A * x * x, I_xy - A * x * y, I_yy - A * y * y
    det = J_xx * J_yy - J_xy * J_xy
    if det <= 0.0:
        return None
    d_x, d_y = m - x, n - y
    b = (d_x * J_yy - d_y * J_xy) / det
    c = (d_y * J_xx - d_x * J_xy) / det
    return 1.0 / A - b * x - c * y, b, c
