"""The design document: one definition for form, JSON, YAML, CLI and engine.

Frozen dataclasses; bounds inclusive, lengths in ft. `rules()` holds what one field says about
another. Defaults are the ones the document states; each that matters is printed as an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

CodeBasis = Literal["IBC2018", "IBC2021", "IBC2024"]
RiskCategory = Literal["I", "II", "III", "IV"]
ExposureName = Literal["B", "C", "D"]
Family = Literal["W", "HSS_square", "HSS_rect", "HSS_round", "pipe"]
Method = Literal["LRFD", "ASD"]
Orientation = Literal["strong", "weak"]
DepthReading = Literal["on_depth", "on_third"]
GustChoice = Literal["auto", "calculated"] | Annotated[float, Ge(0.5), Le(3.0)]
KzChoice = Literal["formula", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Soil:
    """A soil class of IBC Table 1806.2, or values of a named geotechnical report."""

    class_: Annotated[int, Ge(1), Le(6), Is("Soil class", help="IBC Table 1806.2")] | None = None
    lateral_psf_per_ft: (
        Annotated[float, Ge(20), Le(5000), Is("Lateral bearing", "psf/ft", "From the report")] | None
    ) = None
    vertical_psf: Annotated[float, Ge(100), Le(30000), Is("Vertical bearing", "psf")] | None = None
    friction: Annotated[float, Ge(0), Le(1), Is("Friction coefficient")] | None = None
    cohesion_psf: Annotated[float, Ge(0), Le(5000), Is("Cohesion", "psf")] | None = None
    source: Annotated[str, MinLen(3), MaxLen(200), Is("Geotechnical report")] | None = None

    RULES_NEED: ClassVar[tuple[str, ...]] = ("class_",)
    """Fields without which the rules have nothing to say."""

    def rules(self) -> list[Fault]:
        own = {
            "lateral_psf_per_ft": self.lateral_psf_per_ft,
            "vertical_psf": self.vertical_psf,
            "source": self.source,
        }
        if self.class_ is None:
            return [
                (name, "needed where no soil class is given: own values come from a named report")
                for name, value in own.items()
                if value is None
            ]
        extra = {**own, "friction": self.friction, "cohesion_psf": self.cohesion_psf}
        return [
            (name, "give either a soil class or own values, not both")
            for name, value in extra.items()
            if value is not None
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topography:
    """A landform of ASCE 7 Fig. 26.8-1."""

    kind: Annotated[Literal["ridge", "escarpment", "hill"], Is("Landform")]
    H_ft: Annotated[float, Gt(0), Le(5000), Is("Height H", "ft", "ASCE 7 Fig. 26.8-1")]
    L_h_ft: Annotated[float, Gt(0), Le(50000), Is("Half length L_h", "ft", "Crest to half the height")]
    x_ft: Annotated[float, Ge(0), Le(50000), Is("Distance from crest x", "ft")] = 0.0
    side: Annotated[Literal["upwind", "downwind"], Is("Side of the crest")] = "upwind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    code_basis: Annotated[CodeBasis, Is("Code basis", help="Pins ASCE 7, AISC 360 and ACI 318")]
    wind_speed_mph: Annotated[
        float, Ge(85), Le(200), Is("Basic wind speed V", "mph", "ASCE 7 Fig. 26.5-1, 3 s gust, by risk category")
    ]
    exposure: Annotated[ExposureName, Is("Exposure", help="ASCE 7 section 26.7")]
    soil: Annotated[Soil, Is("Soil")]
    risk_category: Annotated[RiskCategory, Is("Risk category", help="ASCE 7 Table 1.5-1")] = "II"
    kzt: Annotated[float, Ge(1), Le(3), Is("Topographic factor K_zt", help="ASCE 7 section 26.8")] = 1.0
    topography: Annotated[Topography, Is("Topography")] | None = None
    elevation_ft: Annotated[
        float, Ge(-500), Le(15000), Is("Ground elevation", "ft", "For K_e, ASCE 7 Table 26.9-1")
    ] = 0.0
    frost_depth_ft: Annotated[float, Ge(0), Le(10), Is("Frost depth", "ft", "IBC 1809.5")] = 3.5
    sds: Annotated[float, Ge(0), Le(4), Is("S_DS", "g", "ASCE 7 section 11.4")] | None = None
    s1: Annotated[float, Ge(0), Le(4), Is("S_1", "g")] | None = None
    sd1: Annotated[float, Ge(0), Le(4), Is("S_D1", "g")] | None = None
    site_class: Annotated[Literal["A", "B", "BC", "C", "CD", "D", "DE", "E", "F"], Is("Seismic site class")] | None = (
        None
    )
    snow_psf: Annotated[float, Ge(0), Le(300), Is("Snow on the cabinet tops", "psf")] | None = None
    ice_in: Annotated[float, Ge(0), Le(6), Is("Radial ice", "in")] | None = None
    jurisdiction: Annotated[str, MaxLen(200), Is("Jurisdiction")] | None = None
    outside_tornado_region: Annotated[bool, Is("Outside the tornado-prone region", help="ASCE 7-22 32.1")] = False

    def rules(self) -> list[Fault]:
        faults = []
        if self.topography is not None and self.kzt != 1.0:
            faults.append(("kzt", "give either kzt or topography, not both"))
        if self.sds is None and (self.s1 is not None or self.sd1 is not None):
            faults.append(("sds", "needed for seismic load where s1 or sd1 is given"))
        return faults


DEFAULT_DEPTH_FT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cabinet:
    """One box of the sign. Offsets are to the right of the support line, seen from the front."""

    width_ft: Annotated[float, Ge(0.5), Le(100), Is("Width B", "ft")]
    height_ft: Annotated[float, Ge(0.5), Le(100), Is("Height s", "ft")]
    bottom_ft: Annotated[float, Ge(0), Le(150), Is("Bottom above grade", "ft")]
    weight_psf: Annotated[float, Ge(1), Le(60), Is("Weight", "psf", "Of the face area, all included")]
    name: Annotated[str, MaxLen(80), Is("Name")] = ""
    depth_ft: Annotated[float, Ge(0.05), Le(20), Is("Depth t", "ft", "2 ft where left out")] | None = None
    offset_ft: Annotated[float, Ge(-100), Le(100), Is("Offset of its center", "ft", "Right is positive")] = 0.0
    solid_ratio: Annotated[float, Ge(0.05), Le(1), Is("Solid ratio", help="1 less the openings")] = 1.0
    double_faced: Annotated[bool, Is("Double-faced, closed on all sides")] = False
    return_corner_ft: Annotated[float, Ge(0), Le(100), Is("Return corner L_r", "ft")] = 0.0

    def rules(self) -> list[Fault]:
        if self.top_ft > 150.0:
            return [("height_ft", f"the top, {self.top_ft:g} ft above grade, is beyond 150 ft")]
        return []

    @property
    def top_ft(self) -> float:
        return self.bottom_ft + self.height_ft

    @property
    def t_ft(self) -> float:
        """Depth, 2 ft where none was given; a reduction for depth asks for a given one."""
        return DEFAULT_DEPTH_FT if self.depth_ft is None else self.depth_ft

    @property
    def left_ft(self) -> float:
        return self.offset_ft - self.width_ft / 2.0

    @property
    def right_ft(self) -> float:
        return self.offset_ft + self.width_ft / 2.0

    @property
    def area_ft2(self) -> float:
        return self.width_ft * self.height_ft

    @property
    def weight_lb(self) -> float:
        return self.weight_psf * self.area_ft2

    def overlaps(self, other: Cabinet) -> bool:
        """Whether two faces share area (touching edges do not)."""
        return (
            min(self.right_ft, other.right_ft) - max(self.left_ft, other.left_ft) > 1e-9
            and min(self.top_ft, other.top_ft) - max(self.bottom_ft, other.bottom_ft) > 1e-9
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    cabinets: Annotated[tuple[Cabinet, ...], MinLen(1), MaxLen(20), Is("Cabinets")]

    def rules(self) -> list[Fault]:
        return overlap_faults(self.cabinets)


def overlap_faults(cabinets: tuple[Cabinet, ...]) -> list[Fault]:
    """Faults of cabinets that stand in each other's place."""
    return [
        (f"cabinets.{j}.bottom_ft", f"cabinet {j + 1} overlaps cabinet {i + 1}: move one of them")
        for j, b in enumerate(cabinets)
        for i, a in enumerate(cabinets[:j])
        if a.overlaps(b)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One length of a stepped support, from the base up."""

    section: Annotated[str, MaxLen(40), Is("Section")]
    length_ft: Annotated[float, Gt(0), Le(150), Is("Length", "ft")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    material: Annotated[Literal["steel", "aluminum"], Is("Material")] = "steel"
    count: Annotated[int, Ge(1), Le(6), Is("Posts")] = 1
    spacing_ft: Annotated[float, Ge(0.5), Le(100), Is("Post spacing", "ft")] | None = None
    families: Annotated[tuple[Family, ...], MinLen(1), MaxLen(5), Is("Families")] = ("HSS_round", "pipe")
    grade: Annotated[str, MaxLen(40), Is("Grade", help="Left out: the usual grade of the family")] | None = None
    section: Annotated[str, MaxLen(40), Is("Section", help="AISC label; left out: the lightest feasible")] | None = None
    segments: tuple[Segment, ...] | None = None
    method: Annotated[Method, Is("Method")] = "LRFD"
    deflection_limit: Annotated[float, Ge(20), Le(1000), Is("Deflection limit, L over", "")] = 80.0
    service_wind_factor: Annotated[float, Ge(0.1), Le(1), Is("Service wind factor on W")] = 0.6
    roughness: Annotated[
        Literal["moderately_smooth", "rough", "very_rough"], Is("Surface of round poles", help="ASCE 7 Fig. 29.4-1")
    ] = "moderately_smooth"
    damping: Annotated[float, Ge(0.001), Le(0.1), Is("Damping ratio", help="ASCE 7 section 26.11.5")] = 0.005
    orientation: Annotated[Orientation, Is("Axis facing the wind")] = "strong"
    finish: Annotated[Literal["painted", "galvanized", "bare"], Is("Finish")] = "painted"

    def rules(self) -> list[Fault]:
        faults = []
        if self.count > 1 and self.spacing_ft is None:
            faults.append(("spacing_ft", f"needed for {self.count} posts"))
        if self.section is not None and self.segments is not None:
            faults.append(("segments", "give either one section or segments, not both"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebar:
    """Bars of a pier or footing, US sizes."""

    size: Annotated[int, Ge(3), Le(18), Is("Bar size", "#")]
    count: Annotated[int, Ge(1), Le(200), Is("Bars")]
    fy_ksi: Annotated[float, Ge(40), Le(100), Is("Yield", "ksi")] = 60.0
    ties: Annotated[str, MaxLen(80), Is("Ties")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    kind: Annotated[Literal["direct_burial", "drilled_pier", "spread_footing"], Is("Kind")]
    shape: Annotated[Literal["round", "square", "rectangular"], Is("Shape of the pier")] = "round"
    diameter_ft: Annotated[float, Ge(0.5), Le(15), Is("Diameter", "ft")] = 3.0
    width_ft: Annotated[float, Ge(0.5), Le(60), Is("Width along the face", "ft")] | None = None
    length_ft: Annotated[float, Ge(0.5), Le(60), Is("Length normal to the face", "ft")] | None = None
    thickness_ft: Annotated[float, Ge(0.5), Le(10), Is("Thickness", "ft")] | None = None
    depth_ft: Annotated[float, Ge(1), Le(100), Is("Depth", "ft", "Left out: solved; given: checked")] | None = None
    rebar: Annotated[Rebar, Is("Reinforcement")] | None = None
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
        if self.kind == "direct_burial" and self.shape != "round" and self.width_ft is None:
            faults.append(("width_ft", f"needed for a {self.shape} pier"))
        if self.kind == "direct_burial" and self.shape == "rectangular" and self.length_ft is None:
            faults.append(("length_ft", "needed for a rectangular pier"))
        if self.constrained and self.restraint is None:
            faults.append(("restraint", "a constrained pier needs `restraint: rigid_slab` (IBC 1807.3.2.2)"))
        if self.depth_ft is not None and self.depth_ft <= self.neglect_top_ft:
            faults.append(("depth_ft", f"must reach below the neglected top layer of {self.neglect_top_ft:g} ft"))
        if self.existing and self.depth_ft is None:
            faults.append(("depth_ft", "needed for an existing foundation: its sizes are checked, not chosen"))
        return faults


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingChoice:
    addons: Annotated[tuple[str, ...], MaxLen(20), Is("Add-ons")] = ("calc_packet", "hard_copies")
    region: Annotated[str, MaxLen(40), Is("Region")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Choices the standards leave open."""

    gust: Annotated[GustChoice, Is("Gust-effect factor", help="auto, calculated or a number; ASCE 7 26.11")] = "auto"
    grouping: Annotated[
        Literal["each", "merged", "envelope"], Is("Several cabinets", help="Own coefficients, one sign, or the worse")
    ] = "envelope"
    kz_method: Annotated[KzChoice, Is("K_z from")] = "formula"
    use_elevation: Annotated[bool, Is("Use ground elevation for K_e")] = True
    wind_on_support: Annotated[bool, Is("Wind on the support")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A free-standing sign, whole."""

    schema: Annotated[Literal["apex/design/1"], Is("Schema")]
    name: Annotated[str, MinLen(1), MaxLen(200), Is("Name")]
    site: Site
    sign: Sign
    foundation: Foundation
    support: Support = field(default_factory=Support)
    baseplate: None = None
    pricing: PricingChoice = field(default_factory=PricingChoice)
    options: Options = field(default_factory=Options)
