"""Steel of one joint as bought, and what it costs. lb, USD."""

from __future__ import annotations

import math
from dataclasses import dataclass

from apex.engine.anchor.rod import RodSize
from apex.engine.baseplate.fit import washer_thickness, washer_width
from apex.engine.baseplate.washer import washer_leg
from apex.engine.bundle import Packs
from apex.engine.clause import clause
from apex.engine.document.baseplate import Anchors, Plate

STEEL_LB_IN3 = 0.2836


@clause(
    "Statics",
    "weight of a base plate",
    symbol="W_p",
    unit="lb",
    formula="0.2836 * B * L * t",
    example=({"B": 20.0, "L": 18.0, "t": 1.5}, 153.144, "Independent arithmetic: 540 in3 of 490 lb/ft3 are 153.1 lb"),
)
def plate_weight(*, B: float, L: float, t: float) -> float:
    """Steel of a plate B by L, t thick (in.)."""
    return STEEL_LB_IN3 * B * L * t


@dataclass(frozen=True, slots=True)
class Weights:
    """Steel of one joint, lb, and the length of each rod."""

    plate_lb: float
    rods_lb: float
    weld_lb: float
    rod_length_in: float
    rod_projection_in: float


def weights(plate: Plate, anchors: Anchors, size: RodSize, rods: int, leg_in: float, weld_length_in: float) -> Weights:
    """Plate, rods with nuts and plate washers, and fillet, as bought.

    A rod reaches from half an inch below its head's nut to half an inch above the upper one.
    """
    d = size.diameter_in
    washer_in, washer_thickness_in = washer_width(d=d), washer_thickness(d=d)
    projection = anchors.gap_in + plate.thickness_in + washer_thickness_in + d + 0.5
    length = anchors.embedment_in + d + 0.5 + projection
    nuts = 2.0 if anchors.grouted else 3.0
    # Across the flats a heavy hex nut is 1.5 d + 1/8: its face less the hole is the bearing area of the pack.
    nut = size.head_area_in2 * d * STEEL_LB_IN3
    washer = (washer_in**2 - math.pi / 4.0 * d**2) * washer_thickness_in * STEEL_LB_IN3
    head = 0.0
    if anchors.head == "plate" and anchors.head_area_in2 is not None:
        head = anchors.head_area_in2 * max(0.5, d / 2.0) * STEEL_LB_IN3
    each = length / 12.0 * size.weight_plf + nuts * nut + washer + head
    fillet = 0.5 * leg_in**2 * weld_length_in * STEEL_LB_IN3
    if anchors.plate_washers_welded:
        fillet += 0.5 * washer_leg(t=washer_thickness_in) ** 2 * 4.0 * washer_in * STEEL_LB_IN3 * rods
    plate_lb = plate_weight(B=plate.width_in, L=plate.length_in, t=plate.thickness_in)
    return Weights(plate_lb, each * rods, fillet, length, projection)


def cost(w: Weights, packs: Packs) -> float:
    """Plate, rods and weld at the rates of the shop, USD."""
    rates = packs.pricing
    return (
        w.plate_lb * float(rates.plate.value)
        + w.rods_lb * float(rates.anchor_rods.value)
        + w.weld_lb * float(rates.weld.value)
    )
