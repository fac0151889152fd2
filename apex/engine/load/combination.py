"""Load combinations: ASCE 7 chapter 2, strength and allowable stress."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from apex.engine.load.action import Action

Method = Literal["LRFD", "ASD"]


@dataclass(frozen=True, slots=True)
class Combination:
    """Factors on dead, wind, snow, horizontal and vertical seismic load, ice and wind on ice."""

    name: str
    D: float
    W: float = 0.0
    S: float = 0.0
    E: float = 0.0
    E_v: float = 0.0
    D_i: float = 0.0
    W_i: float = 0.0


@cache
def lrfd(edition: str) -> tuple[Combination, ...]:
    """Strength combinations of ASCE 7 section 2.3 as they touch a sign.

    ASCE 7-22 gives snow at strength level: 0.3S, 1.0S and 0.15S where 7-16 has 0.5S, 1.6S and 0.2S.
    Ice by 2.3.3: it joins the snow of combination 2, takes the place of wind in 4 and 5, and once, alone, that of
    all that varies in 4.
    """
    snow, companion, quake = (0.3, 1.0, 0.15) if edition == "7-22" else (0.5, 1.6, 0.2)
    return (
        Combination("1.4D", 1.4),
        Combination(f"1.2D + 1.0W + {snow:g}S", 1.2, W=1.0, S=snow),
        Combination("0.9D + 1.0W", 0.9, W=1.0),
        Combination(f"1.2D + {companion:g}S + 0.5W", 1.2, W=0.5, S=companion),
        Combination(f"1.2D + Ev + Eh + {quake:g}S", 1.2, E=1.0, E_v=1.0, S=quake),
        Combination("0.9D - Ev + Eh", 0.9, E=1.0, E_v=-1.0),
        Combination(f"1.2D + 0.2Di + {snow:g}S", 1.2, D_i=0.2, S=snow),
        Combination(f"1.2D + Di + Wi + {snow:g}S", 1.2, D_i=1.0, W_i=1.0, S=snow),
        Combination("0.9D + Di + Wi", 0.9, D_i=1.0, W_i=1.0),
        Combination("1.2D + Di", 1.2, D_i=1.0),
    )


@cache
def asd(edition: str) -> tuple[Combination, ...]:
    """Allowable stress combinations of ASCE 7 section 2.4 as they touch a sign.

    ASCE 7-22 takes 0.7 of its strength-level snow wherever 7-16 takes S, and beside an earthquake 0.1 of it. Ice by
    2.4.3: 0.7Di joins combination 2, 0.7Di + 0.7Wi join the snow of 3 and take the place of wind in 7.
    """
    k = 0.7 if edition == "7-22" else 1.0
    S, part = ("0.7S", "0.525S") if edition == "7-22" else ("S", "0.75S")
    quake = 0.1 if edition == "7-22" else 0.75
    return (
        Combination("D", 1.0),
        Combination(f"D + {S}", 1.0, S=k),
        Combination("D + 0.6W", 1.0, W=0.6),
        Combination("0.6D + 0.6W", 0.6, W=0.6),
        Combination(f"D + 0.75(0.6W) + {part}", 1.0, W=0.45, S=0.75 * k),
        Combination("D + 0.7Ev + 0.7Eh", 1.0, E=0.7, E_v=0.7),
        Combination(f"D + 0.525Ev + 0.525Eh + {quake:g}S", 1.0, E=0.525, E_v=0.525, S=quake),
        Combination("0.6D - 0.7Ev + 0.7Eh", 0.6, E=0.7, E_v=-0.7),
        Combination("D + 0.7Di", 1.0, D_i=0.7),
        Combination(f"D + 0.7Di + 0.7Wi + {S}", 1.0, D_i=0.7, W_i=0.7, S=k),
        Combination("0.6D + 0.7Di + 0.7Wi", 0.6, D_i=0.7, W_i=0.7),
    )


@dataclass(frozen=True, slots=True)
class LoadSet:
    """Unfactored actions at the base: dead, snow, ice, and every wind, seismic and wind-on-ice case by name."""

    dead: Action
    wind: Sequence[tuple[str, Action]]
    snow: Action | None = None
    seismic: Sequence[tuple[str, Action]] = ()
    vertical_seismic: float = 0.0
    """0.2 S_DS: E_v as a part of D."""
    ice: Action | None = None
    """Weight of ice."""
    ice_wind: Sequence[tuple[str, Action]] = ()
    """Wind on the ice-covered sign, every case of it."""
    combined: dict[tuple[Method, str], tuple[Case, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What `factored` has made of them already."""


