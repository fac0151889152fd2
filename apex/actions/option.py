"""Every section a design could stand on, its own choice of one left aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apex.actions.design import work_out
from apex.actions.outcome import Outcome
from apex.actions.pole import STEEL_FAMILIES
from apex.engine.bundle import Packs
from apex.engine.document.support import ALUMINUM
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.report.option import By, Options, as_result, options

REQUIRED = ("site", "sign", "foundation")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: families (the design's own where none), what is plotted, the order, failing ones too."""

    families: tuple[str, ...] = ()
    by: By = "cost"
    sort: str = "weight"
    every: bool = False


def weigh(packs: Packs, document: Mapping[str, Any], wish: Wish, in_design: str = "") -> tuple[Options, Outcome]:
    """The options of a stored document.

    `NotFoundError` while the design is not complete, `OutOfScope` where the engine has no answer for
    the sign, `InvalidInputError` for families of another material.
    """
    absent = [name for name in REQUIRED if name not in document]
    if absent:
        raise NotFoundError(f"nothing is computed: the design is not complete: no {', no '.join(absent)}")
    _families_of_material(document, wish.families)
    made, outcome = work_out(packs, freed(document, wish.families))
    assert made.selection is not None, "the section was left to the engine"
    fails = [c.name for c in made.checks if not c.passes]
    found = options(made.selection, by=wish.by, sort=wish.sort, in_design=in_design, fails=fails)
    inputs = {"design": dict(document), "families": list(wish.families), "sort": wish.sort, "all": wish.every}
    return found, Outcome(
        inputs=inputs,
        result={"families": list(made.document.support.families_in_use), **as_result(found, every=wish.every)},
        pack_metadata=outcome.pack_metadata,
        assumptions=[*said(found), *made.sheet.assumptions],
        feasible=made.feasible,
    )


def said(found: Options) -> list[str]:
    """What has to be known to read the rows."""
    shown = f"the design with {found.taken.section}, the lightest proven" if found.taken else "the nearest section"
    told = [
        "Each section stands under its own gust and under the wind on itself; it is chosen as if the design had none.",
        "A ratio at grade leaves out the pole in the ground; the ratio of the whole pole is never lower. Of "
        f"{len(found.passing)} sections that pass at grade, {found.proven} were worked out to the foot of the pole and "
        "pass. Soil, foundation and base plate are judged with the design.",
        "The cost is that of the support above grade, all posts together.",
        f"What follows is said of {shown}.",
    ]
    if found.design_fails:
        told.append(f"warning: {shown} fails: {', '.join(found.design_fails)}")
    return told


def freed(document: Mapping[str, Any], families: tuple[str, ...] = ()) -> dict[str, Any]:
    """The document with its section, or its segments, left to the engine; of other families if any are named."""
    given = document.get("support")
    support = {**(given if isinstance(given, Mapping) else {}), "section": None, "segments": None}
    if families:
        support["families"] = list(families)
    return {**document, "support": support}


def families_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Every family of the design's material."""
    support = document.get("support")
    material = support.get("material") if isinstance(support, Mapping) else None
    return ALUMINUM if material == "aluminum" else STEEL_FAMILIES


def _families_of_material(document: Mapping[str, Any], families: tuple[str, ...]) -> None:
    offered = families_of(document)
    other = [f for f in families if f not in offered]
    if other:
        message = f"there is no family {', '.join(other)} of this material; it comes as {', '.join(offered)}"
        raise InvalidInputError([Problem("family", message, "choice")])
