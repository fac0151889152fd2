"""Seismic load of a sign as a nonbuilding structure: ASCE 7 sections 12.4 and 15.4.

Of 7-22 the sections are cited, which both editions share: there the multi-period spectrum came into 12.8.1.1 and
moved the numbers of its equations.
"""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.clause import clause
from apex.engine.document import RiskCategory
from apex.engine.elementwise import larger, smaller
from apex.engine.trace import Quiet

R, OMEGA_0, C_D = 3.0, 1.75, 3.0
"""ASCE 7 Table 15.4-2, signs and billboards."""

IMPORTANCE: dict[RiskCategory, float] = {"I": 1.0, "II": 1.0, "III": 1.25, "IV": 1.5}
RIGID_PERIOD_S = 0.06


@clause(
    "ASCE 7",
    {"7-16": "Eq. 12.8-2", "7-22": "12.8.1.1"},
    symbol="C_s",
    unit="",
    formula="S_DS * I_e / R",
    example=({"S_DS": 1.0, "I_e": 1.0, "R": 3.0}, 0.3333, "Independent arithmetic"),
)
def response_coefficient(*, S_DS: float, I_e: float, R: float) -> float:
    """Seismic response coefficient."""
    return S_DS * I_e / R


@clause(
    "ASCE 7",
    {"7-16": "Eq. 12.8-3", "7-22": "12.8.1.1"},
    symbol="C_s,max",
    unit="",
    formula="S_D1 * I_e / (T * R)",
    example=({"S_D1": 0.6, "I_e": 1.0, "T": 0.5, "R": 3.0}, 0.4, "Independent arithmetic"),
)
def long_period_cap(*, S_D1: float, I_e: float, T: float, R: float) -> float:
    """Upper limit of the response coefficient at period T (s)."""
    return S_D1 * I_e / (T * R)


@clause(
    "ASCE 7",
    {"7-16": "Eq. 15.4-1", "7-22": "15.4.1"},
    symbol="C_s,min",
    unit="",
    formula="max(0.044 * S_DS * I_e, 0.03)",
    example=({"S_DS": 1.0, "I_e": 1.0}, 0.044, "Independent arithmetic"),
)
def least_coefficient(*, S_DS: float, I_e: float) -> float:
    """Lower limit of the response coefficient."""
    return max(0.044 * S_DS * I_e, 0.03)


@clause(
    "ASCE 7",
    {"7-16": "Eq. 15.4-2", "7-22": "15.4.1"},
    symbol="C_s,min",
    unit="",
    formula="0.8 * S_1 * I_e / R",
    example=({"S_1": 0.75, "I_e": 1.0, "R": 3.0}, 0.2, "Independent arithmetic"),
)
def near_fault_coefficient(*, S_1: float, I_e: float, R: float) -> float:
    """Lower limit of the response coefficient where S_1 >= 0.6."""
    return 0.8 * S_1 * I_e / R


@clause(
    "ASCE 7",
    {"7-16": "Eq. 15.4-5", "7-22": "15.4.2"},
    symbol="V/W",
    unit="",
    formula="0.30 * S_DS * I_e",
    example=({"S_DS": 1.0, "I_e": 1.25}, 0.375, "Independent arithmetic"),
)
def rigid_coefficient(*, S_DS: float, I_e: float) -> float:
    """Base shear of a rigid structure (T < 0.06 s) as a part of its weight."""
    return 0.30 * S_DS * I_e


@dataclass(frozen=True, slots=True)
class Ground:
    """Seismic values of the site in g; S_1 and S_D1 may be unknown."""

    S_DS: float
    S_1: float | None
    S_D1: float | None
    I_e: float


def base_shear_coefficient(sheet: Quiet, ground: Ground, T: float, way: str) -> float:
    """Horizontal seismic force as a part of the weight, at period T (s) of one way of sway."""
    sheet.given("T", f"Period 1/n_1, {way}", T, "s")
    return sheet.first(
        (
            T < RIGID_PERIOD_S,
            "T < 0.06 s: rigid",
            lambda: sheet(rigid_coefficient, S_DS=ground.S_DS, I_e=ground.I_e),
        ),
        (True, "T >= 0.06 s: base shear by the response coefficient", lambda: _by_response(sheet, ground, T)),
    )


def _by_response(sheet: Quiet, ground: Ground, T: float) -> float:
    C_s = sheet(response_coefficient, S_DS=ground.S_DS, I_e=ground.I_e, R=R)
    if ground.S_D1 is not None:
        C_s = smaller(C_s, sheet(long_period_cap, S_D1=ground.S_D1, I_e=ground.I_e, T=T, R=R))
    floor = sheet(least_coefficient, S_DS=ground.S_DS, I_e=ground.I_e)
    if ground.S_1 is not None and ground.S_1 >= 0.6:
        floor = max(floor, sheet(near_fault_coefficient, S_1=ground.S_1, I_e=ground.I_e, R=R))
    return larger(C_s, floor)
