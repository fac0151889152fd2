"""Combinations moved from grade to the footing's base, with the footing's own weight. kip, kip-ft, ft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.clause import clause
from apex.engine.footing.shape import Water
from apex.engine.load.combination import Case


@clause(
    "Statics",
    "moment at the base of a footing",
    symbol="M_b",
    unit="kip-ft",
    formula="M + V * D",
    example=(
        {"M": 2.1427, "V": 0.50635, "D": 2.5},
        3.4086,
        "Zephyrhills document 166215 p. 9: 24.7 psf on 16 and 4.5 ft2; at the base 3.41 kip-ft, not 2.1",
    ),
)
def base_moment(*, M: float, V: float, D: float) -> float:
    """Moment at the base of a footing D below the level of the loads."""
    return M + V * D


@clause(
    "Statics",
    "axial load at the base of a footing",
    symbol="N_b",
    unit="kip",
    formula="N + k * W - U",
    example=({"N": 3.0, "k": 0.6, "W": 40.4, "U": 4.992}, 22.248, "Independent arithmetic: 3 + 24.24 - 4.992"),
)
def base_axial(*, N: float, k: float, W: float, U: float) -> float:
    """Axial load at the base: the sign's, the footing's own with the factor of dead load, less buoyancy."""
    return N + k * W - U


class Push(NamedTuple):
    """One combination at the base, before the weight of the footing (factor k) is added.

    `N_g M_gx M_gy` come from gravity, `N_l M_lx M_ly` from wind or earthquake; `N_s M_x M_y` are both together,
    V and T are all lateral.
    """

    name: str
    k: float
    counts_dead: bool
    """Whether dead load stands with its full value: then overturning asks for 1.5."""
    N_g: float
    M_gx: float
    M_gy: float
    N_l: float
    M_lx: float
    M_ly: float
    N_s: float
    M_x: float
    M_y: float
    V_x: float
    V_y: float
    V: float
    T: float
    M_x0: float
    """Moments at grade, for the pedestal."""
    M_y0: float
    water: Water
    also: tuple[str, ...] = ()
    """Names of those that press the soil alike."""

    def N(self, W: float, U: float) -> float:
        return self.N_s + self.k * W - U


def pushes(cases: Sequence[Case], D: float, vertical: float, waters: Sequence[Water]) -> list[Push]:
    """Every combination at the base, in every state of the water."""
    return [_push(case, D, vertical, water) for water in waters for case in cases]


def _push(case: Case, D: float, vertical: float, water: Water) -> Push:
    g, a, c = case.gravity, case.lateral, case.combination
    M_gx, M_gy = base_moment(M=g.M_x, V=g.V_y, D=D), base_moment(M=g.M_y, V=g.V_x, D=D)
    M_lx, M_ly = base_moment(M=a.M_x, V=a.V_y, D=D), base_moment(M=a.M_y, V=a.V_x, D=D)
    V_x, V_y = g.V_x + a.V_x, g.V_y + a.V_y
    name = f"{case.name}, {water.name}" if water.name else case.name
    return Push(
        name, c.D + c.E_v * vertical, c.D >= 1.0, g.N, M_gx, M_gy, a.N, M_lx, M_ly, g.N + a.N, M_gx + M_lx, M_gy + M_ly,
        V_x, V_y, (V_x**2 + V_y**2) ** 0.5, g.T + a.T, g.M_x + a.M_x, g.M_y + a.M_y, water,
    )  # fmt: skip


def distinct(found: Sequence[Push]) -> list[Push]:
    """Without those that are another one mirrored: a footing is the same from either side."""
    seen: dict[tuple[float | str | bool, ...], Push] = {}
    for p in found:
        key = (
            p.k, p.counts_dead, p.N_g, p.N_l, abs(p.M_gx), abs(p.M_gy), abs(p.M_lx), abs(p.M_ly),
            abs(p.M_x), abs(p.M_y), abs(p.V_x), abs(p.V_y), abs(p.T), abs(p.V_x * p.M_x - p.V_y * p.M_y),
            p.water.name,
        )  # fmt: skip
        seen.setdefault(key, p)
    return list(seen.values())


def pressing(found: Sequence[Push]) -> list[Push]:
    """One of all that press the soil alike, mirrored or not, with the names of the others.

    Shear and torsion do not count.
    """
    alike: dict[tuple[float | str, ...], list[Push]] = {}
    for p in found:
        alike.setdefault((p.k, p.N_s, abs(p.M_x), abs(p.M_y), p.water.name), []).append(p)
    return [first._replace(also=tuple(p.name for p in others)) for first, *others in alike.values()]
