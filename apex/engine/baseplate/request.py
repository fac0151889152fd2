"""Inputs of the base plate endpoints: the same marks and bounds as the design document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is
from apex.engine.document import CodeBasis, Orientation
from apex.engine.document.baseplate import Anchors, Plate, PlateConcrete, Sdc, Weld
from apex.engine.load.action import Action
from apex.engine.load.combination import Case, Combination, cases, lrfd
from apex.engine.load.given import DeadLoad, GivenLoads, WindLoad
from apex.engine.request import Force, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateColumn:
    """The support on the plate; its usual grade where none is named."""

    section: Annotated[str, MinLen(1), MaxLen(40), Is("Section")]
    grade: Annotated[str, MaxLen(40), Is("Grade")] | None = None
    orientation: Annotated[Orientation, Is("Axis facing the wind")] = "strong"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateLoads:
    """Either unfactored loads (`dead`, `wind`, `seismic`, `snow`), or one factored set about the strong direction."""

    dead: DeadLoad | None = None
    wind: Annotated[tuple[WindLoad, ...], MaxLen(200), Is("Cases of wind")] | None = None
    seismic: Annotated[tuple[WindLoad, ...], MaxLen(50), Is("Cases of earthquake")] | None = None
    snow: DeadLoad | None = None
    sds: Annotated[float, Ge(0), Le(5), Is("S_DS", "g")] | None = None
    axial_kip: Force | None = None
    shear_kip: Force | None = None
    moment_kipft: Moment | None = None
    torsion_kipft: Moment | None = None
    earthquake: Annotated[bool, Is("The factored set holds earthquake")] = False

    def rules(self) -> list[Fault]:
        parts = {n: getattr(self, n) for n in ("dead", "wind", "seismic", "snow", "sds")}
        whole = {n: getattr(self, n) for n in ("axial_kip", "shear_kip", "moment_kipft", "torsion_kipft")}
        if any(v is not None for v in whole.values()):
            faults: list[Fault] = [
                (n, "give either unfactored loads or one factored set, not both")
                for n, v in parts.items()
                if v is not None
            ]
            return faults + [(n, "needed in a factored set") for n in ("axial_kip",) if whole[n] is None]
        if self.dead is None:
            return [("dead", "needed; or give one factored set beginning with axial_kip")]
        return self._given(self.dead).rules()

    def _given(self, dead: DeadLoad) -> GivenLoads:
        return GivenLoads(dead=dead, wind=self.wind or (), seismic=self.seismic, snow=self.snow, sds=self.sds)

    @property
    def factored(self) -> bool:
        return self.axial_kip is not None

    def cases(self, asce7: str) -> list[Case]:
        """Strength combinations, or the factored set as the only one; its shear and moment act normal to the face."""
        if self.axial_kip is not None:
            lateral = Action(V_y=self.shear_kip or 0.0, M_x=self.moment_kipft or 0.0, T=self.torsion_kipft or 0.0)
            kind = Combination("given", 1.0, E=1.0) if self.earthquake else Combination("given", 1.0, W=1.0)
            return [Case("given loads", kind, Action(N=self.axial_kip), lateral)]
        assert self.dead is not None
        return list(cases(lrfd(asce7), self._given(self.dead).load_set()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePlateRequest:
    """A given plate, to be checked."""

    column: PlateColumn
    plate: Plate
    anchors: Anchors
    concrete: PlateConcrete
    weld: Weld
    loads: PlateLoads
    sdc: Annotated[Sdc, Is("Seismic design category")] = "A"
    code_basis: Annotated[CodeBasis, Is("Code basis")] = "IBC2021"

    def rules(self) -> list[Fault]:
        return _sdc_faults(self.loads, self.sdc)


@dataclass(frozen=True, slots=True, kw_only=True)
class BasePlateDesignRequest:
    """A plate to be designed; a weld that is given is kept."""

    column: PlateColumn
    concrete: PlateConcrete
    loads: PlateLoads
    weld: Weld | None = None
    sdc: Annotated[Sdc, Is("Seismic design category")] = "A"
    code_basis: Annotated[CodeBasis, Is("Code basis")] = "IBC2021"

    def rules(self) -> list[Fault]:
        return _sdc_faults(self.loads, self.sdc)


def _sdc_faults(loads: PlateLoads, sdc: Sdc) -> list[Fault]:
    """Earthquake needs a category in which there is one."""
    if (loads.seismic or loads.earthquake) and sdc == "A":
        return [("sdc", "give the seismic design category (B to F) with earthquake")]
    return []
