"""The splice of a stepped support: a cap plate on the lower section, the upper one standing on it. kip, in, ksi.

The one detail that is computed: a solid cap plate with a fillet weld all around on each side, to the upper section
above it and to the lower one below it. Always by the strength combinations (LRFD), like the base plate.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.baseplate import weld as welds
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.weld import WeldLine, weld_line
from apex.engine.clause import clause
from apex.engine.load.action import Action
from apex.engine.support import cap
from apex.engine.support.member import distinct
from apex.engine.trace import Check, Quiet
from apex.engine.units import STEEL_PCF

ROOM_IN = 0.25
"""The plate stands out beyond the lower weld by this much."""

Cases = Sequence[tuple[str, Action]]
HELD = (
    "Each splice of a stepped support is a solid cap plate with fillet welds all around above and below it, designed "
    "by the elastic line method for the LRFD combinations; a hole in it for wires is at most a quarter of the upper "
    "section's width. Fatigue is not checked."
)


@dataclass(frozen=True, slots=True)
class CapSteel:
    """Steel of the plate, thicknesses and fillet legs that are made, and the electrode."""

    F_y_ksi: float
    plates_in: Sequence[float]
    legs_in: Sequence[float]
    F_EXX_ksi: float = 70.0


@dataclass(frozen=True, slots=True)
class Splice:
    """A splice as designed. Where nothing stocked suffices, the largest was taken and its check fails."""

    z_ft: float
    plate_in: float
    plate_x_in: float
    plate_y_in: float
    weld_upper_in: float
    weld_lower_in: float
    plate_lb: float
    weld_lb: float
    checks: tuple[Check, ...]

    @property
    def passes(self) -> bool:
        return all(c.passes for c in self.checks)


@clause(
    "AISC 360",
    "Eq. J2-3, least leg for the stress",
    symbol="w_req",
    unit="in",
    formula="f_1 / F_w",
    example=({"f_1": 7.875, "F_w": 31.5}, 0.25, "Independent arithmetic"),
)
def required_leg(*, f_1: float, F_w: float) -> float:
    """Leg of fillet for a stress f_1 (ksi) that a leg of 1 in. would have, F_w the design stress on the throat."""
    return f_1 / F_w


@clause(
    "AISC 360",
    "F11 and J4-3, least thickness of a strip of 1 in.",
    symbol="t_req",
    unit="in",
    formula="max((4 * m / (0.90 * F_y))**0.5, f / (0.60 * F_y))",
    example=({"m": 8.1, "f": 2.0, "F_y": 36.0}, 1.0, "Independent arithmetic: sqrt(32.4/32.4); 2/21.6 is less"),
)
def required_thickness(*, m: float, f: float, F_y: float) -> float:
    """Thickness of cap plate for a moment m (kip-in/in) and a shear f (kip/in)."""
    return max((4.0 * m / (0.90 * F_y)) ** 0.5, f / (0.60 * F_y))


def line_stress(sheet: Quiet, line: WeldLine, a: Action, w: float = 1.0) -> tuple[float, float, float]:
    """Normal, resultant and shear stress (ksi) on the throat of a fillet of leg w (in) along the line."""
    M_x, M_y, T = 12.0 * a.M_x, 12.0 * a.M_y, 12.0 * a.T
    if line.round:
        f_n = sheet(welds.round_normal_stress, N=a.N, L=line.L, M_x=M_x, M_y=M_y, S=line.S_x, w=w)
        f_v = sheet(welds.round_shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, r=line.half_x, J=line.J, w=w)
    else:
        x, y = line.half_x, line.half_y
        f_n = sheet(welds.normal_stress, N=a.N, L=line.L, M_x=M_x, S_x=line.S_x, M_y=M_y, S_y=line.S_y, w=w)
        f_v = sheet(welds.shear_stress, V_x=a.V_x, V_y=a.V_y, L=line.L, T=T, x=x, y=y, J=line.J, w=w)
    return f_n, sheet(welds.resultant_stress, f_n=f_n, f_v=f_v), f_v


def wall_shear(sheet: Quiet, line: WeldLine, a: Action, w: float, t: float) -> float:
    """Shear in the wall t: on the leg of the fillet from all of it, through it from what runs along the weld; ksi."""
    _, f_w, f_v = line_stress(sheet, line, a, w)
    return max(sheet(welds.fusion_stress, f_w=f_w), sheet(welds.wall_stress, n=1.0, f_v=f_v, w=w, t=t))


def splice(
    sheet: Quiet,
    lower: Column,
    upper: Column,
    z_ft: float,
    cases: Cases,
    steel: CapSteel,
    document: str,
    number: int = 1,
) -> Splice:
    """Weld legs and cap plate for the factored (LRFD) forces at the splice, and every check of them.

    `cases` hold kip and kip-ft with the second order in them; `document` is the edition, `AISC 360-16`.
    `OutOfScope` (support.segments): a section that is open or does not stand on the one below it.
    """
    cap.require_landing(lower, upper)
    sheet.part("support", f"Splice {number}, {z_ft:g} ft above the base: {upper.section.name} on {lower.section.name}")
    sheet.assume(HELD)
    found = [(name, a) for name, a in distinct(cases)]
    top, foot = weld_line(sheet, upper), weld_line(sheet, lower)
    quiet, g = Quiet(), cap.wall_gap(lower, upper)
    by_plate = max(found, key=lambda c: line_stress(quiet, top, c[1])[0])
    f = quiet(cap.line_force, f_n1=line_stress(quiet, top, by_plate[1])[0])
    needed = quiet(required_thickness, m=quiet(cap.strip_moment, f=f, g=g), f=f, F_y=steel.F_y_ksi)
    t = _made(steel.plates_in, max(needed, upper.wall_in))
    prefix, checks = f"Splice {number}: ", []
    legs = []
    for side, column, line in (("upper", upper, top), ("lower", lower, foot)):
        leg, more = _weld(sheet, side, column, line, found, t, steel, document, prefix)
        legs.append(leg)
        checks += more
    checks += _plate(sheet, top, by_plate, g, t, steel, document, prefix)
    return _as_built(z_ft, t, legs[0], legs[1], lower, (top, foot), checks)


def _made(sizes: Sequence[float], needed: float) -> float:
    """The least size made that is enough; the largest there is where none is, whose check then fails."""
    return min((s for s in sizes if s >= needed), default=max(sizes))


def _weld(
    sheet: Quiet,
    side: str,
    column: Column,
    line: WeldLine,
    found: Cases,
    t: float,
    steel: CapSteel,
    document: str,
    prefix: str,
) -> tuple[float, list[Check]]:
    """Leg of one weld and its checks: throat, wall beside it, least leg."""
    quiet = Quiet()
    case, a = max(found, key=lambda c: line_stress(quiet, line, c[1])[1])
    sheet.note(f"Weld of the {side} segment, {column.section.name}: {case}")
    F_w = sheet(welds.weld_strength, phi=welds.PHI, F_EXX=steel.F_EXX_ksi)
    needed = sheet(required_leg, f_1=line_stress(quiet, line, a)[1], F_w=F_w)
    least = sheet(welds.least_leg, t=min(column.wall_in, t))
    leg = _made(steel.legs_in, max(needed, least))
    f_w = line_stress(sheet, line, a, leg)[1]
    beside, b = max(found, key=lambda c: wall_shear(quiet, line, c[1], leg, column.wall_in))
    sheet.note(f"The wall's own axial and bending stress is the segment's check (chapters E to H). In shear: {beside}")
    wall = wall_shear(sheet, line, b, leg, column.wall_in)
    held = sheet(welds.wall_strength, phi=welds.PHI, F_u=column.grade.f_u_ksi)
    name = f"{prefix}{side}"
    return leg, [
        sheet.check(Check(f"{name} weld", f"{document} J2.4", f_w, F_w, "ksi", case)),
        sheet.check(Check(f"{name} wall at the weld", f"{document} J4.2", wall, held, "ksi", beside)),
        sheet.check(Check(f"{name} least weld", f"{document} Table J2.4", least, leg, "in")),
    ]


def _plate(
    sheet: Quiet,
    line: WeldLine,
    worst: tuple[str, Action],
    g: float,
    t: float,
    steel: CapSteel,
    document: str,
    prefix: str,
) -> list[Check]:
    """Bending and shear of the cap plate in strips of an inch."""
    case, a = worst
    sheet.note(f"Cap plate {t:g} in, strips of {g:.3f} in between the middles of the walls: {case}")
    f = sheet(cap.line_force, f_n1=line_stress(sheet, line, a)[0])
    m = sheet(cap.strip_moment, f=f, g=g)
    sheet(required_thickness, m=m, f=f, F_y=steel.F_y_ksi)
    m_n = sheet(cap.strip_strength, phi=cap.PHI, F_y=steel.F_y_ksi, t=t)
    v_n = sheet(cap.strip_shear, phi=cap.PHI_SHEAR, F_y=steel.F_y_ksi, t=t)
    return [
        sheet.check(Check(f"{prefix}cap plate, bending", f"{document} F11", m, m_n, "kip-in/in", case)),
        sheet.check(Check(f"{prefix}cap plate, shear", f"{document} J4.2", f, v_n, "kip/in", case)),
    ]


def _as_built(
    z_ft: float,
    t: float,
    upper_leg: float,
    lower_leg: float,
    lower: Column,
    lines: tuple[WeldLine, WeldLine],
    checks: list[Check],
) -> Splice:
    """Sizes up to the next half inch and the steel of plate and welds."""
    out = 2.0 * (lower_leg + ROOM_IN)
    x, y = (math.ceil(2.0 * (2.0 * half + out)) / 2.0 for half in (lower.half_x_in, lower.half_y_in))
    pound = STEEL_PCF / 1728.0
    fillets = 0.5 * (upper_leg**2 * lines[0].L + lower_leg**2 * lines[1].L) * pound
    return Splice(z_ft, t, x, y, upper_leg, lower_leg, x * y * t * pound, fillets, tuple(checks))
