"""Forms typed in and not saved, for the scripts of the pages that keep and offer them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from apex.actions import draft as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.errors import NotFoundError
from apex.schema.draft import Unsaved
from apex.schema.read import read
from apex.store.project import Project
from apex.web.ask import json_body, wants_page, window
from apex.web.conflict import ASKED, BEGAN
from apex.web.offer import form_address
from apex.web.paging import listed
from apex.web.respond import answer
from apex.web.route import mount

bp = Blueprint("unsaved", __name__)
FORM = "unsaved_form"
STEERING = {"csrf_token", "idempotency_key", "etag", "tab", FORM, BEGAN, ASKED}
"""Fields a form carries for us; what a person typed is all the others."""


@mount(bp, "/projects/<project_id>/unsaved", ["GET"], "project.edit", limit=10)
def index(call: Call, project: Project) -> Response:
    """What the caller typed and did not save, newest first. There is no page of it: the forms offer it themselves."""
    part = window()
    held = action.kept(call, project, request.args.get("form", ""))
    items = held[part.offset : part.offset + part.limit]
    return answer(Outcome(inputs=None, result=listed(items, part, len(held)), exact=True))


@mount(bp, "/projects/<project_id>/unsaved", ["POST"], "project.edit", limit=10, keyed=False)
def save(call: Call, project: Project) -> Response:
    """Keep what stands in a form, in place of what its tab kept before."""
    from_form = bool(request.form)
    wanted = read(Unsaved, _form() if from_form else json_body())
    action.keep(call, project, wanted)
    if from_form:
        return Response(status=204)
    result = {"form": wanted.form, "tab": wanted.tab, "etag": wanted.etag, "at": call.now.isoformat()}
    return answer(Outcome(inputs=None, result=result, exact=True))


def _form() -> dict[str, Any]:
    """A form as it stands on the page; a name that comes several times has a list."""
    typed = {name: values for name, values in request.form.lists() if name not in STEERING}
    return {
        "form": request.form.get(FORM, ""),
        "tab": request.form.get("tab", ""),
        "etag": request.form.get(BEGAN) or request.form.get("etag", ""),
        "fields": {name: values[0] if len(values) == 1 else values for name, values in typed.items()},
    }


@mount(bp, "/projects/<project_id>/unsaved/<form>/<tab>", ["DELETE"], "project.edit", limit=10, keyed=False)
def remove(call: Call, project: Project, form: str, tab: str) -> Response:
    """Forget one."""
    if not action.drop(call, project.id, form, tab):
        raise NotFoundError("nothing is kept of this form in this tab")
    return answer(Outcome(inputs=None, result={"dropped": {"form": form, "tab": tab}}))


@mount(bp, "/projects/<project_id>/unsaved/<form>/<tab>/drop", ["POST"], "project.edit", limit=10, keyed=False)
def drop(call: Call, project: Project, form: str, tab: str) -> Response:
    """Forget one and open its form as it was saved; also when there is none any more, as after a double click."""
    dropped = action.drop(call, project.id, form, tab)
    if not wants_page():
        return answer(Outcome(inputs=None, result={"dropped": {"form": form, "tab": tab} if dropped else None}))
    response = Response(status=303)
    response.headers["Location"] = form_address(project.id, form)
    return response
