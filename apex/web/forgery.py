"""Cross-site request forgery: what a cookie alone vouches for must carry the token of its page."""

from __future__ import annotations

from flask import Flask, request
from flask_wtf.csrf import CSRFError, ValidationError, validate_csrf

from apex.extensions import csrf
from apex.web.who import by_cookie

SAFE = {"GET", "HEAD", "OPTIONS"}
ALWAYS = {"login.save", "login.save_code", "link.save", "passkey_login.ask", "passkey_login.save", "share.answer"}
"""What nobody is known at yet, and where a forged form would do harm all the same."""
UNREFERRED = {"link.save", "share.answer"}
"""Pages that have browsers name no referrer, their address being a secret. Only the token vouches for them."""


def install(app: Flask) -> None:
    app.before_request(check)


def check() -> None:
    """Hold unsafe requests of browsers, and every login, to their token. Tokens of the API prove themselves."""
    if request.method in SAFE or request.endpoint is None:
        return
    if request.endpoint in UNREFERRED:
        _by_token_alone()
    elif by_cookie() or request.endpoint in ALWAYS:
        csrf.protect()


def _by_token_alone() -> None:
    """Over HTTPS `protect` would ask for the referrer as well."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError as error:
        raise CSRFError(str(error)) from None
