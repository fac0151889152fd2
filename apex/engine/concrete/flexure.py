"""Moment strength under axial load by strain compatibility: rings of bars and bars along faces. ACI 318 chapter 22.

`Bent` is a section bent about one axis through its middle. `moment_strength` finds the neutral axis at
which phi P_n is the axial load, by bisection, and gives phi M_n there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apex.engine.concrete.block import (
    EPS_CU,
    axial_sum,
    bar_force,
    block_factor,
    block_force,
    block_moment,
    design_moment,
    moment_sum,
    net_tensile_strain,
    reduction_14,
    reduction_19,
    segment_area,
    segment_moment,
    strip_moment,
    yield_strain,
)
from apex.engine.trace import Quiet
from apex.errors import OutOfScope

Rows = tuple[tuple[float, float], ...]
Point = tuple[float, float]


def require_materials(f_c: float, f_y: float, concrete_field: str, bar_field: str) -> None:
    """What these formulas hold for: f'c 2,500 to 10,000 psi and bars of 40 to 80 ksi."""
    if not 2500.0 <= f_c <= 10000.0:
        raise OutOfScope("ACI 318 19.2.1.1", "f'c, psi", f_c, "2,500 to 10,000 psi are computed", concrete_field)
    if not 40.0 <= f_y <= 80.0:
        raise OutOfScope("ACI 318 20.2.2.4", "f_y, ksi", f_y, "40 to 80 ksi are computed", bar_field)


@dataclass(frozen=True, slots=True)
class Bent:
    """A section bent about one axis: in, psi, ksi.

    `rows`: depth below the compressed edge and area of the bars there. `core`: side of the neglected
    middle over that of the section (a hollow of the same shape), 0 where all of it counts.
    """

    round: bool
    b: float
    h: float
    rows: Rows
    d_b: float
    f_c: float
    f_y: float
    core: float = 0.0

    @property
    def A_st(self) -> float:
        return sum(area for _, area in self.rows)

    @property
    def d_t(self) -> float:
        return max(d for d, _ in self.rows)


class Moment(NamedTuple):
    """Design moment strength in kip-in at one axial load, and the state it was found in.

    `c_in`, `phi` and `eps_t` are None where the axial load alone is beyond the section: phi M_n is 0.
    """

    phi_M_n: float
    c_in: float | None = None
    phi: float | None = None
    eps_t: float | None = None


def merged(places: Sequence[Point], half_depth: float) -> Rows:
    """Rows of bars (y above the middle, area) as depths below the top edge, equal depths added up."""
    rows: dict[float, float] = {}
    for y, area in places:
        d = round(half_depth - y, 6)
        rows[d] = rows.get(d, 0.0) + area
    return tuple(sorted(rows.items()))


def ring_rows(diameter_in: float, ring_in: float, count: int, area_in2: float, turned: float) -> Rows:
    """Rows of a ring of `count` bars on a circle `ring_in`, turned by an angle (rad) from the top."""
    r = ring_in / 2.0
    return merged(
        [(r * math.cos(turned + 2.0 * math.pi * i / count), area_in2) for i in range(count)], diameter_in / 2.0
    )


def ring_sections(
    diameter_in: float, ring_in: float, count: int, bar: Point, f_c: float, f_y: float, core: float = 0.0
) -> tuple[Bent, ...]:
    """A round pier in the two positions of its ring that are symmetric to the plane of bending.

    `bar` is (area, diameter). A bar, or a gap, lies in the plane: the strength of every other position
    lies between the two (shown by numbers in the tests).
    """
    area, d_b = bar
    return tuple(
        Bent(True, diameter_in, diameter_in, ring_rows(diameter_in, ring_in, count, area, t), d_b, f_c, f_y, core)
        for t in (0.0, math.pi / count)
    )


def compressed(sheet: Quiet, s: Bent, a: float) -> tuple[float, float]:
    """Area of the stress block of depth a and its first moment about the middle, less the core's."""
    area, moment = _compressed(sheet, s.round, s.b, s.h, min(a, s.h))
    a_core = a - s.h * (1.0 - s.core) / 2.0
    if s.core <= 0.0 or a_core <= 0.0:
        return area, moment
    sheet.note("Less the core that the effective area leaves out")
    b, h = s.core * s.b, s.core * s.h
    less, less_moment = _compressed(sheet, s.round, b, h, min(a_core, h))
    return area - less, moment - less_moment


