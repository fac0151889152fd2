"""Links that show a project to somebody without an account, and what they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import share as action
from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.schema.read import read
from apex.schema.share import NewShare
from apex.store.project import Project
from apex.store.share import share_of, shares_of
from apex.web.ask import API, typed, wants_page, window
from apex.web.form import Field, Filled, form_fields
from apex.web.paging import Pages, linked, listed, pages
from apex.web.respond import View, done, respond
from apex.web.route import afterwards, mount

bp = Blueprint("share", __name__)


@dataclass(frozen=True, slots=True)
class SharesPage:
    """The links of a project, the form that makes one, and the one just made, shown this once."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    pages: Pages
    fields: list[Field]
    can_share: bool
    made: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A project as somebody without an account sees it."""

    number: str
    name: str
    site_name: str
    address: str
    sealed: bool
    verdict: dict[str, str] | None
    facts: list[dict[str, str]]
    total: str
    drawing: str


@bp.after_request
def keep_quiet(response: Response) -> Response:
    """The address is the secret: not for search engines, other sites or caches, whatever the answer."""
    if (request.endpoint or "").endswith("share.show"):
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(
    call: Call, project: Project, *, made: str = "", values: dict[str, Any] | None = None,
    problems: tuple[Problem, ...] = (), status: int = 200,
) -> Response:  # fmt: skip
    part = window()
    rows, total = shares_of(call.session, project.id, part.limit, part.offset)
    items = [action.shown(call, row, by) for row, by in rows]
    around = pages(part, len(items), total)
    page = SharesPage(
        project=shown(call, project),
        items=items,
        pages=around,
        fields=form_fields(NewShare, "", ("label", "days"), Filled(values or {}, problems)),
        can_share=allows(call, project, "project.share") and project.status != "archived",
        made=made,
        problems=problems,
    )
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    return linked(respond(View("share/index.html", "share/_list.html", page, outcome, status)), around)


@mount(bp, "/projects/<project_id>/shares", ["GET"], "project.read")
def index(call: Call, project: Project) -> Response:
    """The links, newest first, never with their tokens."""
    return _page(call, project)


@mount(bp, "/projects/<project_id>/shares", ["POST"], "project.share", keyed=False)
def make(call: Call, project: Project) -> Response:
    """A link, shown this once. Not remembered under an Idempotency-Key: its token is kept nowhere."""
    given = typed()
    try:
        token, share = action.make(call, project, read(NewShare, given))
    except InvalidInputError as refused:
        if not wants_page():
            raise
        return _page(call, project, values=given, problems=refused.problems, status=422)
    address = url_for("share.show", token=token, _external=True)
    if wants_page():
        return _page(call, project, made=address)
    result = {**action.shown(call, share, call.actor.called), "token": token, "address": address}
    location = API + url_for("share.index", project_id=project.id)
    return done(Outcome(inputs=None, result=result, exact=True), "", 201, location)


@mount(bp, "/projects/<project_id>/shares", ["DELETE"], "project.share")
def revoke_all(call: Call, project: Project) -> Response:
    """End every live link."""
    return _revoked(project, action.revoke(call, project))


@mount(bp, "/projects/<project_id>/shares/revoke", ["POST"], "project.share")
def end_all(call: Call, project: Project) -> Response:
    return revoke_all(call, project)


@mount(bp, "/projects/<project_id>/shares/<share_id>", ["DELETE"], "project.share")
def revoke(call: Call, project: Project, share_id: str) -> Response:
    """End one link; one that has ended already stays so."""
    if share_of(call.session, project.id, share_id) is None:
        raise NotFoundError("there is no such link")
    return _revoked(project, action.revoke(call, project, share_id))


@mount(bp, "/projects/<project_id>/shares/<share_id>/revoke", ["POST"], "project.share")
def end(call: Call, project: Project, share_id: str) -> Response:
    return revoke(call, project, share_id)


def _revoked(project: Project, ended: list[str]) -> Response:
    outcome = Outcome(inputs=None, result={"revoked": ended})
    return done(outcome, url_for("share.index", project_id=project.id))


@mount(bp, "/share/<token>", ["GET"], None)
def show(call: Call, token: str) -> Response:
    """What the link shows. That it was opened is recorded once a day."""
    share, project = action.opened(call, token)
    result = action.public(call, project)
    if action.due(call, share.id):
        opening = (share.id, project.id)
        afterwards(lambda: action.record_opening(call, *opening))
    total = result["total_usd"]
    page = SharedPage(
        **{name: result[name] for name in ("number", "name", "site_name", "address", "verdict", "facts", "drawing")},
        sealed=result["status"] == "sealed",
        total="" if total is None else f"${total:,.2f}",
    )
    outcome = Outcome(inputs=None, result=result, exact=True)
    return respond(View("share/show.html", "share/_show.html", page, outcome))
