"""A plate on leveling nuts without grout: rods that press, buckle, bend and push on the concrete below."""

from __future__ import annotations

import math
from collections.abc import Sequence

from apex.engine.baseplate import punch, rod
from apex.engine.baseplate.check import worst
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.state import State
from apex.engine.steel.compression import critical_stress, elastic_stress, slenderness
from apex.engine.trace import Check, Quiet

E_STEEL_KSI = 29000.0


def free_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Rods in compression over the gap, alone and with bending and shear, and the concrete they push."""
    if j.anchors.grouted or not any(min(s.force_kip) < 0.0 for s in states):
        return []
    P_c = _compression(sheet, j)
    A_b, d_se = rod.nominal_area(d=j.group.size.diameter_in), rod.thread_diameter(A_se=j.group.size.A_se_in2)
    V_c = sheet(rod.rod_strength, phi=rod.PHI, F_n=rod.shear_stress(F_u=j.group.grade.f_u_ksi), A_b=A_b)
    M_c = sheet(rod.rod_flexure, phi=rod.PHI_B, F_y=j.group.grade.f_y_ksi, d=d_se)
    checks = []
    pressed = worst(states, lambda s: -min(s.force_kip))
    if pressed:
        checks.append(sheet.check(Check("Rod compression", f"{j.aisc} E3", pressed[1], P_c, "kip", pressed[0].name)))

    def together(by: Quiet, P: float, V: float) -> float:
        M = by(rod.standoff_moment, V=V, l=j.free_in) if j.free_in else 0.0
        return by(rod.rod_interaction, P=P, P_c=P_c, M=M, M_c=M_c, V=V, V_c=V_c)

    pairs = ((s, -F, V) for s in states for F, V in set(zip(s.force_kip, s.shear_kip, strict=True)) if F < 0.0)
    both = worst(pairs, lambda p: together(Quiet(), p[1], p[2]))
    if both:
        s, P, V = both[0]
        ratio = together(sheet, P, V)
        checks.append(sheet.check(Check("Rod compression with bending", f"{j.aisc} H3.2", ratio, 1.0, "", s.name)))
    return checks + _concrete(sheet, j, states)


def _compression(sheet: Quiet, j: Joint) -> float:
    """Buckling of a rod over the gap, its ends held against turning but not against sway."""
    F_y, A_se = j.group.grade.f_y_ksi, j.group.size.A_se_in2
    r = rod.thread_diameter(A_se=A_se) / 4.0
    if j.anchors.gap_in <= 0.0:
        return sheet(rod.rod_compression, phi=rod.PHI_C, F_n=F_y, A_se=A_se)
    lam = sheet(slenderness, K=rod.K_ROD, L=j.anchors.gap_in, r=r)
    F_n = sheet(critical_stress, F_y=F_y, F_e=sheet(elastic_stress, E=E_STEEL_KSI, lam=lam))
    return sheet(rod.rod_compression, phi=rod.PHI_C, F_n=F_n, A_se=A_se)


def _concrete(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Bearing below the heads and two-way shear of the concrete under them, one rod and all pressed rods."""
    g, f_c = j.group, j.block.fc_psi
    checks = []
    pressed = worst(states, lambda s: -min(s.force_kip))
    if pressed is None:
        return []
    held = sheet(punch.head_bearing, phi=punch.PHI_HEAD, f_c=f_c, A_h=g.head_area_in2)
    number = "17.4.3" if j.editions.aci318 == "318-14" else "17.6.3"
    name = pressed[0].name
    checks.append(sheet.check(Check("Head of a pressed rod", _cite(j, number), pressed[1], held, "kip", name)))
    d = punch.depth_below(j.block, j.points, g.embedment_in)
    if d is None:
        sheet.warn("punch-out below the pressed rods is not checked: the depth of the concrete was not given")
        return checks
    lam_s = sheet(punch.size_effect, d=d) if j.editions.aci318 == "318-19" else 1.0
    d_h = 2.0 * math.sqrt((g.head_area_in2 + rod.nominal_area(d=g.size.diameter_in)) / math.pi)

    def capacity(by: Quiet, x: float, y: float) -> float:
        b_o = by(punch.perimeter, x=x, y=y, d_h=d_h, d=d or 0.0)
        return by(punch.punching, phi=punch.PHI_SHEAR, lam_s=lam_s, f_c=f_c, b_o=b_o, d=d or 0.0)

    one = capacity(sheet, 0.0, 0.0)
    checks.append(sheet.check(Check("Punch-out below a rod", _cite(j, "22.6"), pressed[1], one, "kip", name)))

    def group(s: State) -> tuple[float, float, float]:
        below = [p for p, F in zip(j.points, s.force_kip, strict=True) if F < 0.0]
        return (sum(s.compression_kip), *punch.spread(below)) if below else (0.0, 0.0, 0.0)

    def share(s: State) -> float:
        P, x, y = group(s)
        held = capacity(Quiet(), x, y)
        return P / held if held > 0.0 else math.inf

    every = worst(states, share)
    if every:
        P, x, y = group(every[0])
        held = capacity(sheet, x, y)
        checks.append(sheet.check(Check("Punch-out below the rods", _cite(j, "22.6"), P, held, "kip", every[0].name)))
    return checks


def _cite(j: Joint, number: str) -> str:
    return f"{j.editions.names()['ACI 318']} {number}"
