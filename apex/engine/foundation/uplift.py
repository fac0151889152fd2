"""Uplift of a pier: only an end post of a line beside its weight is ever lifted."""

from __future__ import annotations

from apex.engine.clause import clause
from apex.engine.foundation.hole import Cases, Ground, Pier
from apex.engine.trace import Check, Quiet


@clause(
    "Statics",
    "weight against uplift",
    symbol="R_u",
    unit="kip",
    formula="0.6 * A * (gamma_c * d - gamma_w * max(d - w, 0)) / 1000",
    example=(
        {"A": 7.069, "gamma_c": 150.0, "gamma_w": 62.4, "d": 8.0, "w": 5.0},
        4.2957,
        "Independent arithmetic: 0.6 x 7.069 x (1,200 - 187.2) / 1,000",
    ),
)
def weight_against_uplift(*, A: float, gamma_c: float, gamma_w: float, d: float, w: float) -> float:
    """Weight of a pier of area A (ft2) and depth d, floating below the water table at w (ft): 0.6 D."""
    return 0.6 * A * (gamma_c * d - gamma_w * max(d - w, 0.0)) / 1000.0


def pier_uplift(sheet: Quiet, pier: Pier, ground: Ground, depth: float, cases: Cases) -> Check | None:
    """The pier's weight against the worst uplift; friction on its side is not counted."""
    name, action = min(cases, key=lambda c: c[1].N)
    if action.N >= 0.0:
        return None
    book = ground.book
    sheet.part("foundation", "Uplift")
    for symbol, v in (("gamma_c", book.concrete_weight), ("gamma_w", book.water_weight)):
        sheet.taken(symbol, "Unit weight", v.value, v.unit, book.label, v.source)
    water = depth if ground.lateral.water_ft is None else ground.lateral.water_ft + ground.neglect_ft
    held = sheet(
        weight_against_uplift,
        A=pier.area_ft2,
        gamma_c=book.concrete_weight.value,
        gamma_w=book.water_weight.value,
        d=depth,
        w=min(water, depth),
    )
    return sheet.check(Check("Uplift", "ASCE 7 2.4.1", -action.N, held, "kip", name))
