"""Checks of a base plate: for each the combination that governs is found first and then written down step by step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from apex.engine.baseplate import bending, rod
from apex.engine.baseplate import weld as welds
from apex.engine.baseplate.equilibrium import block
from apex.engine.baseplate.joint import Joint, State
from apex.engine.baseplate.weld import WeldLine, weld_line
from apex.engine.steel.section import WideFlange
from apex.engine.trace import Check, Quiet

T = TypeVar("T")


def worst(items: Iterable[T], size: Callable[[T], float]) -> tuple[T, float] | None:
    """The first item of the largest size above zero."""
    best: tuple[T, float] | None = None
    for item in items:
        value = size(item)
        if value > 0.0 and (best is None or value > best[1]):
            best = item, value
    return best


def bearing_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Pressure where no rod pulls; where rods pull, whether any block under the plate balances the loads at all."""
    if j.p_max_ksi is None:
        return []
    checks = []
    pressed = worst(states, lambda s: s.stand.pressure_ksi if s.stand and s.stand.regime == "small" else 0.0)
    if pressed:
        name = pressed[0].name
        checks.append(
            sheet.check(
                Check("Bearing on concrete", "AISC DG1 3.3, ACI 318 22.8.3", pressed[1], j.p_max_ksi, "ksi", name)
            )
        )
    turned = worst(states, lambda s: s.stand.share if s.stand else 0.0)
    if turned:
        checks.append(
            sheet.check(Check("Plate large enough to balance", "AISC DG1 3.4", turned[1], 1.0, "", turned[0].name))
        )
    return checks


@dataclass(frozen=True, slots=True)
class Strip:
    """A strip of plate under bearing: its moment per inch, and where that comes from."""

    m: float
    Y: float = 0.0
    c: float = 0.0
    M: float = 0.0
    b: float = 0.0


def bearing_side(j: Joint, s: State) -> Strip:
    """The strip that bearing bends most.

    Square to the sides by the Design Guide, the depth of the block counting both ways (its 3.3.2: n in place of m);
    square to the block's own line by the block beyond the bend line, over the length of that line.
    """
    stand = s.stand
    if stand is None or stand.pressure_ksi <= 0.0:
        return Strip(0.0)
    p, half_x, half_y = stand.pressure_ksi, j.plate.width_in / 2.0, j.plate.length_in / 2.0
    n = stand.n
    Y = abs(n[0]) * half_x + abs(n[1]) * half_y - stand.h_in
    levers = [(Y, half_x - j.column.bend_x_in), (Y, half_y - j.column.bend_y_in)]
    if isinstance(j.column.section, WideFlange):
        inner = bending.yield_line_length(d=j.column.section.d, b_f=j.column.section.b_f)
        levers.append((inner, inner))
    trials = [Strip(bending.bearing_moment(p=p, Y=Y, c=c), Y, c) for Y, c in levers if c > 0.0]
    at = j.column.bend_toward(n)
    A, Q_x, Q_y, _ = block(half_x, half_y, *n, max(stand.h_in, at))
    chord = block(half_x, half_y, *n, at)[3]
    if A > 0.0 and chord > 0.0:
        M = p * (n[0] * Q_x + n[1] * Q_y - at * A)
        trials.append(Strip(bending.line_moment(M=M, b=chord), M=M, b=chord))
    return max(trials, key=lambda t: t.m, default=Strip(0.0))


def rod_side(j: Joint, s: State) -> tuple[float, float, float]:
    """(moment per inch, moment, width) of the line the rods bend most, pulling or pressing."""
    ways = [s.tension_kip] if s.stand is not None else [s.tension_kip, s.compression_kip]
    return max((line.worst(way) for line in j.lines for way in ways), default=(0.0, 0.0, 1.0))


def plate_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Thickness against the bearing side and against the rod side."""
    checks, F_y, t = [], j.plate.fy_ksi, j.plate.thickness_in
    pressed = worst(states, lambda s: bearing_side(j, s).m)
    if pressed:
        s = pressed[0]
        assert s.stand is not None
        strip = bearing_side(j, s)
        if strip.b:
            m = sheet(bending.line_moment, M=strip.M, b=strip.b)
        else:
            m = sheet(bending.bearing_moment, p=s.stand.pressure_ksi, Y=strip.Y, c=strip.c)
        need = sheet(bending.plate_thickness, m=m, phi=bending.PHI, F_y=F_y)
        checks.append(sheet.check(Check("Plate thickness, bearing side", "AISC DG1 3.3.2", need, t, "in", s.name)))
    pulled = worst(states, lambda s: rod_side(j, s)[0])
    if pulled:
        s = pulled[0]
        _, M, b = rod_side(j, s)
        need = sheet(bending.plate_thickness, m=sheet(bending.line_moment, M=M, b=b), phi=bending.PHI, F_y=F_y)
        checks.append(sheet.check(Check("Plate thickness, rod side", "AISC DG1 3.4.5", need, t, "in", s.name)))
    return checks


def rod_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Tension, shear and both together of the rods as threaded parts, with bending where they stand free."""
    F_u = j.group.grade.f_u_ksi
    A_b = sheet(rod.nominal_area, d=j.group.size.diameter_in)
    F_nt, F_nv = sheet(rod.tensile_stress, F_u=F_u), sheet(rod.shear_stress, F_u=F_u)
    checks = []
    pulled = worst(states, lambda s: max(s.force_kip))
    if pulled:
        held = sheet(rod.rod_strength, phi=rod.PHI, F_n=F_nt, A_b=A_b)
        checks.append(sheet.check(Check("Rod tension", f"{j.aisc} J3, J9", pulled[1], held, "kip", pulled[0].name)))
    sheared = worst(states, lambda s: max(s.shear_kip))
    if sheared:
        held = sheet(rod.rod_strength, phi=rod.PHI, F_n=F_nv, A_b=A_b)
        _show_shear(sheet, j, sheared[0])
        checks.append(sheet.check(Check("Rod shear", f"{j.aisc} J3, J9", sheared[1], held, "kip", sheared[0].name)))
    d_se = sheet(rod.thread_diameter, A_se=j.group.size.A_se_in2)

    def stress(by: Quiet, T: float, V: float) -> tuple[float, float]:
        M = by(rod.standoff_moment, V=V, l=j.free_in) if j.free_in else 0.0
        F = by(rod.tensile_stress_with_shear, F_nt=F_nt, F_nv=F_nv, phi=rod.PHI, f_rv=V / A_b)
        return by(rod.rod_stress, T=T, A_b=A_b, M_r=M, d_se=d_se), rod.PHI * F

    def share(item: tuple[State, float, float]) -> float:
        f, held = stress(Quiet(), item[1], item[2])
        return math.inf if held <= 0.0 else f / held

    pairs = ((s, T, V) for s in states for T, V in set(zip(s.force_kip, s.shear_kip, strict=True)) if T >= 0.0 and V)
    both = worst((p for p in pairs if p[1] or j.free_in), share)
    if both:
        s, T, V = both[0]
        f, held = stress(sheet, T, V)
        checks.append(sheet.check(Check("Rod tension with shear", f"{j.aisc} Eq. J3-3a", f, held, "ksi", s.name)))
    return checks


