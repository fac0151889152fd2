"""Development of a pier's vertical bars above and below the section of largest moment: ACI 318 chapter 25."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.concrete.development import hook_length, reduced_length, tension_length, tension_splice
from apex.engine.concrete.layout import Layout
from apex.engine.foundation.along import Demand
from apex.engine.foundation.cage_task import CageTask
from apex.engine.trace import Check, Quiet

ABOVE_RODS = {"318-14": "17.4.2.9", "318-19": "17.5.2.1"}
"""Bars are developed on either side of the breakout surface of the rods they serve."""


@clause(
    "Statics",
    "length of a bar past a section",
    symbol="l",
    unit="in",
    formula="12 * (z_2 - z_1) - c",
    example=({"z_1": 1.5, "z_2": 8.0, "c": 3.0}, 75.0, "Independent arithmetic: 78 - 3"),
)
def length_past(*, z_1: float, z_2: float, c: float) -> float:
    """Length of a bar between depths z_1 and z_2 (ft), less the cover at its end (in)."""
    return 12.0 * (z_2 - z_1) - c


@clause(
    "ACI 318",
    {"318-14": "17.4.2.9", "318-19": "17.5.2.1"},
    symbol="l",
    unit="in",
    formula="h_ef - c - s / 1.5",
    example=({"h_ef": 30.0, "c": 3.0, "s": 4.5}, 24.0, "Independent arithmetic: 30 - 3 - 3"),
)
def length_in_breakout(*, h_ef: float, c: float, s: float) -> float:
    """Length of a bar inside the breakout body of a rod, which rises 1 on 1.5 from its head.

    s: from the rod to the bar, c the cover over the bar's end.
    """
    return h_ef - c - s / 1.5


@dataclass(frozen=True, slots=True)
class Anchorage:
    """Whether the bars are hooked at the top, what they need there, their class B lap (in), and the checks.

    `at_rods_in` is what they need to take the pull of anchor rods beside them: nothing is taken off that for steel
    that is not required (25.5.1.4).
    """

    hooked: bool
    needed_in: float
    at_rods_in: float
    lap_in: float
    checks: tuple[Check, ...]


def anchorage(sheet: Quiet, task: CageTask, layout: Layout, d: Demand, ratio: float) -> Anchorage:
    """Bars developed both ways from the section of largest moment of the governing case.

    Straight bars may be shorter by the part of their steel that is required (25.4.10.1), not under
    earthquake. Where they do not fit above, they end in standard hooks turned inward. Where hooks do not
    fit either, no check is made: the sheet warns that the rods must reach deeper (`rods_in_lap` checks it).
    """
    bar, aci = layout.bar, task.aci
    sheet.note("Development of the vertical bars; K_tr 0, uncoated, vertical (psi_t 1)")
    size, d_b = bar.size, bar.diameter_in
    l_d = tension_length(sheet, size=size, d_b=d_b, f_y=task.f_y_ksi, f_c=task.fc_psi, c_b=layout.c_b_in, aci=aci)
    # Only a post that ends in the pier is lapped with its bars.
    lap = tension_splice(sheet if task.carried_to_ft else Quiet(), size=size, l_d=l_d)
    if task.seismic:
        needed = l_d
    else:
        sheet.note(f"Straight bars: {ratio:.4f} of their steel is required at most, l_d may be that much less")
        needed = sheet(reduced_length, l_d=l_d, u=ratio)
    z = max(d.z_ft, task.carried_to_ft)
    foot = task.carried_to_ft > d.z_ft
    what = (
        "Depth of the post's foot, below which the bars carry all" if foot else "Depth of the section of largest moment"
    )
    sheet.given("z", what, z, "ft")
    at = "the post's foot" if foot else "the largest moment"
    below = sheet(length_past, z_1=z, z_2=task.depth_ft, c=layout.cover_in)
    checks = [sheet.check(Check(f"Bars below {at}", f"ACI {aci} 25.4.2", needed, max(below, 0.0), "in", d.name))]
    if task.f_y_ksi >= 80.0:
        checks.append(sheet.check(Check("Spacing of 80 ksi bars", "ACI 318 25.4.2.2", 6.0, layout.spacing_in, "in")))
    above = max(sheet(length_past, z_1=0.0, z_2=z, c=layout.cover_in), 0.0)
    if needed <= above:
        checks.append(sheet.check(Check(f"Bars above {at}", f"ACI {aci} 25.4.2", needed, above, "in", d.name)))
        return Anchorage(False, needed, l_d, lap, tuple(checks))
    sheet.note(f"Straight bars do not fit above ({needed:.1f} in. in {above:.1f}): standard hooks turned inward")
    l_dh = top_hook(sheet, layout, task.f_y_ksi, task.fc_psi, aci)
    if l_dh <= above:
        checks.append(sheet.check(Check(f"Hooks above {at}", f"ACI {aci} 25.4.3", l_dh, above, "in", d.name)))
    else:
        sheet.warn(
            f"the section of largest moment lies {z:.2f} ft below grade, where the pier's bars are not yet developed: "
            f"the anchor rods must carry the tension to {l_dh + layout.cover_in:.0f} in. below grade or deeper"
        )
    return Anchorage(True, l_dh, l_dh, lap, tuple(checks))


def top_hook(sheet: Quiet, layout: Layout, f_y: float, f_c: float, aci: str) -> float:
    """l_dh of the hooks at the top: inside the ties, side cover beyond 2.5 in., 3 in. on their tails."""
    size, d_b = layout.bar.size, layout.bar.diameter_in
    spaced = layout.spacing_in >= 6.0 * d_b
    return hook_length(sheet, size=size, d_b=d_b, f_y=f_y, f_c=f_c, aci=aci, covered=True, spaced=spaced)


def rods_in_lap(
    sheet: Quiet,
    layout: Layout,
    aci: str,
    held: Anchorage,
    f_y: float,
    f_c: float,
    embedment_in: float,
    offset_in: float,
) -> Check:
    """Whether anchor rods reach deep enough to hand their tension to the vertical bars.

    `embedment_in`: effective depth of the rods, `offset_in`: from a rod to the nearest bar. The development length
    of the bars, straight and in full or of their hooks, must lie above the breakout surface of the rods.
    """
    if held.hooked:
        top_hook(sheet, layout, f_y, f_c, aci)
    else:
        bar = layout.bar
        tension_length(sheet, size=bar.size, d_b=bar.diameter_in, f_y=f_y, f_c=f_c, c_b=layout.c_b_in, aci=aci)
        sheet.note("In full, though not all of their steel may be required")
    there = sheet(length_in_breakout, h_ef=embedment_in, c=layout.cover_in, s=offset_in)
    clause = f"ACI {aci} {ABOVE_RODS[aci]}, {'25.4.3' if held.hooked else '25.4.2'}"
    return sheet.check(Check("Pier's bars above the rods' breakout", clause, held.at_rods_in, max(there, 0.0), "in"))
