"""The reinforcement of a pier: vertical bars in ties, checked along its depth. ACI 318 chapters 10, 22, 25.

`pier_cage` is the stage. Bars given are checked as they are; bars left out are chosen, the lightest
cage that passes (`cage_choice`). The checks stand in `cage_check`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.concrete.bar import BarSet, Reinforcement
from apex.engine.concrete.detail import COVER_EARTH_IN
from apex.engine.concrete.flexure import Point, require_materials
from apex.engine.concrete.layout import Layout
from apex.engine.document import Rebar
from apex.engine.edition import Editions
from apex.engine.foundation.along import Along
from apex.engine.foundation.cage_anchorage import rods_in_lap
from apex.engine.foundation.cage_check import Worked, work_out
from apex.engine.foundation.cage_choice import choose, require_room, tie_for
from apex.engine.foundation.cage_length import bar_sets
from apex.engine.foundation.cage_task import CageTask, task_of
from apex.engine.foundation.hole import Pier
from apex.engine.load.combination import Case
from apex.engine.trace import Check, Quiet

DEFAULT_F_Y_KSI = 60.0


@dataclass(frozen=True, slots=True)
class Cage:
    """A pier's reinforcement as built: all that its checks, its schedule and its drawing need.

    `points_in`: centers of the bars, x along the face. `crossties` is None in a round pier. `hooked_top`:
    the bars end in standard hooks under grade. `lap_in`: class B lap of the vertical bars. `worked` holds
    the governing cases with their demands and strengths.
    """

    vertical: BarSet
    ties: BarSet
    crossties: BarSet | None
    layout: Layout
    fc_psi: float
    f_y_ksi: float
    aci: str
    tie_spacing_in: float
    length_ft: float
    worked: Worked

    @property
    def checks(self) -> tuple[Check, ...]:
        return self.worked.checks

    @property
    def hooked_top(self) -> bool:
        return self.worked.hooked

    @property
    def at_rods_in(self) -> float:
        """Development length of the bars where rods hand them their pull: of their hooks, or straight in full."""
        return self.worked.held.at_rods_in

    @property
    def lap_in(self) -> float:
        return self.worked.held.lap_in

    @property
    def cover_in(self) -> float:
        return self.layout.cover_in

    @property
    def ring_in(self) -> float:
        return self.layout.ring_in

    @property
    def points_in(self) -> tuple[Point, ...]:
        return self.layout.points

    @property
    def sets(self) -> tuple[BarSet, ...]:
        return tuple(s for s in (self.vertical, self.ties, self.crossties) if s is not None)

    @property
    def weight_lb(self) -> float:
        return sum(s.weight_lb for s in self.sets)

    @property
    def passes(self) -> bool:
        return self.worked.passes

    def rod_lap(self, sheet: Quiet, embedment_in: float, offset_in: float) -> Check:
        """Check that anchor rods of an effective depth, `offset_in` from the nearest bar, lap with the bars."""
        return rods_in_lap(
            sheet, self.layout, self.aci, self.worked.held, self.f_y_ksi, self.fc_psi, embedment_in, offset_in
        )


def pier_cage(
    sheet: Quiet,
    pier: Pier,
    net_ft: float,
    neglect_ft: float,
    depth_ft: float,
    cases: Sequence[Case],
    fc_psi: float,
    rebar: Rebar | None,
    pack: Reinforcement,
    editions: Editions,
    *,
    constrained: bool = False,
    known: Cage | None = None,
) -> Cage:
    """The cage of a pier under factored cases at grade; `known` is what was chosen for it before.

    Raises `OutOfScope` outside the formulas' range.
    """
    along = Along(net_ft, neglect_ft, pier.shape == "round", constrained)
    f_y = rebar.fy_ksi if rebar else DEFAULT_F_Y_KSI
    task = task_of(pier, depth_ft, along, cases, fc_psi, f_y, pack, editions.aci318)
    return cage_of(sheet, task, rebar, known)


def cage_of(sheet: Quiet, task: CageTask, rebar: Rebar | None, known: Cage | None = None) -> Cage:
    """The cage for demands already found: chosen, now or before (`known`), or as given; worked out on the sheet."""
    require_materials(task.fc_psi, task.f_y_ksi, "foundation.fc_psi", "foundation.rebar.fy_ksi")
    sheet.part("foundation", "Reinforcement of the pier")
    if rebar is None:
        layout, spacing, passes = (known.layout, known.tie_spacing_in, known.passes) if known else _chosen(task)
        if not passes:
            other = "a wider pier is" if task.clears(layout) else "a wider pier or a round one is"
            sheet.warn(f"no cage of #4 to #11 bars passes in this pier; the nearest is shown: {other} needed")
        which = "6 to 24 bars" if layout.count > 4 else "bars at its corners alone"
        sheet.note(f"Bars left out in the input: the lightest cage that passes, of #4 to #11, {which}")
    else:
        layout, spacing = _given(task, rebar)
    require_room(layout)
    say(sheet, task, layout, spacing)
    worked = work_out(sheet, task, layout, spacing)
    return _built(sheet, task, layout, spacing, worked)


def _chosen(task: CageTask) -> tuple[Layout, float, bool]:
    found = choose(task)
    return found.layout, found.spacing_in, found.passes


def _given(task: CageTask, rebar: Rebar) -> tuple[Layout, float]:
    """The bars as given; ties left out are chosen."""
    bar = task.pack.bar(rebar.size)
    if rebar.ties is None:
        fitting = tie_for(task, bar, rebar.count)
        return fitting.layout, fitting.spacing_in
    return task.layout(bar, rebar.count, task.pack.bar(rebar.ties.size)), rebar.ties.spacing_in


def say(sheet: Quiet, task: CageTask, layout: Layout, spacing: float) -> None:
    """The bars on the sheet, and what the cage takes for granted."""
    pack = task.pack
    for symbol, bar in (("d_b", layout.bar), ("d_tie", layout.tie)):
        sheet.taken(symbol, f"Diameter of #{bar.size}", bar.diameter_in, "in", pack.label, pack.source)
        sheet.taken("A_b", f"Area of #{bar.size}", bar.area_in2, "in2", pack.label, pack.source)
    sheet.given("n", f"Vertical bars #{layout.bar.size}", layout.count)
    sheet.given("s", f"Spacing of ties #{layout.tie.size}", spacing, "in")
    sheet.given("f_y", "Yield of the bars", task.f_y_ksi, "ksi")
    sheet.given("f'c", "Concrete", task.fc_psi, "psi")
    sheet.given("c", "Cover on the ties, cast against earth", layout.cover_in, "in")
    sheet.assume(
        f"Pier reinforcement: {layout.count} #{layout.bar.size} with #{layout.tie.size} ties at {spacing:g} in., "
        f"f_y {task.f_y_ksi:g} ksi, {COVER_EARTH_IN:g} in. of cover; uncoated bars, normal-weight concrete."
    )
    sheet.assume(
        "Where the vertical steel is under 1 % of the section, its strength is that of a reduced effective area "
        "(ACI 318 10.3.1.2): the core inside the bars is left out, and the concrete's shear is reduced in proportion."
    )


def _built(sheet: Quiet, task: CageTask, layout: Layout, spacing: float, worked: Worked) -> Cage:
    """The cage with the lengths and numbers of its bars."""
    vertical, ties, crossties = bar_sets(sheet, layout, task.depth_ft, spacing, hooked=worked.hooked)
    return Cage(
        vertical,
        ties,
        crossties,
        layout,
        task.fc_psi,
        task.f_y_ksi,
        task.aci,
        spacing,
        task.depth_ft - 2.0 * layout.cover_in / 12.0,
        worked,
    )
