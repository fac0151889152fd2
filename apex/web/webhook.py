"""Endpoints that are told what happens: for administrators, with everything that was sent to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import webhook as action
from apex.actions.call import Call
from apex.actions.delivery import delivery_state
from apex.actions.outcome import Outcome
from apex.actions.revision import with_rest
from apex.errors import InvalidInputError, Problem
from apex.schema.webhook import FIELDS, Since, WebhookChange
from apex.store.vault import Vault
from apex.store.webhook import Webhook, deliveries
from apex.web.ask import json_body, reason, typed, wants_page, window
from apex.web.conflict import Clash, settle_plain
from apex.web.form import Field, Filled, form_fields, from_form
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.toast import say
from apex.web.who import settings

bp = Blueprint("webhook", __name__)
MANY = ("events",)


@dataclass(frozen=True, slots=True)
class WebhooksPage:
    """Every endpoint, and the form for a new one."""

    items: list[dict[str, Any]]
    pages: Pages
    fields: list[Field]
    problems: tuple[Problem, ...] = ()
    """Why nothing was added."""


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """One endpoint, its forms, and a page of what was sent to it."""

    webhook: dict[str, Any]
    etag: str
    fields: list[Field]
    was: list[tuple[str, str]]
    since: Field
    items: list[dict[str, Any]]
    pages: Pages
    secret: str = ""
    """One just made, shown this once."""
    clash: Clash | None = None
    problems: tuple[Problem, ...] = ()
    """Why nothing was saved or sent."""


def _house() -> action.House:
    chosen = settings()
    return action.House(Vault(chosen.secret_key), chosen.outside.trusted)


def _given() -> Any:
    return json_body() if request.is_json else from_form(request.form, MANY)


def _outcome(call: Call, hook: Webhook, **more: Any) -> Outcome:
    result = {**action.webhook_state(hook, call.now), **more}
    return Outcome(inputs=None, result=result, exact=True, etag=action.etag(hook))


def _at(hook: Webhook) -> str:
    return url_for("webhook.show", webhook_id=hook.id)


@mount(bp, "/webhooks", ["GET"], "webhook.manage")
def index(call: Call) -> Response:
    """Every endpoint with whose it is and how much waits for it."""
    return _listed(call)


def _listed(call: Call, values: dict[str, Any] | None = None, problems: tuple[Problem, ...] = ()) -> Response:
    """The list with the form for a new one, as it was filled in."""
    part = window()
    items, total = action.listed(call.session, call.now, part.limit, part.offset)
    around = pages(part, len(items), total)
    filled = Filled(values or {}, _by_field(problems))
    page = WebhooksPage(items, around, form_fields(WebhookChange, "", FIELDS, filled), problems)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    status = 422 if problems else 200
    return linked(respond(View("webhook/index.html", "webhook/index.html", page, outcome, status)), around)


def _by_field(problems: tuple[Problem, ...]) -> list[Problem]:
    """Each beside the field of the form it is in: an event is no field of its own."""
    return [replace(problem, field=problem.field.partition(".")[0]) for problem in problems]


@mount(bp, "/webhooks", ["POST"], "webhook.manage")
def create(call: Call) -> Response:
    """A new endpoint of the caller's; its secret is in this answer and in no other."""
    sent = _given()
    try:
        secret, hook = action.add(call, sent, _house())
    except InvalidInputError as refused:
        if not wants_page():
            raise
        return _listed(call, sent, refused.problems)
    if wants_page():
        return respond(_view(call, hook, secret=secret))
    return done(_outcome(call, hook, secret=secret), _at(hook), 201, f"/api/v1{_at(hook)}")


@mount(bp, "/webhooks/<webhook_id>", ["GET"], "webhook.manage")
def show(call: Call, webhook_id: str) -> Response:
    """One endpoint and what was sent to it, newest first."""
    view = _view(call, action.found(call, webhook_id))
    return linked(respond(view), view.page.pages)


def _view(
    call: Call, hook: Webhook, *, values: dict[str, Any] | None = None, since: str = "", clash: Clash | None = None,
    secret: str = "", problems: tuple[Problem, ...] = (), status: int = 200,
) -> View:  # fmt: skip
    part = window()
    rows, total = deliveries(call.session, hook.id, part.limit, part.offset)
    items = [delivery_state(row) for row in rows]
    around = pages(part, len(items), total, "webhook.show")
    state = action.webhook_state(hook, call.now)
    filled = Filled({**(state if values is None else values), "since": since}, _by_field(problems))
    page = WebhookPage(
        webhook=state,
        etag=action.etag(hook),
        fields=form_fields(WebhookChange, "", FIELDS, filled),
        was=[(name, _text(state[name])) for name in FIELDS],
        since=form_fields(Since, "", ("since",), filled)[0],
        items=items,
        pages=around,
        secret=secret,
        clash=clash,
        problems=problems,
    )
    outcome = _outcome(call, hook, deliveries=listed(items, part, total))
    outcome = replace(outcome, etag=with_rest(page.etag, outcome.result))
    return View("webhook/show.html", "webhook/_sent.html", page, outcome, status)


