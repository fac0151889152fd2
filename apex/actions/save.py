"""Saving designs: whole or by stage, each with its calculation; going back; cloning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from apex.actions import design
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import revise
from apex.actions.status import design_open
from apex.engine.bundle import Packs
from apex.engine.design import Design
from apex.errors import InvalidInputError, NotFoundError, OutOfScope, Problem
from apex.logic.diff import changes
from apex.report.combination import combination_rows
from apex.report.drawing import sheet_svg
from apex.report.dxf import dxf
from apex.report.folio import folio
from apex.report.result import result_view
from apex.report.sheet import sheet_rows
from apex.schema.project import Return
from apex.settings import code_version
from apex.store.calculation import Calculation
from apex.store.project import Project
from apex.store.seal import supersede
from apex.store.verb import Verb
from apex.store.version import content, version_of

SCHEMA = "apex/design/1"
STAGES = ("site", "sign", "support", "foundation", "baseplate", "pricing")
REQUIRED = ("site", "sign", "foundation")


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of a document: its outcome, or why nothing could be computed of it."""

    made: Design | None = None
    outcome: Outcome | None = None
    why_not: str = ""


def work(packs: Packs, document: Mapping[str, Any], *, partial: bool = False) -> Worked:
    """Work a document out. Bad fields are errors; a case out of scope, or a stage not there yet, is not."""
    try:
        return Worked(*design.work_out(packs, document))
    except OutOfScope as refused:
        return Worked(why_not=refused.message)
    except InvalidInputError as refused:
        absent = [name for name in REQUIRED if name not in document]
        if not partial or any(p.field not in absent or p.type != "missing" for p in refused.problems):
            raise
        return Worked(why_not=f"the design is not complete: no {', no '.join(absent)}")


def save_design(
    call: Call, packs: Packs, project: Project, seen: int, given: object, *, reason: str = "", partial: bool = False
) -> tuple[Project, Worked]:
    """The document replaces the design. One without change makes no version."""
    design_open(project)
    if not isinstance(given, Mapping):
        raise InvalidInputError([Problem("", "expected a design document", "object_type")])
    worked = work(packs, given, partial=partial)
    if not changes(project.document, dict(given)):
        return project, worked
    values = _computed(call, project, seen + 1, given, worked)
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
        worked = work(packs, values["document"], partial=True)
        values |= _computed(call, project, seen + 1, values["document"], worked)
    else:
        values |= {"calculation_id": None, "packs": {}}
    reason = wanted.reason or f"back to version {wanted.version}"
    revise(call, project, seen, values, verb=Verb.PROJECT_RESTORED, reason=reason)
    supersede(call.session, project.id, project.version, call.now)
    return project


def _computed(
    call: Call, project: Project, version: int, document: Mapping[str, Any], worked: Worked
) -> dict[str, Any]:
    """Columns of a document that was worked out, its calculation stored."""
    if worked.made is None or worked.outcome is None:
        return {"document": dict(document), "packs": {}, "calculation_id": None}
    calculation = stored(call, project.id, version, document, worked.made, worked.outcome)
    call.session.add(calculation)
    call.session.flush()
    return {"document": dict(document), "packs": calculation.packs, "calculation_id": calculation.id}


def stored(
    call: Call, project_id: str, version: int, document: Mapping[str, Any], made: Design, outcome: Outcome
) -> Calculation:
    """A calculation as it is kept: everything its pages show, so that none is worked out again."""
    code, sheets = code_version(), folio(made, revision=str(version), sha=outcome.content_sha256)
    view = asdict(result_view(made, outcome.confidence, None))
    return Calculation(
        project_id=project_id,
        version=version,
        at=call.now,
        engine_version=code,
        packs=dict(outcome.pack_metadata),
        document=dict(document),
        passes=made.passes,
        content_sha256=outcome.content_sha256,
        envelope=outcome.envelope(code_version=code),
        sheet={
            "name": made.document.name,
            "stages": sheet_rows(made),
            "combinations": [asdict(row) for row in combination_rows(made)],
            "view": view,
            "sheets": [{"key": p.key, "what": p.title.what, "svg": sheet_svg(p)} for p in sheets[1:]],
            "dxf": dxf(sheets).decode(),
        },
    )
