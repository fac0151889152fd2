"""What stands in the ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Le

from apex.engine.bound import Fault, Is

DepthReading = Literal["on_depth", "on_third"]
BAR_SIZES = (3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 18)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Closed ties, or hoops, around the vertical bars of a pier."""

    size: Annotated[int, Ge(3), Le(6), Is("Tie size", "#")]
    spacing_in: Annotated[float, Ge(1), Le(48), Is("Spacing of ties", "in")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebar:
    """Bars of a pier or footing, US sizes."""

    size: Annotated[int, Ge(3), Le(18), Is("Bar size", "#")]
    count: Annotated[int, Ge(1), Le(200), Is("Bars")]
    fy_ksi: Annotated[float, Ge(40), Le(100), Is("Yield", "ksi")] = 60.0
    ties: Annotated[Ties, Is("Ties")] | None = None

    def rules(self) -> list[Fault]:
        known = ", ".join(f"#{n}" for n in BAR_SIZES)
        return [] if self.size in BAR_SIZES else [("size", f"no bar is #{self.size}; there are {known}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    kind: Annotated[Literal["direct_burial", "drilled_pier", "spread_footing"], Is("Kind")]
    shape: Annotated[Literal["round", "square", "rectangular"], Is("Shape of the pier")] = "round"
    diameter_ft: Annotated[float, Ge(0.5), Le(15), Is("Diameter", "ft")] = 3.0
    width_ft: Annotated[float, Ge(0.5), Le(60), Is("Width along the face", "ft")] | None = None
    length_ft: Annotated[float, Ge(0.5), Le(60), Is("Length normal to the face", "ft")] | None = None
    thickness_ft: Annotated[float, Ge(0.5), Le(10), Is("Thickness", "ft")] | None = None
    depth_ft: Annotated[float, Ge(1), Le(100), Is("Depth", "ft", "Left out: solved; given: checked")] | None = None
    pole_embedment_ft: (
        Annotated[
            float, Ge(0.5), Le(100), Is("Length of the post in the pier", "ft", "Left out: to the foot of the pier")
        ]
        | None
    ) = None
    rebar: Annotated[Rebar, Is("Reinforcement")] | None = None
    pedestal_ft: (
        Annotated[float, Ge(0.5), Le(15), Is("Side of the pedestal", "ft", "Square, from the footing up to grade")]
        | None
    ) = None
    isolated_pole: Annotated[bool, Is("Isolated pole, doubled lateral bearing", help="IBC 1806.3.4")] = False
    constrained: Annotated[bool, Is("Constrained at grade", help="IBC 1807.3.2.2")] = False
    restraint: Annotated[Literal["rigid_slab"], Is("What restrains it")] | None = None
    depth_limit_reading: Annotated[DepthReading, Is("Reading of the 12 ft limit", help="IBC 1807.3.2.1")] = "on_depth"
    neglect_top_ft: Annotated[float, Ge(0), Le(10), Is("Neglected top layer", "ft")] = 0.0
    water_depth_ft: Annotated[float, Ge(0), Le(100), Is("Water table below grade", "ft")] | None = None
    slope_nearby: Annotated[bool, Is("Slope nearby", help="IBC 1808.7")] = False
    expansive: Annotated[bool, Is("Expansive soil")] = False
    minimum_depth_ft: Annotated[float, Ge(0), Le(30), Is("Least depth", "ft")] = 3.0
    depth_step_ft: Annotated[float, Ge(0.01), Le(5), Is("Depths in steps of", "ft")] = 0.5
    max_depth_ft: Annotated[float, Ge(1), Le(100), Is("Greatest depth", "ft")] = 30.0
    fc_psi: Annotated[float, Ge(2500), Le(10000), Is("Concrete f'c", "psi")] = 3000.0
    waste_percent: Annotated[float, Ge(0), Le(50), Is("Concrete waste", "%")] = 10.0
    existing: Annotated[bool, Is("Existing foundation")] = False

    def rules(self) -> list[Fault]:
        faults = []
        if self.kind != "spread_footing" and self.shape != "round" and self.width_ft is None:
            faults.append(("width_ft", f"needed for a {self.shape} pier"))
        if self.kind != "spread_footing" and self.shape == "rectangular" and self.length_ft is None:
            faults.append(("length_ft", "needed for a rectangular pier"))
        if self.constrained and self.restraint is None:
            faults.append(("restraint", "a constrained pier needs `restraint: rigid_slab` (IBC 1807.3.2.2)"))
        if self.depth_ft is not None and self.depth_ft <= self.neglect_top_ft:
            faults.append(("depth_ft", f"must reach below the neglected top layer of {self.neglect_top_ft:g} ft"))
        if self.existing and self.depth_ft is None:
            faults.append(("depth_ft", "needed for an existing foundation: its sizes are checked, not chosen"))
        return faults
