"""Soil values: IBC section 1806, presumptive or from a named report."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.document import DepthReading, Soil
from apex.engine.elementwise import least
from apex.engine.foundation.book import FootingCalibration
from apex.engine.trace import Quiet
from apex.engine.units import Psf
from apex.errors import OutOfScope


@clause(
    "IBC",
    "1806.3",
    symbol="S",
    unit="psf",
    formula="min(k * r * z, 15 * k * r, k * r * z_max)",
    example=(
        {"k": 2.0, "r": 150.0, "z": 1.3333, "z_max": 4.0},
        400.0,
        "Zephyrhills permit sheet 178567 p. 40: 4 ft deep, 150 psf/ft doubled, S1 400 psf",
    ),
)
def lateral_bearing(*, k: float, r: float, z: float, z_max: float) -> Psf:
    """Allowable lateral bearing at depth z, counted to z_max at most.

    r psf/ft, doubled by k = 2 for an isolated pole (1806.3.4), never above 15 times the value
    (1806.3.3) nor its value at z_max (the 12 ft limit of 1807.3.2).
    """
    return Psf(least(k * r * z, 15.0 * k * r, k * r * z_max))


@clause(
    "IBC",
    "1806.3, water table",
    symbol="S",
    unit="psf",
    formula="min(k * r * (min(z, z_max, w) + max(min(z, z_max) - w, 0) / 2), 15 * k * r)",
    example=(
        {"k": 1.0, "r": 150.0, "z": 6.0, "w": 2.0, "z_max": 4.0},
        450.0,
        "Independent arithmetic: 150 x (2 + 2/2), the value at z_max 4 ft",
    ),
)
def lateral_bearing_wet(*, k: float, r: float, z: float, w: float, z_max: float) -> Psf:
    """Allowable lateral bearing at depth z, counted to z_max at most, the rate halved below the water table at w ft.

    The value at z_max, which the 12 ft limit allows at most, is halved below the water as well.
    """
    counted = min(z, z_max)
    return Psf(min(k * r * (min(counted, w) + max(counted - w, 0.0) / 2.0), 15.0 * k * r))


@dataclass(frozen=True, slots=True)
class SoilValues:
    """Allowable values in use: vertical psf, lateral psf/ft, friction or cohesion psf."""

    name: str
    vertical_psf: float
    lateral_psf_per_ft: float
    friction: float | None
    cohesion_psf: float | None
    source: str


def soil_values(sheet: Quiet, book: FootingCalibration, soil: Soil, field: str = "site.soil") -> SoilValues:
    """The values of a class or of a report; class 6 has none without a report."""
    if soil.class_ is None:
        assert soil.lateral_psf_per_ft is not None and soil.vertical_psf is not None and soil.source is not None
        sheet.given("r", "Lateral bearing, " + soil.source, soil.lateral_psf_per_ft, "psf/ft")
        sheet.given("q_v", "Vertical bearing, " + soil.source, soil.vertical_psf, "psf")
        sheet.assume(f"Soil values are those of the report: {soil.source}.")
        return SoilValues(
            soil.source, soil.vertical_psf, soil.lateral_psf_per_ft, soil.friction, soil.cohesion_psf, soil.source
        )
    if str(soil.class_) not in book.soil.classes:
        limit = "organic and very soft soils have no presumptive values: a geotechnical report is needed"
        raise OutOfScope("IBC Table 1806.2", "soil class", soil.class_, limit, f"{field}.class")
    row = book.soil.classes[str(soil.class_)]
    what = f"Class {soil.class_}, {row.name}"
    sheet.taken("r", f"Lateral bearing. {what}", row.lateral_psf_per_ft, "psf/ft", book.label, book.soil.source)
    sheet.taken("q_v", f"Vertical bearing. {what}", row.vertical_psf, "psf", book.label, book.soil.source)
    sheet.assume(
        f"Soil is class {soil.class_} of IBC Table 1806.2 ({row.name}) by presumption, not by investigation; "
        "no one-third increase for wind (1806.1)."
    )
    return SoilValues(what, row.vertical_psf, row.lateral_psf_per_ft, row.friction, row.cohesion_psf, book.soil.source)


@dataclass(frozen=True, slots=True)
class Lateral:
    """Lateral bearing below the neglected layer: rate, its multiple, water and the 12 ft reading."""

    rate: float
    multiple: float
    water_ft: float | None
    reading: DepthReading
    depth_limit_ft: float

    def at(self, sheet: Quiet, z: float, z_max: float) -> Psf:
        if self.water_ft is None:
            return sheet(lateral_bearing, k=self.multiple, r=self.rate, z=z, z_max=z_max)
        return sheet(lateral_bearing_wet, k=self.multiple, r=self.rate, z=z, w=self.water_ft, z_max=z_max)

    def s1(self, sheet: Quiet, d: float) -> Psf:
        """S_1 at a third of the net depth, limited as the choice reads the 12 ft."""
        return self.at(sheet, d / 3.0, self.depth_limit_ft / (3.0 if self.reading == "on_depth" else 1.0))

    def s3(self, sheet: Quiet, d: float) -> Psf:
        """S_3 at the net depth."""
        return self.at(sheet, d, self.depth_limit_ft)
