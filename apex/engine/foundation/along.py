"""What a pier carries along its depth under each factored combination: the demands its cage is made for.

The soil reacts as on a rigid body (`pier.extremes`). A round pier takes the resultants of moment and
shear; a square or rectangular one is followed in each of its planes by itself, the soil's reaction
being linear in the loads. The weight of the pier above a section is left out: it is compression that helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.foundation.pier import Shown, extremes
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet


@dataclass(frozen=True, slots=True)
class Demand:
    """Largest factored effects along the pier in one case: kip, kip-ft, ft.

    M_x and V_y act in the plane normal to the face, M_y and V_x in the plane along it; a round pier has
    its resultants in M_x and V_y. `z_ft` is how far below grade the (larger) largest moment lies.
    """

    name: str
    N: float
    M_x: float
    V_y: float
    z_ft: float
    M_y: float = 0.0
    V_x: float = 0.0
    T: float = 0.0
    seismic: bool = False


@dataclass(frozen=True, slots=True)
class Along:
    """How a pier is followed: its net depth below the neglected layer, round or not, held at grade or not."""

    net_ft: float
    neglect_ft: float
    round: bool
    constrained: bool = False

    def demand(self, sheet: Quiet, case: Case, shown: Shown = "both") -> Demand:
        """The demand of one case with loads at grade; `shown` is what of it the sheet tells."""
        a = case.total
        if self.round:
            M, V, z = self.plane(sheet, a.V, a.M, shown)
            return Demand(case.name, a.N, M, V, z, T=abs(a.T), seismic=case.seismic)
        M_x, V_y, z_normal = self.plane(sheet, abs(a.V_y), abs(a.M_x), shown)
        M_y, V_x, z_along = self.plane(sheet, abs(a.V_x), abs(a.M_y), shown)
        z = z_normal if M_x >= M_y else z_along
        return Demand(case.name, a.N, M_x, V_y, z, M_y, V_x, abs(a.T), case.seismic)

    def plane(self, sheet: Quiet, V: float, M: float, shown: Shown = "both") -> tuple[float, float, float]:
        """Largest moment, largest shear and the depth below grade of the moment, from V and M at grade.

        Where shear and moment at grade oppose each other they are added all the same. Held at grade, the
        slab is there and so is the largest moment.
        """
        x = extremes(sheet, V, M + V * self.neglect_ft, self.net_ft, constrained=self.constrained, shown=shown)
        return x.M_max, x.V_max, x.z_max if self.constrained else x.z_max + self.neglect_ft


def bending(found: Sequence[Demand]) -> list[Demand]:
    """Those that may govern bending, largest moments first: of equal axial load no other has as much both ways.

    Nothing is said between axial loads: phi M_n rises with them, may dip where phi falls to 0.65, and falls.
    """
    kept: list[Demand] = []
    for d in sorted(found, key=lambda d: d.M_x + d.M_y, reverse=True):
        if not any(k.N == d.N and k.M_x >= d.M_x and k.M_y >= d.M_y for k in kept):
            kept.append(d)
    return kept


def shearing(found: Sequence[Demand]) -> list[Demand]:
    """Those that may govern shear or torsion: no other has as little axial load and as much of all the rest."""
    kept: list[Demand] = []
    for d in sorted(found, key=lambda d: (-d.V_y, -d.V_x, -d.T, d.N)):
        if not any(k.N <= d.N and k.V_y >= d.V_y and k.V_x >= d.V_x and k.T >= d.T for k in kept):
            kept.append(d)
    return kept
