"""One's own account: what one chose, password, sessions, API tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, session, url_for

from apex.actions import account as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.passkey import fresh, passkey_state
from apex.actions.password import least, matches
from apex.actions.token import find_token, issue, token_state
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.schema.account import Choices, NewToken
from apex.schema.read import read
from apex.store.login import Login, logins_of
from apex.store.passkey import passkeys_of
from apex.store.token import tokens_of
from apex.store.user import User, UserSettings
from apex.web.ask import json_body, typed, wants_page, window
from apex.web.conflict import Clash, settle_plain
from apex.web.form import Field, Filled, form_fields, from_form
from apex.web.paging import linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.toast import say
from apex.web.token import revoked
from apex.web.who import lifetimes, settings
from apex.web.zone import zones

bp = Blueprint("account", __name__)
MOST = 50
"""Sessions and tokens the page shows."""
SCOPES = {"read": "read", "write": "read and write", "admin": "administer"}


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything a person can see and change of their own account."""

    user: dict[str, Any]
    etag: str
    fields: list[Field]
    was: list[tuple[str, str]]
    logins: list[dict[str, Any]]
    tokens: list[dict[str, Any]]
    more_tokens: int
    """How many there are beside those shown."""
    token_fields: list[Field]
    passkeys: list[dict[str, Any]]
    fresh: bool
    """Whether one logged in lately enough to add a passkey."""
    least: int
    """How many characters a new password must have."""
    issued: str = ""
    clash: Clash | None = None
    problems: tuple[Problem, ...] = ()


def _own(call: Call) -> tuple[User, UserSettings]:
    user = call.session.get(User, call.actor.id)
    held = call.session.get(UserSettings, call.actor.id)
    if user is None or held is None:
        raise NotFoundError("there is no such account")
    return user, held


def _logins(call: Call) -> list[dict[str, Any]]:
    rows = logins_of(call.session, call.actor.id, *lifetimes(call.now, settings()), MOST)
    return [
        {
            "id": row.id, "created_at": row.created_at.isoformat(), "seen_at": row.seen_at.isoformat(),
            "address": row.address, "agent": row.agent, "this": row.id == call.actor.login_id,
        }
        for row in rows
    ]  # fmt: skip


def _zones(chosen: dict[str, Any]) -> dict[str, str]:
    """What may be picked, with the one that was even where it has an older name."""
    return {chosen["time_zone"]: chosen["time_zone"], **zones()}


def account_page(
    call: Call, *, values: dict[str, Any] | None = None, clash: Clash | None = None, issued: str = "",
    problems: tuple[Problem, ...] = (), status: int = 200,
) -> Response:  # fmt: skip
    user, held = _own(call)
    state = action.choices_state(held)
    chosen = {name: state[name] for name in action.CHOSEN}
    tokens, total = tokens_of(call.session, user.id, MOST)
    result = {**action.user_state(user), "settings": chosen, "sessions": _logins(call)}
    result |= {"tokens": [token_state(row) for row in tokens], "tokens_total": total}
    result["passkeys"] = [passkey_state(each) for each in passkeys_of(call.session, user.id)]

    def page() -> AccountPage:
        filled = Filled(values if values is not None else chosen, problems)
        return AccountPage(
            user=action.user_state(user),
            etag=action.state_etag(state),
            fields=form_fields(Choices, "", action.CHOSEN, filled, {"time_zone": _zones(chosen)}),
            was=[(f.name, f.value) for f in form_fields(Choices, "", action.CHOSEN, Filled(chosen))],
            logins=result["sessions"],
            tokens=result["tokens"],
            more_tokens=total - len(tokens),
            passkeys=result["passkeys"],
            fresh=fresh(call),
            token_fields=form_fields(NewToken, "", ("name", "scopes", "days"), Filled({}), {"scopes": SCOPES}),
            least=least(second=user.totp_since is not None),
            issued=issued,
            clash=clash,
            problems=problems,
        )

    outcome = Outcome(inputs=None, result=result, exact=True)
    return respond(View("account/show.html", "account/show.html", page, outcome, status))


@mount(bp, "/account", ["GET"], "account.read")
def show(call: Call) -> Response:
    """One's own account."""
    return account_page(call)


