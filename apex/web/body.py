"""How large a body may be: what the app takes everywhere, and more where a route says so."""

from __future__ import annotations

from flask import Flask, request

from apex.errors import TooLargeError
from apex.web.route import asked

MIB = 1024 * 1024
UPLOAD = 50 * MIB + MIB // 16
"""A file of 50 MiB with the form around it. For `mount(..., body=UPLOAD)`."""


def install(app: Flask) -> None:
    """To be called before whatever reads a form."""
    app.before_request(fit)


def fit() -> None:
    """Let a route that takes uploads have them; refuse one that says it is larger before any of it is read."""
    access = asked()
    if access is None or access.body is None:
        return
    request.max_content_length = access.body
    if (request.content_length or 0) > access.body:
        raise TooLargeError(f"the body is larger than {_said(access.body)}")


def _said(size: int) -> str:
    return f"{size // MIB} MiB" if size >= MIB else f"{size // 1000} kB"
