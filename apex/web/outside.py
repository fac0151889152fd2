"""The services APEX speaks to: which of them work, which are left alone, and having one tried before its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, url_for

from apex.actions.breaker import shown, try_again
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.errors import InvalidInputError, Problem
from apex.store.breaker import HOST, breakers, number_of_hosts
from apex.web.ask import typed, window
from apex.web.paging import Pages, linked, listed, pages
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.toast import say

bp = Blueprint("outside", __name__)
WORDS = {"closed": "works", "open": "left alone", "half_open": "being tried"}


@dataclass(frozen=True, slots=True)
class OutsidePage:
    """Every host that was called, those in trouble first."""

    items: list[dict[str, Any]]
    pages: Pages
    words: dict[str, str]


@mount(bp, "/admin/outside", ["GET"], "user.manage")
def index(call: Call) -> Response:
    """How each host stands."""
    part = window()
    rows, total = breakers(call.session, part.limit, part.offset), number_of_hosts(call.session)
    items = [shown(held) for held in rows]
    around = pages(part, len(items), total)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    page = OutsidePage(items, around, WORDS)
    return linked(respond(View("outside/index.html", "outside/index.html", page, outcome)), around)


@mount(bp, "/admin/outside/try", ["POST"], "user.manage")
def try_now(call: Call) -> Response:
    """Let the next request to a host find out whether it is back."""
    given = typed()
    host = given.get("host") if isinstance(given, dict) else None
    if not isinstance(host, str) or not 0 < len(host) <= HOST:
        raise InvalidInputError([Problem("host", "is required: the name of a host on the list", "missing")])
    held = try_again(call, host)
    say(f"The next request goes to {host}.")
    return done(Outcome(inputs=None, result=shown(held), exact=True), url_for("outside.index"))
