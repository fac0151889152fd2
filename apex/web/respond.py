"""One respond path: a typed view becomes a page, a fragment or an envelope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from flask import Response, current_app, make_response, render_template

from apex.actions.outcome import Outcome
from apex.settings import code_version
from apex.web.ask import request_id, wanted_form


@dataclass(frozen=True, slots=True)
class View:
    """What a handler found: the outcome for machines, a page of its own type for people.

    `template` is the whole page and includes `fragment`, the part htmx swaps; both may use nothing
    but `page`.
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
    response = make_response(render_template(name, page=view.page), view.status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def answer(outcome: Outcome, status: int = 200) -> Response:
    """An outcome as its envelope."""
    return send_json(outcome.envelope(code_version=code_version(), request_id=request_id()), status)


def send_json(envelope: dict[str, Any], status: int = 200, mimetype: str = "application/json") -> Response:
    body = orjson.dumps(envelope)
    response: Response = current_app.response_class(body, status=status, mimetype=mimetype)
    return response


def send_file(body: bytes, mimetype: str, name: str) -> Response:
    """Bytes as a download."""
    response: Response = current_app.response_class(body, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
