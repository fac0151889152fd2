"""What a request is: its id, the form of answer it wants, its JSON body."""

from __future__ import annotations

import re
import uuid
from typing import Any, Literal

from flask import g
from htmx_flask import request

from apex.errors import MediaTypeError
from apex.schema.text import load_json

API = "/api/v1"
Form = Literal["page", "fragment", "envelope", "problem"]
_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


def name_request() -> None:
    """Give the request an id: the caller's if it is a plain one, else a new one."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex


def request_id() -> str:
    return str(g.get("request_id", ""))


def wanted_form() -> Form:
    """Page, fragment, envelope or problem+json, from the path and the Accept header."""
    under_api = request.path == API or request.path.startswith(f"{API}/")
    best = request.accept_mimetypes.best_match(
        ["application/json", "application/problem+json"] if under_api else
        ["text/html", "application/json", "application/problem+json"]
    )  # fmt: skip
    if best == "application/problem+json" and _named("application/problem+json"):
        return "problem"
    if under_api or (best == "application/json" and _named("application/json")):
        return "envelope"
    return "fragment" if request.htmx and not request.htmx.history_restore_request else "page"


def _named(kind: str) -> bool:
    """Whether the Accept header names the type itself; `*/*` from a browser asks for a page."""
    return any(value == kind for value, _ in request.accept_mimetypes)


def json_body() -> Any:
    """The JSON body as plain data. Another media type, unreadable text or size are errors."""
    if not request.is_json:
        raise MediaTypeError("send the body as application/json")
    return load_json(request.get_data(cache=False))
