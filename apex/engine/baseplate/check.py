"""Checks of a base plate: for each the combination that governs is found first and then written down step by step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from apex.engine.anchor.group import Point
from apex.engine.baseplate import bending, rod
from apex.engine.baseplate import weld as welds
from apex.engine.baseplate.derivation import show_pressure, show_use
from apex.engine.baseplate.joint import Joint
from apex.engine.baseplate.side import BearingSide, Strip, rod_side
from apex.engine.baseplate.state import State
from apex.engine.baseplate.washer import washer_holds
from apex.engine.baseplate.weld import flows, weld_line
from apex.engine.trace import Check, Quiet

T = TypeVar("T")
SAME = 1.0 - 1e-12
"""Of the largest: what lies above may be its equal."""


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
        show_pressure(sheet, j, pressed[0])
        checks.append(
            sheet.check(
                Check(
                    "Bearing where no rod pulls",
                    "AISC DG1 3.3, ACI 318 22.8.3",
                    pressed[1],
                    j.p_max_ksi,
                    "ksi",
                    name,
                )
            )
        )
    turned = worst(states, lambda s: s.stand.share if s.stand else 0.0)
    if turned:
        show_use(sheet, j, turned[0])
        checks.append(
            sheet.check(Check("Plate large enough to balance", "AISC DG1 3.4", turned[1], 1.0, "", turned[0].name))
        )
    return checks


def plate_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Thickness against the bearing side and against the rod side."""
    checks, F_y, t = [], j.plate.fy_ksi, j.plate.thickness_in
    side = BearingSide(j)
    pressed = worst([(s, side.strip(s)) for s in _deepest(states)], lambda found: found[1].m)
    if pressed:
        s, strip = pressed[0]
        assert s.stand is not None
        if sheet.records:
            sheet.note(_bearing_words(j, strip))
        if strip.b:
            m = sheet(bending.line_moment, M=strip.M, b=strip.b)
        else:
            m = sheet(bending.bearing_moment, p=s.stand.pressure_ksi, Y=strip.Y, c=strip.c)
        need = sheet(bending.plate_thickness, m=m, phi=bending.PHI, F_y=F_y)
        checks.append(sheet.check(Check("Plate thickness, bearing side", "AISC DG1 3.3.2", need, t, "in", s.name)))
    pulled = rod_side(j, states)
    if pulled:
        s, M, b = pulled
        if sheet.records:
            sheet.note(
                f"The plate bends {_at(j)}. M: force of the rods beyond that line times their distance to it; b: the "
                "width of it they reach at 45 degrees, at most to the edges of the plate"
            )
        need = sheet(bending.plate_thickness, m=sheet(bending.line_moment, M=M, b=b), phi=bending.PHI, F_y=F_y)
        checks.append(sheet.check(Check("Plate thickness, rod side", "AISC DG1 3.4.5", need, t, "in", s.name)))
    return checks


def _at(j: Joint) -> str:
    """Where the plate bends around its support."""
    bend = j.column.bend
    if bend.round:
        return f"{bend.x_in:.3f} in from the middle of the support (DG1 3.1.3)"
    return f"{bend.x_in:.3f} in from the middle along x, {bend.y_in:.3f} in along y (DG1 3.1.2)"


def _bearing_words(j: Joint, strip: Strip) -> str:
    """Which strip of the plate bends, and where its lengths are from."""
    if strip.b:
        return f"The plate bends {_at(j)}. M: of the block beyond the bend line, b: length of that line on the plate"
    depth = f"Y: depth of the block, {strip.Y:.4g} in; c: "
    if strip.c == BearingSide(j).inner:
        return f"{depth}n' between the flanges of the support"
    return f"The plate bends {_at(j)}. {depth}from there to the edge of the plate, {strip.c:.4g} in"


