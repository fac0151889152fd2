"""Input of the spread footing endpoint: the same marks and bounds as the design document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le

from apex.engine.bound import Fault, Is
from apex.engine.document import CodeBasis, Soil
from apex.engine.document.foundation import Rebar
from apex.engine.load.given import GivenLoads


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadRequest:
    """Unfactored loads at grade, the depth, and whatever else of the footing is fixed already."""

    loads: GivenLoads
    depth_ft: Annotated[float, Ge(1), Le(30), Is("Base below grade", "ft")]
    soil: Soil
    width_ft: Annotated[float, Ge(0.5), Le(60), Is("Width along the face", "ft")] | None = None
    length_ft: Annotated[float, Ge(0.5), Le(60), Is("Length normal to the face", "ft")] | None = None
    thickness_ft: Annotated[float, Ge(0.5), Le(10), Is("Thickness", "ft")] | None = None
    pedestal_ft: Annotated[float, Ge(0.5), Le(15), Is("Side of the pedestal", "ft")] | None = None
    column_in: Annotated[float, Ge(2), Le(60), Is("Side of the column", "in")] = 8.0
    rebar: Annotated[Rebar, Is("Bars each way")] | None = None
    frost_depth_ft: Annotated[float, Ge(0), Le(10), Is("Frost depth", "ft")] = 0.0
    water_depth_ft: Annotated[float, Ge(0), Le(100), Is("Water table below grade", "ft")] | None = None
    concrete_fc_psi: Annotated[float, Ge(2500), Le(10000), Is("Concrete f'c", "psi")] = 3000.0
    fy_ksi: Annotated[float, Ge(40), Le(80), Is("Yield of the bars", "ksi")] = 60.0
    code_basis: Annotated[CodeBasis, Is("Code basis")] = "IBC2021"

    def rules(self) -> list[Fault]:
        faults = []
        if self.thickness_ft is not None and self.thickness_ft > self.depth_ft:
            faults.append(("thickness_ft", f"must be at most the depth of the base, {self.depth_ft:g} ft"))
        sides = [s for s in (self.width_ft, self.length_ft) if s is not None]
        if self.pedestal_ft is not None and sides and self.pedestal_ft > min(sides):
            faults.append(("pedestal_ft", f"must be at most the footing's side, {min(sides):g} ft"))
        return faults
