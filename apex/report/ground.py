"""What the elevation shows at and below grade: the ground, piers or footings, and their dimensions."""

from __future__ import annotations

from collections.abc import Iterator

from apex.report.detail.shape import SLAB_FT
from apex.report.geometry import Dimension, Elevation, Side
from apex.report.ink import Box, Line, Mark, Measure, bounds
from apex.report.lane import Item, Span, lanes
from apex.report.measure import columns, rows

APRON = 26.0
NEAR = 4.0
ABOVE: tuple[Span, ...] = ((-2000.0, 2.0),)


class Ground:
    """The marks below grade of one elevation at a scale (drawing units for a foot)."""

    def __init__(self, e: Elevation, scale: float) -> None:
        self.e, self.scale = e, scale
        self.measures = list(self._measures())
        spans = [bounds([m]) for m in self.measures]
        self.left = min([e.left * scale, *(s[0] for s in spans)]) - APRON
        self.right = max([e.right * scale, *(s[2] for s in spans)]) + APRON

    def marks(self) -> Iterator[Mark]:
        e, k = self.e, self.scale
        at = self.left + 9.0
        gaps = self._gaps()
        while at <= self.right and not e.slab:
            if not any(low < at and at - 8.0 < high for low, high in gaps):
                yield Line(at, 0.0, at - 8.0, 8.0, "hatch")
            at += 9.0
        for r in e.pads:
            yield Box(r.x * k, -r.top * k, r.w * k, r.h * k, "outline", 0.10, "Spread footing")
        for r in e.piers:
            name = "Pedestal" if e.pads else "Concrete pier"
            yield Box(r.x * k, -r.top * k, r.w * k, r.h * k, "outline", 0.10, name)
        if e.slab and e.piers:
            ends = [self.left, *(x * k for r in e.piers for x in (r.x, r.right)), self.right]
            for start, end in zip(ends[::2], ends[1::2], strict=True):
                yield Box(start, 0.0, end - start, SLAB_FT * k, "thin", 0.16, "Slab")
        yield from self.measures
        yield Line(self.left, 0.0, self.right, 0.0, "grade")
        for r in e.poles_in_piers:
            yield Box(r.x * k, 0.0, r.w * k, r.h * k, "hidden", title="Support in the pier")

    def _gaps(self) -> list[tuple[float, float]]:
        """Where the ticks of the ground would run into concrete or words."""
        k = self.scale
        found = [(r.x * k, r.right * k) for r in self.e.below if r.top > -1.0]
        for m in self.measures:
            left, top, right, _ = bounds([m])
            if top < 20.0:
                found.append((left - NEAR, right + NEAR))
        return found

    def _measures(self) -> Iterator[Measure]:
        e, k = self.e, self.scale
        if e.below:
            foot = -e.bottom * k
            left, right = min(r.x for r in e.below) * k, max(r.right for r in e.below) * k
            yield from columns(lanes(self._items("pier_left")), left - 15.0, -1.0, ABOVE)
            yield from columns(lanes(self._items("pier_right")), right + 4.0, 1.0, ABOVE)
        else:
            foot = 12.0
        yield from rows(lanes(self._items("below")), foot, 1.0)

    def _items(self, side: Side) -> list[Item]:
        return [self._item(d) for d in self.e.dimensions if d.side == side]

    def _item(self, d: Dimension) -> Item:
        k = self.scale
        if d.axis == "x":
            low, high = sorted((d.start * k, d.end * k))
            return Item(low, high, d.text, d.what, (-d.reach * k, -d.reach * k))
        low, high = sorted((-d.start * k, -d.end * k))
        return Item(low, high, d.text, d.what, (d.reach * k, d.reach * k))
