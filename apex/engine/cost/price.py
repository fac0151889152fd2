"""What the sign costs, from the pricing pack. Money is Decimal dollars with two places."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from apex.engine.cost.quantity import Quantities
from apex.engine.cost.rate import Price, Pricing
from apex.engine.document import PricingChoice
from apex.errors import InvalidInputError, Problem

CENT = Decimal("0.01")


def money(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the price and of the bill of materials."""

    item: str
    quantity: float
    unit: str
    unit_price_usd: Decimal
    amount_usd: Decimal
    material: bool


@dataclass(frozen=True, slots=True)
class PriceResult:
    lines: tuple[Line, ...]
    subtotal_usd: Decimal
    region_usd: Decimal
    margin_usd: Decimal
    tax_usd: Decimal
    total_usd: Decimal


def line(item: str, quantity: float, price: Price, *, material: bool) -> Line:
    rounded = Decimal(f"{quantity:.3f}")
    return Line(item, float(rounded), price.unit.split("/")[-1], price.value, money(rounded * price.value), material)


def price(
    pack: Pricing,
    choice: PricingChoice,
    quantities: Quantities,
    *,
    section: str,
    family: str,
    finish: Literal["painted", "galvanized", "bare"],
    top_ft: float,
) -> PriceResult:
    """Engineering, material and work of one sign, with region, margin and tax."""
    known = validated(pack, choice)
    engineering = pack.engineering_to_25_ft if top_ft <= 25.0 else pack.engineering_above_25_ft
    q = quantities
    lines = [
        line(f"Engineering, sign {'up to' if top_ft <= 25.0 else 'above'} 25 ft", 1.0, engineering, material=False),
        *(line(name.replace("_", " ").capitalize(), 1.0, p, material=False) for name, p in known),
        line(f"Support {section}, {q.steel_length_ft:.2f} ft", q.steel_lb, pack.steel[family], material=True),
        line("Base plates", q.plate_lb, pack.plate, material=True),
        line("Weld metal", q.weld_lb, pack.weld, material=True),
        line(f"Anchor rods, {q.anchor_rods}", q.rods_lb, pack.anchor_rods, material=True),
        line("Fabrication", q.steel_lb + q.plate_lb, pack.fabrication, material=False),
        line(f"Finish, {finish}", q.finish_ft2, pack.finish[finish], material=True),
        line("Pole covers", q.cover_ft2, pack.cover, material=True),
        line("Cabinets", q.cabinet_ft2, pack.cabinet, material=True),
        line("Concrete, with waste", q.concrete_order_yd3, pack.concrete, material=True),
        line("Reinforcement", q.rebar_lb, pack.rebar, material=True),
        line("Excavation", q.excavation_yd3, pack.excavation, material=False),
        line("Installation", 1.0, pack.installation, material=False),
    ]
    return _totals(pack, choice, [entry for entry in lines if entry.quantity])


def validated(pack: Pricing, choice: PricingChoice) -> list[tuple[str, Price]]:
    """The chosen add-ons with their prices; unknown ones and an unknown region are faults."""
    problems = []
    for i, name in enumerate(choice.addons):
        if name not in pack.addons:
            near = difflib.get_close_matches(name, pack.addons, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(sorted(pack.addons))}"
            problems.append(Problem(f"pricing.addons.{i}", f"no add-on {name!r}{hint}", "unknown_addon"))
    if choice.region is not None and choice.region not in pack.regions:
        text = f"no region {choice.region!r}; known: {', '.join(sorted(pack.regions))}"
        problems.append(Problem("pricing.region", text, "unknown_region"))
    if problems:
        raise InvalidInputError(problems)
    return [(name, pack.addons[name]) for name in dict.fromkeys(choice.addons)]


def _totals(pack: Pricing, choice: PricingChoice, lines: Sequence[Line]) -> PriceResult:
    """Region on all, margin on that, tax on material with its share of both."""
    subtotal = sum((entry.amount_usd for entry in lines), Decimal(0))
    material = sum((entry.amount_usd for entry in lines if entry.material), Decimal(0))
    factor = pack.regions[choice.region].value if choice.region is not None else Decimal(1)
    region = money(subtotal * (factor - 1))
    margin = money((subtotal + region) * pack.margin.value)
    tax = money(material * factor * (1 + pack.margin.value) * pack.tax.value)
    total = money(subtotal + region + margin + tax)
    return PriceResult(tuple(lines), money(subtotal), region, margin, tax, total)
