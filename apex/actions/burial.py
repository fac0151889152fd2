"""One embedded pier under given loads."""

from __future__ import annotations

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.foundation.burial import Burial, solve
from apex.engine.foundation.buried import isolated
from apex.engine.foundation.hole import DepthRules, Ground, Pier
from apex.engine.foundation.soil import Lateral, soil_values
from apex.engine.load.action import Action
from apex.engine.request import BurialRequest
from apex.engine.trace import Sheet
from apex.schema.read import read


def solve_burial(packs: Packs, given: object) -> Outcome:
    """Depth, bearing and torsion of one pier; loads at allowable-stress level at grade."""
    request = read(BurialRequest, given)
    sheet = Sheet()
    ground = _ground(sheet, packs, request)
    length = request.width_ft if request.length_ft is None else request.length_ft
    pier = Pier(request.shape, request.width_ft, length if request.shape == "rectangular" else request.width_ft)
    rules = DepthRules(None, request.minimum_depth_ft, request.depth_step_ft, None, request.constrained)
    burial = solve(sheet, pier, ground, rules, [("given loads", _action(request))])
    reading = "12/3 ft in S_1" if request.depth_limit_reading == "on_depth" else "12 ft in S_1"
    sheet.assume(f"The 12 ft limit is read {request.depth_limit_reading} ({reading}).")
    sheet.assume("Loads are at allowable-stress level, of one pier, with second-order effects included.")
    sheet.assume(f"Concrete f'c {request.fc_psi:g} psi (IBC 1807.3.3 asks for 2,000 psi).")
    return Outcome(
        inputs=given,
        result=_result(burial, request),
        pack_metadata=packs.metadata("footing_calibration"),
        parts=sheet.parts,
        editions={"IBC": "IBC"},
        checks=burial.checks,
        assumptions=sheet.assumptions,
    )


def _action(request: BurialRequest) -> Action:
    moment = request.moment_kipft
    if moment is None:
        moment = request.lateral_lb * (request.height_ft or 0.0) / 1000.0
    return Action(N=request.axial_lb / 1000.0, V_y=request.lateral_lb / 1000.0, M_x=moment, T=request.torsion_kipft)


def _ground(sheet: Sheet, packs: Packs, request: BurialRequest) -> Ground:
    book = packs.footing_calibration
    sheet.part("foundation", "Soil")
    values = soil_values(sheet, book, request.soil, "soil")
    water = request.water_depth_ft
    if water is not None:
        sheet.assume(f"Lateral bearing is halved below the water table at {water:g} ft.")
        water = max(water - request.neglect_top_ft, 0.0)
    multiple = isolated(sheet, book, request.isolated_pole)
    rate = values.lateral_psf_per_ft
    lateral = Lateral(rate, multiple, water, request.depth_limit_reading, book.depth_limit.value)
    return Ground(values, lateral, request.neglect_top_ft, request.frost_depth_ft, book, "soil")


def _result(burial: Burial, request: BurialRequest) -> dict[str, object]:
    pressure = "s3_psf" if request.constrained else "s1_psf"
    return {
        "depth_required_ft": burial.depth_required_ft,
        "depth_ft": burial.depth_ft,
        pressure: burial.S_psf,
        "a_ft": burial.A_ft,
        "concrete_yd3": burial.concrete_yd3 * request.count,
        "ratio": max(c.ratio for c in burial.checks),
        "max_moment_kipft": burial.extremes.M_max,
        "max_shear_kip": burial.extremes.V_max,
        "checks": burial.checks,
    }
