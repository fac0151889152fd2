"""All packs a design reads, with the hash of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from apex.engine.aluminum.alloy import Aluminum
from apex.engine.anchor.rod import AnchorRods
from apex.engine.concrete.bar import Reinforcement
from apex.engine.cost.rate import Pricing
from apex.engine.foundation.book import FootingCalibration
from apex.engine.jurisdiction import Jurisdictions
from apex.engine.pack import ExposureFactors, WindCode
from apex.engine.steel.catalog import Catalog
from apex.engine.steel.grade import Materials


@dataclass(frozen=True, slots=True, eq=False)
class Packs:
    """Loaded packs. `hashes` is the sha256 of each file's bytes by pack name."""

    exposure_factors: ExposureFactors
    wind: Mapping[str, WindCode]
    footing_calibration: FootingCalibration
    sections: Catalog
    aluminum: Aluminum
    materials: Materials
    pricing: Pricing
    reinforcement: Reinforcement
    anchor_rods: AnchorRods
    jurisdictions: Jurisdictions
    hashes: Mapping[str, str]

    def metadata(self, *names: str) -> dict[str, dict[str, str]]:
        """Version and sha256 of the named packs, for the envelope."""
        headers = {
            p.name: p
            for p in (
                self.exposure_factors,
                *self.wind.values(),
                self.footing_calibration,
                self.sections,
                self.aluminum,
                self.materials,
                self.pricing,
                self.reinforcement,
                self.anchor_rods,
                self.jurisdictions,
            )
        }
        return {n: {"version": headers[n].version, "sha256": self.hashes[n]} for n in sorted(names)}
