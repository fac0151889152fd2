"""Weights of the sign, and where they act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.document import Cabinet


@clause(
    "Statics",
    "weight",
    symbol="W",
    unit="lb",
    formula="w * B * s",
    example=({"w": 10.0, "B": 12.0, "s": 8.0}, 960.0, "Independent arithmetic"),
)
def cabinet_weight(*, w: float, B: float, s: float) -> float:
    """Weight of a cabinet from its face area and weight w (psf)."""
    return w * B * s


@clause(
    "Statics",
    "centroid",
    symbol="z_W",
    unit="ft",
    formula="(W_c * z_c + W_p * z_p) / (W_c + W_p)",
    example=({"W_c": 960.0, "z_c": 21.0, "W_p": 1000.0, "z_p": 12.5}, 16.663, "Independent arithmetic"),
)
def weight_height(*, W_c: float, z_c: float, W_p: float, z_p: float) -> float:
    """Height (ft) at which cabinets and support weigh together."""
    return (W_c * z_c + W_p * z_p) / (W_c + W_p)


@dataclass(frozen=True, slots=True)
class CabinetTotals:
    """All cabinets together: face area and its centroid, weight and its centroid, extents."""

    area_ft2: float
    centroid_ft: float
    centroid_x_ft: float
    weight_lb: float
    weight_centroid_ft: float
    weight_centroid_x_ft: float
    top_ft: float
    width_ft: float


def cabinet_totals(cabinets: Sequence[Cabinet]) -> CabinetTotals:
    """Areas and weights of the cabinets with their centroids from grade and the support line."""
    area = sum(c.area_ft2 for c in cabinets)
    weight = sum(c.weight_lb for c in cabinets)
    middle = [c.bottom_ft + c.height_ft / 2.0 for c in cabinets]
    return CabinetTotals(
        area,
        sum(c.area_ft2 * z for c, z in zip(cabinets, middle, strict=True)) / area,
        sum(c.area_ft2 * c.offset_ft for c in cabinets) / area,
        weight,
        sum(c.weight_lb * z for c, z in zip(cabinets, middle, strict=True)) / weight,
        sum(c.weight_lb * c.offset_ft for c in cabinets) / weight,
        max(c.top_ft for c in cabinets),
        max(c.right_ft for c in cabinets) - min(c.left_ft for c in cabinets),
    )
