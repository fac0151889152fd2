"""Crossties of a rectangular pier beside a post that ends in it. in; x along the face, y normal."""

from __future__ import annotations

from apex.engine.concrete.layout import Layout

Extent = tuple[float, float]
"""Half of what the post takes up along x and along y."""


def beside_post(layout: Layout, post_in: Extent) -> tuple[float, float] | None:
    """From the middle of the pier: what the post and half of a tie on each side of it need, and where the crossties
    nearest to it run, for the direction with less room. None where bars stand at the corners alone or in a ring.

    Bars along x hold crossties along y, which pass the post at their place on x; those along y the other way.
    """
    if layout.round:
        return None
    found = []
    for n, side, half in zip(layout.between_faces, (layout.x_in, layout.y_in), post_in, strict=True):
        if n:
            nearest = min(abs(2.0 * i / (n + 1) - 1.0) for i in range(1, n + 1))
            found.append((half + layout.tie.diameter_in, nearest * (side / 2.0 - layout.to_center_in)))
    return min(found, key=lambda pair: pair[1] - pair[0], default=None)
