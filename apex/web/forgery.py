"""Cross-site request forgery: what a cookie alone vouches for must carry the token of its page."""

from __future__ import annotations

from flask import Flask, request

from apex.extensions import csrf
from apex.web.who import by_cookie

SAFE = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask) -> None:
    app.before_request(check)


def check() -> None:
    """Hold unsafe requests of browsers, and every login, to their token. Tokens of the API prove themselves."""
    if request.method in SAFE or request.endpoint is None:
        return
    if by_cookie() or request.endpoint == "login.save":
        csrf.protect()
