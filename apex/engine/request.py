"""Inputs of the solver endpoints: the same marks and bounds as the design document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is
from apex.engine.document import (
    Cabinet,
    DepthReading,
    ExposureName,
    Family,
    GustChoice,
    KzChoice,
    Method,
    Orientation,
    Soil,
    Topography,
    overlap_faults,
)

Filler = Literal["5356", "4043"]
Force = Annotated[float, Ge(-1e5), Le(1e5), Is("Force", "kip")]
Magnitude = Annotated[float, Ge(0), Le(1e5), Is("Force", "kip")]
Moment = Annotated[float, Ge(-1e6), Le(1e6), Is("Moment", "kip-ft")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindSign:
    """One solid sign as ASCE 7 Fig. 29.3-1 sees it."""

    width_ft: Annotated[float, Ge(0.5), Le(100), Is("Width B", "ft")]
    height_ft: Annotated[float, Ge(0.5), Le(100), Is("Height s", "ft")]
    top_ft: Annotated[float, Ge(0.5), Le(150), Is("Height of the top h", "ft")]
    area_ft2: Annotated[float, Gt(0), Le(10000), Is("True face area", "ft2")] | None = None
    solid_ratio: Annotated[float, Ge(0.05), Le(1), Is("Solid ratio")] = 1.0
    depth_ft: Annotated[float, Ge(0.05), Le(20), Is("Depth t", "ft")] | None = None
    double_faced: Annotated[bool, Is("Double-faced, closed on all sides")] = False
    return_corner_ft: Annotated[float, Ge(0), Le(100), Is("Return corner L_r", "ft")] = 0.0
    offset_ft: Annotated[float, Ge(-100), Le(100), Is("Offset", "ft")] = 0.0

    def rules(self) -> list[Fault]:
        faults = []
        if self.top_ft < self.height_ft:
            faults.append(("top_ft", f"must be at least the height of the sign, {self.height_ft:g} ft"))
        if self.area_ft2 is not None and self.solid_ratio <= 0.70:
            faults.append(("area_ft2", "an open sign (solid ratio 0.70 or less) takes its area from the solid ratio"))
        gross = self.width_ft * self.height_ft
        if self.area_ft2 is not None and self.area_ft2 > gross * (1.0 + 1e-9):
            faults.append(("area_ft2", f"must be at most width x height, {gross:g} ft2"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class WindRequest:
    asce7: Annotated[Literal["7-16", "7-22"], Is("Edition")]
    wind_speed_mph: Annotated[float, Ge(85), Le(200), Is("Basic wind speed V", "mph")]
    exposure: Annotated[ExposureName, Is("Exposure")]
    sign: WindSign
    kzt: Annotated[float, Ge(1), Le(3), Is("Topographic factor K_zt")] = 1.0
    elevation_ft: Annotated[float, Ge(-500), Le(15000), Is("Ground elevation", "ft")] = 0.0
    gust: Annotated[GustChoice, Is("Gust-effect factor")] = "auto"
    frequency_hz: Annotated[float, Ge(0.05), Le(100), Is("Natural frequency n_1", "Hz")] | None = None
    damping: Annotated[float, Ge(0.001), Le(0.1), Is("Damping ratio")] = 0.005
    topography: Topography | None = None
    kz_method: Annotated[KzChoice, Is("K_z from")] = "formula"

    def rules(self) -> list[Fault]:
        faults = []
        if self.gust == "calculated" and self.frequency_hz is None:
            faults.append(("frequency_hz", "needed where the gust-effect factor is calculated"))
        if self.topography is not None and self.kzt != 1.0:
            faults.append(("kzt", "give either kzt or topography, not both"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinetsRequest:
    cabinets: Annotated[tuple[Cabinet, ...], MinLen(1), MaxLen(20), Is("Cabinets")]
    overall_height_ft: Annotated[float, Gt(0), Le(150), Is("Overall height", "ft")] | None = None

    def rules(self) -> list[Fault]:
        faults = overlap_faults(self.cabinets)
        top = max((c.top_ft for c in self.cabinets), default=0.0)
        if self.overall_height_ft is not None and self.overall_height_ft < top - 1e-9:
            faults.append(("overall_height_ft", f"lies below the highest cabinet, {top:g} ft"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleLoads:
    """Total factored loads at the base of all posts."""

    moment_kipft: Annotated[float, Ge(0), Le(1e6), Is("Moment", "kip-ft")] = 0.0
    shear_kip: Magnitude = 0.0
    axial_kip: Force = 0.0
    torsion_kipft: Moment = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleOptionsRequest:
    loads: PoleLoads
    height_ft: Annotated[float, Ge(0.1), Le(150), Is("Height of the posts", "ft")]
    count: Annotated[int, Ge(1), Le(6), Is("Posts")] = 1
    spacing_ft: Annotated[float, Ge(0.5), Le(100), Is("Post spacing", "ft")] | None = None
    material: Annotated[Literal["steel", "aluminum"], Is("Material")] = "steel"
    families: Annotated[tuple[Family, ...], MaxLen(5), Is("Families")] = ()
    grades: Annotated[tuple[str, ...], MaxLen(10), Is("Grades")] | None = None
    filler: Annotated[Filler, Is("Filler of aluminum welds")] = "5356"
    method: Annotated[Method, Is("Method")] = "LRFD"
    sort_by: Annotated[Literal["weight", "depth", "cost"], Is("Sorted by")] = "weight"
    include_infeasible: Annotated[bool, Is("List what does not do")] = False

    def rules(self) -> list[Fault]:
        if self.count > 1 and self.spacing_ft is None:
            return [("spacing_ft", f"needed for {self.count} posts")]
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleDemands:
    """Factored forces on one post: either one plane, or both."""

    axial_kip: Force = 0.0
    shear_kip: Force | None = None
    moment_kipft: Moment | None = None
    torsion_kipft: Moment = 0.0
    shear_x_kip: Force | None = None
    shear_y_kip: Force | None = None
    moment_x_kipft: Moment | None = None
    moment_y_kipft: Moment | None = None

    def rules(self) -> list[Fault]:
        pairs = (
            ("shear_kip", self.shear_kip, ("shear_x_kip", "shear_y_kip"), (self.shear_x_kip, self.shear_y_kip)),
            (
                "moment_kipft",
                self.moment_kipft,
                ("moment_x_kipft", "moment_y_kipft"),
                (self.moment_x_kipft, self.moment_y_kipft),
            ),
        )
        return [
            (name, f"give either {name} or {' and '.join(parts)}, not both")
            for name, whole, parts, given in pairs
            if whole is not None and any(v is not None for v in given)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleCheckRequest:
    section: Annotated[str, MinLen(1), MaxLen(40), Is("Section")]
    demands: PoleDemands
    unbraced_ft: Annotated[float, Ge(0.1), Le(150), Is("Unbraced length", "ft")]
    grade: Annotated[str, MaxLen(40), Is("Grade")] | None = None
    fy_ksi: Annotated[float, Ge(20), Le(100), Is("Yield strength", "ksi")] | None = None
    method: Annotated[Method, Is("Method")] = "LRFD"
    orientation: Annotated[Orientation, Is("Axis facing the wind")] = "strong"
    k: Annotated[float, Ge(0.5), Le(3), Is("Effective length factor K")] = 2.1
    filler: Annotated[Filler, Is("Filler of aluminum welds")] = "5356"

    def rules(self) -> list[Fault]:
        if self.grade is not None and self.fy_ksi is not None:
            return [("fy_ksi", "give either grade or fy_ksi, not both")]
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class BurialRequest:
    """One pier under allowable-stress loads at grade."""

    lateral_lb: Annotated[float, Ge(0), Le(1e7), Is("Lateral load", "lb")]
    width_ft: Annotated[float, Ge(0.5), Le(15), Is("Diameter or width", "ft")]
    shape: Annotated[Literal["round", "square", "rectangular"], Is("Shape")]
    soil: Soil
    height_ft: Annotated[float, Ge(0), Le(150), Is("Height of the load", "ft")] | None = None
    moment_kipft: Annotated[float, Ge(0), Le(1e6), Is("Moment at grade", "kip-ft")] | None = None
    axial_lb: Annotated[float, Ge(0), Le(1e8), Is("Axial load", "lb")] = 0.0
    torsion_kipft: Moment = 0.0
    length_ft: Annotated[float, Ge(0.5), Le(15), Is("Length along the load", "ft")] | None = None
    water_depth_ft: Annotated[float, Ge(0), Le(100), Is("Water table below grade", "ft")] | None = None
    isolated_pole: Annotated[bool, Is("Isolated pole")] = False
    constrained: Annotated[bool, Is("Constrained at grade")] = False
    depth_limit_reading: Annotated[DepthReading, Is("Reading of the 12 ft limit")] = "on_depth"
    neglect_top_ft: Annotated[float, Ge(0), Le(10), Is("Neglected top layer", "ft")] = 0.0
    frost_depth_ft: Annotated[float, Ge(0), Le(10), Is("Frost depth", "ft")] = 0.0
    minimum_depth_ft: Annotated[float, Ge(0), Le(30), Is("Least depth", "ft")] = 3.0
    depth_step_ft: Annotated[float, Ge(0.01), Le(5), Is("Depths in steps of", "ft")] = 0.5
    fc_psi: Annotated[float, Ge(2500), Le(10000), Is("Concrete f'c", "psi")] = 3000.0
    count: Annotated[int, Ge(1), Le(1000), Is("Piers")] = 1

    def rules(self) -> list[Fault]:
        faults = []
        if (self.height_ft is None) == (self.moment_kipft is None):
            faults.append(("height_ft", "give either height_ft or moment_kipft beside lateral_lb"))
        if self.shape == "rectangular" and self.length_ft is None:
            faults.append(("length_ft", "needed for a rectangular pier"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class YardsRequest:
    diameter_ft: Annotated[float, Gt(0), Le(50), Is("Diameter", "ft")]
    depth_ft: Annotated[float, Gt(0), Le(200), Is("Depth", "ft")]
