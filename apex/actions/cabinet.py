"""Areas, weights and centroids of a stack of cabinets."""

from __future__ import annotations

from dataclasses import asdict

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.load.dead import cabinet_totals
from apex.engine.request import CabinetsRequest
from apex.schema.read import read


def derive(_packs: Packs, given: object) -> Outcome:
    """Totals of the cabinets from grade and the support line."""
    request = read(CabinetsRequest, given)
    totals = asdict(cabinet_totals(request.cabinets))
    if request.overall_height_ft is not None:
        totals["top_ft"] = request.overall_height_ft
    return Outcome(inputs=given, result=totals)
