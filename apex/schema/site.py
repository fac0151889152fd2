"""What is asked about a site: an address, and what is known of it already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is
from apex.engine.document import CodeBasis, ExposureName, RiskCategory
from apex.engine.document.site import (
    BasicWind,
    GroundElevation,
    MappedOneSecond,
    OneSecond,
    ShortPeriod,
    SiteClass,
    TopSnow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteQuery:
    """An address, or coordinates, and what is known already. Bounds are those of the design document."""

    address: Annotated[str, MinLen(5), MaxLen(300), Is("Address", help="Street, city and state")] | None = None
    code_basis: Annotated[CodeBasis, Is("Code basis", help="Pins ASCE 7, AISC 360 and ACI 318")]
    risk_category: Annotated[RiskCategory, Is("Risk category", help="ASCE 7 Table 1.5-1")] = "II"
    lat: Annotated[float, Ge(-90), Le(90), Is("Latitude", "°")] | None = None
    lon: Annotated[float, Ge(-180), Le(180), Is("Longitude", "°")] | None = None
    wind_speed_mph: BasicWind | None = None
    exposure: Annotated[ExposureName, Is("Exposure", help="ASCE 7 section 26.7")] | None = None
    elevation_ft: GroundElevation | None = None
    snow_psf: TopSnow | None = None
    sds: ShortPeriod | None = None
    s1: MappedOneSecond | None = None
    sd1: OneSecond | None = None
    site_class: SiteClass | None = None

    def rules(self) -> list[Fault]:
        faults = [
            (name, "give both latitude and longitude, or neither")
            for name, other in (("lat", self.lon), ("lon", self.lat))
            if getattr(self, name) is None and other is not None
        ]
        if not faults and self.address is None and self.lat is None:
            faults.append(("address", "is required where no coordinates are given"))
        return faults
