"""Embedded posts and poles: IBC section 1807.3.2. lb, ft, psf."""

from __future__ import annotations

from collections.abc import Callable

from apex.engine.clause import clause
from apex.engine.foundation.soil import Lateral
from apex.engine.trace import Quiet
from apex.engine.units import Psf

_FLAGPOLE = "Flagpole footing sheet, IBC 2018 1807.3.2.2: 30 kip at 3 ft, 4.5 ft wide, 350 psf/ft doubled"


@clause(
    "IBC",
    "1807.3.2.1",
    symbol="A",
    unit="ft",
    formula="2.34 * P / (S_1 * b)",
    example=({"P": 890.0, "S_1": 400.0, "b": 3.0}, 1.7355, "Zephyrhills permit sheet 178567 p. 40: 1.7 ft"),
)
def embedment_a(*, P: float, S_1: Psf, b: float) -> float:
    """The length A of the embedment formula; P lb, b ft."""
    return 2.34 * P / (S_1 * b)


@clause(
    "IBC",
    "Eq. 18-1",
    symbol="d",
    unit="ft",
    formula="0.5 * A * (1 + sqrt(1 + 4.36 * h / A))",
    example=(
        {"A": 1.7355, "h": 3.4},
        3.54,
        "Zephyrhills permit sheet 178567 p. 40: d 3.54 ft with S1 fixed at 400 psf",
        0.021,
    ),
)
def nonconstrained_depth(*, A: float, h: float) -> float:
    """Depth of embedment of a post free at grade; h ft above grade."""
    return 0.5 * A * (1.0 + (1.0 + 4.36 * h / A) ** 0.5)


@clause(
    "IBC",
    "Eq. 18-1 as P goes to 0",
    symbol="d",
    unit="ft",
    formula="sqrt(2.55 * M / (S_1 * b))",
    example=(
        {"M": 10000.0, "S_1": 400.0, "b": 3.0},
        4.61,
        "Limit of Eq. 18-1 at h = M/P with P 0.01 lb, worked independently",
        0.002,
    ),
)
def moment_depth(*, M: float, S_1: Psf, b: float) -> float:
    """Depth of embedment under a moment alone (lb-ft): 0.25 x 4.36 x 2.34 = 2.55."""
    return (2.55 * M / (S_1 * b)) ** 0.5


@clause(
    "IBC",
    "Eq. 18-2, 18-3",
    symbol="d",
    unit="ft",
    formula="sqrt(4.25 * M / (S_3 * b))",
    example=(
        {"M": 90000.0, "S_3": 3465.8, "b": 4.5},
        4.951,
        _FLAGPOLE + ": 1.509 m, S3 166.0 kPa",
        0.001,
    ),
)
def constrained_depth(*, M: float, S_3: Psf, b: float) -> float:
    """Depth of embedment of a post held at grade; M = P h (Eq. 18-2) or M_g at grade (Eq. 18-3), lb-ft."""
    return (4.25 * M / (S_3 * b)) ** 0.5


@clause(
    "Statics",
    "reaction at a rigid slab",
    symbol="R",
    unit="lb",
    formula="P + 1.5 * M_g / d",
    example=({"P": 1000.0, "M_g": 10000.0, "d": 5.0}, 4000.0, "Independent arithmetic"),
)
def slab_reaction(*, P: float, M_g: float, d: float) -> float:
    """Force on the slab that holds a constrained pier: soil pressure grows linearly with depth."""
    return P + 1.5 * M_g / d


TOLERANCE_FT = 1e-5


def smallest_depth(needed: Callable[[float], float]) -> float:
    """The least d with needed(d) <= d, from above, to 1e-5 ft, by bisection.

    `needed` falls as d grows (deeper soil bears more), so the root is single; there is no upper
    limit to be returned as if it had passed.
    """
    high = 1.0
    while needed(high) > high:
        high *= 2.0
    low = high / 2.0 if high > 1.0 else 1e-6
    while high - low > TOLERANCE_FT:
        middle = (low + high) / 2.0
        if needed(middle) > middle:
            low = middle
        else:
            high = middle
    return high


def required_depth(P: float, M: float, b: float, lateral: Lateral, quiet: Quiet, *, constrained: bool) -> float:
    """Net depth for shear P (lb) and moment M (lb-ft) at the top of the bearing soil."""
    if P == 0.0 and M == 0.0:
        return 0.0
    return smallest_depth(lambda d: depth_at(quiet, d, P, M, b, lateral, constrained=constrained))


def depth_at(sheet: Quiet, d: float, P: float, M: float, b: float, lateral: Lateral, *, constrained: bool) -> float:
    """Depth the formula asks for when the soil pressure is that of depth d."""
    if constrained:
        return sheet(constrained_depth, M=M, S_3=lateral.s3(sheet, d), b=b)
    S_1 = lateral.s1(sheet, d)
    if P <= 0.0:
        return sheet(moment_depth, M=M, S_1=S_1, b=b)
    A = sheet(embedment_a, P=P, S_1=S_1, b=b)
    return sheet(nonconstrained_depth, A=A, h=M / P)
