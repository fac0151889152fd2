"""The foundation stage of a design with a directly buried pole."""

from __future__ import annotations

from dataclasses import dataclass

from apex.engine.bundle import Packs
from apex.engine.document import Document
from apex.engine.foundation.book import FootingCalibration
from apex.engine.foundation.burial import Burial, solve
from apex.engine.foundation.hole import DepthRules, Ground, Pier
from apex.engine.foundation.soil import Lateral, soil_values
from apex.engine.support.below import BelowGrade, below_grade
from apex.engine.support.work import SupportWork
from apex.engine.trace import Check, Quiet


@dataclass(frozen=True, slots=True)
class BuriedPole:
    """The pier, the pole inside it and how far the pole runs."""

    pier: Pier
    burial: Burial
    below: BelowGrade
    pole_embedment_ft: float
    checks: tuple[Check, ...]


def pier_of(document: Document) -> Pier:
    f = document.foundation
    if f.shape == "round":
        return Pier("round", f.diameter_ft, f.diameter_ft)
    assert f.width_ft is not None
    length = f.length_ft if f.shape == "rectangular" and f.length_ft is not None else f.width_ft
    return Pier(f.shape, f.width_ft, length)


def ground_of(sheet: Quiet, document: Document, book: FootingCalibration) -> Ground:
    """Soil values with isolated-pole doubling, water table and the reading of the 12 ft limit."""
    f = document.foundation
    sheet.part("foundation", "Soil")
    values = soil_values(sheet, book, document.site.soil)
    multiple = isolated(sheet, book, f.isolated_pole)
    water = None
    if f.water_depth_ft is not None:
        water = max(f.water_depth_ft - f.neglect_top_ft, 0.0)
        sheet.assume(f"Lateral bearing is halved below the water table at {f.water_depth_ft:g} ft.")
    if f.slope_nearby:
        sheet.warn("a slope is nearby: setbacks of IBC 1808.7 and loss of lateral support are to be checked by others")
    if f.expansive:
        sheet.warn("expansive soil: IBC 1808.6 asks for a geotechnical design of the foundation")
    if f.neglect_top_ft:
        sheet.assume(f"The top {f.neglect_top_ft:g} ft of soil are neglected in lateral bearing.")
    lateral = Lateral(values.lateral_psf_per_ft, multiple, water, f.depth_limit_reading, book.depth_limit.value)
    return Ground(values, lateral, f.neglect_top_ft, document.site.frost_depth_ft, book)


def isolated(sheet: Quiet, book: FootingCalibration, wanted: bool) -> float:
    """Multiple of the lateral values for an isolated pole, with the condition it rests on."""
    if not wanted:
        return 1.0
    sheet.assume(
        "Lateral bearing is doubled as for an isolated pole (IBC 1806.3.4): the sign must not be harmed by "
        "1/2 in. of motion at the ground under short-term load."
    )
    return book.isolated_pole_multiple.value


def buried_pole(sheet: Quiet, document: Document, packs: Packs, support: SupportWork, aisc: str) -> BuriedPole:
    """Depth, soil and pole checks of a directly buried pole."""
    f, book = document.foundation, packs.footing_calibration
    pier, ground = pier_of(document), ground_of(sheet, document, book)
    rules = DepthRules(f.depth_ft, f.minimum_depth_ft, f.depth_step_ft, f.max_depth_ft, f.constrained, deepen=True)
    burial = solve(sheet, pier, ground, rules, support.soil)
    net = burial.depth_ft - ground.neglect_ft
    below = below_grade(
        sheet, support.strength_cases, support.available, net, ground.neglect_ft, aisc, constrained=f.constrained
    )
    hole = hole_check(sheet, pier, support, book)
    pole = max(burial.depth_ft - book.pole_end_clearance.value / 12.0, 0.0)
    sheet.assume(
        f"The pole runs to {pole:g} ft below grade, {book.pole_end_clearance.value:g} in. above the bottom of "
        "the pier, so the pier needs no reinforcement of its own."
    )
    sheet.assume("End bearing counts the weight of concrete above that of the soil it replaces (net pressure).")
    sheet.assume("IBC gives no torsional resistance of a pier: side and base friction with a safety of 1.5 (choice).")
    return BuriedPole(pier, burial, below, pole, (*burial.checks, *below.checks, hole))


def hole_check(sheet: Quiet, pier: Pier, support: SupportWork, book: FootingCalibration) -> Check:
    """The hole leaves at least 4 in. over the pole's diameter or diagonal."""
    needed = support.section.diagonal_in + book.hole_clearance.value
    return sheet.check(Check("Hole around the pole", "IBC 1807.3.3", needed, 12.0 * pier.inscribed_ft, "in"))
