"""A cantilever of segments from the base up: forces at any height, deflection and twist. kip, in.

Loads are uniform over a height or act at one; within an interval free of steps and of ends of loads the moment is
a parabola, so that the integrals of M/EI and T/GJ below are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from apex.engine.clause import clause
from apex.engine.load.action import Action
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

_PI = 3.141592653589793
Direction = Literal["x", "y"]
"""Of the push: y normal to the face (its moment is M_x), x along it (M_y)."""


@dataclass(frozen=True, slots=True)
class SegmentSpan:
    """One length of the cantilever, of one section. `GJ_kipin2` is None where the section is open."""

    z0_ft: float
    z1_ft: float
    EI_kipin2: float
    GJ_kipin2: float | None
    weight_plf: float


@dataclass(frozen=True, slots=True)
class Spread:
    """A load spread evenly from z0 to z1, or at one height where they are equal.

    `action` is its total: forces, torque, and moments that act as couples of their own (an eccentric weight).
    """

    z0_ft: float
    z1_ft: float
    action: Action


@dataclass(frozen=True, slots=True)
class Place:
    """Deflection (in) and slope of the cantilever at a height."""

    z_ft: float
    u_in: float
    slope: float


def stacked(lengths: Sequence[tuple[float, float, float | None, float]]) -> tuple[SegmentSpan, ...]:
    """Spans from the base up from (length ft, EI kip-in2, GJ kip-in2 or None, weight lb/ft) of each segment."""
    spans, z = [], 0.0
    for length, EI, GJ, plf in lengths:
        spans.append(SegmentSpan(z, z + length, EI, GJ, plf))
        z += length
    return tuple(spans)


def spread_about(z_ft: float, height_ft: float, top_ft: float, action: Action) -> Spread:
    """A load over a height with its middle at z: no farther than the base and the top, the middle kept.

    A resultant that acts above the middle of its sign (ASCE 7 Fig. 29.3-1, s/h >= 0.99) is spread over less.
    """
    half = min(height_ft / 2.0, z_ft, top_ft - z_ft)
    return Spread(z_ft - half, z_ft + half, action)


def own_weight(spans: Sequence[SegmentSpan]) -> tuple[Spread, ...]:
    """The weight of the segments themselves, as loads."""
    return tuple(Spread(s.z0_ft, s.z1_ft, Action(N=s.weight_plf * (s.z1_ft - s.z0_ft) / 1000.0)) for s in spans)


def require_within(spans: Sequence[SegmentSpan], loads: Sequence[Spread]) -> None:
    """Spans follow one another from the base; a load outside of the cantilever is refused, never dropped."""
    if spans[0].z0_ft != 0.0 or any(a.z1_ft != b.z0_ft for a, b in pairwise(spans)):
        raise ValueError("segments must follow one another from the base up")
    top = spans[-1].z1_ft
    for load in loads:
        if not 0.0 <= load.z0_ft <= load.z1_ft:
            raise ValueError("a load must begin at or above the base and end at or above its beginning")
        if load.z1_ft > top * (1.0 + 1e-9):
            limit = f"the segments end at {top:g} ft; a load above them has nothing to stand on"
            raise OutOfScope("Statics", "height of a load, ft", load.z1_ft, limit, "support.segments")


@clause(
    "Statics",
    "cut of a cantilever",
    symbol="M(z)",
    unit="kip-ft",
    formula="S_1 - V * z + C",
    example=(
        {"S_1": 95.0, "V": 5.0, "z": 10.0, "C": 2.0},
        47.0,
        "Independent arithmetic: 3 kip at 25 ft, 2 kip at 10 ft, couple 2 kip-ft: 3 x 15 + 2 x 0 + 2",
    ),
)
def cut_moment(*, S_1: float, V: float, z: float, C: float) -> float:
    """Moment at z (ft) of what lies above: S_1 = sum F z_F about the base, V = sum F, C the sum of couples."""
    return S_1 - V * z + C


def cut(sheet: Quiet, loads: Sequence[Spread], z_ft: float) -> Action:
    """Forces at a height from all that lies above it; a load at just that height counts."""
    a, S_x, S_y = Action(), 0.0, 0.0
    for load in loads:
        if load.z1_ft < z_ft or load.z0_ft < z_ft == load.z1_ft:
            continue
        low = max(load.z0_ft, z_ft)
        part = 1.0 if load.z0_ft >= z_ft else (load.z1_ft - z_ft) / (load.z1_ft - load.z0_ft)
        middle = (low + load.z1_ft) / 2.0
        a = a.plus(load.action, part)
        S_x, S_y = S_x + part * load.action.V_y * middle, S_y + part * load.action.V_x * middle
    M_x = sheet(cut_moment, S_1=S_x, V=a.V_y, z=z_ft, C=a.M_x)
    M_y = sheet(cut_moment, S_1=S_y, V=a.V_x, z=z_ft, C=a.M_y)
    return Action(a.N, a.V_x, a.V_y, M_x, M_y, a.T)


@clause(
    "Statics",
    "integral of M/EI",
    symbol="theta_1",
    unit="",
    formula="theta_0 + (M * L + V * L**2 / 2 + q * L**3 / 6) / EI",
    example=(
        {"theta_0": 0.0, "M": 0.0, "V": 1.0, "q": 0.0, "L": 120.0, "EI": 2.9e6},
        2.48276e-3,
        "P L^2 / 2EI of a cantilever under 1 kip at its end: 7200/2.9e6",
    ),
)
def slope_above(*, theta_0: float, M: float, V: float, q: float, L: float, EI: float) -> float:
    """Slope at the top of an interval L (in): M (kip-in) and V (kip) at its top, q kip/in along it."""
    return theta_0 + (M * L + V * L**2 / 2.0 + q * L**3 / 6.0) / EI


@clause(
    "Statics",
    "double integral of M/EI",
    symbol="u_1",
    unit="in",
    formula="u_0 + theta_0 * L + (M * L**2 / 2 + V * L**3 / 3 + q * L**4 / 8) / EI",
    example=(
        {"u_0": 0.0, "theta_0": 0.0, "M": 0.0, "V": 0.0, "q": 0.01, "L": 120.0, "EI": 2.9e6},
        0.0893793,
        "AISC Manual Table 3-23 case 19, w L^4 / 8EI: 2,073,600 x 0.125 / 2.9e6",
    ),
)
def deflection_above(*, u_0: float, theta_0: float, M: float, V: float, q: float, L: float, EI: float) -> float:
    """Deflection at the top of an interval L (in): M (kip-in) and V (kip) at its top, q kip/in along it."""
    return u_0 + theta_0 * L + (M * L**2 / 2.0 + V * L**3 / 3.0 + q * L**4 / 8.0) / EI


@clause(
    "Statics",
    "integral of T/GJ",
    symbol="phi_1",
    unit="deg",
    formula="phi_0 + 180 / pi * (T * L + t * L**2 / 2) / GJ",
    example=(
        {"phi_0": 0.0, "T": 120.0, "t": 0.0, "L": 240.0, "GJ": 2.24e6},
        0.73665,
        "Independent arithmetic: 28,800/2,240,000 rad",
    ),
)
def twist_above(*, phi_0: float, T: float, t: float, L: float, GJ: float) -> float:
    """Twist at the top of an interval L (in): T (kip-in) at its top, t kip-in/in along it."""
    return phi_0 + 180.0 / _PI * (T * L + t * L**2 / 2.0) / GJ


@dataclass(frozen=True, slots=True)
class _Piece:
    """An interval without a step or the end of a load: forces at its top, and what is spread along it."""

    z0_ft: float
    z1_ft: float
    span: SegmentSpan
    M: float
    V: float
    q: float
    T: float
    t: float

    @property
    def L(self) -> float:
        return 12.0 * (self.z1_ft - self.z0_ft)


def _pieces(spans: Sequence[SegmentSpan], loads: Sequence[Spread], along: Direction) -> list[_Piece]:
    """From the base up, in kip and in."""
    require_within(spans, loads)
    top = spans[-1].z1_ft
    ends = {s.z0_ft for s in spans} | {min(z, top) for p in loads for z in (p.z0_ft, p.z1_ft)}
    heights = sorted(ends | {top})
    out, M, V, T, at = [], 0.0, 0.0, 0.0, len(spans) - 1
    for z0, z1 in pairwise(reversed(heights)):
        low, L = z1, 12.0 * (z0 - z1)
        while spans[at].z0_ft > low:
            at -= 1
        q = c = t = 0.0
        for p in loads:
            F, C = (p.action.V_y, p.action.M_x) if along == "y" else (p.action.V_x, p.action.M_y)
            if p.z0_ft == p.z1_ft and min(p.z0_ft, top) == z0:
                M, V, T = M + 12.0 * C, V + F, T + 12.0 * p.action.T
            elif p.z0_ft <= low and min(p.z1_ft, top) >= z0 and p.z1_ft > p.z0_ft:
                h = 12.0 * (p.z1_ft - p.z0_ft)
                q, c, t = q + F / h, c + 12.0 * C / h, t + 12.0 * p.action.T / h
        # A couple spread along the piece grows the moment as a shear would.
        out.append(_Piece(low, z0, spans[at], M, V + c, q, T, t))
        M, V, T = M + (V + c) * L + q * L**2 / 2.0, V + q * L, T + t * L
    return out[::-1]


def deflected(
    sheet: Quiet, spans: Sequence[SegmentSpan], loads: Sequence[Spread], along: Direction = "y"
) -> tuple[Place, ...]:
    """The deflected line, from the base up, under pushes and couples in one direction. `OutOfScope`: load above it."""
    line = [Place(0.0, 0.0, 0.0)]
    for p in _pieces(spans, loads, along):
        held, EI = line[-1], p.span.EI_kipin2
        sheet.note(f"From {p.z0_ft:g} to {p.z1_ft:g} ft above the base")
        u = sheet(deflection_above, u_0=held.u_in, theta_0=held.slope, M=p.M, V=p.V, q=p.q, L=p.L, EI=EI)
        slope = sheet(slope_above, theta_0=held.slope, M=p.M, V=p.V, q=p.q, L=p.L, EI=EI)
        line.append(Place(p.z1_ft, u, slope))
    return tuple(line)


def top_deflection_in(
    sheet: Quiet, spans: Sequence[SegmentSpan], loads: Sequence[Spread], along: Direction = "y"
) -> float:
    """Deflection at the top, in."""
    return deflected(sheet, spans, loads, along)[-1].u_in


def top_twist_deg(sheet: Quiet, spans: Sequence[SegmentSpan], loads: Sequence[Spread]) -> float:
    """Twist at the top, degrees. `OutOfScope` where torque reaches a segment of an open section."""
    phi = 0.0
    for p in _pieces(spans, loads, "y"):
        if p.T == 0.0 and p.t == 0.0:
            continue
        if p.span.GJ_kipin2 is None:
            limit = "an open section under torsion: choose a closed section (HSS or pipe)"
            raise OutOfScope("AISC 360 H3", "height of the segment, ft", p.span.z0_ft, limit, "support.segments")
        phi = sheet(twist_above, phi_0=phi, T=p.T, t=p.t, L=p.L, GJ=p.span.GJ_kipin2)
    return phi
