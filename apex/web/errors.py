"""Every error becomes an answer once, here: envelope, problem+json, page or fragment."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from apex.engine.envelope import error_envelope, error_rows
from apex.errors import (
    ApexError,
    MalformedError,
    MediaTypeError,
    MethodError,
    NotAcceptableError,
    NotFoundError,
    TooLargeError,
)
from apex.settings import code_version
from apex.web.ask import request_id, wanted_form
from apex.web.problem import PROBLEMS
from apex.web.respond import send_json

log = logging.getLogger("apex.web")
HTTP: dict[int, tuple[type[ApexError], str]] = {
    400: (MalformedError, "the request is not readable"),
    404: (NotFoundError, "there is nothing at this address"),
    405: (MethodError, "this address does not take that method"),
    406: (NotAcceptableError, "this address cannot answer in that form"),
    413: (TooLargeError, "the body is larger than 1 MiB"),
    415: (MediaTypeError, "send the body as application/json"),
}


def install(app: Flask) -> None:
    app.register_error_handler(ApexError, refuse)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, fail)


def refuse(error: ApexError) -> Response:
    """An error APEX knows, in the form the request asked for."""
    if error.status >= 500:
        log.error("%s %s: %s [request %s]", request.method, request.path, error.message, request_id())
    form = wanted_form()
    if form == "problem":
        return send_json(problem(error), error.status, "application/problem+json")
    if form == "envelope":
        body = error_envelope(error, code_version=code_version(), request_id=request_id())
        return send_json(body, error.status)
    name = "problem/_problem.html" if form == "fragment" else "problem/show.html"
    title, text = PROBLEMS.get(error.code, PROBLEMS["internal"])
    page = {"title": title, "text": text, "error": error, "request_id": request_id()}
    return make_response(render_template(name, page=page), error.status)


def problem(error: ApexError) -> dict[str, Any]:
    """RFC 9457, with the list of errors as an extension."""
    return {
        "type": f"/problems/{error.code}",
        "title": PROBLEMS.get(error.code, PROBLEMS["internal"])[0],
        "status": error.status,
        "detail": error.message,
        "instance": request.path,
        "errors": error_rows(error),
        "request_id": request_id(),
    }


def refuse_http(error: HTTPException) -> Response | HTTPException:
    """Werkzeug's refusals in our words; redirects pass."""
    code = error.code or 500
    if code < 400:
        return error
    kind, message = HTTP.get(code, (ApexError, "the request could not be answered"))
    known = kind(message)
    known.status = code
    response = refuse(known)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def fail(error: Exception) -> Response:
    """Anything unforeseen: logged with an id, answered without a word of its text."""
    error_id = uuid.uuid4().hex[:12]
    log.error("error %s in %s %s [request %s]", error_id, request.method, request.path, request_id(), exc_info=error)
    return refuse(ApexError(f"Internal error {error_id}; it is in the log under this id."))
