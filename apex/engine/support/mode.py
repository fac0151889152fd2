"""First mode and elastic buckling of a stepped cantilever, by iteration on its own deflected shape. kip, in.

Both problems repeat one step: the shape causes forces, the forces cause the next shape. The step is the exact
integral of M/EI over a grid fine enough that its own error stays below 0.05 %.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from apex.engine.clause import clause
from apex.engine.support.cantilever import SegmentSpan, Spread, own_weight, require_within
from apex.engine.trace import Quiet
from apex.engine.units import G_IN_S2

ELEMENTS = 40
"""About so many lengths are looked at along the whole height."""

MOST_ROUNDS = 200
SETTLED = 1e-7
"""The frequency's square no longer changes by more than this part."""

BRACKET = 3e-4
"""The bounds of the critical load have closed to this part; the lower one is taken."""


@clause(
    "Dynamics",
    "Rayleigh",
    symbol="n_1",
    unit="Hz",
    formula="1 / (2 * pi) * sqrt(g * S_1 / S_2)",
    example=(
        {"g": 386.0886, "S_1": 0.1986207, "S_2": 0.03945018},
        7.0169,
        "Independent arithmetic: 1 kip on a cantilever of 120 in, EI 2.9e6: sqrt(3EI/(M L^3))/(2 pi)",
    ),
)
def rayleigh_frequency(*, g: float, S_1: float, S_2: float) -> float:
    """Frequency of the shape u that the weights W, each times its ordinate v, cause sideways.

    S_1 = sum W v u (kip-in), S_2 = sum W u^2 (kip-in2), v is the shape of the round before.
    """
    root: float = (g * S_1 / S_2) ** 0.5
    return root / (2.0 * math.pi)


@clause(
    "AISC 360",
    "App. 8, elastic buckling of the stepped cantilever (Vianello)",
    symbol="P_e",
    unit="kip",
    formula="k * P",
    example=(
        {"k": 7.837, "P": 2.0},
        15.674,
        "Timoshenko and Gere, Theory of Elastic Stability, 2.12: (qL)cr = 7.837 EI/L^2, here EI/L^2 = 1 and P = 2/2",
    ),
)
def critical_load(*, k: float, P: float) -> float:
    """Elastic critical load: k times the vertical load P, all of it growing together.

    k is the least ratio, over the height, of a slope to the slope that the load at that slope causes.
    """
    return k * P


@dataclass(frozen=True, slots=True)
class Buckling:
    """Vertical load P, the factor k at which it buckles the cantilever, and P_e = k P."""

    k: float
    P_kip: float
    P_e_kip: float


@dataclass(frozen=True, slots=True)
class _Element:
    """A short length: h in, EI kip-in2, the weight along it and the weight that sits at its top, kip."""

    h: float
    EI: float
    along: float
    at_top: float


def _grid(spans: Sequence[SegmentSpan], weights: Sequence[Spread]) -> list[_Element]:
    """Elements from the base up. Weights at the base itself do nothing and are left out."""
    require_within(spans, weights)
    loads, top = [*own_weight(spans), *weights], spans[-1].z1_ft
    heights = sorted({0.0} | {min(z, top) for p in loads for z in (p.z0_ft, p.z1_ft)})
    out: list[_Element] = []
    at = 0
    for z0, z1 in pairwise(heights):
        while spans[at].z1_ft <= z0:
            at += 1
        density = point = 0.0
        for p in loads:
            if p.z0_ft == p.z1_ft:
                point += p.action.N if min(p.z0_ft, top) == z1 else 0.0
            elif p.z0_ft <= z0 and min(p.z1_ft, top) >= z1:
                density += p.action.N / (p.z1_ft - p.z0_ft)
        n = max(1, math.ceil(ELEMENTS * (z1 - z0) / top))
        h = (z1 - z0) / n
        each = _Element(12.0 * h, spans[at].EI_kipin2, density * h, 0.0)
        out += [each] * (n - 1)
        out.append(_Element(12.0 * h, spans[at].EI_kipin2, density * h, point))
    return out


