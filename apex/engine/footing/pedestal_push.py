"""What a pedestal carries, of all combinations those that its checks ask for. ft, kip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.clause import clause
from apex.engine.footing.push import Push
from apex.engine.footing.shape import Footing

Largest = tuple[float, Push]
"""A combination behind the largest moment (kip-ft) at the foot beside its axial load."""


class Pushed(NamedTuple):
    """What a pedestal of one height carries: of all combinations those that its checks ask for."""

    largest: list[Largest]
    sheared: Push
    """The one of largest shear, both ways added straight."""
    twisted: Push
    N: float
    """The least axial load of all."""


@clause(
    "Statics",
    "moment at the foot of a pedestal",
    symbol="M_f",
    unit="kip-ft",
    formula="M_x + M_y + (V_x + V_y) * h",
    example=(
        {"M_x": 80.0, "M_y": 5.0, "V_x": 1.0, "V_y": 4.0, "h": 2.0},
        95.0,
        "Independent arithmetic: 85 + 10; the straight sum is never below the resultant",
    ),
)
def foot_moment(*, M_x: float, M_y: float, V_x: float, V_y: float, h: float) -> float:
    """Moments of both ways at the foot added straight, which no biaxial interaction exceeds."""
    return M_x + M_y + (V_x + V_y) * h


def pushed(f: Footing, cases: Sequence[Push]) -> Pushed:
    """Of equal axial loads the largest moment at the foot alone counts."""
    largest: dict[float, Largest] = {}
    sheared = twisted = cases[0]
    h, V, T = f.pedestal_height_ft, -1.0, -1.0
    for p in cases:
        V_x, V_y, twist, N = abs(p.V_x), abs(p.V_y), abs(p.T), p.N_s
        M = foot_moment(M_x=abs(p.M_x0), M_y=abs(p.M_y0), V_x=V_x, V_y=V_y, h=h)
        if N not in largest or largest[N][0] < M:
            largest[N] = (M, p)
        if V_x + V_y > V:
            V, sheared = V_x + V_y, p
        if twist > T:
            T, twisted = twist, p
    return Pushed(list(largest.values()), sheared, twisted, min(largest))
