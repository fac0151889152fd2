"""How much of everything a sign takes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.engine.steel.section import Box, Round, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """What stands already, of all posts: it is neither made nor priced."""

    steel_lb: float = 0.0
    steel_length_ft: float = 0.0
    concrete_yd3: float = 0.0
    rebar_lb: float = 0.0
    anchor_rods: int = 0
    plate_lb: float = 0.0


@dataclass(frozen=True, slots=True)
class Quantities:
    """Totals of what is new of a sign with all its posts; concrete without waste, and what to order."""

    steel_lb: float
    steel_length_ft: float
    finish_ft2: float
    cover_ft2: float
    concrete_yd3: float
    concrete_order_yd3: float
    excavation_yd3: float
    cabinet_ft2: float
    cabinet_lb: float
    rebar_lb: float
    anchor_rods: int
    plate_lb: float
    rods_lb: float
    weld_lb: float
    existing: Existing = Existing()


def perimeter_ft(section: Section) -> float:
    """Outside perimeter that is painted or galvanized."""
    if isinstance(section, Round):
        return math.pi * section.D / 12.0
    if isinstance(section, Box):
        return 2.0 * (section.H + section.B) / 12.0
    return (2.0 * section.d + 4.0 * section.b_f - 2.0 * section.t_w) / 12.0
