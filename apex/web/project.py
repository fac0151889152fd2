"""Projects: the list, one project, and what is done to it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from flask import Blueprint, Response, request, url_for

from apex.actions import project as action
from apex.actions.access import allows, demand_in
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.permission import demand, may
from apex.actions.revision import etag, shown, stale
from apex.actions.status import move, needed, open_now, ways
from apex.errors import InvalidInputError, Problem
from apex.logic.patch import merge_patch
from apex.packs.load import load_packs
from apex.schema.project import Move, Overview
from apex.schema.read import read
from apex.store.listing import SORTS, Wanted, find
from apex.store.project import Project
from apex.web.ask import API, json_body, one_of, typed, wants_page, window
from apex.web.bench import MANY
from apex.web.conflict import Clash, settle
from apex.web.form import Field, Filled, as_data, form_fields, from_form
from apex.web.journey import Rail, rail
from apex.web.offer import NOBODY, Offer, Taken, given_back, offers, settled, taken
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.sketch import refused_sketch
from apex.web.submission import Box, begun, box, tell
from apex.web.who import settings

bp = Blueprint("project", __name__)
FORM = "overview"
"""What drafts of this form are called."""
STATUSES = ("", "draft", "estimating", "submitted", "accepted", "rejected", "archived")
ORDERS = (*SORTS, *(f"-{name}" for name in SORTS))


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the list: what it is sorted by, where that leads, and how it is sorted now."""

    label: str
    address: str
    order: str


