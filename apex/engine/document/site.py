"""Where the sign stands: code, wind, soil, seismic, snow and ice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Gt, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is

CodeBasis = Literal["IBC2018", "IBC2021", "IBC2024"]
RiskCategory = Literal["I", "II", "III", "IV"]
ExposureName = Literal["B", "C", "D"]

BasicWind = Annotated[
    float, Ge(85), Le(200), Is("Basic wind speed V", "mph", "ASCE 7 Fig. 26.5-1, 3 s gust, by risk category")
]
GroundElevation = Annotated[float, Ge(-500), Le(15000), Is("Ground elevation", "ft", "For K_e, ASCE 7 Table 26.9-1")]
TopSnow = Annotated[float, Ge(0), Le(300), Is("Snow on the cabinet tops", "psf")]
ShortPeriod = Annotated[float, Ge(0), Le(4), Is("S_DS", "g", "ASCE 7 section 11.4")]
MappedOneSecond = Annotated[float, Ge(0), Le(4), Is("S_1", "g")]
OneSecond = Annotated[float, Ge(0), Le(4), Is("S_D1", "g")]
SiteClass = Annotated[Literal["A", "B", "BC", "C", "CD", "D", "DE", "E", "F"], Is("Seismic site class")]


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
    wind_speed_mph: BasicWind
    exposure: Annotated[ExposureName, Is("Exposure", help="ASCE 7 section 26.7")]
    soil: Annotated[Soil, Is("Soil")]
    risk_category: Annotated[RiskCategory, Is("Risk category", help="ASCE 7 Table 1.5-1")] = "II"
    kzt: Annotated[float, Ge(1), Le(3), Is("Topographic factor K_zt", help="ASCE 7 section 26.8")] = 1.0
    topography: Annotated[Topography, Is("Topography")] | None = None
    elevation_ft: GroundElevation = 0.0
    frost_depth_ft: Annotated[float, Ge(0), Le(10), Is("Frost depth", "ft", "IBC 1809.5")] = 3.5
    sds: ShortPeriod | None = None
    s1: MappedOneSecond | None = None
    sd1: OneSecond | None = None
    site_class: SiteClass | None = None
    snow_psf: TopSnow | None = None
    ice_in: (
        Annotated[float, Ge(0), Le(6), Is("Radial ice t", "in", "ASCE 7 Figs. 10.4-2 to 10.4-6, at 33 ft")] | None
    ) = None
    ice_wind_mph: (
        Annotated[
            float, Ge(0), Le(120), Is("Gust with ice V_c", "mph", "3 s gust that comes with the ice, ASCE 7 10.5")
        ]
        | None
    ) = None
    jurisdiction: Annotated[str, MaxLen(200), Is("Jurisdiction")] | None = None
    outside_tornado_region: Annotated[bool, Is("Outside the tornado-prone region", help="ASCE 7-22 32.1")] = False

    def rules(self) -> list[Fault]:
        faults = []
        if self.topography is not None and self.kzt != 1.0:
            faults.append(("kzt", "give either kzt or topography, not both"))
        if self.sds is None and (self.s1 is not None or self.sd1 is not None):
            faults.append(("sds", "needed for seismic load where s1 or sd1 is given"))
        if self.ice_in and self.ice_wind_mph is None:
            faults.append(("ice_wind_mph", "needed where ice is given: the 3 s gust that comes with it (ASCE 7 10.5)"))
        return faults
