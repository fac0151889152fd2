"""Wind pressure on the faces of the cabinets, for whoever designs them."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.design import Design
from apex.engine.wind.solid import SolidWind
from apex.report.number import exact, figure


def pressures(design: Design) -> list[list[str]]:
    """Sign, where on it, and psf at strength level with G in it: F/A of case A, and of every strip of case C.

    A is the solid area: what is open bears nothing.
    """
    G = design.support.demand.G[0]
    return [row for w in design.sign.solids for row in _of(w, G)]


def _of(w: SolidWind, G: float) -> Iterator[list[str]]:
    solid = w.solid.solid_ratio
    area = w.solid.gross_area * w.solid.area_factor * solid
    yield [w.solid.name, "whole face", figure(w.A.F * max(G, w.A.floor) / area)]
    if w.strips is None or w.C_left is None:
        return
    for strip in w.strips:
        where = f"case C, {exact(round(strip.start, 2))} to {exact(round(strip.end, 2))} ft from the windward edge"
        yield ["", where, figure(w.q_kd * w.k_all * strip.cf * max(G, w.C_left.floor) / solid)]