def _text(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


@mount(bp, "/webhooks/<webhook_id>", ["PUT", "POST"], "webhook.manage")
def save(call: Call, webhook_id: str) -> Response:
    """Where it is and what it is told of."""
    hook = action.found(call, webhook_id)
    if not wants_page():
        version = seen(action.etag(hook), hook.version, lambda _: action.stale(call, hook))
        return done(_outcome(call, action.change(call, hook, version, json_body(), _house())), _at(hook))
    state = action.webhook_state(hook, call.now)
    mine = from_form(request.form, MANY)
    now = {name: _text(state[name]) for name in FIELDS}
    typed_now = {name: _text(mine.get(name, "")) for name in FIELDS}
    settled = settle_plain(action.etag(hook), hook.version, now, typed_now)
    wanted = {**settled.document, "events": settled.document.get("events", "").split()}
    if settled.clash is not None:
        return respond(_view(call, hook, values=wanted, clash=settled.clash, status=412))
    try:
        action.change(call, hook, settled.version, wanted, _house())
    except InvalidInputError as refused:
        return respond(_view(call, hook, values=wanted, problems=refused.problems, status=422))
    say("The webhook is saved.")
    return done(_outcome(call, hook), _at(hook))


@mount(bp, "/webhooks/<webhook_id>", ["DELETE"], "webhook.manage")
def remove(call: Call, webhook_id: str) -> Response:
    """Take it out, with all that was sent to it."""
    hook = action.found(call, webhook_id)
    action.remove(call, hook, seen(action.etag(hook), hook.version, lambda _: action.stale(call, hook)))
    say("The webhook is removed.")
    return done(Outcome(inputs=None, result={"removed": webhook_id}, exact=True), url_for("webhook.index"))


@mount(bp, "/webhooks/<webhook_id>/remove", ["POST"], "webhook.manage")
def take_away(call: Call, webhook_id: str) -> Response:
    return remove(call, webhook_id)


@mount(bp, "/webhooks/<webhook_id>/rotate", ["POST"], "webhook.manage")
def rotate(call: Call, webhook_id: str) -> Response:
    """A new secret, in this answer and in no other; for 24 hours the one before signs, too."""
    hook = action.found(call, webhook_id)
    secret = action.rotate(call, hook, _house())
    if wants_page():
        return respond(_view(call, hook, secret=secret))
    return done(_outcome(call, hook, secret=secret), _at(hook))


@mount(bp, "/webhooks/<webhook_id>/rotate/end", ["POST"], "webhook.manage")
def end_rotation(call: Call, webhook_id: str) -> Response:
    """Have the secret before count no more."""
    hook = action.found(call, webhook_id)
    action.end_rotation(call, hook)
    say("Only the new secret signs from now on.")
    return done(_outcome(call, hook), _at(hook))


@mount(bp, "/webhooks/<webhook_id>/enable", ["POST"], "webhook.manage")
def enable(call: Call, webhook_id: str) -> Response:
    hook = action.found(call, webhook_id)
    action.enable(call, hook)
    say("The webhook is active. What it missed can be sent again below.")
    return done(_outcome(call, hook), _at(hook))


@mount(bp, "/webhooks/<webhook_id>/disable", ["POST"], "webhook.manage")
def disable(call: Call, webhook_id: str) -> Response:
    hook = action.found(call, webhook_id)
    action.disable(call, hook, reason())
    say("The webhook is sent nothing more.")
    return done(_outcome(call, hook), _at(hook))


@mount(bp, "/webhooks/<webhook_id>/test", ["POST"], "webhook.manage")
def test(call: Call, webhook_id: str) -> Response:
    """Send it a message that says nothing."""
    hook = action.found(call, webhook_id)
    sent = action.test(call, hook)
    say("A test message is on its way; look again in a moment.")
    return done(Outcome(inputs=None, result=delivery_state(sent), exact=True), _at(hook), 202)


@mount(bp, "/webhooks/<webhook_id>/replay", ["POST"], "webhook.manage")
def replay_since(call: Call, webhook_id: str) -> Response:
    """Send everything since a time again, each message under its own id."""
    hook = action.found(call, webhook_id)
    sent = typed()
    try:
        count = action.replay_since(call, hook, sent)
    except InvalidInputError as refused:
        if not wants_page():
            raise
        since = str(sent.get("since", ""))
        return respond(_view(call, hook, since=since, problems=refused.problems, status=422))
    say(f"{count} message{'s are' if count != 1 else ' is'} sent again.")
    return done(Outcome(inputs=None, result={"replayed": count}, exact=True), _at(hook), 202)


@mount(bp, "/webhooks/<webhook_id>/deliveries/<delivery_id>/replay", ["POST"], "webhook.manage")
def replay(call: Call, webhook_id: str, delivery_id: str) -> Response:
    """Send one message again, or now if it waits."""
    hook = action.found(call, webhook_id)
    sent = action.replay(call, hook, delivery_id)
    say("The message is sent again.")
    return done(Outcome(inputs=None, result=delivery_state(sent), exact=True), _at(hook), 202)
