"""Concrete in a round pier."""

from __future__ import annotations

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.foundation.concrete import cubic_yards, cylinder_volume
from apex.engine.request import YardsRequest
from apex.engine.trace import Sheet
from apex.schema.read import read


def yards(_packs: Packs, given: object) -> Outcome:
    """Volume of a cylinder in cubic feet and cubic yards, without waste."""
    request = read(YardsRequest, given)
    sheet = Sheet()
    sheet.part("foundation", "Concrete")
    volume = sheet(cylinder_volume, D=request.diameter_ft, d=request.depth_ft)
    result = {"concrete_yd3": sheet(cubic_yards, V=volume), "volume_ft3": volume}
    return Outcome(inputs=given, result=result, parts=sheet.parts)
