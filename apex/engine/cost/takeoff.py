"""From a design to its quantities: steel, concrete, earth, bars and rods of all posts."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.baseplate.work import BasePlateWork
from apex.engine.cost.quantity import Existing, Quantities, perimeter_ft
from apex.engine.document import Document
from apex.engine.foundation.work import FoundationWork
from apex.engine.support.step import Step
from apex.engine.trace import Quiet


def takeoff(
    document: Document, steps: Sequence[Step], foundation: FoundationWork, plate: BasePlateWork | None
) -> Quantities:
    """Steel with its length in the ground, concrete and earth; paint stops at grade, zinc does not.

    `steps` are the lengths of a post from the base up; the first one is what stands in the ground, or on its plate.
    A foundation that exists is counted apart, with the rods cast into it, or with the post buried in it.
    """
    n, f = document.support.count, document.foundation
    foot = plate.stand_in / 12.0 if plate else 0.0
    length = n * (document.top_ft - foot + foundation.pole_embedment_ft)
    steel, finish = _post(document, steps, length, foot)
    splices = [s.splice for s in steps if s.splice]
    poles, piers = float(not stands(document)), float(not f.existing)
    yards, bars = n * foundation.concrete_yd3, n * sum(b.weight_lb for b in foundation.bars)
    joints = n * sum(s.plate_lb for s in splices)
    rods = n * len(plate.points) if plate else 0
    dress = sum(2.0 * (c.width_ft + c.depth_ft) * (c.top_ft - c.bottom_ft) for c in document.support.covers)
    return Quantities(
        steel_lb=poles * steel,
        steel_length_ft=poles * length,
        finish_ft2=poles * finish,
        cover_ft2=n * dress,
        concrete_yd3=piers * yards,
        concrete_order_yd3=piers * yards * (1.0 + f.waste_percent / 100.0),
        excavation_yd3=piers * n * foundation.excavation_yd3,
        cabinet_ft2=sum(c.area_ft2 for c in document.sign.cabinets),
        cabinet_lb=sum(c.weight_lb for c in document.sign.cabinets),
        rebar_lb=piers * bars,
        anchor_rods=0 if f.existing else rods,
        plate_lb=(n * plate.plate_lb if plate else 0.0) + poles * joints,
        rods_lb=piers * n * plate.rods_lb if plate else 0.0,
        weld_lb=(n * plate.weld_lb if plate else 0.0) + poles * n * sum(s.weld_lb for s in splices),
        existing=Existing(
            steel_lb=(1.0 - poles) * steel,
            steel_length_ft=(1.0 - poles) * length,
            concrete_yd3=(1.0 - piers) * yards,
            rebar_lb=(1.0 - piers) * bars,
            anchor_rods=rods if f.existing else 0,
            plate_lb=(1.0 - poles) * joints,
        ),
    )


def stands(document: Document) -> bool:
    """Whether the post stands already: one that is buried in a foundation that exists."""
    return document.foundation.existing and document.foundation.kind == "direct_burial"


def say(sheet: Quiet, document: Document, plate: BasePlateWork | None, plf: float) -> None:
    """What quantities leave out, and what the loads count in the place of a base plate."""
    if plate:
        short, n = plate.stand_in / 12.0 * plf, document.support.count
        each = "" if n == 1 else " of each post"
        sheet.assume(
            f"Dead load counts the support{each} down to the concrete, {short:.1f} lb more than its steel, which "
            f"begins {plate.stand_in:g} in. higher on its plate; the plate, {plate.plate_lb:.1f} lb, is dead load of "
            "the foundation alone."
        )
    if document.foundation.existing:
        what = "foundation and post stand" if stands(document) else "foundation and anchor rods stand"
        sheet.assume(f"The {what} already: quantities count them apart, the price leaves them out.")
        if document.support.covers:
            sheet.assume("The pole covers are taken as new, in quantities and price.")


def _post(document: Document, steps: Sequence[Step], length_ft: float, foot_ft: float) -> tuple[float, float]:
    """Steel (lb) and finished surface (ft2) of all posts, `length_ft` with what stands in the ground."""
    n, base = document.support.count, steps[0].section
    above = n * (document.top_ft - foot_ft)
    finished = {"painted": above, "galvanized": length_ft, "bare": 0.0}[document.support.finish]
    steel, finish = base.weight_plf * length_ft, perimeter_ft(base) * finished
    for s in steps[1:]:
        # Above the first length another section stands in place of that of the base.
        high = n * (s.z1_ft - s.z0_ft)
        steel += (s.section.weight_plf - base.weight_plf) * high
        if document.support.finish != "bare":
            finish += (perimeter_ft(s.section) - perimeter_ft(base)) * high
    return steel, finish
