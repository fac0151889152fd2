"""Anchor reinforcement: bars beside the rods that carry their tension below the cone. ACI 318-19 17.5.2.1. in, kip."""

from __future__ import annotations

from apex.engine.anchor.fastening import Fastening
from apex.engine.anchor.group import Bars
from apex.engine.anchor.steel import anchor_reinforcement_strength
from apex.engine.concrete.development import tension_length
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

PHI = 0.75
FY_MOST_KSI = 80.0
_FIELD = "anchors.anchor_reinforcement"


def rod_share(sheet: Quiet, bars: Bars, n: int) -> float:
    """Design strength of the bars that stand to one rod of n, all rods having equal shares (kip)."""
    A = bars.count * bars.area_in2
    return sheet(anchor_reinforcement_strength, phi=PHI, A_bars=A, f_y=bars.fy_ksi, n=float(n))


def bars_checks(sheet: Quiet, f: Fastening) -> list[Check]:
    """Whether the bars may take the place of the cone: near the rods, developed above and below it.

    `OutOfScope` for bars farther than 0.5 h_ef, which do not count, or of more than 80 ksi.
    """
    bars = f.group.bars
    if bars is None:
        return []
    cite = f.cite("17.4.2.9", "17.5.2.1")
    if bars.distance_in > 0.5 * f.group.embedment_in:
        limit = f"only bars within 0.5 h_ef = {0.5 * f.group.embedment_in:g} in. of the rods count"
        raise OutOfScope(cite, "distance of the bars", bars.distance_in, limit, f"{_FIELD}.distance_in")
    if bars.fy_ksi > FY_MOST_KSI:
        raise OutOfScope(cite, "f_y of the bars", bars.fy_ksi, "at most 80 ksi here", f"{_FIELD}.fy_ksi")
    sheet.assume("anchor reinforcement: equal bars beside every rod, straight, their cover and half spacing >= 1.5 d_b")
    sheet.note(
        "Bars as anchor reinforcement: developed for their full yield on either side of the cone, whatever part of it "
        "is used (17.5.2.1); c_b (cover, half spacing) taken as 1.5 d_b here, whatever the cage has; the "
        "cage's own lengths count its own c_b"
    )
    l_d = straight_length(sheet, bars.diameter_in, bars.fy_ksi, f.block.fc_psi, f.editions.aci318)
    sides = (("above", bars.developed_above_in), ("below", bars.developed_below_in))
    return [Check(f"Anchor reinforcement developed {side} the cone", cite, l_d, has, "in") for side, has in sides]


def straight_length(sheet: Quiet, d_b: float, f_y: float, fc_psi: float, aci: str) -> float:
    """Development length of straight bars beside rods, in: cover and half spacing of 1.5 d_b."""
    size = 6 if d_b <= 0.75 else 7
    return tension_length(sheet, size=size, d_b=d_b, f_y=f_y, f_c=fc_psi, c_b=1.5 * d_b, aci=aci)
