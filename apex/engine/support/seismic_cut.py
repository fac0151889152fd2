"""The horizontal earthquake above a height: ASCE 7 12.8.3 along the post. kip, ft, lb."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.clause import clause
from apex.engine.load.action import Action
from apex.engine.support.cantilever import cut_moment
from apex.engine.support.weight import Weight
from apex.engine.trace import Quiet


@clause(
    "ASCE 7",
    "12.8.3, exponent",
    symbol="k",
    unit="",
    formula="min(max(1 + (T - 0.5) / 2, 1), 2)",
    example=({"T": 1.5}, 1.5, "ASCE 7 12.8.3: 1 up to 0.5 s, 2 from 2.5 s, linear between; halfway at 1.5 s"),
)
def height_exponent(*, T: float) -> float:
    """Exponent on the height at period T (s)."""
    return min(max(1.0 + (T - 0.5) / 2.0, 1.0), 2.0)


@clause(
    "ASCE 7",
    "12.8.3, shear above a height",
    symbol="V_z",
    unit="kip",
    formula="V * S_z / S_0",
    example=(
        {"V": 2.0, "S_z": 30.0, "S_0": 40.0},
        1.5,
        "Independent arithmetic: equal weights at 10 and 30 ft, k = 1: 30/(10 + 30) of the base shear above 10 ft",
    ),
)
def shear_above(*, V: float, S_z: float, S_0: float) -> float:
    """Part of the base shear V above a height: S is the sum of w h^k, of what lies above and of all."""
    return V * S_z / S_0


def _sum(weights: Sequence[Weight], z_ft: float, power: float, *, sided: bool = False) -> float:
    """Sum of w h^power over what lies above a height, times the place along the face where `sided`."""
    total = 0.0
    for w in weights:
        low, high = max(w.z0_ft, z_ft), w.z1_ft
        if high > low:
            each = w.lb / (w.z1_ft - w.z0_ft) * (high ** (power + 1.0) - low ** (power + 1.0)) / (power + 1.0)
            total += each * (w.x_ft if sided else 1.0)
    return total


def seismic_above(
    sheet: Quiet, weights: Sequence[Weight], base: Sequence[tuple[str, Action]], n_1: tuple[float, float], z_ft: float
) -> tuple[tuple[str, Action], ...]:
    """E_h above a height for the cases at the base: normal to the face, and along it both ways.

    At the base itself all of it acts at the centroid of weight; farther up as 12.8.3 spreads it, which is more.
    """
    found = []
    for name, a in base:
        V, T_1 = (a.V_y, 1.0 / n_1[0]) if a.V_x == 0.0 else (a.V_x, 1.0 / n_1[1])
        k = sheet(height_exponent, T=T_1)
        S_0 = _sum(weights, 0.0, k)
        V_z = sheet(shear_above, V=V, S_z=_sum(weights, z_ft, k), S_0=S_0)
        M = sheet(cut_moment, S_1=V * _sum(weights, z_ft, k + 1.0) / S_0, V=V_z, z=z_ft, C=0.0)
        if a.V_x == 0.0:
            found.append((name, Action(V_y=V_z, M_x=M, T=V * _sum(weights, z_ft, k, sided=True) / S_0)))
        else:
            found.append((name, Action(V_x=V_z, M_y=M)))
    return tuple(found)
