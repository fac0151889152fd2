"""The pole in the ground: its largest moment and shear lie below grade (IBC 1807.3.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.foundation.pier import Extremes, extremes
from apex.engine.load.action import Action
from apex.engine.steel.capacity import Strength
from apex.engine.support.member import Ratios, distinct
from apex.engine.support.metal import Metal
from apex.engine.trace import Check, Quiet

COMBINED = {"AISC 360": "H1, H3", "ADM": "H.1, H.3"}
"""Sections of combined forces, as each standard writes them."""


@dataclass(frozen=True, slots=True)
class BelowGrade:
    """The worst combinations below grade."""

    moment_case: str
    shear_case: str
    at_moment: Extremes
    at_shear: Extremes
    checks: tuple[Check, ...]


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
    quiet = Quiet()
    best_m: tuple[float, str, Action, Extremes, Ratios] | None = None
    best_v: tuple[float, str, Action, Extremes] | None = None
    for name, a in distinct(cases):
        x = extremes(quiet, a.V, a.M + a.V * neglect_ft, net_ft, constrained=constrained)
        for r in (metal.ratios(_at(a, x.M_max, 0.0), c), metal.ratios(_at(a, x.M_at_a, x.V_max), c)):
            if best_m is None or r.together > best_m[0]:
                best_m = (r.together, name, a, x, r)
        v = metal.ratios(_at(a, 0.0, x.V_max), c).v
        if best_v is None or v > best_v[0]:
            best_v = (v, name, a, x)
    assert best_m is not None and best_v is not None
    sheet.part("foundation", "The pole in the ground")
    _, name, a, x, r = best_m
    sheet.note(f"Largest combined effect: {name}")
    if sheet.records:
        extremes(sheet, a.V, a.M + a.V * neglect_ft, net_ft, constrained=constrained)
        sheet.note(_held(x, neglect_ft) if constrained else _free(x, neglect_ft))
    together = metal.interaction(sheet, r, c)
    combined = sheet.check(
        Check("Pole below grade, combined", f"{document} {COMBINED[metal.series]}", together, 1.0, "", name)
    )
    if sheet.records and best_v[1] != name:
        sheet.note(f"Largest shear: {best_v[1]}")
        extremes(sheet, best_v[2].V, best_v[2].M + best_v[2].V * neglect_ft, net_ft, constrained=constrained)
    checks = (
        combined,
        sheet.check(
            Check(
                "Pole below grade, shear",
                f"{document} G",
                best_v[3].V_max,
                resultant_shear(best_v[2], c),
                "kip",
                best_v[1],
            )
        ),
    )
    return BelowGrade(name, best_v[1], x, best_v[3], checks)


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
