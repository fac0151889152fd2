"""The page an invitation or a reset link leads to: a new password, for who holds the link."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, session, url_for

from apex.actions import link as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.password import least
from apex.errors import InvalidInputError, Problem
from apex.web.ask import wants_page
from apex.web.limit import throttle_link
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.who import by_cookie

bp = Blueprint("link", __name__)


@dataclass(frozen=True, slots=True)
class WelcomePage:
    """Whose password is set, and what is wrong with the one that was sent."""

    token: str
    email: str
    invited: bool
    least: int
    problems: tuple[Problem, ...] = ()


@bp.after_request
def keep_quiet(response: Response) -> Response:
    """The address is the secret: not for search engines, other sites or caches, whatever the answer."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _page(call: Call, token: str, problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    link, user = action.opened(call, token)
    fewest = least(second=user.totp_since is not None)
    page = WelcomePage(token, user.email, link.kind == "invite", fewest, problems)
    outcome = Outcome(inputs=None, result={"email": user.email, "kind": link.kind}, exact=True)
    return respond(View("link/show.html", "link/show.html", page, outcome, status))


@mount(bp, "/welcome/<token>", ["GET"], None)
def show(call: Call, token: str) -> Response:
    """The form. Looking at it uses nothing up: programs that preview links look too."""
    throttle_link()
    return _page(call, token)


@mount(bp, "/welcome/<token>", ["POST"], None)
def save(call: Call, token: str) -> Response:
    """Set the password, and use the link up in the same transaction."""
    throttle_link()
    try:
        user = action.use(call, token, request.form.get("password", ""))
    except InvalidInputError as weak:
        if not wants_page():
            raise
        call.session.rollback()
        return _page(call, token, weak.problems, 422)
    if by_cookie() and user.id == call.actor.id:
        session.clear()
    return done(Outcome(inputs=None, result={"changed": True}), url_for("login.show"))
