"""Logging in and out."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask import current_app as app

from apex.actions.account import end, log_in, prove
from apex.actions.call import Call
from apex.errors import AuthenticationError, RateLimitError
from apex.store.login import Login
from apex.store.verb import Verb
from apex.web.ask import wanted_form
from apex.web.errors import ProblemPage, kept_fields
from apex.web.limit import login_succeeded, throttle_login
from apex.web.respond import View, respond
from apex.web.route import afterwards, apart, mount
from apex.web.who import SECRET, by_cookie

bp = Blueprint("login", __name__)
OWN = {"email", "password", "next", "csrf_token"}


@dataclass(frozen=True, slots=True)
class AgainPage:
    """A form that a login interrupted, to be looked at and sent now."""

    address: str
    kept: list[tuple[str, str]]


def _page(message: str, status: int) -> Response:
    error = AuthenticationError(message)
    kept = [(name, value) for name, value in kept_fields() if name not in OWN]
    page = ProblemPage("Log in", message, error, "", kept, _next())
    return respond(View("login/show.html", "login/show.html", page, None, status))


def _next() -> str:
    """Where to go afterwards: an address of our own and nothing else."""
    wanted = request.form.get("next") or request.args.get("next") or "/projects"
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and "\n" not in wanted
    return wanted if plain and not wanted.startswith("/login") else "/projects"


@mount(bp, "/login", ["GET"], None, limit=None)
def show(_call: Call) -> Response:
    """The form."""
    return _page("", 200)


@mount(bp, "/login", ["POST"], None, writes=False, limit=None)
def save(call: Call) -> Response:
    """Open a session. A form the login interrupted is offered to be sent.

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
    _open(call, user.id)
    login_succeeded(email)
    kept = [(name, value) for name, value in kept_fields() if name not in OWN]
    if kept:
        return respond(View("login/again.html", "login/again.html", AgainPage(_next(), kept)))
    return app.make_response(redirect(_next(), 303))


def _open(call: Call, user_id: str) -> None:
    """A new session, with nothing of the one before it."""
    secrets: list[str] = []
    apart(lambda: secrets.append(log_in(call, user_id, request.user_agent.string)))
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
