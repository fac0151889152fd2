"""The design of a project: the document, its stages, its preview, and what was computed of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions.call import Call
from apex.actions.design import work_out
from apex.actions.revision import etag, stale
from apex.actions.save import save_design, with_stage
from apex.errors import InvalidInputError
from apex.packs.load import load_packs
from apex.store.project import Project
from apex.web.ask import json_body, reason, wants_page
from apex.web.bench import MANY
from apex.web.conflict import ASKED, Settled, settle
from apex.web.designpage import (
    CALCULATION,
    as_sent,
    design_view,
    following,
    outcome,
    stage_of,
    whole,
)
from apex.web.edit import edited
from apex.web.form import as_data, from_form
from apex.web.journey import address, form_name
from apex.web.offer import BACK, given_back, settled, taken
from apex.web.precondition import given as given_tag
from apex.web.precondition import seen
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.site import looked_up, ticked
from apex.web.toast import say
from apex.web.whatif import tried_speed

bp = Blueprint("design", __name__)
NEXT = "go:next"


@mount(bp, "/projects/<project_id>/design", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """The document as it was typed."""
    return _shown(call, project, "")


@mount(bp, "/projects/<project_id>/design/<stage>", ["GET"], "project.read")
def show_stage(call: Call, project: Project, stage: str) -> Response:
    """One stage of it."""
    stage_of(project, stage)
    return _shown(call, project, stage)


def _shown(call: Call, project: Project, stage: str) -> Response:
    if (draft := taken(call, project, form_name(stage))) is None:
        return respond(design_view(call, project, stage, project.document))
    document = whole(project, stage, as_data(from_form(draft.fields, MANY)))
    return respond(design_view(call, project, stage, document, draft))


@mount(bp, "/projects/<project_id>/design", ["PUT", "POST"], "project.edit")
def save(call: Call, project: Project) -> Response:
    """Replace the whole document."""
    return _save_form(call, project, "") if wants_page() else _save_json(call, project, "")


@mount(bp, "/projects/<project_id>/design/<stage>", ["PUT", "POST"], "project.edit")
def save_stage(call: Call, project: Project, stage: str) -> Response:
    """Replace one stage; the others stay."""
    stage_of(project, stage)
    return _save_form(call, project, stage) if wants_page() else _save_json(call, project, stage)


def _save_json(call: Call, project: Project, stage: str) -> Response:
    version = seen(etag(project), project.version, lambda named: stale(call, project, named))
    given = with_stage(project, stage, json_body()) if stage else json_body()
    return _saved(call, project, version, stage, given)


def _saved(call: Call, project: Project, version: int, stage: str, document: Any) -> Response:
    project, worked = save_design(call, load_packs(), project, version, document, reason=reason(), partial=bool(stage))
    if project.version != version:
        _say_saved(project, form_name(stage))
    return done(outcome(project, stage_of(project, stage), worked), _onward(project, stage))


def _say_saved(project: Project, form: str) -> None:
    """What the next page says, with the way back: the version before this one, as a version again, and this form."""
    before = str(project.version - 1)
    fields = {"version": before, "etag": etag(project), "reason": f"undone: back to version {before}", BACK: form}
    # With its number: a tab that shows another project may be the one that tells it.
    text = f"Saved as version {project.version} of {project.number}."
    say(text, undo=url_for("history.restore", project_id=project.id), fields=fields)


def _onward(project: Project, stage: str) -> str:
    """Where a save leads: to the stage after it where its button asked for that, else to the same form again."""
    if not stage or NEXT not in request.form:
        return address(project, stage)
    to = following(project.document, stage)
    if to == CALCULATION:
        return url_for("calculation.show", project_id=project.id)
    return address(project, to)


def _save_form(call: Call, project: Project, stage: str) -> Response:
    """Save what was typed; on an older version merge and show; with bad fields show them, text kept."""
    typed = from_form(request.form, MANY)
    if do := request.form.get("do", ""):
        again = edited(whole(project, stage, typed), do, tried_speed(), ticked())
        return respond(_unsaved(call, project, stage, {stage: again.get(stage)} if stage else again))
    held = _settled(call, project, stage, typed)
    if held.clash is not None:
        return respond(_clashed(call, project, stage, held, 412))
    if held.document == as_sent(project, {"document": project.document}, stage) and stage_of(project, stage):
        settled(call, project, form_name(stage))
        return done(outcome(project, stage_of(project, stage)), _onward(project, stage))
    document = whole(project, stage, held.document)
    try:
        saved = _saved(call, project, held.version, stage, document)
    except InvalidInputError as refused:
        return respond(design_view(call, project, stage, document, given_back(), error=refused, status=422))
    settled(call, project, form_name(stage))
    return saved


def _settled(call: Call, project: Project, stage: str, typed: dict[str, Any], *, ask: bool = False) -> Settled:
    return settle(call, project, as_data(typed), lambda state: as_sent(project, state, stage), ask=ask)


def _clashed(call: Call, project: Project, stage: str, held: Settled, status: int = 200) -> View:
    document, chosen = (whole(project, stage, each) for each in (held.document, held.chosen or held.document))
    return design_view(
        call, project, stage, document, given_back(), clash=held.clash, chosen=chosen, status=status
    )  # fmt: skip


def _unsaved(call: Call, project: Project, stage: str, typed: dict[str, Any]) -> View:
    """The form as it is typed, saved nowhere; one that shows a conflict goes on showing it, with its choices."""
    if request.form.getlist(ASKED):
        return _clashed(call, project, stage, _settled(call, project, stage, typed, ask=True))
    # The page goes on from the version its form began from: what was saved since is not on it.
    return design_view(call, project, stage, whole(project, stage, typed), given_back(given_tag()))


@mount(bp, "/projects/<project_id>/design/preview", ["POST"], "project.read", writes=False, limit=10)
def preview(call: Call, project: Project) -> Response:
    """What a document comes to; saves nothing."""
    if not wants_page():
        return respond(View("", "", None, work_out(load_packs(), json_body())[1]))
    stage = request.args.get("stage", "")
    stage_of(project, stage)
    return respond(_unsaved(call, project, stage, as_data(from_form(request.form, MANY))))


@mount(bp, "/projects/<project_id>/design/site/lookup", ["POST"], "project.edit", writes=False)
def look_up_site(call: Call, project: Project) -> Response:
    """What services know of an address, beside the form as it was typed; saves nothing and puts nothing into it."""
    typed = as_data(from_form(request.form, MANY))
    if request.form.getlist(ASKED):
        return respond(_unsaved(call, project, "site", typed))
    document = whole(project, "site", typed)
    found = looked_up(call, document)
    status = 422 if found.error else 200
    return respond(design_view(call, project, "site", document, given_back(given_tag()), found=found, status=status))
