"""The second step of one's own account: begun, confirmed, its recovery codes, removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions import second as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.report.code import qr_svg
from apex.store.user import User
from apex.store.vault import Vault
from apex.web.ask import json_body, wants_page
from apex.web.limit import code_accepted, throttle_code
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.who import settings

bp = Blueprint("second", __name__)


@dataclass(frozen=True, slots=True)
class SecondPage:
    """How the second step stands; the secret or the recovery codes just made, shown this once."""

    user: dict[str, Any]
    state: dict[str, Any]
    has_password: bool
    secret: str = ""
    address: str = ""
    picture: str = ""
    codes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _own(call: Call) -> User:
    user = call.session.get(User, call.actor.id)
    if user is None:
        raise NotFoundError("there is no such account")
    return user


def _vault() -> Vault:
    return Vault(settings().secret_key)


def _given(name: str) -> str:
    held = json_body() if request.is_json else request.form
    value = held.get(name, "") if hasattr(held, "get") else ""
    return value[:200] if isinstance(value, str) else ""


def _page(
    call: Call, *, started: action.Started | None = None, codes: tuple[str, ...] = (),
    problems: tuple[Problem, ...] = (), status: int = 200,
) -> Response:  # fmt: skip
    user = _own(call)
    state = action.shown(call, user)
    page = SecondPage(
        user={"email": user.email, "name": user.name},
        state=state,
        has_password=user.password_hash is not None,
        secret=" ".join(started.secret[i : i + 4] for i in range(0, len(started.secret), 4)) if started else "",
        address=started.address if started else "",
        picture=qr_svg(started.address, "The secret as a QR code") if started else "",
        codes=codes,
        problems=problems,
    )
    return respond(
        View("second/show.html", "second/show.html", page, Outcome(inputs=None, result=state, exact=True), status)
    )


def _tried(call: Call, work: Callable[[User], Response]) -> Response:
    """An attempt at password or code: counted, forgotten when right; what is wrong is shown where it was typed."""
    user = _own(call)
    throttle_code(user.id)
    try:
        response = work(user)
    except InvalidInputError as refused:
        if not wants_page():
            raise
        call.session.rollback()
        started = action.again(call, _own(call), _vault()) if refused.problems[0].field == "code" else None
        return _page(call, started=started, problems=refused.problems, status=422)
    code_accepted(user.id)
    return response


@mount(bp, "/account/second-step", ["GET"], "account.read")
def show(call: Call) -> Response:
    """Whether there is one, and what can be done."""
    return _page(call)


@mount(bp, "/account/second-step", ["POST"], "account.edit")
def start(call: Call) -> Response:
    """A secret for an app, shown this once, for who knows the password."""

    def work(user: User) -> Response:
        started = action.start(call, user, _given("password"), _vault())
        if wants_page():
            return _page(call, started=started)
        result = {"secret": started.secret, "address": started.address}
        return done(Outcome(inputs=None, result=result, exact=True), "", 201)

    return _tried(call, work)


@mount(bp, "/account/second-step/confirm", ["POST"], "account.edit")
def confirm(call: Call) -> Response:
    """Have it count, for a code of the app. The recovery codes are shown this once."""
    return _tried(call, lambda user: _codes(call, action.confirm(call, user, _given("code"), _vault())))


@mount(bp, "/account/second-step/codes", ["POST"], "account.edit")
def renew(call: Call) -> Response:
    """New recovery codes instead of the ones before."""
    return _tried(call, lambda user: _codes(call, action.renew(call, user, _given("code"), _vault())))


def _codes(call: Call, codes: list[str]) -> Response:
    if wants_page():
        return _page(call, codes=tuple(codes))
    return done(Outcome(inputs=None, result={"recovery_codes": codes}, exact=True), "", 201)


@mount(bp, "/account/second-step", ["DELETE"], "account.edit")
def remove(call: Call) -> Response:
    """Do without, for password and code."""

    def work(user: User) -> Response:
        action.remove(call, user, _given("password"), _given("code"), _vault())
        return done(Outcome(inputs=None, result={"removed": True}), url_for("second.show"))

    return _tried(call, work)


@mount(bp, "/account/second-step/remove", ["POST"], "account.edit")
def take_away(call: Call) -> Response:
    return remove(call)