def _compressed(sheet: Quiet, is_round: bool, b: float, h: float, a: float) -> tuple[float, float]:
    if is_round:
        R = h / 2.0
        theta = math.acos(max(-1.0, 1.0 - a / R))
        sheet.given("theta", "Half the angle of the segment, arccos(1 - a/R)", theta, "")
        return sheet(segment_area, R=R, theta=theta, a=a), sheet(segment_moment, R=R, a=a)
    return b * a, sheet(strip_moment, b=b, h=h, a=a)


def nominal(sheet: Quiet, s: Bent, c: float, beta_1: float) -> tuple[float, float]:
    """P_n (kip) and M_n (kip-in, about the middle) with the neutral axis at depth c."""
    A_c, Q_c = compressed(sheet, s, beta_1 * c)
    force = moment = 0.0
    for d, area in s.rows:
        F = sheet(bar_force, A_s=area, f_y=s.f_y, c=c, d=d, beta_1=beta_1, d_b=s.d_b, f_c=s.f_c)
        force += F
        moment += F * (s.h / 2.0 - d)
    C_c, M_c = sheet(block_force, f_c=s.f_c, A_c=A_c), sheet(block_moment, f_c=s.f_c, Q_c=Q_c)
    sheet.given("M_s", "Moment of the bars' forces about the middle", moment, "kip-in")
    return sheet(axial_sum, C_c=C_c, F_s=force), sheet(moment_sum, M_c=M_c, M_s=moment)


def reduction(sheet: Quiet, s: Bent, c: float, eps_ty: float, aci: str) -> tuple[float, float]:
    """The factor phi and eps_t with the neutral axis at depth c."""
    eps_t = sheet(net_tensile_strain, d_t=s.d_t, c=c)
    if aci == "318-14":
        return sheet(reduction_14, eps_t=eps_t, eps_ty=eps_ty), eps_t
    return sheet(reduction_19, eps_t=eps_t, eps_ty=eps_ty), eps_t


def moment_strength(sheet: Quiet, s: Bent, N_u: float, aci: str, known: Moment | None = None) -> Moment:
    """Design strength phi M_n of a section at the axial load N_u (kip, compression positive).

    Outside what the section carries without any moment (0.80 phi P_o is checked apart) phi M_n is 0. `known` is what
    was found before, to be written down.
    """
    eps_ty, beta_1 = yield_strain(f_y=s.f_y), block_factor(f_c=s.f_c)
    c = known.c_in if known else _root(_design_axial(s, aci), N_u, s.h)
    if c is None:
        return Moment(0.0)
    if sheet.records:
        _inputs(sheet, s, c, N_u)
        sheet(block_factor, f_c=s.f_c)
        sheet(yield_strain, f_y=s.f_y)
    _, M_n = nominal(sheet, s, c, beta_1)
    phi, eps_t = reduction(sheet, s, c, eps_ty, aci)
    sheet(design_moment, phi=phi, M_n=M_n)
    return Moment(max(phi * M_n, 0.0), c, phi, eps_t)


def _design_axial(s: Bent, aci: str) -> Callable[[float], float]:
    """Phi P_n by the depth of the neutral axis."""
    eps_ty, beta_1, d_t = yield_strain(f_y=s.f_y), block_factor(f_c=s.f_c), s.d_t
    factor, nominal_axial = reduction_14 if aci == "318-14" else reduction_19, _axial(s, beta_1)

    def axial(c: float) -> float:
        return factor(eps_t=EPS_CU * (d_t - c) / c, eps_ty=eps_ty) * nominal_axial(c)

    return axial


