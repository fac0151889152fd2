"""Base plates: a given one checked, or the cheapest that passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from apex.actions.outcome import Outcome
from apex.engine.baseplate.outline import Column
from apex.engine.baseplate.request import BasePlateDesignRequest, BasePlateRequest, PlateColumn, PlateLoads
from apex.engine.baseplate.select import design_base_plate
from apex.engine.baseplate.space import Wishes
from apex.engine.baseplate.work import base_plate
from apex.engine.bundle import Packs
from apex.engine.document import CodeBasis
from apex.engine.document.baseplate import Sdc
from apex.engine.edition import EDITIONS
from apex.engine.load.combination import Case
from apex.engine.steel.catalog import as_made, find_grade
from apex.engine.steel.section import WideFlange
from apex.engine.support.candidate import NO_TORSION
from apex.engine.trace import Check, Quiet, Sheet
from apex.errors import OutOfScope
from apex.schema.read import read

PACKS = ("anchor_rods", "materials", "reinforcement", "sections_aisc_v16")


def checks(packs: Packs, given: object) -> Outcome:
    """Every check of a given base plate. Nothing given is changed."""
    request = read(BasePlateRequest, given)
    editions, loads = EDITIONS[request.code_basis], request.loads.cases(EDITIONS[request.code_basis].asce7)
    column = _column(packs, request.column, loads)
    sheet = Sheet()
    work = base_plate(
        sheet, column, request.plate, request.anchors, request.weld, request.concrete, loads, editions, packs,
        request.sdc,
    )  # fmt: skip
    _assume(sheet, request.code_basis, request.loads, request.sdc)
    return Outcome(
        inputs=given,
        result={"all_pass": work.passes, "checks": work.checks},
        pack_metadata=packs.metadata(*PACKS),
        parts=sheet.parts,
        editions=editions.names(),
        checks=work.checks,
        assumptions=sheet.assumptions,
        feasible=work.complete,
    )


def design(packs: Packs, given: object) -> Outcome:
    """The cheapest base plate of the standard sizes that passes, or the nearest with what it fails."""
    request = read(BasePlateDesignRequest, given)
    editions, loads = EDITIONS[request.code_basis], request.loads.cases(EDITIONS[request.code_basis].asce7)
    column = _column(packs, request.column, loads)
    sheet = Sheet()
    found = design_base_plate(
        sheet, column, request.concrete, loads, editions, packs, request.sdc, Wishes(weld=request.weld)
    )
    _assume(sheet, request.code_basis, request.loads, request.sdc)
    work = found.work
    done: Sequence[Check] = work.checks
    result: dict[str, Any] = {
        "plate": asdict(work.plate),
        "anchors": asdict(work.anchors),
        "weld": asdict(work.weld),
        "cost_usd": round(work.cost_usd, 2),
        "checks": done,
    }
    return Outcome(
        inputs=given,
        result=result,
        pack_metadata=packs.metadata(*PACKS, "pricing"),
        parts=sheet.parts,
        editions=editions.names(),
        checks=done,
        assumptions=sheet.assumptions,
        feasible=found.feasible,
    )


def _column(packs: Packs, given: PlateColumn, loads: Sequence[Case]) -> Column:
    """The support with the wall its grade guarantees; a W under torsion is refused as it is everywhere."""
    section = packs.sections.find(given.section, "column.section")
    grade = find_grade(packs.materials, given.grade, section.family, "column.grade")
    if isinstance(section, WideFlange) and any(case.total.T for case in loads):
        raise OutOfScope("AISC 360 H3", "section", section.name, NO_TORSION, "column.section")
    return Column(as_made(section, grade.full_wall), grade, given.orientation)


def _assume(sheet: Quiet, basis: CodeBasis, loads: PlateLoads, sdc: Sdc) -> None:
    editions = EDITIONS[basis]
    sheet.assume(f"{basis}: ASCE {editions.asce7}, AISC {editions.aisc360}, ACI {editions.aci318} are in force.")
    if not loads.factored:
        sheet.assume("Loads are unfactored, wind at strength level; the strength combinations are formed here.")
        return
    sheet.assume("The loads are one factored set with second-order effects; shear and moment act normal to the face.")
    if sdc in "CDEF" and not loads.earthquake:
        sheet.warn(f"category {sdc}: the factored set is taken to hold no earthquake; set `earthquake` if it does")
