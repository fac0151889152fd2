"""Designs as files: taken out as they were typed, brought in as a new project or into one that is there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for

from apex.actions import project as action
from apex.actions.calculate import work
from apex.actions.call import Call
from apex.actions.compare import Stage, stages
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown, stale, tag
from apex.actions.save import save_design
from apex.actions.status import design_open
from apex.errors import (
    ApexError,
    InvalidInputError,
    MalformedError,
    MediaTypeError,
    NotFoundError,
    Problem,
    ReadOnlyError,
    StaleError,
)
from apex.packs.load import load_packs
from apex.schema.text import dump_yaml, lines, load_json, load_yaml
from apex.store.project import Project
from apex.store.version import state_sha256, version_of
from apex.web.ask import API, reason, wants_page
from apex.web.export import exported
from apex.web.precondition import fresh, seen
from apex.web.respond import View, disposition, done, file_name, respond
from apex.web.route import mount

bp = Blueprint("transfer", __name__)
FILE, PASTED = "document", "text"
YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/plain")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, and in which line of the text it stands; 0 where that is not known."""

    line: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class TransferPage:
    """The form that brings a design in; into a project, also what it would change there."""

    text: str
    faults: list[Fault]
    project: dict[str, Any] | None = None
    etag: str = ""
    stages: list[Stage] | None = None
    verdict: str = ""
    changed: bool = False
    """Whether somebody saved since the changes were shown."""
    closed: str = ""
    reason: str = ""
    """Why, as it was typed beside the changes."""


@mount(bp, "/projects/<project_id>/design.yaml", ["GET"], "project.read")
def as_yaml(call: Call, project: Project) -> Response:
    """The design as a YAML file."""
    return _file(call, project, "yaml", "application/yaml", dump_yaml)


@mount(bp, "/projects/<project_id>/design.json", ["GET"], "project.read")
def as_json(call: Call, project: Project) -> Response:
    """The design as a JSON file."""
    return _file(call, project, "json", "application/json", lambda held: f"{json.dumps(held, indent=2)}\n")


def _file(call: Call, project: Project, ending: str, kind: str, write: Any) -> Response:
    """The document to the letter, as of now or of the `version` asked for."""
    document, name, at = _held(call, project)
    if not document:
        raise NotFoundError("nothing is designed yet, so there is nothing to take out")
    response: Response = current_app.response_class(write(document), mimetype=kind)
    response.headers["Content-Disposition"] = disposition(f"{file_name(project.number, name)}.{ending}")
    response.headers["Cache-Control"] = "private, no-cache"
    return exported(call, project, fresh(response, at), f"design as {ending}")


def _held(call: Call, project: Project) -> tuple[Any, str, str]:
    asked = request.args.get("version", "")
    if not asked:
        return project.document, project.name, tag(project.version, state_sha256(project))
    found = version_of(call.session, project.id, int(asked)) if re.fullmatch(r"\d{1,9}", asked) else None
    if found is None:
        raise NotFoundError(f"there is no version {asked}")
    return found.snapshot["document"], found.snapshot["name"], tag(found.version, found.sha256)


@mount(bp, "/projects/import", ["GET"], "project.create")
def show(_call: Call) -> Response:
    """The form that makes a project of a file."""
    return _page(TransferPage("", []))


@mount(bp, "/projects/import", ["POST"], "project.create")
def create(call: Call) -> Response:
    """A new project of a file, of pasted text, or of the body itself."""
    text = sent()
    try:
        document = parsed(text)
        made = action.create(call, load_packs(), {"name": document.get("name"), "design": document})
    except ApexError as refused:
        return _refused(refused, text)
    address = url_for("project.show", project_id=made.id)
    outcome = Outcome(inputs=None, result=shown(call, made), exact=True, etag=etag(made))
    return done(outcome, address, 201, f"{API}{address}")


@mount(bp, "/projects/<project_id>/design/import", ["GET"], "project.edit")
def begin(call: Call, project: Project) -> Response:
    """The form that replaces a design by a file; of a design that is read-only, why there is none."""
    closed = ""
    try:
        design_open(project)
    except ReadOnlyError as refused:
        closed = refused.message
    return _page(TransferPage("", [], shown(call, project), etag(project), closed=closed))


