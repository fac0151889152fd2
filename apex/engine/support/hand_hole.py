"""A hand hole without reinforcement: the net section at yield, and shear that goes around the hole. kip, in, ksi.

AISC 360 has no rule for a slit tube. What is done here is a choice and says so: elastic strength of the net section
with walls that do not buckle before they yield; shear and torsion go around the hole by bending of the strips
beside it; limits on the hole beyond which there is no answer. The side the hole is on is not counted on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from apex.engine.document.support import HandHole, Orientation
from apex.engine.load.action import Action
from apex.engine.steel.capacity import OMEGA, PHI, Material, Strength
from apex.engine.steel.opening import NetSection, box_net, round_net
from apex.engine.steel.opening_strength import (
    hole_interaction,
    net_axial,
    net_moment,
    net_shear,
    shear_flow,
    strip_shear_stress,
    strip_stress,
)
from apex.engine.steel.section import Box, Round, Section, WideFlange
from apex.engine.support.member import Method, distinct
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

WHERE = "support.hand_holes"
WIDEST = 1.0 / 3.0
LEAST_TORSION = 0.20
CHOICE = (
    "Hand holes are taken without reinforcement and on the worst side of the post: net section at yield (M_y), shear "
    "and torsion around the hole by bending of the strips beside it; a hole at most a third of the face or diameter "
    "wide and as high as that is wide; torsion at most 0.20 of that of the whole section. AISC 360 has no rule for it."
)


@dataclass(frozen=True, slots=True)
class HoleWork:
    """The net section that governs and the checks at one hole."""

    net: NetSection
    checks: tuple[Check, ...]

    @property
    def ratio(self) -> float:
        return max(c.ratio for c in self.checks)


@dataclass(frozen=True, slots=True)
class _Side:
    """A wall the hole may be in: net section, length of wall that carries shear along it, area its walls enclose."""

    name: str
    net: NetSection
    flow_length: float
    enclosed: float
    about_x: bool


@dataclass(frozen=True, slots=True)
class _Capacity:
    """Available strengths: kip and kip-in, 1 along the wall with the hole; F the available stress (ksi)."""

    P: float
    M_1: float
    M_2: float
    V_1: float
    V_2: float
    F: float


def hole_checks(
    sheet: Quiet,
    section: Section,
    steel: Material,
    hole: HandHole,
    gross: Strength,
    cases: Sequence[tuple[str, Action]],
    method: Method,
    document: str,
    orientation: Orientation = "strong",
    number: int = 1,
) -> HoleWork:
    """Checks at one hand hole for forces (kip, kip-ft) at its lower edge, `gross` the available strengths there.

    `OutOfScope` (support.hand_holes): an open section, a hole too wide or too high, walls that could buckle before
    they yield, torsion above 0.20 of what the whole section can carry.
    """
    tube = require_hole(section, steel, hole)
    sheet.part("support", f"Hand hole {number}, {hole.width_in:g} x {hole.height_in:g} in at {hole.center_ft:g} ft")
    sheet.assume(CHOICE)
    found = [(name, a if orientation == "strong" else _turned(a)) for name, a in distinct(cases)]
    _require_torsion(found, gross)
    c = PHI if method == "LRFD" else 1.0 / OMEGA
    quiet = Quiet()
    sides = [(side, _capacity(quiet, side.net, steel, c)) for side in _sides(quiet, tube, hole.width_in)]
    trials = [(side, held, name, a) for side, held in sides for name, a in found]
    size = (tube.t, hole.height_in)
    side, _, name, a = max(trials, key=lambda t: _interaction(quiet, t[0], t[1], t[3], *size))
    by_shear = max(trials, key=lambda t: _shear_ratio(t[0], t[1], t[3]))
    sheet.note(f"Governing: {name}; {side.name}")
    side = next(_sides(sheet, tube, hole.width_in, only=side.name))
    together = _interaction(sheet, side, _capacity(sheet, side.net, steel, c), a, *size)
    v = _shear_ratio(by_shear[0], by_shear[1], by_shear[3])
    sheet.note(f"Shear alone, {by_shear[0].name}: {by_shear[2]}")
    prefix = f"Hand hole {number}: "
    checks = (
        sheet.check(Check(f"{prefix}combined forces", f"{document} F, H3 on the net section", together, 1.0, "", name)),
        sheet.check(Check(f"{prefix}shear", f"{document} G on the net section", v, 1.0, "", by_shear[2])),
    )
    return HoleWork(side.net, checks)


def require_hole(section: Section, steel: Material, hole: HandHole) -> Round | Box:
    """The tube the hole is in; holes and walls the method does not cover are refused."""
    if isinstance(section, WideFlange):
        raise OutOfScope("AISC 360", "section with a hand hole", section.name, "hand holes are for tubes", WHERE)
    root, t = (steel.E / steel.F_y) ** 0.5, section.t
    face = section.D if isinstance(section, Round) else min(section.B, section.H)
    clause_ = "choice for hand holes"
    if hole.width_in > WIDEST * face:
        limit = f"at most a third of the face or diameter, {WIDEST * face:.2f} in"
        raise OutOfScope(clause_, "width of a hand hole, in", hole.width_in, limit, WHERE)
    if hole.height_in > face:
        limit = f"at most the width of the face or diameter, {face:g} in; a longer one needs a reinforcing frame"
        raise OutOfScope(clause_, "height of a hand hole, in", hole.height_in, limit, WHERE)
    if hole.center_ft - hole.height_in / 24.0 <= 0.0:
        raise OutOfScope(clause_, "center of a hand hole, ft", hole.center_ft, "it reaches down to the base", WHERE)
    if isinstance(section, Round):
        # A shell of D/t 0.07 E/F_y buckles at many times F_y even where a free edge leaves it a tenth of 1.2 E t/D.
        limits = [("D/t beside a hand hole", section.D / t, 0.07 * steel.E / steel.F_y)]
    else:
        strips = [(w - 3.0 * t - hole.width_in) / 2.0 / t for w in (section.B, section.H)]
        flats = [(w - 3.0 * t) / t for w in (section.B, section.H)]
        limits = [
            ("b/t of the strip beside a hand hole", max(strips), 0.56 * root),
            ("b/t of a wall with a hand hole", max(flats), 1.40 * root),
        ]
    for name, value, most in limits:
        if value > most:
            raise OutOfScope("AISC 360 Table B4.1", name, value, f"at most {most:.1f}, to yield first", WHERE)
    return section


def _require_torsion(cases: Sequence[tuple[str, Action]], gross: Strength) -> None:
    name, a = max(cases, key=lambda case: abs(case[1].T))
    T_c = (gross.T or 0.0) / 12.0
    if abs(a.T) > LEAST_TORSION * T_c:
        limit = f"at most {LEAST_TORSION:g} of {T_c:.2f} kip-ft, that of the whole section ({name}); reinforce the hole"
        raise OutOfScope("choice for hand holes", "torsion at a hand hole, kip-ft", abs(a.T), limit, WHERE)


def _turned(a: Action) -> Action:
    """The action in the axes of a section that stands turned by 90 degrees."""
    return Action(a.N, a.V_y, a.V_x, a.M_y, a.M_x, a.T)


def _sides(sheet: Quiet, s: Round | Box, width: float, only: str = "") -> Iterator[_Side]:
    """Every wall the hole may be in. A round tube takes the moment and the shear in the worst direction."""
    if isinstance(s, Round):
        r_m = (s.D - s.t) / 2.0
        # The largest flow of a thin tube is V/(pi r), at its neutral axis.
        yield _Side(
            "in the round wall", round_net(sheet, s, width), 3.141592653589793 * r_m, 3.141592653589793 * r_m**2, True
        )
        return
    for name, wall, face in (("in a wall B wide", "short", s.B), ("in a wall H wide", "long", s.H)):
        if only in ("", name):
            net = box_net(sheet, s, width, wall)
            yield _Side(name, net, 2.0 * (face - 3.0 * s.t), (s.B - s.t) * (s.H - s.t), wall == "short")


def _capacity(sheet: Quiet, net: NetSection, steel: Material, c: float) -> _Capacity:
    """Available strengths of the net section. A round tube has the same in every direction: the least."""
    F_y = steel.F_y
    P = sheet(net_axial, c=c, F_y=F_y, A_net=net.A)
    V_1 = sheet(net_shear, c=c, F_y=F_y, A_v=net.A_v1)
    if net.S_any:
        M = sheet(net_moment, c=c, F_y=F_y, S_net=net.S_any)
        return _Capacity(P, M, M, V_1, V_1, c * F_y)
    M_1 = sheet(net_moment, c=c, F_y=F_y, S_net=net.S_1)
    M_2 = sheet(net_moment, c=c, F_y=F_y, S_net=net.S_2)
    return _Capacity(P, M_1, M_2, V_1, sheet(net_shear, c=c, F_y=F_y, A_v=net.A_v2), c * F_y)


def _shear_ratio(side: _Side, held: _Capacity, a: Action) -> float:
    """Resultant shear against the net walls along the hole and square to it."""
    along, square = (a.V_x, a.V_y) if side.about_x else (a.V_y, a.V_x)
    return ((along / held.V_1) ** 2 + (square / held.V_2) ** 2) ** 0.5


def _interaction(sheet: Quiet, side: _Side, held: _Capacity, a: Action, t: float, h: float) -> float:
    """Everything at the edge of the hole at once."""
    net, T, shift = side.net, 12.0 * abs(a.T), abs(a.N) * side.net.e
    if net.S_any:
        along, m_1, m_2 = a.V, (12.0 * a.M + shift) / held.M_1, 0.0
    else:
        across, through = (a.M_x, a.M_y) if side.about_x else (a.M_y, a.M_x)
        along = abs(a.V_x if side.about_x else a.V_y)
        m_1, m_2 = (12.0 * abs(across) + shift) / held.M_1, 12.0 * abs(through) / held.M_2
    q = sheet(shear_flow, V=along, b=side.flow_length, T=T, A_o=side.enclosed)
    b = sheet(strip_stress, q=q, h=h, w=net.width, s=net.strip, t=t) / held.F
    v_s = sheet(strip_shear_stress, q=q, w=net.width, s=net.strip, t=t) / (0.60 * held.F)
    v = max(v_s, _shear_ratio(side, held, a) + T / (2.0 * side.enclosed * t) / (0.60 * held.F))
    return sheet(hole_interaction, p=abs(a.N) / held.P, m_1=m_1, m_2=m_2, b=b, v=v)
