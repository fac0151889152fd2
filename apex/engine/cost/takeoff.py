"""From a design to its quantities: steel, concrete, earth, bars and rods of all posts."""

from __future__ import annotations

from collections.abc import Sequence

from apex.engine.baseplate.work import BasePlateWork
from apex.engine.cost.quantity import Quantities, perimeter_ft
from apex.engine.document import Document
from apex.engine.foundation.work import FoundationWork
from apex.engine.support.step import Step


def takeoff(
    document: Document, steps: Sequence[Step], foundation: FoundationWork, plate: BasePlateWork | None
) -> Quantities:
    """Steel with its length in the ground, concrete and earth; paint stops at grade, zinc does not.

    `steps` are the lengths of a post from the base up; the first one is what stands in the ground.
    """
    n, f = document.support.count, document.foundation
    above = document.top_ft
    length = n * (above + foundation.pole_embedment_ft)
    steel, finish = _post(document, steps, length)
    splices = [s.splice for s in steps if s.splice]
    new = 0.0 if f.existing else float(n)
    yards = new * foundation.concrete_yd3
    dress = sum(2.0 * (c.width_ft + c.depth_ft) * (c.top_ft - c.bottom_ft) for c in document.support.covers)
    return Quantities(
        steel_lb=steel,
        steel_length_ft=length,
        finish_ft2=finish,
        cover_ft2=n * dress,
        concrete_yd3=yards,
        concrete_order_yd3=yards * (1.0 + f.waste_percent / 100.0),
        excavation_yd3=new * foundation.excavation_yd3,
        cabinet_ft2=sum(c.area_ft2 for c in document.sign.cabinets),
        cabinet_lb=sum(c.weight_lb for c in document.sign.cabinets),
        rebar_lb=new * sum(bars.weight_lb for bars in foundation.bars),
        anchor_rods=n * len(plate.points) if plate else 0,
        plate_lb=(n * plate.plate_lb if plate else 0.0) + n * sum(s.plate_lb for s in splices),
        rods_lb=n * plate.rods_lb if plate else 0.0,
        weld_lb=(n * plate.weld_lb if plate else 0.0) + n * sum(s.weld_lb for s in splices),
    )


def _post(document: Document, steps: Sequence[Step], length_ft: float) -> tuple[float, float]:
    """Steel (lb) and finished surface (ft2) of all posts, `length_ft` with what stands in the ground."""
    n, above, base = document.support.count, document.top_ft, steps[0].section
    finished = {"painted": n * above, "galvanized": length_ft, "bare": 0.0}[document.support.finish]
    steel, finish = base.weight_plf * length_ft, perimeter_ft(base) * finished
    for s in steps[1:]:
        # Above the first length another section stands in place of that of the base.
        high = n * (s.z1_ft - s.z0_ft)
        steel += (s.section.weight_plf - base.weight_plf) * high
        if document.support.finish != "bare":
            finish += (perimeter_ft(s.section) - perimeter_ft(base)) * high
    return steel, finish
