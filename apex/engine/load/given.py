"""Loads as the footing and base plate endpoints are given them: unfactored, wind and earthquake at strength level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from apex.engine.bound import Fault, Is
from apex.engine.load.action import Action
from apex.engine.load.combination import LoadSet
from apex.engine.request import Force, Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLoad:
    """What stands on the base all the time; the same shape serves snow. Axial load counts downward."""

    axial_kip: Force
    moment_x_kipft: Moment = 0.0
    moment_y_kipft: Moment = 0.0

    def action(self) -> Action:
        return Action(N=self.axial_kip, M_x=self.moment_x_kipft, M_y=self.moment_y_kipft)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindLoad:
    """One case of wind or earthquake at the base, with its signs. M_x comes from forces along y."""

    name: Annotated[str, MinLen(1), MaxLen(80), Is("Name of the case")]
    shear_x_kip: Force = 0.0
    shear_y_kip: Force = 0.0
    moment_x_kipft: Moment = 0.0
    moment_y_kipft: Moment = 0.0
    torsion_kipft: Moment = 0.0

    def action(self) -> Action:
        return Action(
            V_x=self.shear_x_kip,
            V_y=self.shear_y_kip,
            M_x=self.moment_x_kipft,
            M_y=self.moment_y_kipft,
            T=self.torsion_kipft,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenLoads:
    """Dead load with every case of wind and earthquake. `sds` gives the vertical part, 0.2 S_DS D."""

    dead: DeadLoad
    wind: Annotated[tuple[WindLoad, ...], MaxLen(200), Is("Cases of wind")] = ()
    seismic: Annotated[tuple[WindLoad, ...], MaxLen(50), Is("Cases of earthquake")] | None = None
    snow: DeadLoad | None = None
    sds: Annotated[float, Ge(0), Le(5), Is("S_DS", "g")] | None = None

    def rules(self) -> list[Fault]:
        faults: list[Fault] = []
        if not self.wind and not self.seismic:
            faults.append(("wind", "give at least one case of wind or of earthquake"))
        if self.seismic and self.sds is None:
            faults.append(("sds", "needed with earthquake: its vertical part is 0.2 S_DS D"))
        names = [w.name for w in (*self.wind, *(self.seismic or ()))]
        if len(set(names)) < len(names):
            faults.append(("wind", "every case needs a name of its own"))
        return faults

    def load_set(self) -> LoadSet:
        """The same loads as the combinations read them."""
        return LoadSet(
            dead=self.dead.action(),
            wind=tuple((w.name, w.action()) for w in self.wind),
            snow=None if self.snow is None else self.snow.action(),
            seismic=tuple((w.name, w.action()) for w in self.seismic or ()),
            vertical_seismic=0.2 * (self.sds or 0.0),
        )
