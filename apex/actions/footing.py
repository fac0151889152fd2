"""One spread footing under given loads."""

from __future__ import annotations

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.edition import EDITIONS
from apex.engine.footing.layer import Concrete
from apex.engine.footing.request import SpreadRequest
from apex.engine.footing.result import spread_result
from apex.engine.footing.size import Sizes
from apex.engine.footing.spread import solve
from apex.engine.footing.task import Task
from apex.engine.foundation.soil import SoilValues, soil_values
from apex.engine.load.combination import asd, cases, lrfd
from apex.engine.trace import Sheet
from apex.schema.read import read


def solve_footing(packs: Packs, given: object) -> Outcome:
    """Sizes, soil, stability and concrete of a footing; the combinations are formed here from unfactored loads."""
    request = read(SpreadRequest, given)
    editions = EDITIONS[request.code_basis]
    sheet = Sheet()
    sheet.part("foundation", "Soil")
    values = soil_values(sheet, packs.footing_calibration, request.soil, "soil")
    sheet.assume(
        f"{request.code_basis}: load combinations of ASCE {editions.asce7}, concrete by ACI {editions.aci318}; wind "
        "and earthquake are given at strength level, second-order effects included."
    )
    made = solve(sheet, _sizes(request), _task(packs, request, values))
    return Outcome(
        inputs=given,
        result=spread_result(made),
        pack_metadata=packs.metadata("footing_calibration", "reinforcement"),
        parts=sheet.parts,
        editions=editions.names(),
        checks=made.checks,
        assumptions=sheet.assumptions,
    )


def _sizes(request: SpreadRequest) -> Sizes:
    return Sizes(
        width_ft=request.width_ft,
        length_ft=request.length_ft,
        thickness_ft=request.thickness_ft,
        depth_ft=request.depth_ft,
        pedestal_ft=request.pedestal_ft,
        column_ft=request.column_in / 12.0,
    )


def _task(packs: Packs, request: SpreadRequest, values: SoilValues) -> Task:
    editions, loads = EDITIONS[request.code_basis], request.loads.load_set()
    f_y = request.rebar.fy_ksi if request.rebar is not None else request.fy_ksi
    return Task(
        soil_cases=list(cases(asd(editions.asce7), loads)),
        lrfd_cases=list(cases(lrfd(editions.asce7), loads)),
        vertical_seismic=loads.vertical_seismic,
        soil=values,
        water_depth_ft=request.water_depth_ft,
        frost_ft=request.frost_depth_ft,
        concrete=Concrete(request.concrete_fc_psi, f_y, editions.aci318),
        rebar=request.rebar,
        book=packs.footing_calibration,
        bars=packs.reinforcement,
        field="",
    )
