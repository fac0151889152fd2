"""Checks of a pier's cage: steel, bending, axial load, shear and torsion, ties, spacing, development."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from apex.engine.concrete.block import greatest_axial
from apex.engine.concrete.detail import (
    AGGREGATE_IN,
    effective_area,
    hollow,
    least_clear,
    least_steel,
    least_tie,
    most_steel,
)
from apex.engine.concrete.flexure import Bent, Moment, moment_strength, weaker
from apex.engine.concrete.layout import Layout
from apex.engine.foundation.along import Demand
from apex.engine.foundation.cage_anchorage import Anchorage, anchorage
from apex.engine.foundation.cage_shear import Ties, shear_checks, ties_of
from apex.engine.foundation.cage_task import CageTask
from apex.engine.trace import Check, Quiet


@dataclass(frozen=True, slots=True)
class Worked:
    """What the checks of a cage came to."""

    checks: tuple[Check, ...]
    moment: Demand
    phi_M_n_kipft: float
    shear: Demand
    phi_V_n_kip: float
    held: Anchorage

    @property
    def hooked(self) -> bool:
        return self.held.hooked

    @property
    def worst(self) -> float:
        return max(c.ratio for c in self.checks)

    @property
    def passes(self) -> bool:
        return all(c.passes for c in self.checks)


class Bending:
    """Moment strengths of a layout, each axial load looked up once in a task. kip-in."""

    def __init__(self, layout: Layout, task: CageTask, share: float) -> None:
        self.layout, self.task, self.share = layout, task, share
        self.round = layout.round
        self._known = task.strengths.setdefault((layout, share), {})

    @cached_property
    def _sections(self) -> tuple[tuple[Bent, ...], tuple[Bent, ...]]:
        return self.layout.sections(self.task.fc_psi, self.task.f_y_ksi, self.share)

    def at(self, N: float, *, normal: bool) -> tuple[Bent, Moment]:
        """The weaker position of the section at an axial load, with its strength."""
        key = (normal, N)
        if key not in self._known:
            self._known[key] = weaker(self._sections[0 if normal else 1], N, self.task.aci)
        return self._known[key]

    def ratio(self, d: Demand) -> float:
        """M_u/phi M_n; in two planes the sum of both, which a convex interaction never exceeds."""
        parts = [(d.M_x, True)] if self.round else [(d.M_x, True), (d.M_y, False)]
        total = 0.0
        for M, normal in parts:
            if M > 0.0:
                held = self.at(d.N, normal=normal)[1].phi_M_n
                total += 12.0 * M / held if held > 0.0 else math.inf
        return total


def work_out(sheet: Quiet, task: CageTask, layout: Layout, spacing: float) -> Worked:
    """All checks of one cage, the governing case of each worked on the sheet."""
    checks = [*steel_checks(sheet, layout), *fit_checks(sheet, task, layout)]
    ties = ties_of(task.shearing, layout, spacing, task.fc_psi, task.f_y_ksi, task.aci)
    bent = Bending(layout, task, ties.bending_share)
    d, ratio, capacity, moment_check = _bending(sheet, task, layout, bent, ties)
    checks += [moment_check, _axial(sheet, task, layout)]
    shear, phi_V_n, found = shear_checks(sheet, task, layout, ties)
    checks += found
    held = anchorage(sheet, task, layout, d, ratio)
    checks += held.checks
    return Worked(tuple(checks), d, capacity, shear, phi_V_n, held)


def steel_checks(sheet: Quiet, layout: Layout) -> list[Check]:
    """Vertical steel between its limits."""
    least = sheet(least_steel, k_in=layout.hollowed(sheet), A_g=layout.A_g)
    most = sheet(most_steel, A_g=layout.A_g)
    return [
        sheet.check(Check("Least vertical steel", "ACI 318 10.6.1.1, 10.3.1.2", least, layout.A_st, "in2")),
        sheet.check(Check("Greatest vertical steel", "ACI 318 10.6.1.1", layout.A_st, most, "in2")),
    ]


def fit_checks(sheet: Quiet, task: CageTask, layout: Layout) -> list[Check]:
    """Bars apart, enough of them, ties thick enough. A ring that has no room has no clear space."""
    clear = sheet(least_clear, d_b=layout.bar.diameter_in, d_agg=AGGREGATE_IN)
    between = max(layout.spacing_in - layout.bar.diameter_in, 0.0)
    sheet.given("ring", "Circle, or lesser side, through the centers of the bars", layout.ring_in, "in")
    tie = least_tie(layout.bar, task.pack)
    return [
        sheet.check(Check("Clear space between bars", "ACI 318 25.2.3", clear, between, "in")),
        sheet.check(Check("Number of bars", "ACI 318 10.7.3.1", 4.0, float(layout.count), "")),
        sheet.check(Check("Size of ties", "ACI 318 25.7.2.2", tie.diameter_in, layout.tie.diameter_in, "in")),
    ]


def _bending(
    sheet: Quiet, task: CageTask, layout: Layout, bent: Bending, ties: Ties
) -> tuple[Demand, float, float, Check]:
    """Bending of the worst case with its own axial load: (case, ratio, phi M_n in kip-ft, check)."""
    d, ratio = worst_bending(task.bending, bent)
    sheet.note(f"Bending under axial load, governing case: {d.name}")
    task.show(sheet, d, "moment")
    if layout.A_e < layout.A_g:
        sheet(hollow, A_e=sheet(effective_area, A_g=layout.A_g, A_st=layout.A_st), A_g=layout.A_g)
    if ties.bending_share < 1.0:
        sheet.note(f"Torsion takes its part of the bars; {ties.bending_share:.3f} of each counts in bending")
    s, _ = bent.at(d.N, normal=True)
    capacity = moment_strength(sheet, s, d.N, task.aci).phi_M_n / 12.0
    clause = f"ACI {task.aci} 22.2, 22.4"
    if layout.round or d.M_y == 0.0:
        return d, ratio, capacity, sheet.check(Check("Pier bending", clause, d.M_x, capacity, "kip-ft", d.name))
    other = moment_strength(sheet, bent.at(d.N, normal=False)[0], d.N, task.aci).phi_M_n / 12.0
    sheet.note(
        f"Both planes: {d.M_x:.2f}/{capacity:.2f} + {d.M_y:.2f}/{other:.2f} = {ratio:.4f}: "
        "a straight line between the two, inside the true (convex) interaction"
    )
    if d.M_x == 0.0:
        return d, ratio, other, sheet.check(Check("Pier bending", clause, d.M_y, other, "kip-ft", d.name))
    return d, ratio, capacity, sheet.check(Check("Pier bending, both planes", clause, ratio, 1.0, "", d.name))


def worst_bending(found: Sequence[Demand], bent: Bending) -> tuple[Demand, float]:
    """The case with the highest ratio of moment to strength, each at its own axial load; the first of equal ones."""
    return max(((d, bent.ratio(d)) for d in found), key=lambda pair: pair[1])


def _axial(sheet: Quiet, task: CageTask, layout: Layout) -> Check:
    """Greatest compression against 0.80 phi P_o on the effective area; tension counts in bending."""
    d = max(task.demands, key=lambda d: d.N)
    most = sheet(greatest_axial, f_c=task.fc_psi, A_e=layout.A_e, A_st=layout.A_st, f_y=task.f_y_ksi)
    return sheet.check(Check("Pier compression", f"ACI {task.aci} 22.4.2", max(d.N, 0.0), most, "kip", d.name))