def frequency(sheet: Quiet, spans: Sequence[SegmentSpan], weights: Sequence[Spread]) -> float:
    """Fundamental frequency (Hz) of the segments with `weights` (their N) on them, fixed at the base."""
    grid = _grid(spans, weights)
    W = [0.0] * len(grid)
    for i, e in enumerate(grid):
        W[i] += e.along / 2.0 + e.at_top
        if i:
            W[i - 1] += e.along / 2.0
    z, shape = 0.0, []
    for e in grid:
        z += e.h
        shape.append(z * z)
    held = 0.0
    for _ in range(MOST_ROUNDS):
        most = max(shape)
        v = [s / most for s in shape]
        shape = _under(grid, [w * s for w, s in zip(W, v, strict=True)])
        S_1 = sum(w * a * b for w, a, b in zip(W, v, shape, strict=True))
        S_2 = sum(w * b * b for w, b in zip(W, shape, strict=True))
        if abs(S_1 / S_2 - held) <= SETTLED * held:
            break
        held = S_1 / S_2
    sheet.note(
        f"First mode by iteration on {len(grid)} lengths: v is the shape assumed, 1 where it is largest, u (in) the "
        "shape that the weights, each times v, cause sideways"
    )
    return sheet(rayleigh_frequency, g=G_IN_S2, S_1=S_1, S_2=S_2)


def _under(grid: Sequence[_Element], forces: Sequence[float]) -> list[float]:
    """Deflection at the top of each element under a force there."""
    V = M = 0.0
    ends: list[tuple[float, float]] = []
    for e, F in zip(reversed(grid), reversed(forces), strict=True):
        V += F
        ends.append((M, V))
        M += V * e.h
    u = slope = 0.0
    out = []
    for e, (M_1, V_1) in zip(grid, reversed(ends), strict=True):
        h = e.h
        u += slope * h + h * h * (M_1 / 2.0 + V_1 * h / 3.0) / e.EI
        slope += h * (M_1 + V_1 * h / 2.0) / e.EI
        out.append(u)
    return out


def buckling(sheet: Quiet, spans: Sequence[SegmentSpan], weights: Sequence[Spread]) -> Buckling:
    """Elastic critical load of the segments under their own weight and `weights` (their N), at the heights they have.

    k is a lower bound of the first eigenvalue (Collatz): the least ratio over the height, not a mean.
    """
    grid = _grid(spans, weights)
    P = sum(e.along + e.at_top for e in grid)
    if P <= 0.0:
        raise ValueError("a cantilever without vertical load has no critical load")
    axial: list[tuple[float, float]] = []
    N = 0.0
    for e in reversed(grid):
        N += e.at_top
        axial.append((N + e.along, N))
        N += e.along
    axial.reverse()
    z, slopes = 0.0, [0.0]
    H = sum(e.h for e in grid)
    for e in grid:
        z += e.h
        slopes.append(math.sin(math.pi * z / (2.0 * H)))
    low = high = 0.0
    for _ in range(MOST_ROUNDS):
        caused = _caused(grid, axial, slopes)
        quotients = [a / b for a, b in zip(slopes[1:], caused[1:], strict=True)]
        low, high = min(quotients), max(quotients)
        slopes = [c / caused[-1] for c in caused]
        if high - low <= BRACKET * low:
            break
    sheet.note(
        f"Stepped cantilever by iteration on {len(grid)} lengths: every slope it takes is at least k times that which "
        "the vertical load, at its own heights, causes"
    )
    return Buckling(low, P, sheet(critical_load, k=low, P=P))


def _caused(grid: Sequence[_Element], axial: Sequence[tuple[float, float]], slopes: Sequence[float]) -> list[float]:
    """Slopes that axial forces cause on a column of such slopes: EI s' = M, M' = -N s.

    Slope and axial force are linear within an element, so M is a cubic: Simpson's rule is exact for M/EI.
    """
    moments: list[tuple[float, float, float]] = []
    M, s_1 = 0.0, slopes[-1]
    for e, (N_0, N_1), s_0 in zip(reversed(grid), reversed(axial), slopes[-2::-1], strict=True):
        N_m, s_m, h = (N_0 + N_1) / 2.0, (s_0 + s_1) / 2.0, e.h
        quarter = (N_m + N_1) * (s_m + s_1) / 4.0
        middle = M + h / 12.0 * (N_m * s_m + 4.0 * quarter + N_1 * s_1)
        foot = M + h / 6.0 * (N_0 * s_0 + 4.0 * N_m * s_m + N_1 * s_1)
        moments.append((foot, middle, M))
        M, s_1 = foot, s_0
    s, out = 0.0, [0.0]
    for e, (foot, middle, head) in zip(grid, reversed(moments), strict=True):
        s += e.h / (6.0 * e.EI) * (foot + 4.0 * middle + head)
        out.append(s)
    return out
