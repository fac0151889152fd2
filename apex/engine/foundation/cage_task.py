"""What a cage is made for: the pier, its demands, its materials."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from apex.engine.concrete.bar import Bar, Reinforcement
from apex.engine.concrete.flexure import Bent, Moment
from apex.engine.concrete.layout import Layout
from apex.engine.foundation.along import Along, Demand, bending, shearing
from apex.engine.foundation.crosstie import Extent, beside_post
from apex.engine.foundation.hole import Pier
from apex.engine.foundation.pier import Shown
from apex.engine.load.combination import Case
from apex.engine.trace import Quiet


@dataclass(frozen=True)
class CageTask:
    """A pier to be reinforced: its demands (factored), concrete psi, bars ksi, the edition of ACI 318."""

    pier: Pier
    depth_ft: float
    demands: tuple[Demand, ...]
    fc_psi: float
    f_y_ksi: float
    pack: Reinforcement
    aci: str
    along: Along
    cases: Mapping[str, Case]
    """The factored cases at grade that the demands come from, by name."""
    carried_to_ft: float = 0.0
    """Depth to which a post in the pier carries the moment; the cage takes over below it."""
    post_in: Extent | None = None
    """The post in the pier, which crossties have to pass."""
    strengths: dict[Hashable, dict[tuple[bool, float], tuple[Bent, Moment]]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """Moment strengths found already, by layout and by what torsion leaves of its bars."""

    def layout(self, bar: Bar, count: int, tie: Bar) -> Layout:
        return Layout(self.pier.shape == "round", 12.0 * self.pier.x_ft, 12.0 * self.pier.y_ft, bar, count, tie)

    def clears(self, layout: Layout) -> bool:
        """Whether crossties pass beside the post in the pier, where there are any."""
        found = None if self.post_in is None else beside_post(layout, self.post_in)
        return found is None or found[0] <= found[1]

    @property
    def seismic(self) -> bool:
        return any(d.seismic for d in self.demands)

    @cached_property
    def bending(self) -> tuple[Demand, ...]:
        """The demands that may govern bending."""
        return tuple(bending(self.demands))

    @cached_property
    def shearing(self) -> tuple[Demand, ...]:
        """The demands that may govern shear and torsion."""
        return tuple(shearing(self.demands))

    def show(self, sheet: Quiet, d: Demand, shown: Shown) -> None:
        """Shear or moment along the pier in one case, step by step."""
        if not sheet.records:
            return
        a = self.cases[d.name].total
        for symbol, value, unit in (
            ("N_u", a.N, "kip"),
            ("V_ux", a.V_x, "kip"),
            ("V_uy", a.V_y, "kip"),
            ("M_ux", a.M_x, "kip-ft"),
            ("M_uy", a.M_y, "kip-ft"),
            ("T_u", a.T, "kip-ft"),
        ):
            sheet.given(symbol, f"Factored at grade, {d.name}", value, unit)
        if self.along.neglect_ft:
            sheet.note(f"Moments grow by V x {self.along.neglect_ft:g} ft to the bottom of the neglected layer")
        self.along.demand(sheet, self.cases[d.name], shown)


def task_of(
    pier: Pier,
    depth_ft: float,
    along: Along,
    cases: Sequence[Case],
    fc_psi: float,
    f_y_ksi: float,
    pack: Reinforcement,
    aci: str,
) -> CageTask:
    """The task of a pier under factored cases at grade."""
    quiet = Quiet()
    found = tuple(along.demand(quiet, c) for c in cases)
    return CageTask(pier, depth_ft, found, fc_psi, f_y_ksi, pack, aci, along, {c.name: c for c in cases})
