"""Shear and moment along an embedded pier or pole under the soil reaction of a rigid body.

Soil pressure is a parabola that turns at depth a; lb or kip, ft. P at height h is carried as
(P, M = P h) so that a pure moment is the same case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from apex.engine.clause import clause
from apex.engine.trace import Quiet

Shown = Literal["both", "moment", "shear"]
QUIET = Quiet()


@clause(
    "Statics",
    "rigid pier, parabolic soil pressure",
    symbol="a",
    unit="ft",
    formula="d * (3 * d * P + 4 * M) / (4 * d * P + 6 * M)",
    example=({"d": 8.0, "P": 3.0, "M": 60.0}, 5.4737, "Independent arithmetic: 8 x 312 / 456"),
)
def pivot_depth(*, d: float, P: float, M: float) -> float:
    """Depth about which the pier turns: d(3d + 4h)/(4d + 6h)."""
    return d * (3.0 * d * P + 4.0 * M) / (4.0 * d * P + 6.0 * M)


@clause(
    "Statics",
    "rigid pier, parabolic soil pressure",
    symbol="K",
    unit="kip/ft3",
    formula="12 * (2 * d * P + 3 * M) / d**4",
    example=({"d": 8.0, "P": 3.0, "M": 60.0}, 0.66797, "Independent arithmetic: 12 x 228 / 4096"),
)
def reaction_rate(*, d: float, P: float, M: float) -> float:
    """Rate of the soil reaction K z (a - z) per ft: 12 P(2d + 3h)/d^4."""
    return 12.0 * (2.0 * d * P + 3.0 * M) / d**4


@clause(
    "Statics",
    "rigid pier, parabolic soil pressure",
    symbol="V(z)",
    unit="kip",
    formula="P - K * (a * z**2 / 2 - z**3 / 3)",
    example=(
        {"P": 3.0, "K": 0.66797, "a": 5.47368, "z": 8.0},
        0.0,
        "Equilibrium: no shear at the foot of the pier (to 0.01 kip)",
        0.01,
    ),
)
def pier_shear(*, P: float, K: float, a: float, z: float) -> float:
    """Shear in the pier at depth z."""
    return P - K * (a * z**2 / 2.0 - z**3 / 3.0)


@clause(
    "Statics",
    "rigid pier, parabolic soil pressure",
    symbol="M(z)",
    unit="kip-ft",
    formula="M + P * z - K * (a * z**3 / 6 - z**4 / 12)",
    example=(
        {"M": 60.0, "P": 3.0, "K": 0.66797, "a": 5.47368, "z": 8.0},
        0.0,
        "Equilibrium: no moment at the foot of the pier (to 0.02 kip-ft)",
        0.02,
    ),
)
def pier_moment(*, M: float, P: float, K: float, a: float, z: float) -> float:
    """Moment in the pier at depth z, M at its top."""
    return M + P * z - K * (a * z**3 / 6.0 - z**4 / 12.0)


@clause(
    "Statics",
    "pier held at grade, soil pressure growing with depth",
    symbol="V",
    unit="kip",
    formula="max(1.5 * M / d, P)",
    example=({"P": 3.0, "M": 60.0, "d": 8.0}, 11.25, "Independent arithmetic: 60 over two thirds of 8 ft"),
)
def held_shear(*, P: float, M: float, d: float) -> float:
    """Largest shear of a pier held at grade: the soil's resultant at 2d/3 balances M, the moment at grade."""
    return max(1.5 * M / d, P)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Largest moment and where, shear at the pivot and its depth, moment there."""

    M_max: float
    z_max: float
    V_max: float
    a: float
    M_at_a: float


def extremes(
    sheet: Quiet, P: float, M: float, d: float, *, constrained: bool = False, shown: Shown = "both"
) -> Extremes:
    """Largest moment (where the shear is zero) and shear (at the pivot) below grade. P, M >= 0.

    `shown`: what of the two the sheet tells, where a check uses one alone.

    Held at grade, the soil pressure is a triangle whose resultant at 2d/3 balances M: the largest
    moment is the one at grade, the largest shear 1.5 M/d.
    """
    if d <= 0.0 or (P == 0.0 and M == 0.0):
        return Extremes(M, 0.0, P, d, M)
    if constrained:
        return Extremes(M, 0.0, sheet(held_shear, P=P, M=M, d=d), 0.0, M)
    a = sheet(pivot_depth, d=d, P=P, M=M)
    K = sheet(reaction_rate, d=d, P=P, M=M)
    z = _zero_shear(P, K, a)
    M_max = (sheet if shown != "shear" else QUIET)(pier_moment, M=M, P=P, K=K, a=a, z=z)
    V = abs((sheet if shown != "moment" else QUIET)(pier_shear, P=P, K=K, a=a, z=a))
    return Extremes(M_max, z, max(V, P), a, abs(pier_moment(M=M, P=P, K=K, a=a, z=a)))


def _zero_shear(P: float, K: float, a: float) -> float:
    """Depth where the shear changes sign, in (0, a): Newton's steps kept inside a shrinking bracket."""
    low, high = 0.0, a
    z = min((2.0 * P / (K * a)) ** 0.5, 0.9 * a)
    while high - low > 1e-9 * a:
        shear = pier_shear(P=P, K=K, a=a, z=z)
        if shear > 0.0:
            low = z
        else:
            high = z
        slope = K * z * (a - z)
        step = shear / slope if slope > 0.0 else 0.0
        if abs(step) <= 1e-9 * a:
            return z + step
        z = z + step if low < z + step < high else (low + high) / 2.0
    return (low + high) / 2.0