def _show_shear(sheet: Quiet, j: Joint, s: State) -> None:
    """The shear of the rod that has most, by the way it was found."""
    if not sheet.records:
        return
    a = s.action
    if not j.group.washers_welded:
        r = min(math.hypot(x, y) for x, y in j.points)
        sheet(rod.two_rod_shear, V=a.V, T=abs(12.0 * a.T), r=r)
        return
    i = max(range(len(j.points)), key=lambda k: s.shear_kip[k])
    x, y = j.points[i]
    J = sum(px * px + py * py for px, py in j.points)
    sheet(rod.group_shear, V_x=a.V_x, V_y=a.V_y, n=float(len(j.points)), T=12.0 * a.T, x=x, y=y, J=J)


def weld_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Stress on the throat, the wall beside it, and the least leg."""
    line, w, t = weld_line(sheet, j.column), j.weld.size_in, j.column.wall_in
    checks = []
    found = worst(states, lambda s: throat(Quiet(), line, w, s))
    if found:
        s = found[0]
        f_n, f_v = flows(sheet, line, w, s)
        f = sheet(welds.resultant_stress, f_n=f_n, f_v=f_v)
        held = sheet(welds.weld_strength, phi=welds.PHI, F_EXX=j.weld.fexx_ksi)
        checks.append(sheet.check(Check("Weld", f"{j.aisc} J2.4", f, held, "ksi", s.name)))
    sheared = worst(states, lambda s: _base_metal(Quiet(), line, w, t, s))
    if sheared:
        s = sheared[0]
        sheet.note("The wall's own axial and bending stress is the support's check (chapters E to H)")
        held = sheet(welds.wall_strength, phi=welds.PHI, F_u=j.column.grade.f_u_ksi)
        f = _base_metal(sheet, line, w, t, s)
        checks.append(sheet.check(Check("Wall at the weld", f"{j.aisc} J4.2", f, held, "ksi", s.name)))
    least = sheet(welds.least_leg, t=min(t, j.plate.thickness_in))
    checks.append(sheet.check(Check("Least weld", f"{j.aisc} Table J2.4", least, w, "in")))
    return checks


def throat(sheet: Quiet, line: WeldLine, w: float, s: State) -> float:
    """Resultant stress on the throat, ksi, where axial load, moments, shear and torsion add up."""
    f_n, f_v = flows(sheet, line, w, s)
    return sheet(welds.resultant_stress, f_n=f_n, f_v=f_v)


def _base_metal(sheet: Quiet, line: WeldLine, w: float, t: float, s: State) -> float:
    """Shear in the wall: on the leg of the fillet from all of it, through the wall from what runs along the weld."""
    f_n, f_v = flows(sheet, line, w, s)
    f = sheet(welds.resultant_stress, f_n=f_n, f_v=f_v)
    return max(sheet(welds.fusion_stress, f_w=f), sheet(welds.wall_stress, f_w=f_v, w=w, t=t))


def flows(sheet: Quiet, line: WeldLine, w: float, s: State) -> tuple[float, float]:
    """Stress on the throat normal to the plate and along it, ksi."""
    a = s.action
    M_x, M_y, T = 12.0 * a.M_x, 12.0 * a.M_y, 12.0 * a.T
    if line.round:
        f_n = sheet(welds.round_normal_stress, N=a.N, L=line.L, M_x=M_x, M_y=M_y, S=line.S_x, w=w)
        f_v = sheet(welds.round_shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, r=line.half_x, J=line.J, w=w)
    else:
        f_n = sheet(welds.normal_stress, N=a.N, L=line.L, M_x=M_x, S_x=line.S_x, M_y=M_y, S_y=line.S_y, w=w)
        f_v = sheet(
            welds.shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, x=line.half_x, y=line.half_y, J=line.J, w=w
        )
    return f_n, f_v