def _deepest(states: Sequence[State]) -> Iterator[State]:
    """States less those whose block reaches no deeper than that of one before, under the same pressure toward the same
    side: of two such blocks one lies within the other, so it bends no line of the plate more.
    """
    lines: dict[tuple[float, Point], float] = {}
    for s in states:
        if s.stand is not None:
            key = s.stand.pressure_ksi, s.stand.n
            if s.stand.h_in < lines.get(key, math.inf):
                lines[key] = s.stand.h_in
                yield s


def rod_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Tension, shear and both together of the rods as threaded parts, with bending where they stand free."""
    F_u = j.group.grade.f_u_ksi
    A_b = sheet(rod.nominal_area, d=j.group.size.diameter_in)
    F_nt, F_nv = sheet(rod.tensile_stress, F_u=F_u), sheet(rod.shear_stress, F_u=F_u)
    checks = []
    largest = [(s, max(s.force_kip), max(s.shear_kip)) for s in states]
    pulled = worst(largest, lambda found: found[1])
    if pulled:
        s, T, _ = pulled[0]
        held = sheet(rod.rod_strength, phi=rod.PHI, F_n=F_nt, A_b=A_b)
        checks.append(sheet.check(Check("Rod tension", f"{j.aisc} J3, J9", T, held, "kip", s.name)))
    sheared = worst(largest, lambda found: found[2])
    if sheared:
        s, _, V = sheared[0]
        held = sheet(rod.rod_strength, phi=rod.PHI, F_n=F_nv, A_b=A_b)
        _show_shear(sheet, j, s)
        checks.append(sheet.check(Check("Rod shear", f"{j.aisc} J3, J9", V, held, "kip", s.name)))
        if j.group.washers_welded:
            held = washer_holds(sheet, j.group.size.diameter_in, j.weld.fexx_ksi)
            checks.append(sheet.check(Check("Weld of plate washers", f"{j.aisc} J2.4", V, held, "kip", s.name)))
    d_se, free = sheet(rod.thread_diameter, A_se=j.group.size.A_se_in2), j.free_in

    def stress(by: Quiet, T: float, V: float) -> tuple[float, float]:
        """Stress, and the nominal one that may stand beside the shear."""
        M = by(rod.standoff_moment, V=V, l=free) if free else 0.0
        F = by(rod.tensile_stress_with_shear, F_nt=F_nt, F_nv=F_nv, phi=rod.PHI, f_rv=V / A_b)
        return by(rod.rod_stress, T=T, A_b=A_b, M_r=M, d_se=d_se), F

    def share(item: tuple[State, float, float]) -> float:
        f, held = stress(quiet, item[1], item[2])
        return math.inf if held <= 0.0 else f / (rod.PHI * held)

    quiet = Quiet()
    both = worst(_outer(largest, free), share)
    if both:
        s, T, V = both[0]
        f, F = stress(sheet, T, V)
        held = sheet(rod.design_stress, phi=rod.PHI, F_n=F)
        checks.append(sheet.check(Check("Rod tension with shear", f"{j.aisc} Eq. J3-3a", f, held, "ksi", s.name)))
    return checks


def _outer(largest: Sequence[tuple[State, float, float]], free: float) -> Iterator[tuple[State, float, float]]:
    """Pulls and shears of rods, less those that one before them is not below in either: the stress grows with both,
    and what it may be falls with the shear. A rod without pull is looked at where it stands free.
    """
    seen: list[tuple[float, float]] = []

    def outdone(pull: float, shear: float) -> bool:
        return any(pull <= t and shear <= v for t, v in seen)

    for s, most_T, most_V in largest:
        if outdone(most_T, most_V):
            continue
        for T, V in pulled_and_sheared(s):
            if (T or free) and not outdone(T, V):
                seen.append((T, V))
                yield s, T, V


def pulled_and_sheared(s: State) -> Sequence[tuple[float, float]]:
    """Pull and shear of the sheared rods that do not press, less those that another outdoes in both."""
    V = s.shear_kip
    if min(V) == max(V):
        T = max(s.force_kip)
        return [(T, V[0])] if T >= 0.0 and V[0] else []
    kept: list[tuple[float, float]] = []
    for T, v in sorted(zip(s.force_kip, V, strict=True), reverse=True):
        if T >= 0.0 and v > (kept[-1][1] if kept else 0.0):
            kept.append((T, v))
    return kept


def _show_shear(sheet: Quiet, j: Joint, s: State) -> None:
    """The shear of the rod that has most, by the way it was found."""
    if not sheet.records:
        return
    a = s.action
    if not j.group.washers_welded:
        sheet(rod.two_rod_shear, V=a.V, T=abs(12.0 * a.T), r=rod.least_arm(j.points))
        return
    i = max(range(len(j.points)), key=lambda k: s.shear_kip[k])
    x, y = j.points[i]
    J = sum(px * px + py * py for px, py in j.points)
    sheet(rod.group_shear, V_x=a.V_x, V_y=a.V_y, n=float(len(j.points)), T=12.0 * a.T, x=x, y=y, J=J)


def weld_checks(sheet: Quiet, j: Joint, states: Sequence[State]) -> list[Check]:
    """Stress on the throat, the wall beside it, and the least leg."""
    line, w, t = weld_line(sheet, j.column), j.weld.size_in, j.column.wall_in
    checks, quiet = [], Quiet()
    stressed = [(s, *flows(quiet, line, w, s.action)) for s in states]
    found = worst(stressed, lambda f: welds.resultant_stress(f_n=f[1], f_v=f[2]))
    if found:
        s = found[0][0]
        f_n, f_v = flows(sheet, line, w, s.action)
        f = sheet(welds.resultant_stress, f_n=f_n, f_v=f_v)
        held = sheet(welds.weld_strength, phi=welds.PHI, F_EXX=j.weld.fexx_ksi)
        checks.append(sheet.check(Check("Weld", f"{j.aisc} J2.4", f, held, "ksi", s.name)))
        held = sheet(welds.wall_strength, phi=welds.PHI, F_u=welds.plate_f_u_ksi(j.plate.fy_ksi))
        leg = sheet(welds.fusion_stress, f_w=f)
        checks.append(sheet.check(Check("Plate at the weld", f"{j.aisc} J4.2", leg, held, "ksi", s.name)))
    # The wall's stress grows with the throat's and with what of that runs along the weld: one of them is the largest.
    most, along = (found[1] if found else 0.0) * SAME, max((f[2] for f in stressed), default=0.0) * SAME
    large = (f for f in stressed if f[2] >= along or welds.resultant_stress(f_n=f[1], f_v=f[2]) >= most)
    sheared = worst(large, lambda f: _base_metal(quiet, j, f[1], f[2]))
    if sheared:
        s = sheared[0][0]
        sheet.note("The wall's own axial and bending stress is the support's check (chapters E to H)")
        held = sheet(welds.wall_strength, phi=welds.PHI, F_u=j.column.grade.f_u_ksi)
        f = _base_metal(sheet, j, *flows(sheet, line, w, s.action))
        checks.append(sheet.check(Check("Wall at the weld", f"{j.aisc} J4.2", f, held, "ksi", s.name)))
    least = sheet(welds.least_leg, t=min(t, j.plate.thickness_in))
    checks.append(sheet.check(Check("Least weld", f"{j.aisc} Table J2.4", least, w, "in")))
    return checks


def _base_metal(sheet: Quiet, j: Joint, f_n: float, f_v: float) -> float:
    """Shear in the wall: on the leg of the fillet from all of it, through the wall from what runs along the weld."""
    f = sheet(welds.resultant_stress, f_n=f_n, f_v=f_v)
    leg, n, t = sheet(welds.fusion_stress, f_w=f), j.column.welds, j.column.wall_in
    return max(leg, sheet(welds.wall_stress, n=n, f_v=f_v, w=j.weld.size_in, t=t))
