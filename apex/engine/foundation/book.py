"""Soil classes, concrete and limits of footings: the shape of the footing pack."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.pack import Header, Value


@dataclass(frozen=True, slots=True)
class SoilClass:
    """One row of IBC Table 1806.2. Friction for classes 1 to 4, cohesion for class 5."""

    name: str
    vertical_psf: float
    lateral_psf_per_ft: float
    friction: float | None
    cohesion_psf: float | None


@dataclass(frozen=True, slots=True)
class SoilTable:
    units: dict[str, str]
    source: str
    classes: dict[str, SoilClass]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FootingCalibration(Header):
    """Soil classes, concrete and the limits of the footing formulas."""

    soil: SoilTable
    concrete_weight: Value
    soil_weight: Value
    water_weight: Value
    lateral_limit_multiple: Value
    depth_limit: Value
    isolated_pole_multiple: Value
    torsion_friction_limit: Value
    torsion_safety: Value
    minimum_backfill_fc: Value
    hole_clearance: Value
    pole_end_clearance: Value
