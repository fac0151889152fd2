"""Accounts of everybody, for administrators."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import account as action
from apex.actions.call import Call
from apex.actions.link import make
from apex.actions.notice import tell_link
from apex.actions.outcome import Outcome
from apex.actions.second import take_off
from apex.errors import NotFoundError
from apex.jobs.mail import postbox
from apex.schema.account import NewLink, NewUser, UserChange
from apex.schema.read import read
from apex.store.user import SORTS, User, users
from apex.web.ask import json_body, one_of, typed, wants_page, window
from apex.web.conflict import Clash, settle_plain
from apex.web.form import Field, Filled, form_fields, from_form
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.toast import say

bp = Blueprint("user", __name__)
ORDERS = (*SORTS, *(f"-{name}" for name in SORTS))


@dataclass(frozen=True, slots=True)
class UsersPage:
    """Every account, and the form for a new one."""

    items: list[dict[str, Any]]
    pages: Pages
    fields: list[Field]
    q: str
    sort: str


@dataclass(frozen=True, slots=True)
class UserPage:
    """One account, as an administrator changes it."""

    user: dict[str, Any]
    etag: str
    fields: list[Field]
    was: list[tuple[str, str]]
    has_password: bool
    clash: Clash | None = None
    made: str = ""
    """A link just made, shown this once."""
    mailed: bool = False
    """Whether it is on its way by e-mail, too."""


@mount(bp, "/admin/users", ["GET"], "user.manage")
def index(call: Call) -> Response:
    """Every account, or those with some words in e-mail or name."""
    part = window(own=("q", "sort"))
    q, sort = request.args.get("q", "")[:200], one_of("sort", ORDERS, "email")
    rows, total = users(call.session, part.limit, part.offset, q, sort)
    items = [action.user_state(row) for row in rows]
    around = pages(part, len(items), total)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    page = UsersPage(items, around, form_fields(NewUser, "", ("email", "name", "role", "license"), Filled({})), q, sort)
    return linked(respond(View("user/index.html", "user/index.html", page, outcome)), around)


@mount(bp, "/admin/users", ["POST"], "user.manage")
def create(call: Call) -> Response:
    """A new account with a first password; without one it is entered by an invitation, shown this once."""
    given = dict(json_body()) if request.is_json else from_form(request.form, ())
    password = given.pop("password", None)
    user = action.add(call, given, None if password is None else str(password))
    page = url_for("user.show", user_id=user.id)
    if password is not None:
        return done(_user(user), page, 201, f"/api/v1{page}")
    invitation = _link(call, user, NewLink(kind="invite"))
    if wants_page():
        return respond(_view(user, made=invitation["address"]))
    outcome = _user(user)
    result = {**outcome.result, "invitation": invitation}
    return done(replace(outcome, result=result), page, 201, f"/api/v1{page}")


def _link(call: Call, user: User, wanted: NewLink) -> dict[str, Any]:
    token, link = make(call, user, wanted)
    address = url_for("link.show", token=token, _external=True)
    vault = postbox()
    if vault is not None:
        tell_link(call, user, link.kind, address, link.expires_at, vault)
    told = {"kind": link.kind, "address": address, "expires_at": link.expires_at.isoformat()}
    return told | {"mailed": vault is not None}


def _user(user: User) -> Outcome:
    state = action.user_state(user)
    return Outcome(inputs=None, result=state, exact=True, etag=action.state_etag(state))


def _found(call: Call, user_id: str) -> User:
    user = call.session.get(User, user_id)
    if user is None:
        raise NotFoundError("there is no such account")
    return user


@mount(bp, "/admin/users/<user_id>", ["GET"], "user.manage")
def show(call: Call, user_id: str) -> Response:
    return respond(_view(_found(call, user_id)))


CHANGED = ("name", "role", "license", "active")


def _view(
    user: User, values: dict[str, Any] | None = None, clash: Clash | None = None, status: int = 200, made: str = ""
) -> View:
    state = action.user_state(user)
    page = UserPage(
        user=state,
        etag=action.state_etag(state),
        fields=form_fields(UserChange, "", CHANGED, Filled(values if values is not None else state)),
        was=[(f.name, f.value) for f in form_fields(UserChange, "", CHANGED, Filled(state))],
        has_password=user.password_hash is not None,
        clash=clash,
        made=made,
        mailed=bool(made) and postbox() is not None,
    )
    return View("user/show.html", "user/show.html", page, _user(user), status)


@mount(bp, "/admin/users/<user_id>", ["PUT", "POST"], "user.manage")
def save(call: Call, user_id: str) -> Response:
    """Role, name, license, and whether the account may log in."""
    user = _found(call, user_id)
    state = action.user_state(user)
    if not wants_page():
        version = seen(action.state_etag(state), user.version, lambda _: action.stale_state(state))
        action.change(call, user, version, json_body())
        return done(_user(user), url_for("user.show", user_id=user.id))
    now = {f.name: f.value for f in form_fields(UserChange, "", CHANGED, Filled(state))}
    settled = settle_plain(action.state_etag(state), user.version, now, from_form(request.form, ()))
    if settled.clash is not None:
        return respond(_view(user, settled.document, settled.clash, 412))
    action.change(call, user, settled.version, settled.document)
    say("The account is saved.")
    return done(_user(user), url_for("user.show", user_id=user.id))


@mount(bp, "/admin/users/<user_id>/link", ["POST"], "user.manage")
def link(call: Call, user_id: str) -> Response:
    """A link by which the person sets their password, shown this once. The ones before it end."""
    user = _found(call, user_id)
    made = _link(call, user, read(NewLink, typed()))
    if wants_page():
        return respond(_view(user, made=made["address"]))
    return done(Outcome(inputs=None, result=made, exact=True), "", 201)


@mount(bp, "/admin/users/<user_id>/second-step", ["DELETE"], "user.manage")
def remove_second(call: Call, user_id: str) -> Response:
    """Take the second step off an account whose person lost app and recovery codes."""
    user = _found(call, user_id)
    take_off(call, user)
    say("The second step is taken off, and every session of the account is ended.")
    return done(_user(user), url_for("user.show", user_id=user.id))


@mount(bp, "/admin/users/<user_id>/second-step/remove", ["POST"], "user.manage")
def take_second_off(call: Call, user_id: str) -> Response:
    return remove_second(call, user_id)
