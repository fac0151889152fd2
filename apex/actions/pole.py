"""Supports under given loads: which sections do, and how one section does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apex.actions import tube
from apex.actions.outcome import Outcome
from apex.actions.tube import Worked
from apex.engine.bundle import Packs
from apex.engine.document.support import ALUMINUM
from apex.engine.load.action import Action
from apex.engine.load.share import couple_force, positions, post_share
from apex.engine.request import PoleCheckRequest, PoleOptionsRequest
from apex.engine.steel.capacity import Material, Strength
from apex.engine.steel.catalog import as_made, find_grade, material
from apex.engine.steel.section import Section, WideFlange
from apex.engine.steel.strength import require_scope, strength
from apex.engine.support import candidate
from apex.engine.support.candidate import NO_TORSION, Candidate
from apex.engine.support.group import groups
from apex.engine.support.member import CHAPTERS, NAMES, available, envelope, strength_checks
from apex.engine.support.steel import Steel
from apex.engine.trace import Quiet, Sheet
from apex.errors import InvalidInputError, OutOfScope, Problem
from apex.schema.read import read

CODE = "AISC 360"
STEEL_PACKS = ("sections_aisc_v16", "materials")
STEEL_FAMILIES = ("W", "HSS_square", "HSS_rect", "HSS_round", "pipe")


def options(packs: Packs, given: object) -> Outcome:
    """Every section of the chosen families under total factored loads, ranked."""
    request = read(PoleOptionsRequest, given)
    welded = request.material == "aluminum"
    families = _families(request)
    if welded:
        tube.require(packs, request.grades or (), "grades", request.height_ft, "material")
    sheet = Sheet()
    sheet.part("support", "Loads on one post")
    posts = shares(sheet, request)
    found = (tube.candidates if welded else _candidates)(packs, request, posts, families)
    if welded:
        sheet.assume(tube.WELDED.format(request.filler))
    ranked = candidate.ranked(found, request.sort_by)
    near = None if ranked else candidate.nearest(found)
    if not ranked:
        name = near.section.name if near else "none"
        sheet.warn(f"no section of the chosen families does; the nearest is {name}")
    sheet.assume("Loads are total, factored for the method, with second-order effects included.")
    others = _refused(found) if request.include_infeasible else []
    book = Book(_worst(posts), *((tube.CODE, tube.CHAPTERS) if welded else (CODE, CHAPTERS)))
    lightest = ranked if request.sort_by == "weight" else candidate.ranked(found)
    result = {
        "options": [_row(c, book) for c in (*ranked, *others)],
        "recommended": _row(lightest[0], book) if ranked else None,
        "feasible_count": len(ranked),
        "nearest": _row(near, book) if near else None,
    }
    return Outcome(
        inputs=given,
        result=result,
        pack_metadata=packs.metadata(*(tube.PACKS if welded else STEEL_PACKS), "pricing"),
        parts=sheet.parts,
        editions={book.code: book.code},
        assumptions=sheet.assumptions,
        feasible=bool(ranked),
    )


def shares(sheet: Quiet, request: PoleOptionsRequest) -> list[Action]:
    """What each post of a rigid line carries; torsion is spent once, as a couple between posts."""
    loads, n = request.loads, float(request.count)
    if request.count == 1:
        return [Action(loads.axial_kip, 0.0, loads.shear_kip, loads.moment_kipft, 0.0, loads.torsion_kipft)]
    places = positions(request.count, request.spacing_ft or 0.0)
    sum_x2 = sum(x * x for x in places)
    sheet.assume("The torsion is spent as a couple between the posts of a rigid line; no post is twisted.")
    if loads.shear_kip == 0.0:
        pushes = [sheet(couple_force, T=loads.torsion_kipft, x_i=x, sum_x2=sum_x2) for x in places]
        return [Action(loads.axial_kip / n, 0.0, v, loads.moment_kipft / n) for v in pushes]
    e = loads.torsion_kipft / loads.shear_kip
    parts = [sheet(post_share, n=n, e=e, x_i=x, sum_x2=sum_x2) for x in places]
    return [Action(k * loads.axial_kip, 0.0, k * loads.shear_kip, k * loads.moment_kipft) for k in parts]


def _families(request: PoleOptionsRequest) -> tuple[str, ...]:
    """The chosen families, all of the material where none is named; one of another material is a fault."""
    of_material = ALUMINUM if request.material == "aluminum" else STEEL_FAMILIES
    other = [f for f in request.families if f not in of_material]
    if other:
        message = f"{', '.join(other)}: {request.material} comes as {', '.join(of_material)}"
        raise InvalidInputError([Problem("families", message)])
    return request.families or of_material


def _candidates(
    packs: Packs, request: PoleOptionsRequest, posts: Sequence[Action], families: Sequence[str]
) -> list[Candidate]:
    costs = {family: float(price.value) for family, price in packs.pricing.steel.items()}
    grades: tuple[str | None, ...] = request.grades or (None,)
    torsion = any(a.T for a in posts)
    found: list[Candidate] = []
    steel = Steel(packs.sections, packs.materials)
    for group in groups(packs.sections, packs.materials, families, grades, "grades"):
        ratios, strengths = candidate.by_loads(steel, group, posts, request.method, request.height_ft)
        length = request.height_ft * request.count
        found += candidate.rows(group, ratios, costs, length, torsion=torsion, capacities=strengths)
    return found


def _refused(found: Sequence[Candidate]) -> list[Candidate]:
    return sorted((c for c in found if not c.feasible), key=lambda c: (c.section.weight_plf, c.section.name))


def _worst(posts: Sequence[Action]) -> dict[str, float]:
    """The largest demand of any post for each check; one post of a line takes the most of all."""
    return {
        "Flexure": max(a.M for a in posts),
        "Shear": max(a.V for a in posts),
        "Torsion": max(abs(a.T) for a in posts),
        "Compression": max(abs(a.N) for a in posts),
    }


UNITS = {"Flexure": "kip-ft", "Shear": "kip", "Torsion": "kip-ft", "Compression": "kip", "Combined forces": ""}


@dataclass(frozen=True, slots=True)
class Book:
    """The largest demand for each check, and the standard with the chapter of each check."""

    demands: Mapping[str, float]
    code: str
    chapters: Sequence[str]


def _row(c: Candidate, book: Book) -> dict[str, Any]:
    demands = book.demands
    held = dict(zip(demands, c.capacities, strict=True))
    checks = [
        {
            "name": name,
            "clause": f"{book.code} {chapter}",
            "demand": demands.get(name, ratio),
            "capacity": held.get(name, 1.0),
            "unit": UNITS[name],
            "ratio": ratio,
            "pass": ratio <= 1.0,
        }
        for name, chapter in zip(NAMES, book.chapters, strict=True)
        if (ratio := c.ratios.get(name)) is not None and ratio < float("inf")
    ]
    row = {
        "section": c.section.name,
        "family": c.section.family,
        "grade": c.grade.name,
        "weight_plf": c.section.weight_plf,
        "ratio": c.ratio,
        "governing": c.governing,
        "checks": checks,
        "cost_usd": round(c.cost_usd, 2),
    }
    return row if c.feasible else {**row, "reason": c.why_not}


def check(packs: Packs, given: object) -> Outcome:
    """One section under given forces, every limit state; its label says of which material it is."""
    request = read(PoleCheckRequest, given)
    sheet = Sheet()
    w = (tube.worked if tube.is_tube(request.section) else _worked)(packs, request, _demands(request), sheet)
    worst = max(w.checks, key=lambda k: k.ratio)
    return Outcome(
        inputs=given,
        result={
            "capacities": _capacities(w.nominal, w.available),
            "ratio": worst.ratio,
            "governing": worst.name,
            "checks": w.checks,
        },
        pack_metadata=packs.metadata(*w.packs),
        parts=sheet.parts,
        editions={w.code: w.code},
        checks=w.checks,
        assumptions=[*sheet.assumptions, "C_b = 1.0; L_v = L = L_b = the unbraced length."],
    )


def _worked(packs: Packs, request: PoleCheckRequest, action: Action, sheet: Sheet) -> Worked:
    """A steel section by AISC 360."""
    section, steel, grade = _section(packs, request)
    require_scope(section, steel)
    if isinstance(section, WideFlange) and action.T:
        raise OutOfScope("AISC 360 H3", "section", section.name, NO_TORSION, "demands.torsion_kipft")
    sheet.part("support", f"Strength of {section.name}, {grade}")
    steel.record(sheet)
    nominal = strength(sheet, section, steel, 12.0 * request.unbraced_ft, request.k)
    turned = nominal if request.orientation == "strong" else nominal.turned()
    c = available(sheet, turned, request.method)
    sheet.part("support", "Checks")
    checks = strength_checks(sheet, envelope([("given loads", action)], c), c, CODE)
    return Worked(turned, c, checks, CODE, STEEL_PACKS)


def _section(packs: Packs, request: PoleCheckRequest) -> tuple[Section, Material, str]:
    """The section with its material: a grade, or F_y alone."""
    problems: list[Problem] = []
    try:
        section = packs.sections.find(request.section, "section")
    except InvalidInputError as unknown:
        problems += unknown.problems
        section = packs.sections.sections[0]
    if request.fy_ksi is not None:
        steel, name = Material(request.fy_ksi, packs.materials.e.value, packs.materials.g.value), "F_y given"
    else:
        try:
            grade = find_grade(packs.materials, request.grade, section.family, "grade")
        except InvalidInputError as unknown:
            raise InvalidInputError([*problems, *unknown.problems]) from None
        section, steel, name = as_made(section, grade.full_wall), material(packs.materials, grade), grade.name
    if problems:
        raise InvalidInputError(problems)
    return section, steel, name


def _demands(request: PoleCheckRequest) -> Action:
    d = request.demands
    return Action(
        N=d.axial_kip,
        V_x=d.shear_x_kip or 0.0,
        V_y=d.shear_kip if d.shear_kip is not None else d.shear_y_kip or 0.0,
        M_x=d.moment_kipft if d.moment_kipft is not None else d.moment_x_kipft or 0.0,
        M_y=d.moment_y_kipft or 0.0,
        T=d.torsion_kipft,
    )


def _capacities(nominal: Strength, c: Strength) -> dict[str, float | None]:
    """Strengths in the plane of wind normal to the face, nominal and available."""
    return {
        "moment_nominal_kipft": nominal.M_x / 12.0,
        "moment_kipft": c.M_x / 12.0,
        "shear_nominal_kip": nominal.V_y,
        "shear_kip": c.V_y,
        "torsion_nominal_kipft": None if nominal.T is None else nominal.T / 12.0,
        "torsion_kipft": None if c.T is None else c.T / 12.0,
        "axial_kip": c.P,
    }