def _root(axial: Callable[[float], float], N_u: float, h: float) -> float | None:
    """The depth c at which a rising `axial` is N_u: bisection, by false position where that is shorter."""
    low, high = 1e-4 * h, h
    below, above = axial(low) - N_u, axial(high) - N_u
    while above < 0.0 and high < 100.0 * h:
        low, below, high = high, above, 2.0 * high
        above = axial(high) - N_u
    if below > 0.0 or above < 0.0:
        return None
    halve = True
    while high - low > 1e-8 * h and above > 1e-9:
        halve = not halve
        c = (low + high) / 2.0 if halve else low - below * (high - low) / (above - below)
        if not low < c < high:
            c = (low + high) / 2.0
        value = axial(c) - N_u
        if value < 0.0:
            low, below = c, value
        else:
            high, above = c, value
    return high


def _inputs(sheet: Quiet, s: Bent, c: float, N_u: float) -> None:
    sheet.given("N_u", "Axial load, compression positive", N_u, "kip")
    sheet.given("h", "Depth of the section", s.h, "in")
    sheet.given("c", "Depth of the neutral axis at which phi P_n = N_u, by bisection", c, "in")


def _axial(s: Bent, beta_1: float) -> Callable[[float], float]:
    """P_n alone by c, which the search asks for many times: `bar_force` written out, without its calls.

    A test holds it to `nominal`.
    """
    block, f_y, d_b, rows = 0.00085 * s.f_c, s.f_y, s.d_b, s.rows
    b, h, whole = s.b, s.h, not s.round and s.core <= 0.0

    def axial(c: float) -> float:
        a = beta_1 * c
        total = block * (b * min(a, h) if whole else _block_area(s, a))
        for d, area in rows:
            stress = 87.0 * (c - d) / c
            if stress > f_y:
                stress = f_y
            elif stress < -f_y:
                stress = -f_y
            covered = (a - d) / d_b + 0.5
            if covered > 0.0:
                stress -= block * min(covered, 1.0)
            total += area * stress
        return total

    return axial


def _block_area(s: Bent, a: float) -> float:
    """The area of `compressed` alone."""
    area = _segment(s.h, min(a, s.h)) if s.round else s.b * min(a, s.h)
    a_core = a - s.h * (1.0 - s.core) / 2.0
    if s.core <= 0.0 or a_core <= 0.0:
        return area
    h = s.core * s.h
    return area - (_segment(h, min(a_core, h)) if s.round else s.core * s.b * min(a_core, h))


def _segment(h: float, a: float) -> float:
    R = h / 2.0
    return segment_area(R=R, theta=math.acos(max(-1.0, 1.0 - a / R)), a=a)


def between(s: Bent, least: float, most: float, c: float, aci: str) -> tuple[float, float] | None:
    """Depths around c with every neutral axis between them at which phi P_n lies between two axial loads."""
    axial, low, high = _design_axial(s, aci), 0.9 * c, c / 0.9
    for _ in range(4):
        held = axial(low) <= least, axial(high) >= most
        if all(held):
            return low, high
        low, high = low if held[0] else 0.75 * low, high if held[1] else high / 0.75
    return None


def least_strength(s: Bent, low: float, high: float, aci: str) -> float:
    """What phi M_n (kip-in) of a rectangle is not below while its neutral axis lies between two depths.

    Each part of the moment is taken at the depth that is worse for it: phi and the bars below the middle at the
    greater one, the bars above it at the lesser, the block at the worse end.
    """
    beta_1, block, half = block_factor(f_c=s.f_c), 0.00085 * s.f_c, s.h / 2.0
    moment = block * s.b * min(a * (half - a / 2.0) for a in (min(beta_1 * low, s.h), min(beta_1 * high, s.h)))
    for d, area in s.rows:
        c, other = (low, high) if d < half else (high, low)
        covered = max(0.0, min((beta_1 * other - d) / s.d_b + 0.5, 1.0))
        stress = max(-s.f_y, min(87.0 * (c - d) / c, s.f_y)) - block * covered
        moment += area * stress * (half - d)
    phi, _ = reduction(Quiet(), s, high, yield_strain(f_y=s.f_y), aci)
    return max(phi * moment * (1.0 - 1e-9), 0.0)


def weaker(sections: Sequence[Bent], N_u: float, aci: str) -> tuple[Bent, Moment]:
    """Of a section's positions the one with the least moment strength at an axial load."""
    quiet = Quiet()
    return min(((s, moment_strength(quiet, s, N_u, aci)) for s in sections), key=lambda pair: pair[1].phi_M_n)
