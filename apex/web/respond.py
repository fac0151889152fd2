"""One respond path: a typed view becomes a page, a fragment or an envelope."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
from flask import Response, current_app, make_response, render_template

from apex.actions.outcome import Outcome
from apex.settings import code_version
from apex.web.ask import request_id, wanted_form, wants_page
from apex.web.precondition import fresh


@dataclass(frozen=True, slots=True)
class View:
    """What a handler found: the outcome for machines, a page of its own type for people.

    `template` is the whole page and includes `fragment`, the part htmx swaps; both may use nothing
    but `page`. A page that costs something is given as the function that makes it, which machines
    do not pay for.
    """

    template: str
    fragment: str
    page: Any
    outcome: Outcome | None = None
    status: int = 200


def respond(view: View) -> Response:
    """The view in the form the request asked for."""
    form = wanted_form()
    if form in ("envelope", "problem") and view.outcome is not None:
        return answer(view.outcome, view.status)
    name = view.fragment if form == "fragment" else view.template
    response = make_response(render_template(name, page=view.page() if callable(view.page) else view.page), view.status)
    response.headers["Cache-Control"] = "private, no-store"
    if view.outcome is not None and view.outcome.etag:
        response.headers["ETag"] = view.outcome.etag
    return response


def answer(outcome: Outcome, status: int = 200) -> Response:
    """An outcome as its envelope; where it has an ETag, 304 for who holds it already."""
    response = send_json(outcome.envelope(code_version=code_version(), request_id=request_id()), status)
    if not outcome.etag:
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return fresh(response, outcome.etag)


def done(outcome: Outcome, page: str, status: int = 200, location: str = "") -> Response:
    """The answer to a write: its envelope, or for a browser the way to the page that shows it."""
    if wants_page():
        response: Response = make_response("", 303)
        response.headers["Location"] = page
        if outcome.etag:
            response.headers["ETag"] = outcome.etag
        return response
    response = answer(outcome, status)
    if location:
        response.headers["Location"] = location
    return response


def send_json(envelope: dict[str, Any], status: int = 200, mimetype: str = "application/json") -> Response:
    body = orjson.dumps(envelope)
    response: Response = current_app.response_class(body, status=status, mimetype=mimetype)
    return response


def send_file(body: bytes, mimetype: str, name: str) -> Response:
    """Bytes as a download."""
    response: Response = current_app.response_class(body, mimetype=mimetype)
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def file_name(*words: str) -> str:
    """What a file is called after a design: nothing in it that a file system refuses."""
    return " ".join(_UNFIT.sub(" ", " ".join(words)).split()).strip(" .")[:120].rstrip() or "sign"


def disposition(name: str) -> str:
    """A download of this name; RFC 6266 has it twice where it is more than ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace("\\", "").replace('"', "")
    said = f'attachment; filename="{plain}"'
    return said if plain == name else f"{said}; filename*=UTF-8''{quote(name, safe='')}"
