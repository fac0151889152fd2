"""API tokens of everybody, for administrators: whose, what each may do, when it was used last; and their end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, url_for

from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.token import find_token, revoke, token_state
from apex.store.token import ApiToken, tokens_of_all
from apex.web.ask import window
from apex.web.paging import Pages, linked, listed, pages
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.toast import say

bp = Blueprint("token", __name__)


@dataclass(frozen=True, slots=True)
class TokensPage:
    """Every token that works, and whose it is."""

    items: list[dict[str, Any]]
    pages: Pages


@mount(bp, "/admin/tokens", ["GET"], "user.manage")
def index(call: Call) -> Response:
    """Every token that is not revoked, newest first."""
    part = window()
    rows, total = tokens_of_all(call.session, part.limit, part.offset)
    items = [
        {**token_state(token), "user_id": user.id, "user": user.email, "active": user.active,
         "expired": token.expires_at is not None and token.expires_at <= call.now}
        for token, user in rows
    ]  # fmt: skip
    around = pages(part, len(items), total)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    return linked(respond(View("admin/tokens.html", "admin/tokens.html", TokensPage(items, around), outcome)), around)


@mount(bp, "/admin/tokens/<token_id>", ["DELETE"], "user.manage")
def remove(call: Call, token_id: str) -> Response:
    """A token of somebody that does nothing from now on."""
    return revoked(call, find_token(call, token_id, own=False), url_for("token.index"))


def revoked(call: Call, token: ApiToken, page: str) -> Response:
    """A token is ended, which the next page says."""
    revoke(call, token)
    say(f"The token {token.beginning}… is revoked.")
    return done(Outcome(inputs=None, result={"revoked": token.id}), page)


@mount(bp, "/admin/tokens/<token_id>/revoke", ["POST"], "user.manage")
def take_away(call: Call, token_id: str) -> Response:
    return remove(call, token_id)
