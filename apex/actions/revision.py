"""The one way a stored project changes: against the version that was seen, kept whole, and logged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apex.actions.call import Call
from apex.engine.envelope import sha256
from apex.errors import ApexError, StaleError, SubmittingError
from apex.logic.diff import changes
from apex.logic.flat import ABSENT
from apex.store.advance import advance
from apex.store.project import Project
from apex.store.user import User
from apex.store.verb import Verb
from apex.store.version import CONTENT, keep_version, snapshot, state_sha256, upgraded, version_of

SETTLED = ("updated_at", "calculation_id", "packs")
"""Columns whose change follows from another one's; the log names that one."""


def etag(project: Project) -> str:
    """Strong, the same whichever form is asked for."""
    return tag(project.version, state_sha256(project))


def tag(version: int, digest: str) -> str:
    return f'"{version}-{digest[:16]}"'


def with_rest(state: str, rest: Any) -> str:
    """The tag of an answer that holds more than the state its first part names. A write may name either."""
    return f'{state[:-1]}.{sha256(rest)[:16]}"'


def shown(call: Call, project: Project) -> dict[str, Any]:
    """A project as an answer names it."""
    owner = call.session.get(User, project.owner_id)
    return {
        "id": project.id,
        "number": project.number,
        "name": project.name,
        "customer": project.customer,
        "site_name": project.site_name,
        "address": project.address,
        "description": project.description,
        "owner": owner.email if owner else "",
        "pm_number": project.pm_number,
        "status": project.status,
        "submission": project.submission_id,
        "visibility": project.visibility,
        "version": project.version,
        "created_at": project.created_at.isoformat(),
        "updated_at": project.updated_at.isoformat(),
    }


def revise(
    call: Call, project: Project, seen: int, values: Mapping[str, Any], *, verb: Verb, reason: str = ""
) -> Project:
    """Write columns if the project still is at version `seen`; else `StaleError` and nothing written."""
    before = snapshot(project)
    if not advance(call.session, project, seen, {**values, "updated_at": call.now}):
        call.session.refresh(project)
        raise stale(call, project, seen)
    keep_version(call.session, project, call.actor.id, call.now, reason)
    call.record(verb, "project", project.id, project=project.id, reason=reason, changes=_changed(before, project))
    return project


def _changed(before: Mapping[str, Any], project: Project) -> dict[str, tuple[Any, Any]]:
    old, new = ({k: v for k, v in state.items() if k not in SETTLED} for state in (before, snapshot(project)))
    return {field_name(c.path): (_plain(c.before), _plain(c.after)) for c in changes(old, new)}


def _plain(side: Any) -> Any:
    return None if side is ABSENT else side


def field_name(path: str) -> str:
    """A path inside a snapshot as people know it: fields of the design without the column they lie in."""
    return path.removeprefix("document.")


def stale(call: Call, project: Project, seen: int) -> ApexError:
    """What a writer is told whose version is not the current one; a submission under way says more than that."""
    if project.submission_id is not None:
        return SubmittingError(project.submission_id)
    return StaleError(etag(project), {**shown(call, project), "design": project.document}, _since(call, project, seen))


def _since(call: Call, project: Project, seen: int) -> list[str]:
    held = version_of(call.session, project.id, seen)
    now = {name: getattr(project, name) for name in CONTENT if name != "packs"} | {"status": project.status}
    if held is None:
        return [field_name(c.path) for c in changes({}, now)]
    before = upgraded(held)
    was = {name: before.get(name) for name in now}
    return [field_name(c.path) for c in changes(was, now)]
