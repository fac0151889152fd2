"""The part of a rectangle beyond a straight line: its area, first moments and chord, exactly. in."""

from __future__ import annotations


def reach(c: float, s: float, h: float, half: float, across: float) -> float:
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
