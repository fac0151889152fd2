"""The history of a project: its versions, what differs between two, going back, and who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, redirect, request, url_for
from sqlalchemy import func, select

from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.compare import CheckChange, Side, Stage, checks, compared, parts, side, stages
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, field_name, shown, stale
from apex.actions.save import restore as go_back
from apex.actions.sentence import Sentence, people, sentence
from apex.actions.status import open_now
from apex.errors import NotFoundError
from apex.logic.diff import changes
from apex.logic.flat import ABSENT
from apex.packs.load import load_packs
from apex.schema.draft import Form
from apex.schema.project import Return
from apex.schema.read import read
from apex.store.audit import AuditRow
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.chain import rows
from apex.store.member import names_of
from apex.store.project import Project
from apex.store.seal import sealed_calculations
from apex.store.version import ProjectVersion, upgraded, version_of, versions_of
from apex.web.ask import typed, wants_page, window
from apex.web.offer import BACK, form_address
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.viewer import viewer

bp = Blueprint("history", __name__)
BLANK = ("", "(blank)", "(none)")
LONGEST = 10
"""Digits of a number no version has."""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Versions of a project, newest first."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    pages: Pages
    can_restore: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The project as it was at one version, with what was computed of it then."""

    project: dict[str, Any]
    version: dict[str, Any]
    stages: list[Stage]
    side: Side | None
    can_restore: bool


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What two versions have different, in fields, checks and drawings."""

    project: dict[str, Any]
    etag: str
    a: dict[str, Any]
    b: dict[str, Any]
    stages: list[Stage]
    parts: list[str]
    """What differs in parts of the shop, in sentences."""
    checks: list[CheckChange]
    before: Side | None
    after: Side | None
    restores: bool
    """Whether the second could be gone back to from the first, which is how the project stands."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the timeline: when, as a clock of the reader shows it, and the sentence."""

    at: str
    clock: str
    told: Sentence


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day."""

    date: str
    events: list[Event]


@dataclass(frozen=True, slots=True)
class EventsPage:
    """Who did what to the project, newest first, by days of the reader's zone."""

    project: dict[str, Any]
    days: list[Day]
    zone: str
    pages: Pages


def _item(row: ProjectVersion, names: dict[str, str]) -> dict[str, Any]:
    return {
        "version": row.version,
        "actor": names.get(row.actor_id, row.actor_id),
        "at": row.at.isoformat(),
        "reason": row.reason,
        "sha256": row.sha256,
    }


def _open(call: Call, project: Project) -> bool:
    return allows(call, project, "project.edit") and open_now(project)


@mount(bp, "/projects/<project_id>/versions", ["GET"], "project.read")
def versions(call: Call, project: Project) -> Response:
    """Every version, newest first. Two that are picked, `a` and `b`, lead to what they have different."""
    picked = [request.args.get(name, "") for name in ("a", "b")]
    if wants_page() and all(number.isdecimal() and len(number) < LONGEST for number in picked):
        a, b = map(int, picked)
        response: Response = current_app.make_response(
            redirect(url_for("history.diff", project_id=project.id, a=a, b=b), 303)
        )
        return response
    part = window()
    held = versions_of(call.session, project.id, part.limit, part.offset)
    names = names_of(call.session, {row.actor_id for row in held})
    items = [_item(row, names) for row in held]
    around = pages(part, len(items), project.version)
    outcome = Outcome(inputs=None, result=listed(items, part, project.version), exact=True, etag=None)
    page = HistoryPage(shown(call, project), items, around, _open(call, project))
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
    item = _item(found, names_of(call.session, {found.actor_id}))
    result = {**item, "schema_version": found.schema_version, "snapshot": found.snapshot}
    outcome = Outcome(inputs=None, result=result, exact=True, etag=f'"{found.version}-{found.sha256[:16]}"')

    def page() -> VersionPage:
        open_now = _open(call, project) and version != project.version
        told = stages({}, compared(upgraded(found)))
        filled = [Stage(s.title, [line for line in s.lines if line.after not in BLANK]) for s in told]
        return VersionPage(
            shown(call, project), item, [s for s in filled if s.lines],
            side(_calculation(call, found), "then", _sealed(call, project)), open_now,
        )  # fmt: skip

    return respond(View("history/show.html", "history/_version.html", page, outcome))


