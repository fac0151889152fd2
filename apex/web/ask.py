"""What a request is: its id, the form of answer it wants, its JSON body."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from flask import g
from htmx_flask import request

from apex.errors import InvalidInputError, MediaTypeError, NotFoundError, Problem
from apex.schema.text import load_json
from apex.web.form import from_form

API = "/api/v1"
Form = Literal["page", "fragment", "envelope", "problem"]
_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


def name_request() -> None:
    """Give the request an id: the caller's if it is a plain one, else a new one."""
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex


def refuse_control() -> None:
    """Addresses and queries with NUL in them mean nothing, and databases choke on them."""
    if "\0" in request.path:
        raise NotFoundError("there is nothing at this address")
    wrong = [name for name, value in request.args.items(multi=True) if "\0" in name + value]
    if wrong:
        raise InvalidInputError(
            [Problem(name.replace("\0", ""), "holds control characters", "control_characters") for name in wrong]
        )


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
    return load_json(request.get_data())


def wants_page() -> bool:
    """Whether a person reads the answer."""
    return wanted_form() in ("page", "fragment")


def typed() -> Any:
    """What was sent: the JSON body, or the fields of the form as text."""
    if request.is_json or not (request.form or request.files):
        return json_body()
    return from_form(request.form, ())


def reason() -> str:
    """Why, in the caller's words; a form's field or the header `X-Apex-Reason`."""
    return str(request.form.get("reason") or request.headers.get("X-Apex-Reason", "")).strip()[:1000]


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for."""

    limit: int
    offset: int


FIXED = {"sort": "this list has one order", "q": "this list has no search"}


def window(most: int = 500, usual: int = 50, own: Collection[str] = ()) -> Window:
    """`limit` and `offset` of the query string, both checked. `sort` and `q` are for lists that have them as their
    `own`; elsewhere they are refused, so that nobody takes the first page for what was found.
    """
    problems = [Problem(name, why, "window") for name, why in FIXED.items() if name in request.args and name not in own]
    limit = _whole("limit", usual, 1, most, problems)
    offset = _whole("offset", 0, 0, 10_000_000, problems)
    if problems:
        raise InvalidInputError(problems)
    return Window(limit, offset)


def _whole(name: str, usual: int, least: int, most: int, problems: list[Problem]) -> int:
    given = request.args.get(name, "")
    if not given:
        return usual
    if not re.fullmatch(r"\d{1,9}", given) or not least <= int(given) <= most:
        problems.append(Problem(name, f"must be a whole number from {least:,} to {most:,}", "window"))
        return usual
    return int(given)


def one_of(name: str, choices: Iterable[str], usual: str) -> str:
    """A word of the query string out of a list."""
    given = request.args.get(name, "") or usual
    if given and given not in choices:
        raise InvalidInputError([Problem(name, f"must be one of {', '.join(c for c in choices if c)}", "choice")])
    return given
