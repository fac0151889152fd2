"""Files of a project: listed, added, given back as they came, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, Response, current_app, g, request, url_for
from werkzeug.wsgi import wrap_file

from apex.actions import file as action
from apex.actions.access import allows
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown
from apex.errors import ApexError, InvalidInputError, MediaTypeError, NotFoundError, Problem, StaleError
from apex.extensions import db
from apex.schema.attachment import KINDS
from apex.store.attachment import Attachment, attachment_of, attachments_of
from apex.store.blob import CHUNK, Blobs
from apex.store.depot import depot
from apex.store.project import Project, project_by_id
from apex.web.ask import API, wants_page, window
from apex.web.body import UPLOAD
from apex.web.paging import Pages, linked, listed, pages
from apex.web.precondition import fresh, seen
from apex.web.respond import View, disposition, done, respond
from apex.web.route import mount
from apex.web.who import actor, call, settings

bp = Blueprint("file", __name__)


@dataclass(frozen=True, slots=True)
class FilesPage:
    """The files of a project, and the form that adds some."""

    project: dict[str, Any]
    items: list[dict[str, Any]]
    pages: Pages
    kinds: tuple[str, ...]
    can_edit: bool
    problems: tuple[Problem, ...] = ()
    """What is wrong with the files that were just sent; none of them was added."""


def blobs() -> Blobs:
    """Where bytes are kept."""
    return depot(settings())


@bp.before_request
def receive() -> None:
    """Take bytes in before the transaction begins: a slow sender or disk must not hold the database's lock.

    Of who may not add files nothing is read here; the route refuses them.
    """
    if not (request.endpoint or "").endswith("file.add") or actor() is None:
        return
    running = call()
    project = project_by_id(running.session, (request.view_args or {})["project_id"])
    permitted = project is not None and allows(running, project, "project.edit")
    db.session.rollback()
    if not permitted:
        return
    try:
        _received()
    except InvalidInputError as refused:
        if not wants_page():
            raise
        # Shown by the route, on the page the files were sent from.
        g.refused_files = refused


def _received() -> list[action.Received]:
    """The files of the request, kept; once, however often its transaction is tried."""
    if "received" not in g:
        if request.mimetype != "multipart/form-data":
            raise MediaTypeError("send the files as multipart/form-data, in the field file")
        sent = [file for file in request.files.getlist("file") if file.filename]
        g.received = action.receive(blobs(), [(str(file.filename), cast("Any", file.stream)) for file in sent])
        for file in sent:
            # What tells one request from another under an Idempotency-Key reads them again.
            file.stream.seek(0)
    received: list[action.Received] = g.received
    return received


@mount(bp, "/projects/<project_id>/files", ["GET"], "project.read")
def index(call: Call, project: Project) -> Response:
    """The files, newest first."""
    return _page(call, project)


def _page(call: Call, project: Project, problems: tuple[Problem, ...] = (), status: int = 200) -> Response:
    part = window()
    rows, total = attachments_of(call.session, project.id, part.limit, part.offset)
    items = [action.shown(row, by) for row, by in rows]
    around = pages(part, len(items), total)
    can_edit = allows(call, project, "project.edit") and project.status != "archived"
    page = FilesPage(shown(call, project), items, around, tuple(KINDS), can_edit, problems)
    outcome = Outcome(inputs=None, result=listed(items, part, total), exact=True)
    return linked(respond(View("file/index.html", "file/_list.html", page, outcome, status)), around)


@mount(bp, "/projects/<project_id>/files", ["POST"], "project.edit", body=UPLOAD)
def add(call: Call, project: Project) -> Response:
    """One file, answered as itself, or several, answered as a list. Of several with one bad file none is added."""
    if "refused_files" in g:
        return _page(call, project, g.refused_files.problems, g.refused_files.status)
    items = [action.shown(row, call.actor.called) for row in action.add(call, project, _received())]
    page = url_for("file.index", project_id=project.id)
    if len(items) > 1:
        result = {"items": items, "total": len(items), "limit": len(items), "offset": 0}
        return done(Outcome(inputs=None, result=result, exact=True), page, 201)
    only = items[0]
    location = API + url_for("file.show", project_id=project.id, file_id=only["id"])
    return done(Outcome(inputs=None, result=only, exact=True, etag=only["etag"]), page, 201, location)


def _found(call: Call, project: Project, file_id: str) -> Attachment:
    found = attachment_of(call.session, project.id, file_id)
    if found is None:
        raise NotFoundError("there is no such file")
    return found


@mount(bp, "/projects/<project_id>/files/<file_id>", ["GET"], "project.read")
def show(call: Call, project: Project, file_id: str) -> Response:
    """The bytes as they came, after all of them were held against their hash; never shown in place."""
    found = _found(call, project, file_id)
    response: Response = current_app.response_class(mimetype=found.media_type)
    response.headers["Cache-Control"] = "private, no-cache"
    if fresh(response, action.etag(found)).status_code == 304:
        return response
    response.headers["Content-Disposition"] = disposition(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.response = wrap_file(request.environ, blobs().open(found.sha256), CHUNK)
    response.direct_passthrough = True
    response.content_length = found.size
    return response


@mount(bp, "/projects/<project_id>/files/<file_id>", ["DELETE"], "project.edit")
def remove(call: Call, project: Project, file_id: str) -> Response:
    """Take it off the project, against the tag it was seen with."""
    found = _found(call, project, file_id)
    seen(action.etag(found), 1, lambda _: _stale(found))
    action.remove(call, project, found)
    outcome = Outcome(inputs=None, result={"removed": file_id})
    return done(outcome, url_for("file.index", project_id=project.id))


def _stale(found: Attachment) -> ApexError:
    return StaleError(action.etag(found), action.shown(found, found.actor_id), [])


@mount(bp, "/projects/<project_id>/files/<file_id>/remove", ["POST"], "project.edit")
def take_away(call: Call, project: Project, file_id: str) -> Response:
    return remove(call, project, file_id)
