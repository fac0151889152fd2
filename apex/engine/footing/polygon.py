"""Exact integrals over convex polygons: area, first and second moments. Any length unit."""

from __future__ import annotations

Point = tuple[float, float]
Polygon = list[Point]
Moments = tuple[float, float, float, float, float, float]
"""Area, S_x = ∫x, S_y = ∫y, I_xx = ∫x², I_xy = ∫xy, I_yy = ∫y²."""


def rectangle(half_x: float, half_y: float) -> Polygon:
    return [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]


def rectangle_moments(half_x: float, half_y: float) -> Moments:
    """`moments` of `rectangle`, sum by sum in the same order."""
    k, x, y = 2.0 * (half_x * half_y), half_x * half_x, half_y * half_y
    edge_x, edge_y = k * (3.0 * x), k * (3.0 * y)
    x, y = k * x, k * y
    return 2.0 * k, 0.0, 0.0, (edge_x + x + edge_x + x) / 12.0, 0.0, (y + edge_y + y + edge_y) / 12.0


def clipped(polygon: Polygon, a: float, b: float, c: float) -> Polygon:
    """The part of a convex polygon where a + b x + c y >= 0; empty where nothing is left."""
    kept: Polygon = []
    if not polygon:
        return kept
    x0, y0 = polygon[-1]
    f0 = a + b * x0 + c * y0
    for x1, y1 in polygon:
        f1 = a + b * x1 + c * y1
        if (f0 < 0.0) != (f1 < 0.0):
            t = f0 / (f0 - f1)
            kept.append((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
        if f1 >= 0.0:
            kept.append((x1, y1))
        x0, y0, f0 = x1, y1, f1
    return kept


def beyond(polygon: Polygon, at: float, sign: float, axis: int) -> Polygon:
    """The part of a convex polygon outside of `at` on one axis: `clipped` at a line across it, in fewer steps."""
    kept: Polygon = []
    if not polygon:
        return kept
    last = polygon[-1]
    f0 = sign * last[axis] - at
    for point in polygon:
        f1 = sign * point[axis] - at
        if (f0 < 0.0) != (f1 < 0.0):
            t = f0 / (f0 - f1)
            (x0, y0), (x1, y1) = last, point
            kept.append((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
        if f1 >= 0.0:
            kept.append(point)
        last, f0 = point, f1
    return kept


def moments(polygon: Polygon) -> Moments:
    """Integrals over a polygon that runs counterclockwise, taken about the origin."""
    A = S_x = S_y = I_xx = I_xy = I_yy = 0.0
    if len(polygon) < 3:
        return A, S_x, S_y, I_xx, I_xy, I_yy
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        k = x0 * y1 - x1 * y0
        x, y = x0 + x1, y0 + y1
        A += k
        S_x += k * x
        S_y += k * y
        I_xx += k * (x * x - x0 * x1)
        I_yy += k * (y * y - y0 * y1)
        I_xy += k * (x * y + x0 * y0 + x1 * y1)
        x0, y0 = x1, y1
    return A / 2.0, S_x / 6.0, S_y / 6.0, I_xx / 12.0, I_xy / 24.0, I_yy / 12.0
