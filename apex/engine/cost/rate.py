"""Rates of the shop: the shape of the pricing pack."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from apex.engine.pack import Header


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money per unit, valid from a date."""

    value: Decimal
    unit: str
    source: str
    effective_date: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pricing(Header):
    """Rates of the shop, USD. Weld is by the weight of deposited metal."""

    engineering_to_25_ft: Price
    engineering_above_25_ft: Price
    addons: dict[str, Price]
    steel: dict[str, Price]
    plate: Price
    anchor_rods: Price
    rebar: Price
    weld: Price
    concrete: Price
    excavation: Price
    cabinet: Price
    cover: Price
    fabrication: Price
    finish: dict[str, Price]
    installation: Price
    regions: dict[str, Price]
    margin: Price
    tax: Price
