"""The pole in the ground: its largest moment and shear lie below grade (IBC 1807.3.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from apex.engine.foundation.pier import Extremes, extremes, pier_moment, pier_shear, reaction_rate
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Strength
from apex.engine.support.member import Ratios, distinct
from apex.engine.support.metal import Metal
from apex.engine.trace import Check, Quiet

COMBINED = {"AISC 360": "H1, H3", "ADM": "H.1, H.3"}
"""Sections of combined forces, as each standard writes them."""
QUIET = Quiet()
GOLDEN = (5.0**0.5 - 1.0) / 2.0
SAME = 1.0 + 1e-9
"""More than the largest so far: what lies below may be its equal."""


class Place(NamedTuple):
    """Depth in the soil that bears (ft), moment (kip-ft) and shear (kip) there."""

    z_ft: float
    M: float
    V: float


@dataclass(frozen=True, slots=True)
class BelowGrade:
    """The worst combinations below grade."""

    moment_case: str
    shear_case: str
    at_moment: Extremes
    at_shear: Extremes
    checks: tuple[Check, ...]


class Held:
    """The pole under one combination: M_0 at the top of the soil that bears, and where moment and shear are largest."""

    def __init__(self, name: str, a: Action, net_ft: float, neglect_ft: float, *, constrained: bool) -> None:
        self.name, self.a, self.M_0 = name, a, a.M + a.V * neglect_ft
        self.x = x = extremes(QUIET, a.V, self.M_0, net_ft, constrained=constrained)
        self.most_bent, self.most_sheared = Place(x.z_max, x.M_max, 0.0), Place(x.a, x.M_at_a, x.V_max)
        self._K = 0.0 if constrained or not x.a else reaction_rate(d=net_ft, P=a.V, M=self.M_0)

    def place(self, z: float, by: Quiet = QUIET) -> Place:
        """Moment and shear at a depth in that soil."""
        M = by(pier_moment, M=self.M_0, P=self.a.V, K=self._K, a=self.x.a, z=z)
        return Place(z, abs(M), abs(by(pier_shear, P=self.a.V, K=self._K, a=self.x.a, z=z)))

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Depths between the largest moment and the ends of what is used hardest: below the pivot both become less."""
        return ((0.0, self.x.z_max), (self.x.z_max, self.x.a)) if self._K else ()


def _hardest(poles: Sequence[Held], use: Callable[[Held, Place], float]) -> tuple[Held, Place]:
    """The combination that uses the pole most, and where.

    Shear is added to torsion before both are squared: a little beside the largest moment, which changes slowly there,
    they make more together than at it.
    """
    found = [(pole, place) for pole in poles for place in (pole.most_bent, pole.most_sheared)]
    worst = max(found, key=lambda one: use(*one))
    most = use(*worst)
    for pole in poles:
        at_once = use(pole, Place(0.0, pole.x.M_max, pole.x.V_max))
        if at_once <= max(most, use(pole, pole.most_bent) * SAME):
            continue
        for low, high in pole.spans():
            place = pole.place(_peak(lambda z, pole=pole: use(pole, pole.place(z)), low, high))  # type: ignore[misc]
            if use(pole, place) > most * SAME:
                worst, most = (pole, place), use(pole, place)
    return worst


def _peak(f: Callable[[float], float], low: float, high: float) -> float:
    """Where f is largest: the best of sixteen places, and the golden section around it."""
    step = (high - low) / 16.0
    best = max((low + i * step for i in range(17)), key=f)
    low, high = max(low, best - step), min(high, best + step)
    while high - low > 1e-4 * step:
        left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
        low, high = (low, right) if f(left) >= f(right) else (left, high)
    return max((low, high, best), key=f)


def below_grade(
    sheet: Quiet,
    cases: Sequence[tuple[str, Action]],
    c: Strength,
    metal: Metal,
    net_ft: float,
    neglect_ft: float,
    document: str,
    *,
    constrained: bool = False,
) -> BelowGrade:
    """Combined forces and shear of the pole between grade and its foot, for factored actions.

    The moment's direction stays that of the moment at grade. Axial load and torsion are kept whole
    to the depth looked at, which neglects what the concrete takes.
    """
    poles = [Held(name, a, net_ft, neglect_ft, constrained=constrained) for name, a in distinct(cases)]

    def ratios(pole: Held, place: Place) -> Ratios:
        return metal.ratios(_at(pole.a, place.M, place.V), c)

    worst, place = _hardest(poles, lambda pole, place: ratios(pole, place).together)
    sheared = max(poles, key=lambda pole: ratios(pole, pole.most_sheared).v)
    sheet.part("foundation", "The pole in the ground")
    x = worst.x
    sheet.note(f"Largest combined effect: {worst.name}")
    if sheet.records:
        extremes(sheet, worst.a.V, worst.M_0, net_ft, constrained=constrained)
        sheet.note(_held(x, neglect_ft) if constrained else _free(x, neglect_ft))
        if place not in (worst.most_bent, worst.most_sheared):
            sheet.note(
                f"Moment, shear and torsion use the pole most together {place.z_ft + neglect_ft:.2f} ft below grade"
            )
            worst.place(place.z_ft, sheet)
    together = metal.interaction(sheet, ratios(worst, place), c)
    combined = sheet.check(
        Check("Pole below grade, combined", f"{document} {COMBINED[metal.series]}", together, 1.0, "", worst.name)
    )
    if sheet.records and (sheared.a.V, sheared.M_0) != (worst.a.V, worst.M_0):
        sheet.note(f"Largest shear: {sheared.name}")
        extremes(sheet, sheared.a.V, sheared.M_0, net_ft, constrained=constrained)
    V, V_c = sheared.x.V_max, resultant_shear(sheared.a, c)
    shear = sheet.check(Check("Pole below grade, shear", f"{document} G", V, V_c, "kip", sheared.name))
    return BelowGrade(worst.name, sheared.name, x, sheared.x, (combined, shear))


def _free(x: Extremes, neglect_ft: float) -> str:
    return (
        f"M_max = {x.M_max:,.2f} kip-ft at {x.z_max + neglect_ft:.2f} ft below grade; "
        f"M at the pivot = {x.M_at_a:,.2f} kip-ft with V = {x.V_max:,.2f} kip"
    )


def _held(x: Extremes, neglect_ft: float) -> str:
    """A pole held by a slab turns about it: nothing grows below."""
    where = f"at the top of the bearing soil, {neglect_ft:g} ft below grade" if neglect_ft else "at grade"
    return (
        f"Held by the slab, the pole has its largest moment {where}: {x.M_max:,.2f} kip-ft with V = {x.V_max:,.2f} kip"
    )


def _at(a: Action, M: float, V: float) -> Action:
    """The action with its moment and shear magnitudes replaced, directions kept."""
    k_m = M / a.M if a.M > 0.0 else 0.0
    if a.V > 0.0:
        k = V / a.V
        return Action(a.N, k * a.V_x, k * a.V_y, k_m * a.M_x, k_m * a.M_y, a.T)
    along = abs(a.M_y) > abs(a.M_x)
    return Action(a.N, V if along else 0.0, 0.0 if along else V, k_m * a.M_x, k_m * a.M_y, a.T)


def resultant_shear(a: Action, c: Strength) -> float:
    """Available shear in the direction of the resultant."""
    if c.round or a.V == 0.0:
        return c.V_y
    return 1.0 / math.hypot(a.V_x / a.V / c.V_x, a.V_y / a.V / c.V_y)
