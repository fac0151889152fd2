"""Links that show a project to somebody without an account, what they show, and what is answered through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import answer as reply
from apex.actions import share as action
from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown
from apex.errors import ConflictError, InvalidInputError, NotFoundError, Problem, StaleError
from apex.schema.read import read
from apex.schema.share import NewAnswer, NewShare
from apex.store.answer import answers_of, answers_through
from apex.store.project import Project
from apex.store.share import Share, share_of, shares_of
from apex.web.ask import API, typed, wants_page, window
from apex.web.form import Field, Filled, form_fields
from apex.web.idempotency import key
from apex.web.limit import throttle_link
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import afterwards, mount

bp = Blueprint("share", __name__)
SAID = ("name", "email", "text")
PUBLIC = ("share.show", "share.answer")
RECENT = 50
"""How many answers a page shows."""


@dataclass(frozen=True, slots=True)
class SharesPage:
    """The links of a project, what was answered, the form that makes one, and the one just made, shown this once."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    more_answers: int
    """How many there are beside those shown."""
    pages: Pages
    fields: list[Field]
    can_share: bool
    made: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Everything customers answered."""

    project: dict[str, Any]
    answers: list[dict[str, Any]]
    pages: Pages
    can_share: bool


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A project as somebody without an account sees it."""

    number: str
    name: str
    site_name: str
    address: str
    sealed: bool
    verdict: dict[str, str] | None
    conditions: list[str]
    facts: list[dict[str, str]]
    total: str
    drawing: str
    etag: str
    answers: list[dict[str, Any]]
    refusal: str
    """Why nothing can be approved; empty where it can."""
    fields: list[Field]
    kind: str = ""
    problems: tuple[Problem, ...] = ()
    changed: bool = False
    """Whether what is shown is not what was answered to."""


@bp.after_request
def keep_quiet(response: Response) -> Response:
    """The address is the secret: not for search engines, other sites or caches, whatever the answer."""
    if (request.endpoint or "").endswith(PUBLIC):
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
    whole = allows(call, project, "project.share")
    said, said_in_all = answers_of(call.session, project.id, RECENT)
    answers = [reply.shown(row, label, whole=whole) for row, label in said]
    around = pages(part, len(items), total)
    page = SharesPage(
        project=shown(call, project),
        items=items,
        answers=answers,
        more_answers=said_in_all - len(answers),
        pages=around,
        fields=form_fields(NewShare, "", ("label", "days"), Filled(values or {}, problems)),
        can_share=whole and project.status != "archived",
        made=made,
        problems=problems,
    )
    result = {**listed(items, part, total), "answers": answers, "answers_total": said_in_all}
    outcome = Outcome(inputs=None, result=result, exact=True)
    return linked(respond(View("share/index.html", "share/_list.html", page, outcome, status)), around)


@mount(bp, "/projects/<project_id>/shares", ["GET"], "project.read")
def index(call: Call, project: Project) -> Response:
    """The links, newest first, never with their tokens."""
    return _page(call, project)


@mount(bp, "/projects/<project_id>/shares", ["POST"], "project.share")
def make(call: Call, project: Project) -> Response:
    """A link, shown this once."""
    sent = typed()
    try:
        token, share = action.make(call, project, read(NewShare, sent))
    except InvalidInputError as refused:
        if not wants_page():
            raise
        return _page(call, project, values=sent, problems=refused.problems, status=422)
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


@mount(bp, "/projects/<project_id>/shares/answers", ["GET"], "project.read")
def answers(call: Call, project: Project) -> Response:
    """Everything that was answered, what nobody has dealt with first."""
    part, whole = window(), allows(call, project, "project.share")
    rows, total = answers_of(call.session, project.id, part.limit, part.offset)
    items = [reply.shown(row, label, whole=whole) for row, label in rows]
    around = pages(part, len(items), total)
    page = AnswersPage(shown(call, project), items, around, whole and project.status != "archived")
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    return linked(respond(View("share/answers.html", "share/_answers.html", page, outcome)), around)


@mount(bp, "/projects/<project_id>/shares/answers/<answer_id>/settle", ["POST"], "project.share")
def settle(call: Call, project: Project, answer_id: str) -> Response:
    """Mark what a customer said as dealt with."""
    settled = reply.settle(call, project, answer_id)
    outcome = Outcome(inputs=None, result={"settled": answer_id if settled else None})
    return done(outcome, url_for("share.index", project_id=project.id))


@mount(bp, "/share/<token>", ["GET"], None)
def show(call: Call, token: str) -> Response:
    """What the link shows. That it was opened is recorded once a day."""
    share, project = action.opened(call, token)
    result = _public(call, share, project)
    if action.due(call, share.id):
        opening = (share.id, project.id)
        afterwards(lambda: action.record_opening(call, *opening))
    return respond(_view(result))


def _public(call: Call, share: Share, project: Project) -> dict[str, Any]:
    held = [reply.plain(row) for row in answers_through(call.session, share.id, RECENT)]
    return {**action.public(call, project), "answers": held}


def _view(
    result: dict[str, Any], *, values: dict[str, Any] | None = None, problems: tuple[Problem, ...] = (),
    status: int = 200, changed: bool = False,
) -> View:  # fmt: skip
    total, typed_in = result["total_usd"], values or {}
    tag = reply.shown_tag(result)
    shown = ("number", "name", "site_name", "address", "verdict", "conditions", "facts", "drawing", "answers")
    page = SharedPage(
        **{name: result[name] for name in shown},
        sealed=result["status"] == "sealed",
        total="" if total is None else f"${total:,.2f}",
        etag=tag,
        refusal=reply.approvable(result),
        fields=form_fields(NewAnswer, "", SAID, Filled(typed_in, problems)),
        kind=str(typed_in.get("kind", "")),
        problems=tuple(p for p in problems if p.field not in SAID),
        changed=changed,
    )
    outcome = Outcome(inputs=None, result=result, exact=True, etag=reply.whole_tag(result))
    return View("share/show.html", "share/_show.html", page, outcome, status)


def _seen(result: dict[str, Any]) -> None:
    """Demand a tag of what is shown; what others answered meanwhile makes nobody's answer stale."""
    seen(reply.shown_tag(result), 1, lambda _: StaleError(reply.whole_tag(result), result, []))


@mount(bp, "/share/<token>", ["POST"], None)
def answer(call: Call, token: str) -> Response:
    """Approve what is shown, or ask for a change. Not to something else than was on the page."""
    throttle_link()
    share, project = action.opened(call, token)
    result, sent = _public(call, share, project), typed()
    try:
        wanted = read(NewAnswer, sent)
        _seen(result)
        kept, new = reply.answer(call, share, project, result, wanted, key())
    except (InvalidInputError, ConflictError, StaleError) as refused:
        if not wants_page():
            raise
        stale = isinstance(refused, StaleError)
        problems = () if stale else refused.problems
        return respond(_view(result, values=sent, problems=problems, status=refused.status, changed=stale))
    response = done(
        Outcome(inputs=None, result=reply.plain(kept), exact=True),
        url_for("share.show", token=token),
        201 if new else 200,
    )
    if not new:
        response.headers["Idempotent-Replayed"] = "true"
    return response