@mount(bp, "/projects/<project_id>/design/import", ["POST"], "project.edit", writes=False)
def look(call: Call, project: Project) -> Response:
    """What a file would change. Nothing is saved."""
    text = sent()
    try:
        design_open(project)
    except ReadOnlyError as refused:
        return _refused(refused, text, shown(call, project), etag(project))
    return _looked(call, project, text)


def _looked(call: Call, project: Project, text: str, *, changed: bool = False) -> Response:
    known = (shown(call, project), etag(project))
    try:
        document = parsed(text)
        worked = work(call.session, load_packs(), document)
    except ApexError as refused:
        return _refused(refused, text, *known)
    passes = "every check passes" if worked.made and worked.made.passes else "checks fail"
    verdict = f"nothing would be computed: {worked.why_not}" if worked.made is None else passes
    told = stages(project.document, document)
    page = TransferPage(text, [], *known, told, verdict, changed)
    lined = [{"field": line.path, "before": line.before, "after": line.after} for s in told for line in s.lines]
    outcome = Outcome(inputs=None, result={"changes": lined, "verdict": verdict}, exact=True, etag=known[1])
    return _page(page, outcome, 412 if changed else 200)


@mount(bp, "/projects/<project_id>/design/import/save", ["POST"], "project.edit")
def save(call: Call, project: Project) -> Response:
    """Replace the design by the text that was looked at: an ordinary save against the version that was seen."""
    text = sent()
    try:
        version = seen(etag(project), project.version, lambda named: stale(call, project, named))
        document = parsed(text)
        save_design(call, load_packs(), project, version, document, reason=reason() or "imported from a file")
    except StaleError:
        if not wants_page():
            raise
        return _looked(call, project, text, changed=True)
    except (InvalidInputError, MalformedError, ReadOnlyError) as refused:
        return _refused(refused, text, shown(call, project), etag(project))
    outcome = Outcome(inputs=None, result=project.document, exact=True, etag=etag(project))
    return done(outcome, url_for("design.show", project_id=project.id))


def _page(page: TransferPage, outcome: Outcome | None = None, status: int = 200) -> Response:
    told = outcome or Outcome(inputs=None, result={"accepts": [*YAML[:1], "application/json"]}, exact=True)
    page = replace(page, reason=request.form.get("reason", ""))
    return respond(View("transfer/show.html", "transfer/_form.html", page, told, status))


def _refused(refused: ApexError, text: str, project: dict[str, Any] | None = None, tag: str = "") -> Response:
    """The page with everything that was sent still on it."""
    if not wants_page():
        raise refused
    if isinstance(refused, ReadOnlyError):
        return _page(TransferPage(text, [], project, tag, closed=refused.message), None, refused.status)
    return _page(TransferPage(text, faults(refused, text), project, tag), None, refused.status)


def sent() -> str:
    """The text of the file, else what was pasted, else the body."""
    opened = request.files.get(FILE)
    if opened is not None and opened.filename:
        # The work may begin again after the design was worked out.
        opened.stream.seek(0)
        return _decoded(opened.stream.read())
    if request.form or request.files:
        return str(request.form.get(PASTED, "")).replace("\r\n", "\n")
    if request.is_json or request.mimetype in YAML:
        return _decoded(request.get_data())
    raise MediaTypeError(f"send a form, or the document itself as {YAML[0]} or application/json")


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MalformedError("the file is not UTF-8 text") from None


def parsed(text: str) -> dict[str, Any]:
    """The document a text holds; JSON begins with a brace."""
    if not text.strip():
        raise InvalidInputError([Problem(FILE, "choose a file or paste a design", "missing")])
    found = load_json(text) if text.lstrip().startswith("{") else load_yaml(text)
    if not isinstance(found, Mapping):
        raise MalformedError("the text holds no design document: fields and their values are expected")
    return dict(found)


def faults(refused: ApexError, text: str) -> list[Fault]:
    """Every fault with the line of its field, or of what it stands in."""
    fields = [problem.field.removeprefix("design.") for problem in refused.problems]
    at = lines(text, fields) if any(fields) else [0] * len(fields)
    told = [Fault(*each) for each in zip(at, fields, (p.message for p in refused.problems), strict=True)]
    return sorted(told, key=lambda fault: fault.line)
