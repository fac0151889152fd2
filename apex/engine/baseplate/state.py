"""What every combination does to the joint: how the plate stands, and what each rod feels. kip, in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apex.engine.anchor.group import Point, RodForces
from apex.engine.anchor.image import symmetric
from apex.engine.baseplate.alone import linear
from apex.engine.baseplate.equilibrium import Stand, Standing
from apex.engine.baseplate.joint import Joint
from apex.engine.document.baseplate import Sdc
from apex.engine.load.action import Action
from apex.engine.load.combination import Case
from apex.engine.load.seismic import OMEGA_0

SEISMIC_CATEGORIES = ("C", "D", "E", "F")


class State(NamedTuple):
    """One combination at the joint: kip and kip-in. Rods pull (+) or press (-); `stand` where the plate bears."""

    name: str
    seismic: bool
    action: Action
    stand: Stand | None
    force_kip: tuple[float, ...]
    shear_kip: tuple[float, ...]

    @property
    def balanced(self) -> bool:
        return self.stand is None or self.stand.regime != "none"

    @property
    def tension_kip(self) -> tuple[float, ...]:
        held = self.force_kip
        return held if min(held) >= 0.0 else tuple([max(f, 0.0) for f in held])

    @property
    def compression_kip(self) -> tuple[float, ...]:
        return tuple(max(-f, 0.0) for f in self.force_kip)

    def rods(self) -> RodForces:
        a = self.action
        return RodForces(self.name, self.tension_kip, a.V_x, a.V_y, 12.0 * a.T, self.seismic)


@dataclass(slots=True, eq=False)
class Asked:
    """Name and action of a combination, and whether it is earthquake of the categories C to F."""

    name: str
    action: Action
    seismic: bool = False


def states(j: Joint, cases: Sequence[Case], sdc: Sdc | None) -> list[State]:
    """What each combination does to the joint. Rods in concrete may also need those of `overstrength`."""
    return _stood(j, distinct(j.points, plain(cases, sdc)))


def overstrength(j: Joint, cases: Sequence[Case], sdc: Sdc | None) -> list[State]:
    """Seismic combinations of categories C to F with E_h times the overstrength (ACI 318 17.10, ASCE 7 12.4.3)."""
    return _stood(j, distinct(j.points, amplified(cases, sdc)))


def plain(cases: Sequence[Case], sdc: Sdc | None) -> list[Asked]:
    """The combinations as they are."""
    strict = sdc in SEISMIC_CATEGORIES
    return [Asked(case.name, case.total, case.seismic and strict) for case in cases]


def amplified(cases: Sequence[Case], sdc: Sdc | None) -> list[Asked]:
    """The seismic combinations of categories C to F with the overstrength."""
    if sdc not in SEISMIC_CATEGORIES:
        return []
    return [Asked(f"{c.name}, Omega_0", c.gravity.plus(c.lateral, OMEGA_0), True) for c in cases if c.seismic]


def distinct(points: Sequence[Point], asked: Sequence[Asked]) -> list[Asked]:
    """Combinations less those that are the mirror image of an earlier one, where the rods are their own image too."""
    if not symmetric(points):
        return list(asked)
    seen, kept = set(), []
    for one in asked:
        N, V_x, V_y, M_x, M_y, T = one.action
        if M_y < 0.0 or (M_y == 0.0 and V_x < 0.0):
            V_x, M_y, T = -V_x, -M_y, -T
        if M_x < 0.0 or (M_x == 0.0 and V_y < 0.0):
            V_y, M_x, T = -V_y, -M_x, -T
        if not (M_y or V_x) or not (M_x or V_y):
            T = abs(T)  # a mirror that changes nothing else turns it around
        key = N, V_x, V_y, M_x, M_y, T, one.seismic
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _stood(j: Joint, asked: Sequence[Asked]) -> list[State]:
    """What each does to the joint. Many of them have one shear and torsion."""
    shears: dict[tuple[float, float, float], tuple[float, ...]] = {}
    found = []
    for one in asked:
        a = one.action
        push = a.V_x, a.V_y, a.T
        V = shears.get(push)
        if V is None:
            V = shears[push] = j.shears(a, washers_welded=j.group.washers_welded)
        found.append(stood(j.standing, j.points, one, V))
    return found


def stood(standing: Standing | None, points: Sequence[Point], asked: Asked, V: tuple[float, ...]) -> State:
    """What one combination does to rods under a plate, or to rods alone; their shears are known."""
    name, a, seismic = asked.name, asked.action, asked.seismic
    M_x, M_y = 12.0 * a.M_x, 12.0 * a.M_y
    if standing is not None:
        stand = standing.under(a.N, M_x, M_y)
        return State(name, seismic, a, stand, stand.tension_kip, V)
    force = linear(points, a.N, M_x, M_y)
    assert force is not None  # rods in one line were refused with the group
    return State(name, seismic, a, None, force, V)
