"""Combinations moved from grade to the footing's base, with the footing's own weight. kip, kip-ft, ft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apex.engine.clause import clause
from apex.engine.footing.shape import Water
from apex.engine.load.combination import Case

_new = tuple.__new__
"""How a named tuple makes itself, without its own call: a footing is asked under dozens of combinations."""


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
    """Axial load at the base: the sign's, the footing's own W by the factor k of dead load, less buoyancy U."""
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


def pushes(
    cases: Sequence[Case], D: float, vertical: float, waters: Sequence[Water], dead_kip: float = 0.0
) -> list[Push]:
    """Every combination at the base, in every state of the water; `dead_kip` more dead load stands in the middle."""
    return [_push(case, D, vertical, water, dead_kip) for water in waters for case in cases]


def _push(case: Case, D: float, vertical: float, water: Water, dead_kip: float) -> Push:
    """Most actions have no shear one way or both: their moment there is the same at the base."""
    N_g, x_g, y_g, M_gx0, M_gy0, T_g = case.gravity
    N_l, x_l, y_l, M_lx0, M_ly0, T_l = case.lateral
    M_gx = base_moment(M=M_gx0, V=y_g, D=D) if y_g else M_gx0 + 0.0
    M_gy = base_moment(M=M_gy0, V=x_g, D=D) if x_g else M_gy0 + 0.0
    M_lx = base_moment(M=M_lx0, V=y_l, D=D) if y_l else M_lx0 + 0.0
    M_ly = base_moment(M=M_ly0, V=x_l, D=D) if x_l else M_ly0 + 0.0
    V_x, V_y, c = x_g + x_l, y_g + y_l, case.combination
    name, dead = f"{case.name}, {water.name}" if water.name else case.name, c.D
    k = dead + c.E_v * vertical
    N_g += k * dead_kip
    return _new(Push, (
        name, k, dead >= 1.0, N_g, M_gx, M_gy, N_l, M_lx, M_ly, N_g + N_l, M_gx + M_lx,
        M_gy + M_ly, V_x, V_y, (V_x**2 + V_y**2) ** 0.5, T_g + T_l, M_gx0 + M_lx0, M_gy0 + M_ly0, water, (),
    ))  # fmt: skip


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
    return [
        _new(Push, (*first[:-1], tuple([p.name for p in others]))) if others else first
        for first, *others in alike.values()
    ]
