"""Marks as entities of a DXF layout."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ezdxf.enums import TextEntityAlignment
from ezdxf.layouts.base import BaseLayout

from apex.report.dxfstyle import (
    CAPITALS,
    DIMENSION_STYLE,
    DIMENSIONS,
    FONT,
    HATCH,
    OUTLINE,
    PENS,
    TEXT,
    dimension_sizes,
    plain,
)
from apex.report.ink import Box, Circle, Line, Mark, Measure, Path, Text, Weight

ALIGN = {
    "start": TextEntityAlignment.MIDDLE_LEFT,
    "middle": TextEntityAlignment.MIDDLE_CENTER,
    "end": TextEntityAlignment.MIDDLE_RIGHT,
}
SHADE = 9


class Writer:
    """Puts marks into a layout: `k` units of the sheet an inch; what stands at `zero` on the sheet goes to `corner`."""

    def __init__(self, layout: BaseLayout, k: float, corner: tuple[float, float], zero: tuple[float, float]) -> None:
        self.layout, self.k, self.corner, self.zero = layout, k, corner, zero

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the sheet in inches of the layout, y up."""
        return self.corner[0] + (x - self.zero[0]) / self.k, self.corner[1] - (y - self.zero[1]) / self.k

    def write(self, marks: Iterable[Mark]) -> None:
        for m in marks:
            match m:
                case Line():
                    self.layout.add_line(self.at(m.x1, m.y1), self.at(m.x2, m.y2), dxfattribs=self._pen(m.weight))
                case Box():
                    corners = ((m.x, m.y), (m.x + m.w, m.y), (m.x + m.w, m.y + m.h), (m.x, m.y + m.h))
                    self._path(Path(corners, m.weight, closed=True, tint=m.tint))
                case Circle():
                    self._circle(m)
                case Path():
                    self._path(m)
                case Text():
                    self._text(m)
                case Measure():
                    self._dimension(m)

    def frame(self, left: float, bottom: float, right: float, top: float) -> None:
        corners = ((left, bottom), (right, bottom), (right, top), (left, top))
        self.layout.add_lwpolyline(corners, close=True, dxfattribs={"layer": OUTLINE})

    def _pen(self, weight: Weight) -> dict[str, Any]:
        pen = PENS[weight]
        found: dict[str, Any] = {"layer": pen.layer}
        if pen.linetype is not None:
            found |= {"linetype": pen.linetype, "ltscale": 1.0 / self.k}
        if pen.lineweight is not None:
            found["lineweight"] = pen.lineweight
        return found

    def _path(self, m: Path) -> None:
        points = [self.at(x, y) for x, y in m.points]
        if m.tint or m.solid:
            self._fill(m.weight, m.tint, solid=m.solid).paths.add_polyline_path(points, is_closed=True)
        self.layout.add_lwpolyline(points, close=m.closed, dxfattribs=self._pen(m.weight))

    def _circle(self, m: Circle) -> None:
        center, radius = self.at(m.x, m.y), m.r / self.k
        if m.tint or m.solid:
            path = self._fill(m.weight, m.tint, solid=m.solid).paths.add_edge_path()
            path.add_arc(center, radius, 0.0, 360.0)
        self.layout.add_circle(center, radius, dxfattribs=self._pen(m.weight))

    def _fill(self, weight: Weight, tint: float, *, solid: bool) -> Any:
        """A filled area: in the line's own color, or a light shade under everything else."""
        if solid:
            return self.layout.add_hatch(color=256, dxfattribs={"layer": PENS[weight].layer})
        hatch = self.layout.add_hatch(color=SHADE, dxfattribs={"layer": HATCH})
        hatch.transparency = 1.0 - tint
        return hatch

    def _text(self, m: Text) -> None:
        # The middle of the sheet's line of text is the middle of its capitals.
        entity = self.layout.add_text(
            plain(m.text), height=CAPITALS * m.size / self.k, dxfattribs={"layer": TEXT, "style": FONT}
        )
        entity.dxf.rotation = 90.0 if m.turned else 0.0
        entity.set_placement(self.at(m.x, m.y), align=ALIGN[m.anchor])

    def _dimension(self, m: Measure) -> None:
        """A linear DIMENSION between the places measured; its words are those of the sheet."""
        level = m.axis == "x"
        ends = [(a, r) if level else (r, a) for a, r in zip((m.low, m.high), m.reaches, strict=True)]
        base = (m.low, m.line) if level else (m.line, m.low)
        sizes: dict[str, Any] = dimension_sizes(self.k)
        if m.broken:
            sizes |= {"dimse1": 1, "dimse2": 1, "dimtad": 0}
        dimension = self.layout.add_linear_dim(
            base=self.at(*base),
            p1=self.at(*ends[0]),
            p2=self.at(*ends[1]),
            angle=0.0 if level else 90.0,
            text=plain(m.text.text),
            text_rotation=90.0 if m.text.turned else 0.0,
            dimstyle=DIMENSION_STYLE,
            override=sizes,
            dxfattribs={"layer": DIMENSIONS},
        )
        dimension.set_location(self.at(*_middle(m.text)))
        dimension.render()
        self.write(m.leader)


def _middle(t: Text) -> tuple[float, float]:
    left, top, right, bottom = t.bounds
    return (left + right) / 2, (top + bottom) / 2
