"""Who is in a project: listed for everybody in it, changed by its owners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, url_for

from apex.actions import member as action
from apex.actions.access import allows, role_in
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown
from apex.errors import ApexError, InvalidInputError, Problem, StaleError
from apex.schema.member import NewMember
from apex.schema.read import read
from apex.store.member import Member
from apex.store.project import Project
from apex.store.user import User
from apex.web.ask import API, typed, wants_page, window
from apex.web.form import Field, Filled, form_fields
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount

bp = Blueprint("member", __name__)


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Who is in the project, and the form that takes somebody in."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    pages: Pages
    fields: list[Field]
    can_change: bool


def _page(
    call: Call, project: Project, values: dict[str, Any] | None = None, problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> Response:  # fmt: skip
    part = window()
    people = action.people(call, project)
    items = people[part.offset : part.offset + part.limit]
    around = pages(part, len(items), len(people))
    page = MembersPage(
        project=shown(call, project),
        items=items,
        pages=around,
        fields=form_fields(NewMember, "", ("email", "role"), Filled(values or {}, problems)),
        can_change=allows(call, project, "project.edit") and role_in(call, project) == "owner",
    )
    outcome = Outcome(inputs=None, result=listed(items, part, len(people)), exact=True)
    return linked(respond(View("member/index.html", "member/_list.html", page, outcome, status)), around)


@mount(bp, "/projects/<project_id>/members", ["GET"], "project.read")
def index(call: Call, project: Project) -> Response:
    """Whose the project is, then its members."""
    return _page(call, project)


@mount(bp, "/projects/<project_id>/members", ["POST"], "project.edit")
def put(call: Call, project: Project) -> Response:
    """Somebody is in the project as this from now on, whatever they were before."""
    given = typed()
    try:
        user, new = action.put(call, project, read(NewMember, given))
    except InvalidInputError as refused:
        if not wants_page():
            raise
        return _page(call, project, given, refused.problems, 422)
    member = call.session.get_one(Member, (project.id, user.id), populate_existing=True)
    result = action.shown(member, user)
    location = API + url_for("member.remove", project_id=project.id, user_id=user.id)
    outcome = Outcome(inputs=None, result=result, exact=True, etag=result["etag"])
    return done(outcome, url_for("member.index", project_id=project.id), 201 if new else 200, location if new else "")


@mount(bp, "/projects/<project_id>/members/<user_id>", ["DELETE"], "project.edit")
def remove(call: Call, project: Project, user_id: str) -> Response:
    """Take somebody out of the project, against the tag they were seen with."""
    member = action.member_in(call, project, user_id)
    seen(action.etag(member), 1, lambda _: _stale(call, member))
    action.remove(call, project, member)
    # Who took themselves out may not see the project any more.
    page = url_for("project.index") if user_id == call.actor.id else url_for("member.index", project_id=project.id)
    return done(Outcome(inputs=None, result={"removed": user_id}), page)


def _stale(call: Call, member: Member) -> ApexError:
    current = action.shown(member, call.session.get_one(User, member.user_id))
    return StaleError(action.etag(member), current, ["role"])


@mount(bp, "/projects/<project_id>/members/<user_id>/remove", ["POST"], "project.edit")
def take_out(call: Call, project: Project, user_id: str) -> Response:
    return remove(call, project, user_id)
