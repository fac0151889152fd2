"""Making projects, changing what is said of them, putting them away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from apex.actions.calculate import Worked, calculation, work
from apex.actions.call import Call
from apex.actions.revision import revise
from apex.actions.status import move, not_submitting
from apex.engine.bundle import Packs
from apex.errors import ReadOnlyError
from apex.schema.project import Move, Overview
from apex.schema.read import read
from apex.store.number import next_number
from apex.store.project import Project
from apex.store.verb import Verb
from apex.store.version import keep_version

OVERVIEW = ("name", "customer", "site_name", "address", "description", "visibility")


def create(call: Call, packs: Packs, given: object) -> Project:
    """A new project of the caller's; `design` beside its fields starts it from a document."""
    fields = dict(given) if isinstance(given, Mapping) else given
    document = fields.pop("design", None) if isinstance(fields, dict) else None
    overview = read(Overview, fields)
    worked = work(call.session, packs, document, partial=True) if isinstance(document, Mapping) else None
    return _made(call, overview, document if worked else None, worked, Verb.PROJECT_CREATED)


def _made(
    call: Call, overview: Overview, document: Mapping[str, Any] | None, worked: Worked | None, verb: Verb,
    reason: str = "", parts: Mapping[str, Any] | None = None,
) -> Project:  # fmt: skip
    project = Project(
        number=next_number(call.session, call.now.year),
        owner_id=call.actor.id,
        created_at=call.now,
        updated_at=call.now,
        document=dict(document or {}),
        parts=dict(parts or {}),
        **asdict(overview),
    )
    call.session.add(project)
    call.session.flush()
    found = calculation(call, project.id, 1, project.document, worked) if worked else None
    if found is not None:
        call.session.add(found)
        call.session.flush()
        project.calculation_id, project.packs = found.id, found.packs
        call.session.flush()
    keep_version(call.session, project, call.actor.id, call.now, reason)
    told = {name: (None, value) for name, value in {**asdict(overview), "number": project.number}.items() if value}
    call.record(verb, "project", project.id, project=project.id, reason=reason, changes=told)
    return project


def clone(call: Call, packs: Packs, source: Project) -> Project:
    """A new project with the content of another; status, number and owner are its own."""
    overview = read(Overview, {**overview_of(source), "name": f"{source.name[:190]} (copy)"})
    worked = work(call.session, packs, source.document, partial=True) if source.document else None
    told = f"from {source.number}"
    return _made(call, overview, source.document, worked, Verb.PROJECT_CLONED, told, source.parts)


def overview_of(project: Project) -> dict[str, Any]:
    return {name: getattr(project, name) for name in OVERVIEW}


def change(call: Call, project: Project, seen: int, given: object) -> Project:
    """Replace what is said of a project. Without a change there is no new version."""
    if project.status == "archived":
        raise ReadOnlyError(f"the project is archived; move it to {project.previous_status} to go on")
    not_submitting(project)
    wanted = asdict(read(Overview, given))
    if wanted == overview_of(project):
        return project
    return revise(call, project, seen, wanted, verb=Verb.PROJECT_CHANGED)


def archive(call: Call, project: Project, seen: int) -> Project:
    return move(call, project, seen, Move(to="archived"))
