"""Saving designs: whole or by stage, each with its calculation; going back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apex.actions.calculate import Worked, calculation, work
from apex.actions.call import Call
from apex.actions.revision import revise
from apex.actions.status import design_open
from apex.engine.bundle import Packs
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.logic.diff import changes
from apex.logic.tree import follow
from apex.schema.project import Return
from apex.store.project import Project
from apex.store.seal import supersede
from apex.store.verb import Verb
from apex.store.version import content, version_of

SCHEMA = "apex/design/1"
STAGES = ("site", "sign", "support", "foundation", "baseplate", "pricing")


def save_design(
    call: Call, packs: Packs, project: Project, seen: int, given: object, *, reason: str = "", partial: bool = False
) -> tuple[Project, Worked]:
    """The document replaces the design. One without change makes no version."""
    design_open(project)
    if not isinstance(given, Mapping):
        raise InvalidInputError([Problem("", "expected a design document", "object_type")])
    worked = work(call.session, packs, given, partial=partial)
    if not changes(project.document, dict(given)):
        return project, worked
    values = computed(call, project, seen + 1, given, worked)
    values["parts"] = follow(project.parts, project.document, given)
    revise(call, project, seen, values, verb=Verb.DESIGN_SAVED, reason=reason)
    supersede(call.session, project.id, project.version, call.now)
    return project, worked


def save_stage(
    call: Call, packs: Packs, project: Project, seen: int, stage: str, given: object
) -> tuple[Project, Worked]:
    """One stage of the design; the others stay as they are."""
    return save_design(call, packs, project, seen, with_stage(project, stage, given), partial=True)


def with_stage(project: Project, stage: str, given: object) -> dict[str, Any]:
    """The project's document with one stage put in."""
    if stage not in STAGES:
        raise NotFoundError(f"there is no stage {stage!r}; the stages are {', '.join(STAGES)}")
    document = {"schema": SCHEMA, "name": project.name, **project.document}
    if given is None:
        document.pop(stage, None)
    else:
        document[stage] = given
    return document


def restore(call: Call, packs: Packs, project: Project, seen: int, wanted: Return) -> Project:
    """The content of an old version as a new one. Status, number, owner and members stay."""
    design_open(project)
    held = version_of(call.session, project.id, wanted.version)
    if held is None:
        raise InvalidInputError([Problem("version", f"there is no version {wanted.version}", "unknown")])
    values = content(held.snapshot, held.schema_version)
    if values["document"]:
        worked = work(call.session, packs, values["document"], partial=True)
        values |= computed(call, project, seen + 1, values["document"], worked)
    else:
        values |= {"calculation_id": None, "packs": {}}
    reason = wanted.reason or f"back to version {wanted.version}"
    revise(call, project, seen, values, verb=Verb.PROJECT_RESTORED, reason=reason)
    supersede(call.session, project.id, project.version, call.now)
    return project


def computed(call: Call, project: Project, version: int, document: Mapping[str, Any], worked: Worked) -> dict[str, Any]:
    """Columns of a document that was worked out, its calculation stored."""
    found = calculation(call, project.id, version, document, worked)
    if found is None:
        return {"document": dict(document), "packs": {}, "calculation_id": None}
    call.session.add(found)
    call.session.flush()
    return {"document": dict(document), "packs": found.packs, "calculation_id": found.id}
