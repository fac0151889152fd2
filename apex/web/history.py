"""The history of a project: its versions, what differs between two, going back, and who did what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy import func, select

from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, field_name, shown, stale
from apex.actions.save import restore as go_back
from apex.actions.status import EDITABLE
from apex.errors import NotFoundError
from apex.logic.diff import changes
from apex.logic.flat import ABSENT
from apex.packs.load import load_packs
from apex.schema.project import Return
from apex.schema.read import read
from apex.store.audit import AuditRow
from apex.store.chain import rows
from apex.store.project import Project
from apex.store.user import User
from apex.store.version import CONTENT, ProjectVersion, version_of, versions_of
from apex.web.ask import typed, window
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount

bp = Blueprint("history", __name__)
COMPARED = (*(name for name in CONTENT if name != "packs"), "status", "visibility")


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Versions of a project, newest first."""

    project: dict[str, Any]
    etag: str
    items: list[dict[str, Any]]
    pages: Pages
    can_restore: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The project as it was at one version."""

    project: dict[str, Any]
    version: dict[str, Any]
    fields: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What two versions have different."""

    project: dict[str, Any]
    a: dict[str, Any]
    b: dict[str, Any]
    changes: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Who did what to the project, newest first."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    pages: Pages


def _names(call: Call, ids: set[str]) -> dict[str, str]:
    found = call.session.execute(select(User.id, User.name, User.email).where(User.id.in_(ids)))
    return {i: name or email for i, name, email in found}


def _item(row: ProjectVersion, names: dict[str, str]) -> dict[str, Any]:
    return {
        "version": row.version,
        "actor": names.get(row.actor_id, row.actor_id),
        "at": row.at.isoformat(),
        "reason": row.reason,
        "sha256": row.sha256,
    }


@mount(bp, "/projects/<project_id>/versions", ["GET"], "project.read")
def versions(call: Call, project: Project) -> Response:
    """Every version, newest first."""
    part = window()
    held = versions_of(call.session, project.id, part.limit, part.offset)
    names = _names(call, {row.actor_id for row in held})
    items = [_item(row, names) for row in held]
    around = pages(part, len(items), project.version)
    outcome = Outcome(inputs=None, result=listed(items, part, project.version), exact=True, etag=None)
    open_now = allows(call, project, "project.edit") and project.status in EDITABLE
    page = HistoryPage(shown(call, project), etag(project), items, around, open_now)
    return linked(respond(View("history/index.html", "history/_rows.html", page, outcome)), around)


def _version(call: Call, project: Project, version: int) -> ProjectVersion:
    found = version_of(call.session, project.id, version) if version < 2**31 else None
    if found is None:
        raise NotFoundError(f"there is no version {version}")
    return found


@mount(bp, "/projects/<project_id>/versions/<int:version>", ["GET"], "project.read")
def version(call: Call, project: Project, version: int) -> Response:
    """The project as of one version."""
    found = _version(call, project, version)
    item = _item(found, _names(call, {found.actor_id}))
    result = {**item, "schema_version": found.schema_version, "snapshot": found.snapshot}
    outcome = Outcome(inputs=None, result=result, exact=True, etag=f'"{found.version}-{found.sha256[:16]}"')
    fields = [(field_name(c.path), c.after) for c in changes({}, _compared(found))]
    page = VersionPage(shown(call, project), item, fields)
    return respond(View("history/show.html", "history/_version.html", page, outcome))


def _compared(found: ProjectVersion) -> dict[str, Any]:
    return {name: found.snapshot[name] for name in COMPARED if name in found.snapshot}


@mount(bp, "/projects/<project_id>/versions/<int:a>/diff/<int:b>", ["GET"], "project.read")
def diff(call: Call, project: Project, a: int, b: int) -> Response:
    """What changed from version a to version b."""
    old, new = _version(call, project, a), _version(call, project, b)
    names = _names(call, {old.actor_id, new.actor_id})
    told = [
        {"field": field_name(c.path), "before": _side(c.before), "after": _side(c.after)}
        for c in changes(_compared(old), _compared(new))
    ]
    result = {"from": _item(old, names), "to": _item(new, names), "changes": told}
    page = DiffPage(shown(call, project), result["from"], result["to"], told)  # type: ignore[arg-type]
    outcome = Outcome(inputs=None, result=result, exact=True)
    return respond(View("history/diff.html", "history/_diff.html", page, outcome))


def _side(value: Any) -> Any:
    return None if value is ABSENT else value


@mount(bp, "/projects/<project_id>/restore", ["POST"], "project.edit")
def restore(call: Call, project: Project) -> Response:
    """Go back to a version, which makes a new one."""
    given = typed() if request.is_json else dict(typed(), reason=request.form.get("reason", ""))
    wanted = read(Return, given)
    found = seen(etag(project), project.version, lambda named: stale(call, project, named))
    go_back(call, load_packs(), project, found, wanted)
    outcome = Outcome(inputs=None, result=shown(call, project), exact=True, etag=etag(project))
    return done(outcome, url_for("project.show", project_id=project.id))


@mount(bp, "/projects/<project_id>/events", ["GET"], "project.read")
def events(call: Call, project: Project) -> Response:
    """The timeline: what the audit log holds of this project, without addresses."""
    part = window()
    own = select(AuditRow).where(AuditRow.project == project.id)
    total = call.session.scalar(select(func.count()).select_from(own.subquery())) or 0
    held = list(rows(call.session, own.order_by(AuditRow.seq.desc()), part.limit, part.offset))
    names = _names(call, {row.actor for row in held})
    items = [
        {
            "at": row.at,
            "actor": names.get(row.actor, row.actor),
            "verb": row.verb,
            "object": row.object,
            "reason": row.reason,
            "changes": dict(row.changes),
        }
        for row in held
    ]
    around = pages(part, len(items), total)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    page = EventsPage(shown(call, project), items, around)
    return linked(respond(View("history/events.html", "history/_events.html", page, outcome)), around)