class Case(NamedTuple):
    """One combination with one case of wind or earthquake, factored: what holds down, and what pushes."""

    name: str
    combination: Combination
    gravity: Action
    """Dead load, snow, ice and the vertical part of the earthquake."""
    lateral: Action

    @property
    def total(self) -> Action:
        return self.gravity.plus(self.lateral)

    @property
    def seismic(self) -> bool:
        return self.combination.E > 0.0

    def amplified(self, b_x: float, b_y: float) -> Case:
        """With the moments of both parts multiplied by the sway amplifier of each axis."""
        name, combination, gravity, lateral = self
        return Case(name, combination, gravity.amplified(b_x, b_y), lateral.amplified(b_x, b_y))

    def named(self, where: str) -> Case:
        """The same on one of several posts."""
        return self._replace(name=self.name + where) if where else self


def combined(combinations: Sequence[Combination], loads: LoadSet) -> Iterator[tuple[str, Action]]:
    """Every combination with every case, as one action each."""
    return ((case.name, case.total) for case in cases(combinations, loads))


def cases(combinations: Sequence[Combination], loads: LoadSet) -> Iterator[Case]:
    """Every combination with every wind, seismic or wind-on-ice case; those without their load are left out."""
    for c in combinations:
        if (c.E and not loads.seismic) or (c.D_i and loads.ice is None):
            continue
        if loads.snow is None and _only_snow(c):
            continue
        base = loads.dead.times(c.D + c.E_v * loads.vertical_seismic)
        if c.S and loads.snow is not None:
            base = base.plus(loads.snow, c.S)
        if c.D_i and loads.ice is not None:
            base = base.plus(loads.ice, c.D_i)
        name = c.name if loads.snow is not None else _without_snow(c)
        pushes = _pushes(c, loads)
        if not pushes:
            yield Case(name, c, base, Action())
        for push, action in pushes:
            yield Case(f"{name}, {push}", c, base, action.times(c.W or c.E or c.W_i))


def _pushes(c: Combination, loads: LoadSet) -> Sequence[tuple[str, Action]]:
    """The cases of the one horizontal load a combination has."""
    return loads.wind if c.W else loads.seismic if c.E else loads.ice_wind if c.W_i else ()


def _only_snow(c: Combination) -> bool:
    """Combinations that exist for their snow: another one covers them where there is none."""
    return c.S > 0.0 and not (c.W >= 0.6 or c.E >= 0.7 or c.D_i)


def _without_snow(c: Combination) -> str:
    return c.name.rsplit(" + ", 1)[0] if c.S else c.name


def resting(cases: Sequence[Case], dead_kip: float, vertical: float) -> tuple[Case, ...]:
    """The cases with more dead load (kip) at the middle of what they stand on, by their factors of D.

    `vertical` is E_v as a part of D, 0.2 S_DS. It stands at grade: no earthquake on it turns anything over.
    """
    if dead_kip == 0.0:
        return tuple(cases)
    added: dict[str, float] = {}
    for _, c, _, _ in cases:
        added.setdefault(c.name, dead_kip * (c.D + c.E_v * vertical))
    return tuple(Case(name, c, Action(N + added[c.name], *rest), lateral) for name, c, (N, *rest), lateral in cases)


def combinations(method: Method, edition: str) -> tuple[Combination, ...]:
    return lrfd(edition) if method == "LRFD" else asd(edition)


def factored(method: Method, edition: str, loads: LoadSet) -> tuple[Case, ...]:
    """Every case of a method, made once for the same loads."""
    key = (method, edition)
    if key not in loads.combined:
        loads.combined[key] = tuple(cases(combinations(method, edition), loads))
    return loads.combined[key]