HEADS = (("Number", "number"), ("Name", "name"), ("Customer", "customer"), ("Changed", "updated_at"))
"""Columns the list is sorted by; the times and numbers newest first."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of projects, and the form that makes a new one."""

    items: list[dict[str, Any]]
    pages: Pages
    q: str
    status: str
    sort: str
    mine: bool
    statuses: tuple[str, ...]
    fallback: bool
    can_create: bool
    fields: list[Field]
    open: bool
    """Whether the form that makes a new one stands open."""
    heads: list[Head]

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.status or self.mine)


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One project: its overview as a form, where it stands and where it can go."""

    project: dict[str, Any]
    etag: str
    fields: list[Field]
    ways: tuple[str, ...]
    can_edit: bool
    can_clone: bool
    has_design: bool
    next: Literal["begin", "go on", "make"]
    """What is to be done with the design: begin it, complete it, or make its package."""
    can_import: bool
    offers: list[Offer]
    typed: Taken
    box: Box
    rail: Rail
    clash: Clash | None = None


@mount(bp, "/projects", ["GET"], "project.read")
def index(call: Call) -> Response:
    """The projects the caller may see."""
    return _listed(call, {}, (), 200)


def _listed(call: Call, values: dict[str, Any], problems: Sequence[Problem], status: int) -> Response:
    """The list with the form that makes a new one, as it was filled in."""
    part = window(own=("q", "sort"))
    mine = request.args.get("owner") == "me"
    wanted = Wanted(
        viewer=None if call.actor.role == "admin" else call.actor.id,
        q=request.args.get("q", "")[:200],
        status=one_of("status", STATUSES, ""),
        owner=call.actor.id if mine else "",
        sort=one_of("sort", ORDERS, "-updated_at"),
        limit=part.limit,
        offset=part.offset,
    )
    found = find(call.session, wanted)
    items = [_item(row) for row in found.rows]
    around = pages(part, len(items), found.total)
    outcome = Outcome(
        inputs=dict(request.args),
        result=listed(items, part, found.total),
        intermediates={"search_fallback": True} if found.fallback else {},
        exact=True,
    )
    page = ListPage(
        items, around, wanted.q, wanted.status, wanted.sort, mine, STATUSES, found.fallback,
        can_create=may(call.actor, "project.create"),
        fields=form_fields(Overview, "", ("name", "customer", "address"), Filled(values, problems)),
        open=bool(problems or request.args.get("new")),
        heads=[_head(label, name, wanted.sort) for label, name in HEADS],
    )  # fmt: skip
    return linked(respond(View("project/index.html", "project/_rows.html", page, outcome, status)), around)


def _head(label: str, name: str, sort: str) -> Head:
    """The same column again turns the order round."""
    first = f"-{name}" if name in ("number", "updated_at") else name
    turned = name if first.startswith("-") else f"-{name}"
    given: dict[str, Any] = {k: v for k, v in request.args.items() if k in ("q", "status", "owner", "limit")}
    order = "" if sort.removeprefix("-") != name else "descending" if sort.startswith("-") else "ascending"
    return Head(label, url_for("project.index", sort=turned if sort == first else first, **given), order)


def _item(row: Any) -> dict[str, Any]:
    item = dict(row._mapping)  # noqa: SLF001 (SQLAlchemy's public name for it)
    return item | {name: item[name].isoformat() for name in ("created_at", "updated_at")}


@mount(bp, "/projects", ["POST"], "project.create")
def create(call: Call) -> Response:
    sketched = "schema" in request.form
    given = _sketched() if sketched else typed()
    try:
        project = action.create(call, load_packs(), given)
    except InvalidInputError as refused:
        if not wants_page():
            raise
        if sketched:
            problems = [replace(p, field=p.field.removeprefix("design.")) for p in refused.problems]
            return refused_sketch(from_form(request.form, MANY), InvalidInputError(problems))
        return _listed(call, given, refused.problems, 422)
    return done(_outcome(call, project), _address(project), 201, f"{API}{_address(project)}")


def _sketched() -> dict[str, Any]:
    """A sketch that becomes a project: its form is the design document."""
    document = as_data(from_form(request.form, MANY))
    return {"name": document.get("name", ""), "design": document}


def _address(project: Project) -> str:
    return url_for("project.show", project_id=project.id)


def _outcome(call: Call, project: Project, assumptions: tuple[str, ...] = ()) -> Outcome:
    result = shown(call, project)
    return Outcome(inputs=None, result=result, exact=True, etag=etag(project), assumptions=assumptions)


@mount(bp, "/projects/<project_id>", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """One project."""
    draft = taken(call, project, FORM)
    if draft is not None:
        return respond(_view(call, project, from_form(draft.fields, ()), draft))
    return respond(_view(call, project, action.overview_of(project)))


def _view(
    call: Call, project: Project, values: dict[str, Any], typed: Taken = NOBODY, clash: Clash | None = None,
    problems: Sequence[Problem] = (), status: int = 200,
) -> View:  # fmt: skip
    def page() -> ProjectPage:
        return ProjectPage(
            project=shown(call, project),
            etag=typed.etag or etag(project),
            fields=form_fields(
                Overview, "", action.OVERVIEW, Filled(values, problems, marks=clash.marks if clash else {})
            ),
            ways=tuple(to for to in _ways(project) if allows(call, project, needed(to))),
            can_edit=_can_edit(call, project),
            can_clone=may(call.actor, "project.create"),
            has_design=bool(project.document),
            next="make" if project.calculation_id else "go on" if project.document else "begin",
            can_import=allows(call, project, "project.edit") and open_now(project),
            offers=offers(call, project, FORM),
            typed=typed,
            box=box(call, project),
            rail=rail(call, project, "overview"),
            clash=clash,
        )

    return View("project/show.html", "project/_overview.html", page, _outcome(call, project), status)


def _ways(project: Project) -> tuple[str, ...]:
    """Where buttons lead from here; submitting has a form of its own."""
    return () if project.submission_id else tuple(to for to in ways(project) if to != "submitted")


def _can_edit(call: Call, project: Project) -> bool:
    standing = project.status != "archived" and project.submission_id is None
    return standing and allows(call, project, "project.edit")


@mount(bp, "/projects/<project_id>", ["PUT", "POST"], "project.edit")
def save(call: Call, project: Project) -> Response:
    """Replace what is said of the project. A form that began from an older version is merged and shown."""
    given = typed()
    if wants_page():
        return _save_form(call, project, given)
    return _changed(call, action.change(call, project, _seen(call, project), given))


def _save_form(call: Call, project: Project, given: dict[str, Any]) -> Response:
    # A field that is blank is left out, as a form leaves it out: else it would count as changed.
    held = settle(call, project, given, lambda state: {n: state[n] for n in action.OVERVIEW if state[n]})
    if held.clash is not None:
        return respond(_view(call, project, held.document, given_back(), held.clash, status=412))
    try:
        saved = action.change(call, project, held.version, held.document)
    except InvalidInputError as refused:
        return respond(_view(call, project, held.document, given_back(), None, refused.problems, 422))
    settled(call, project, FORM)
    return _changed(call, saved)


def _seen(call: Call, project: Project) -> int:
    return seen(etag(project), project.version, lambda version: stale(call, project, version))


def _changed(call: Call, project: Project) -> Response:
    return done(_outcome(call, project), _address(project))


@mount(bp, "/projects/<project_id>", ["PATCH"], "project.edit")
def patch(call: Call, project: Project) -> Response:
    """RFC 7396: only what is named changes; null empties."""
    version = _seen(call, project)
    wanted = merge_patch(action.overview_of(project), json_body())
    return _changed(call, action.change(call, project, version, wanted))


@mount(bp, "/projects/<project_id>", ["DELETE"], "project.edit")
def remove(call: Call, project: Project) -> Response:
    """Put the project away; nothing is lost, and it can be taken out again."""
    return _changed(call, action.archive(call, project, _seen(call, project)))


@mount(bp, "/projects/<project_id>/clone", ["POST"], "project.read")
def clone(call: Call, project: Project) -> Response:
    demand(call.actor, "project.create")
    made = action.clone(call, load_packs(), project)
    return done(_outcome(call, made), _address(made), 201, f"{API}{_address(made)}")


@mount(bp, "/projects/<project_id>/transitions", ["POST"], "project.read")
def transition(call: Call, project: Project) -> Response:
    """Change the status. Where a project management system gives the number, submitting goes step by step."""
    given = typed() if request.is_json else dict(typed(), reason=request.form.get("reason", ""))
    wanted = read(Move, given)
    demand_in(call, project, needed(wanted.to))
    version = _seen(call, project)
    if wanted.to == "submitted" and settings().pm is not None:
        return begun(call, project, version, wanted.reason)
    move(call, project, version, wanted)
    if wanted.to == "submitted":
        tell(call, project)
    return _changed(call, project)