@mount(bp, "/account/settings", ["GET"], "account.read")
def show_settings(call: Call) -> Response:
    if wants_page():
        return account_page(call)
    return respond(View("", "", None, _settings(_own(call)[1])))


def _settings(held: UserSettings) -> Outcome:
    state = action.choices_state(held)
    return Outcome(inputs=None, result=state, exact=True, etag=action.state_etag(state))


@mount(bp, "/account/settings", ["PUT", "POST"], "account.edit")
def save_settings(call: Call) -> Response:
    """What one chose for oneself, against the version that was seen."""
    held = _own(call)[1]
    state = action.choices_state(held)
    if not wants_page():
        version = seen(action.state_etag(state), held.version, lambda _: action.stale_state(state))
        action.choose(call, held, version, json_body())
        return done(_settings(held), url_for("account.show"))
    now = {f.name: f.value for f in form_fields(Choices, "", action.CHOSEN, Filled(state))}
    settled = settle_plain(action.state_etag(state), held.version, now, from_form(request.form, ()))
    if settled.clash is not None:
        return account_page(call, values=settled.document, clash=settled.clash, status=412)
    try:
        action.choose(call, held, settled.version, settled.document)
    except InvalidInputError as refused:
        return account_page(call, values=settled.document, problems=refused.problems, status=422)
    say("What you prefer is saved.")
    return done(_settings(held), url_for("account.show"))


@mount(bp, "/account/password", ["POST"], "account.edit", keyed=False)
def save_password(call: Call) -> Response:
    """A new password, for who knows the old one. Every session ends, this one too."""
    given = json_body() if request.is_json else request.form
    user, _ = _own(call)
    if not matches(user.password_hash, str(given.get("password", ""))):
        refused = InvalidInputError([Problem("password", "is not the current password", "password")])
    else:
        try:
            action.set_password(call, user, str(given.get("password_new", "")), field="password_new")
            session.clear()
            return done(Outcome(inputs=None, result={"changed": True}), url_for("login.show"))
        except InvalidInputError as weak:
            refused = weak
    if wants_page():
        return account_page(call, problems=refused.problems, status=422)
    raise refused


@mount(bp, "/account/sessions/<login_id>", ["DELETE"], "account.edit")
def remove_session(call: Call, login_id: str) -> Response:
    """End one of one's sessions, here or elsewhere."""
    held = call.session.get(Login, login_id)
    if held is None or held.user_id != call.actor.id:
        raise NotFoundError("there is no such session")
    action.end(call, held)
    say("The session is ended.")
    return done(Outcome(inputs=None, result={"ended": login_id}), url_for("account.show"))


@mount(bp, "/account/sessions/<login_id>/end", ["POST"], "account.edit")
def end_session(call: Call, login_id: str) -> Response:
    return remove_session(call, login_id)


@mount(bp, "/account/tokens", ["GET"], "account.read")
def show_tokens(call: Call) -> Response:
    if wants_page():
        return account_page(call)
    part = window()
    rows, total = tokens_of(call.session, call.actor.id, part.limit, part.offset)
    around = pages(part, len(rows), total)
    outcome = Outcome(inputs=None, result=listed([token_state(row) for row in rows], part, total), exact=True)
    return linked(respond(View("", "", None, outcome)), around)


@mount(bp, "/account/tokens", ["POST"], "account.edit")
def create_token(call: Call) -> Response:
    """An API token, shown this once."""
    user, _ = _own(call)
    given = typed() if request.is_json else from_form(request.form, ("scopes",))
    try:
        secret, token = issue(call, user, read(NewToken, given))
    except InvalidInputError as refused:
        if wants_page():
            return account_page(call, problems=refused.problems, status=422)
        raise
    if wants_page():
        return account_page(call, issued=secret)
    outcome = Outcome(inputs=None, result={**token_state(token), "token": secret}, exact=True)
    return done(outcome, url_for("account.show"), 201)


@mount(bp, "/account/tokens/<token_id>", ["DELETE"], "account.edit")
def remove_token(call: Call, token_id: str) -> Response:
    return revoked(call, find_token(call, token_id, own=True), url_for("account.show"))


@mount(bp, "/account/tokens/<token_id>/revoke", ["POST"], "account.edit")
def revoke_token(call: Call, token_id: str) -> Response:
    return remove_token(call, token_id)
