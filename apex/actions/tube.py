"""Aluminum supports under given loads: which tubes do, and how one tube does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apex.engine.aluminum import combined, option
from apex.engine.aluminum.factor import available
from apex.engine.aluminum.scope import require_height, require_tube
from apex.engine.aluminum.strength import nominal_aluminum
from apex.engine.bundle import Packs
from apex.engine.load.action import Action
from apex.engine.request import PoleCheckRequest, PoleOptionsRequest
from apex.engine.steel.capacity import Strength
from apex.engine.steel.catalog import plain, plain_grade
from apex.engine.support import candidate
from apex.engine.support.candidate import Candidate
from apex.engine.trace import Check, Sheet
from apex.errors import InvalidInputError, Problem

CODE, CHAPTERS, PACKS = "ADM", combined.CHAPTERS, ("sections_aluminum",)
WELDED = "Aluminum is 6061-T6 welded at its base with {} filler; the whole section is taken as weld-affected."


@dataclass(frozen=True, slots=True)
class Worked:
    """One section worked out: strengths, checks, and the standard and packs they come from."""

    nominal: Strength
    available: Strength
    checks: Sequence[Check]
    code: str
    packs: Sequence[str]


def is_tube(label: str) -> bool:
    """Whether a label is one of the aluminum catalog, where all begin with AL."""
    return plain(label).startswith("AL")


def require(packs: Packs, grades: Sequence[str], grades_at: str, height_ft: float, height_at: str) -> None:
    """Refuse another alloy than the one there is, and supports too tall for it."""
    alloy = packs.aluminum.alloy.name
    other = [name for name in grades if plain_grade(name) != plain_grade(alloy)]
    if other:
        message = f"no grade {', '.join(other)} of aluminum; it is {alloy}"
        raise InvalidInputError([Problem(grades_at, message, "unknown_grade")])
    require_height(height_ft, height_at)


def candidates(
    packs: Packs, request: PoleOptionsRequest, posts: Sequence[Action], families: Sequence[str]
) -> list[Candidate]:
    """Every tube of the families under the actions of the posts, by the rules of the ADM."""
    costs = {family: float(price.value) for family, price in packs.pricing.steel.items()}
    length, alloy = request.height_ft * request.count, packs.aluminum.alloy
    found: list[Candidate] = []
    for group in option.groups(packs.aluminum, tuple(dict.fromkeys(families)), request.filler):
        ratios, strengths = option.by_loads(group, posts, request.method, request.height_ft, alloy, request.filler)
        found += candidate.rows(group, ratios, costs, length, torsion=False, capacities=strengths)
    return found


def worked(packs: Packs, request: PoleCheckRequest, action: Action, sheet: Sheet) -> Worked:
    """One tube under given forces."""
    aluminum = packs.aluminum
    if request.fy_ksi is not None:
        message = f"aluminum is {aluminum.alloy.name}, weld-affected; its strength is not an input"
        raise InvalidInputError([Problem("fy_ksi", message)])
    section = aluminum.sections.find(request.section, "section")
    require(packs, (request.grade,) if request.grade else (), "grade", request.unbraced_ft, "unbraced_ft")
    tube = require_tube(section, "section")
    sheet.part("support", f"Strength of {tube.name}, {aluminum.alloy.name}, welded at its base")
    aluminum.alloy.record(sheet, request.filler, tube.t, aluminum.label)
    L = 12.0 * request.unbraced_ft
    nominal = nominal_aluminum(sheet, tube, request.filler, L, alloy=aluminum.alloy, k=request.k)
    c = available(sheet, nominal.strength, nominal.rupture, request.method)
    sheet.part("support", "Checks")
    checks = combined.strength_checks(sheet, combined.envelope([("given loads", action)], c), c, CODE)
    sheet.assume(WELDED.format(request.filler))
    return Worked(nominal.strength, c, checks, CODE, PACKS)
