"""Logging in and out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask import current_app as app

from apex.actions.account import end, log_in, prove
from apex.actions.call import Call
from apex.actions.second import passes
from apex.errors import AuthenticationError, RateLimitError
from apex.store.identity import digest
from apex.store.login import Login
from apex.store.user import User
from apex.store.vault import Vault
from apex.store.verb import Verb
from apex.web.ask import wanted_form
from apex.web.errors import ProblemPage, kept_fields
from apex.web.limit import code_accepted, login_succeeded, throttle_code, throttle_login
from apex.web.respond import View, respond
from apex.web.route import afterwards, apart, mount
from apex.web.who import SECRET, by_cookie, settings

bp = Blueprint("login", __name__)
OWN = {"email", "password", "next", "csrf_token", "passkey"}
HOME = "/"
PENDING = "pending"
"""Under which the cookie says whose password was right, when, and which password: nobody is logged in by it."""
PENDING_S = 300
_STRAY = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class AgainPage:
    """A form that a login interrupted, to be looked at and sent now."""

    address: str
    kept: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CodePage:
    """The second step: a code, for who had the password right."""

    message: str
    address: str
    kept: list[tuple[str, str]]


def _page(message: str, status: int, address: str = "") -> Response:
    error = AuthenticationError(message)
    page = ProblemPage("Log in", message, error, "", _kept(), address or _next())
    return respond(View("login/show.html", "login/show.html", page, None, status))


def _code_page(message: str, status: int) -> Response:
    page = CodePage(message, _next(), _kept())
    return respond(View("login/code.html", "login/code.html", page, None, status))


def _kept() -> list[tuple[str, str]]:
    return [(name, value) for name, value in kept_fields() if name not in OWN]


def _next() -> str:
    """Where to go afterwards: an address of our own and nothing else."""
    return own_address(request.form.get("next") or request.args.get("next") or HOME)


def own_address(wanted: str) -> str:
    """An address of this site, else the home page. Browsers take a backslash for a slash and drop what is no mark at
    all, and so does what writes the header: neither is in an address of ours.
    """
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/login"))
    return wanted if plain and not _STRAY.search(wanted) else HOME


@mount(bp, "/login", ["GET"], None, limit=None)
def show(_call: Call) -> Response:
    """The form."""
    return _page("", 200)


@mount(bp, "/login", ["POST"], None, writes=False, limit=None)
def save(call: Call) -> Response:
    """Open a session, or ask for the second step. A form the login interrupted is offered to be sent.

    The password is checked before the transaction that writes begins: it takes its time on purpose.
    """
    email = request.form.get("email", "").strip().lower()
    try:
        throttle_login(email)
        user = prove(call, email, request.form.get("password", ""))
    except (AuthenticationError, RateLimitError) as refused:
        reason = f"{refused.code} for {email[:200]}"
        afterwards(lambda: call.record(Verb.LOGIN_FAILED, "login", "", reason=reason))
        if wanted_form() != "page" or isinstance(refused, RateLimitError):
            raise
        return _page(refused.message, 401)
    login_succeeded(email)
    if user.totp_since is not None:
        session[PENDING] = [user.id, int(call.now.timestamp()), _password_mark(user)]
        return _code_page("", 200)
    _open(call, user.id)
    return _onward()


@mount(bp, "/login/code", ["POST"], None, writes=False, limit=None)
def save_code(call: Call) -> Response:
    """The second step: open the session for a code of the app, or a recovery code."""
    user = _pending(call)
    if user is None:
        session.pop(PENDING, None)
        return _page("the second step was not taken in time; log in again", 401)
    user_id, email = user.id, user.email
    try:
        throttle_code(user_id)
        _open(call, user_id, request.form.get("code", "")[:100], "password and code")
    except (AuthenticationError, RateLimitError) as refused:
        reason = f"second step, {refused.code} for {email}"
        afterwards(lambda: call.record(Verb.LOGIN_FAILED, "login", "", reason=reason))
        if wanted_form() != "page" or isinstance(refused, RateLimitError):
            raise
        return _code_page(refused.message, 401)
    code_accepted(user_id)
    return _onward()


def _pending(call: Call) -> User | None:
    """Whose password this browser had right in the last minutes, if that is still their password."""
    user_id, at, mark = session.get(PENDING) or ("", 0, "")
    user = call.session.get(User, user_id)
    if user is None or not user.active or not 0 <= call.now.timestamp() - at < PENDING_S:
        return None
    return user if user.totp_since is not None and mark == _password_mark(user) else None


def _password_mark(user: User) -> str:
    return digest(user.password_hash or "")[:16]


def enter(call: Call, user_id: str, way: str, address: str = "") -> Response:
    """Open a session for who has proven who they are in another way, which needs no second step."""
    _open(call, user_id, way=way)
    return _onward(address)


def stay_out(message: str, address: str = "") -> Response:
    """The form again, with what was wrong, and where to go when it succeeds."""
    return _page(message, 401, address)


def _onward(address: str = "") -> Response:
    kept = _kept()
    if kept:
        return respond(View("login/again.html", "login/again.html", AgainPage(_next(), kept)))
    return app.make_response(redirect(address or _next(), 303))


def _open(call: Call, user_id: str, code: str | None = None, way: str = "password") -> None:
    """A new session, with nothing of the one before it. With a code, which is used up in the same transaction."""
    secrets: list[str] = []

    def work() -> None:
        if code is not None:
            user = call.session.get_one(User, user_id)
            if not passes(call, user, code, Vault(settings().secret_key)):
                raise AuthenticationError("the code is not right, or was used before")
        secrets.append(log_in(call, user_id, request.user_agent.string, way))

    apart(work)
    session.clear()
    session[SECRET] = secrets[-1]
    session.permanent = True
    g.pop("csrf_token", None)


@mount(bp, "/logout", ["POST"], "account.read", writes=True, keyed=False)
def remove(call: Call) -> Response:
    """End the session this browser has."""
    if by_cookie():
        held = call.session.get(Login, call.actor.login_id)
        if held is not None:
            end(call, held)
        session.clear()
    return app.make_response(redirect(url_for("login.show"), 303))
