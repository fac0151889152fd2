"""Torsion of a pier in the soil. IBC gives no resistance; this is a choice, printed as one."""

from __future__ import annotations

import math

from apex.engine.clause import clause
from apex.engine.foundation.hole import Cases, Ground, Pier
from apex.engine.foundation.soil import SoilValues
from apex.engine.load.action import Action
from apex.engine.trace import Check, Quiet
from apex.errors import OutOfScope

TORSION = "Torsion in the soil"
PART = "Torsion of the pier in the soil"
METHOD = f"engineering method; see {PART}"
"""Stands where other checks name their clause: the part of the calculation that derives it."""
NONE_GIVEN = "IBC gives no resistance of a pier to torsion"


def _method(values: SoilValues) -> tuple[str, str]:
    """How torsion is held in this soil: a sentence for the calculation, and a few words for the assumptions."""
    base = "friction under its base"
    if values.cohesion_psf is None:
        half = "at the middle of which the soil's pressure is taken at rest (0.5)"
        return f"friction on its side over the net depth, {half}, and {base}", "friction on its side and under its base"
    if values.friction:
        return f"cohesion on its side over the net depth, and {base}", f"cohesion on its side and {base}"
    return "cohesion on its side over the net depth; its base holds nothing", "cohesion on its side"


@clause(
    "Engineering method",
    "pier torsion",
    symbol="f",
    unit="psf",
    formula="min(mu * 0.5 * gamma * z, q_v / 6, f_max)",
    example=(
        {"mu": 0.25, "gamma": 110.0, "z": 4.0, "q_v": 2000.0, "f_max": 500.0},
        55.0,
        "Independent arithmetic: 0.25 x 0.5 x 110 x 4",
    ),
)
def shaft_friction(*, mu: float, gamma: float, z: float, q_v: float, f_max: float) -> float:
    """Friction on the side of a pier at its middle depth z (ft); IBC gives no value."""
    return min(mu * 0.5 * gamma * z, q_v / 6.0, f_max)


@clause(
    "Engineering method",
    "pier torsion",
    symbol="f",
    unit="psf",
    formula="min(c, q_v / 6, f_max)",
    example=({"c": 130.0, "q_v": 1500.0, "f_max": 500.0}, 130.0, "IBC Table 1806.2 class 5 cohesion"),
)
def shaft_cohesion(*, c: float, q_v: float, f_max: float) -> float:
    """Cohesion on the side of a pier."""
    return min(c, q_v / 6.0, f_max)


@clause(
    "Engineering method",
    "pier torsion",
    symbol="T_a",
    unit="kip-ft",
    formula="(f * pi * D**2 * d / 2 + mu * N * D / 3) / (1000 * SF)",
    example=(
        {"f": 55.0, "D": 3.0, "d": 8.0, "mu": 0.25, "N": 2000.0, "SF": 1.5},
        4.4803,
        "Independent arithmetic: (6,220.4 + 500) / 1,500",
    ),
)
def torsion_capacity(*, f: float, D: float, d: float, mu: float, N: float, SF: float) -> float:
    """Allowable torsion of a pier: f on its side, and friction under its base, if any; N lb."""
    return (f * math.pi * D**2 * d / 2.0 + mu * N * D / 3.0) / (1000.0 * SF)


def pier_torsion(sheet: Quiet, pier: Pier, ground: Ground, depth: float, cases: Cases) -> Check | None:
    """Torsion against what the soil holds on side and base, the worst combination with its own axial load."""
    twisted = [(name, a) for name, a in cases if a.T != 0.0]
    if not twisted:
        return None
    sheet.part("foundation", PART)
    values, book = ground.values, ground.book
    net = depth - ground.neglect_ft
    f_max, q_v = book.torsion_friction_limit.value, values.vertical_psf
    if values.friction is None and values.cohesion_psf is None:
        limit = "torsion needs the report's friction or cohesion (IBC gives no torsional resistance)"
        raise OutOfScope("IBC 1807.3", "torsion on the pier", twisted[0][1].T, limit, f"{ground.field}.friction")
    told, briefly = _method(values)
    sheet.note(f"{NONE_GIVEN}. Method: {told}; a safety of {book.torsion_safety.value:g}.")
    sheet.assume(f"{NONE_GIVEN}: {briefly}, with a safety of {book.torsion_safety.value:g} (choice).")
    if values.cohesion_psf is not None:
        f = sheet(shaft_cohesion, c=values.cohesion_psf, q_v=q_v, f_max=f_max)
    else:
        assert values.friction is not None
        z = ground.neglect_ft + net / 2.0
        f = sheet(shaft_friction, mu=values.friction, gamma=book.soil_weight.value, z=z, q_v=q_v, f_max=f_max)
    mu = values.friction or 0.0
    for symbol, label, v in (
        *([("gamma", "Unit weight of soil", book.soil_weight)] if values.cohesion_psf is None else []),
        ("f_max", "Most that is counted on the side", book.torsion_friction_limit),
        ("SF", "Safety against twisting", book.torsion_safety),
    ):
        sheet.taken(symbol, label, v.value, v.unit, book.label, v.source)
    if mu:
        sheet.taken("mu", "Friction coefficient", mu, "", book.label, values.source)

    def capacity(by: Quiet, a: Action) -> float:
        N = max(1000.0 * a.N, 0.0)
        return by(torsion_capacity, f=f, D=pier.inscribed_ft, d=net, mu=mu, N=N, SF=book.torsion_safety.value)

    quiet = Quiet()

    def use(case: tuple[str, Action]) -> float:
        held = capacity(quiet, case[1])
        return abs(case[1].T) / held if held > 0.0 else math.inf

    name, action = max(twisted, key=use)
    T_a = capacity(sheet, action)
    return sheet.check(Check(TORSION, METHOD, abs(action.T), T_a, "kip-ft", name))
