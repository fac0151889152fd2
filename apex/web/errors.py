"""Every error becomes an answer once, here: envelope, problem+json, page or fragment."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from apex.engine.envelope import error_envelope, error_rows
from apex.errors import (
    ApexError,
    BusyError,
    ForgeryError,
    MalformedError,
    MediaTypeError,
    MethodError,
    NotAcceptableError,
    NotFoundError,
    StaleError,
    TooLargeError,
)
from apex.extensions import report
from apex.settings import code_version
from apex.store.connect import is_transient
from apex.web.ask import Form, request_id, wanted_form
from apex.web.problem import PROBLEMS
from apex.web.respond import send_json

log = logging.getLogger("apex.web")
HTTP: dict[int, tuple[type[ApexError], str]] = {
    400: (MalformedError, "the request is not readable"),
    404: (NotFoundError, "there is nothing at this address"),
    405: (MethodError, "this address does not take that method"),
    406: (NotAcceptableError, "this address cannot answer in that form"),
    413: (TooLargeError, "the body is larger than this address takes"),
    415: (MediaTypeError, "send the body as application/json"),
}


UNREPEATED = {"csrf_token", "idempotency_key", "code", "passkey"}


def install(app: Flask) -> None:
    app.register_error_handler(ApexError, refuse)
    app.register_error_handler(CSRFError, refuse_forgery)
    app.register_error_handler(SQLAlchemyError, refuse_database)
    app.register_error_handler(HTTPException, refuse_http)
    app.register_error_handler(Exception, fail)


def refuse(error: ApexError) -> Response:
    """An error APEX knows, in the form the request asked for."""
    if error.status >= 500:
        log.error("%s %s: %s [request %s]", request.method, request.path, error.message, request_id())
        # Of what was raised and is no passing state of something else. What has no traceback was told already.
        if error.status == 500 and error.__traceback__ is not None:
            report(error, _route(), request=request_id())
    response = _formed(error, wanted_form())
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, StaleError):
        response.headers["ETag"] = error.etag
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="APEX"'
    return response


def _formed(error: ApexError, form: Form) -> Response:
    if form == "problem":
        return send_json(problem(error), error.status, "application/problem+json")
    if form == "envelope":
        body = error_envelope(error, code_version=code_version(), request_id=request_id())
        return send_json(body, error.status)
    name = "problem/_problem.html" if form == "fragment" else "problem/show.html"
    if error.status == 401 and form == "page":
        name = "login/show.html"
    title, text = PROBLEMS.get(error.code, PROBLEMS["internal"])
    page = ProblemPage(title, text, error, request_id(), kept_fields(), request.full_path.rstrip("?"), _back())
    response = make_response(render_template(name, page=page), error.status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Why the answer is no, and what was typed in the form that got it."""

    title: str
    text: str
    error: ApexError
    request_id: str
    kept: list[tuple[str, str]]
    address: str
    back: str = "/"
    """Where one came from, if that is known; else the project it was about, or the first page."""


def _back() -> str:
    came = urlsplit(request.referrer or "")
    address = f"{came.path}?{came.query}" if came.query else came.path
    if came.netloc == request.host and came.path.startswith("/") and address != request.full_path.rstrip("?"):
        return address
    project = (request.view_args or {}).get("project_id", "")
    at = (
        url_for("project.show", project_id=project) if project and "project.show" in current_app.view_functions else "/"
    )
    return at if at != request.path else "/"


def kept_fields() -> list[tuple[str, str]]:
    """What a refused form held, for sending it again; secrets are not repeated."""
    if request.method != "POST" or request.is_json:
        return []
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in UNREPEATED and not name.startswith("password")
    ]


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


def refuse_forgery(error: CSRFError) -> Response:
    """A form without the token of its page; what was typed is offered to be sent again."""
    return refuse(ForgeryError(f"the form could not be trusted: {str(error.description).rstrip('.').lower()}"))


def refuse_database(error: SQLAlchemyError) -> Response:
    """No connection to be had, or a database that does not answer, is 503; anything else is a fault of ours."""
    if isinstance(error, PoolTimeoutError):
        return refuse(BusyError("every connection to the database is taken", retry_after=1))
    if is_transient(error):
        return refuse(BusyError("the database is busy or not there", retry_after=1))
    return fail(error)


def fail(error: Exception) -> Response:
    """Anything unforeseen: logged with an id, answered without a word of its text."""
    error_id = uuid.uuid4().hex[:12]
    log.error("error %s in %s %s [request %s]", error_id, request.method, request.path, request_id(), exc_info=error)
    report(error, _route(), request=request_id(), mark=error_id)
    return refuse(ApexError(f"Internal error {error_id}; it is in the log under this id."))


def _route() -> str:
    """Where, without what an address holds: some hold secrets."""
    return f"{request.method} {request.url_rule.rule if request.url_rule else '?'}"