def _sealed(call: Call, project: Project) -> set[str]:
    return sealed_calculations(call.session, project.id, project.calculation_id)


def _calculation(call: Call, found: ProjectVersion) -> Calculation | None:
    """What was computed of a version when it was saved."""
    return calculation_by_id(call.session, found.snapshot.get("calculation_id"))


@mount(bp, "/projects/<project_id>/versions/<int:a>/diff/<int:b>", ["GET"], "project.read")
def diff(call: Call, project: Project, a: int, b: int) -> Response:
    """What changed from version a to version b. From how the project stands, it is what going back to b does."""
    old, new = _version(call, project, a), _version(call, project, b)
    names = names_of(call.session, {old.actor_id, new.actor_id})
    whole = upgraded(old), upgraded(new)
    was, now, shop = compared(whole[0]), compared(whole[1]), parts(*whole)
    told = [
        {"field": field_name(c.path), "before": _side(c.before), "after": _side(c.after)} for c in changes(was, now)
    ]
    items = (_item(old, names), _item(new, names))
    outcome = Outcome(
        inputs=None, result={"from": items[0], "to": items[1], "changes": told, "parts": shop}, exact=True
    )

    def page() -> DiffPage:
        back = _open(call, project) and a == project.version != b
        if back:
            # Going back leaves these as they are.
            now.update(status=was["status"], visibility=was["visibility"])
        before, after = _calculation(call, old), _calculation(call, new)
        sealed = _sealed(call, project)
        return DiffPage(
            shown(call, project), etag(project), *items, stages(was, now), shop, checks(before, after),
            side(before, "before", sealed), side(after, "after", sealed), back,
        )  # fmt: skip

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
    back = request.form.get(BACK, "")
    return done(outcome, form_address(project.id, back if back in get_args(Form) else "overview"))


@mount(bp, "/projects/<project_id>/events", ["GET"], "project.read")
def events(call: Call, project: Project) -> Response:
    """The timeline: what the audit log holds of this project, without addresses."""
    part = window()
    own = select(AuditRow).where(AuditRow.project == project.id)
    total = call.session.scalar(select(func.count()).select_from(own.subquery())) or 0
    held = list(rows(call.session, own.order_by(AuditRow.seq.desc()), part.limit, part.offset))
    names = names_of(call.session, people(held))
    told = [sentence(row, names) for row in held]
    items = [
        {
            "at": row.at,
            "actor": names.get(row.actor, row.actor),
            "verb": row.verb,
            "object": row.object,
            "reason": row.reason,
            "changes": dict(row.changes),
            "sentence": str(said),
        }
        for row, said in zip(held, told, strict=True)
    ]
    around = pages(part, len(items), total)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)

    def page() -> EventsPage:
        zone, system = viewer().zone or "UTC", viewer().system
        mine = told if system == "us" else [sentence(row, names, system) for row in held]
        return EventsPage(shown(call, project), days([row.at for row in held], mine, zone), zone, around)

    return linked(respond(View("history/events.html", "history/_events.html", page, outcome)), around)


def days(times: Sequence[str], told: Sequence[Sentence], zone: str) -> list[Day]:
    """Sentences under the days they were true on, in a zone."""
    found: list[Day] = []
    for at, said in zip(times, told, strict=True):
        local = datetime.fromisoformat(at).astimezone(ZoneInfo(zone))
        date = local.strftime("%A, %B ") + f"{local.day}, {local.year}"
        if not found or found[-1].date != date:
            found.append(Day(date, []))
        found[-1].events.append(Event(at, local.strftime("%H:%M"), said))
    return found
