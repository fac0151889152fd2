"""The design of a project: the document, its stages, its preview, and what was computed of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request, url_for

from apex.actions.access import allows
from apex.actions.calculate import Worked, work
from apex.actions.call import Call
from apex.actions.design import work_out
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown, stale
from apex.actions.save import SCHEMA, STAGES, save_design, with_stage
from apex.actions.status import open_now
from apex.errors import ApexError, InvalidInputError, NotFoundError, OutOfScope, Problem
from apex.packs.load import load_packs
from apex.report.result import ResultView, drawn, result_view, sealed_drawing
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.web.ask import json_body, reason, wants_page
from apex.web.bench import MANY, PLATED, design_form
from apex.web.conflict import ASKED, Clash, Settled, settle
from apex.web.edit import edited
from apex.web.form import as_data, from_form
from apex.web.offer import BACK, Offer, form_address, offers, settled, taken
from apex.web.precondition import given as given_tag
from apex.web.precondition import seen
from apex.web.rail import TITLES
from apex.web.respond import View, done, respond
from apex.web.route import mount
from apex.web.site import Lookup, looked_up, offered, ticked
from apex.web.toast import say
from apex.web.whatif import tried_speed
from apex.web.workbench import ANCHORS, Bench, wanted_sheet, workbench

bp = Blueprint("design", __name__)
SEALED = ("submitted", "accepted")
NEXT, CALCULATION = "go:next", "calculation"
NOTHING = replace(
    result_view(None, 0.0, ApexError("Nothing is designed yet")), tone="", problems=(),
    text="Fill in the site and the sign: drawing, checks and price come here while you type.",
)  # fmt: skip
"""What stands beside the form of a design nobody has begun."""


@dataclass(frozen=True, slots=True)
class DesignPage:
    """The design form of a project, whole or one stage, with what it comes to."""

    project: dict[str, Any]
    stage: str
    etag: str
    bench: Bench
    following: str
    """What comes after this stage; empty where that depends on what is chosen in it."""
    can_edit: bool
    address: str
    offers: list[Offer]
    tab: str
    clash: Clash | None = None
    lookup: Lookup | None = None


def _outcome(project: Project, result: Any, worked: Worked | None = None) -> Outcome:
    said = [f"warning: nothing was computed: {worked.why_not}"] if worked and worked.why_not else []
    return Outcome(inputs=None, result=result, exact=True, etag=etag(project), assumptions=said)


def _stage(project: Project, stage: str) -> Any:
    if stage and stage not in STAGES:
        raise NotFoundError(f"there is no stage {stage!r}; the stages are {', '.join(STAGES)}")
    return project.document.get(stage) if stage else project.document


@mount(bp, "/projects/<project_id>/design", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """The document as it was typed."""
    return _shown(call, project, "")


@mount(bp, "/projects/<project_id>/design/<stage>", ["GET"], "project.read")
def show_stage(call: Call, project: Project, stage: str) -> Response:
    """One stage of it."""
    _stage(project, stage)
    return _shown(call, project, stage)


def _shown(call: Call, project: Project, stage: str) -> Response:
    if (draft := taken(call, project, _form_name(stage))) is None:
        return respond(_view(call, project, stage, project.document))
    document = _whole(project, stage, as_data(from_form(draft.fields, MANY)))
    return respond(_view(call, project, stage, document, tag=draft.etag, tab=draft.tab))


def _form_name(stage: str) -> str:
    """What drafts of the form are called."""
    return f"design.{stage}" if stage else "design"


def _view(
    call: Call, project: Project, stage: str, document: dict[str, Any], clash: Clash | None = None,
    error: ApexError | None = None, status: int = 200, tag: str = "", tab: str = "",
    chosen: dict[str, Any] | None = None, found: Lookup | None = None,
) -> View:  # fmt: skip
    """The form with a document in it, and what that comes to; in a conflict, what the choices made so far come to."""

    def page() -> DesignPage:
        result, drawing = _result(call, project, chosen or document, error)
        sealed = project.status in SEALED and document == project.document
        bench = workbench(
            _begun(project, document), load_packs(), result,
            {key: _address(project, key) for key in STAGES} if stage else ANCHORS, stage=stage,
            merged=clash.marks if clash else None, drawing=sealed_drawing(drawing) if sealed else drawing,
            sealed=sealed,
            dirty=document is not project.document and not tab,
        )  # fmt: skip
        return DesignPage(
            project=shown(call, project),
            stage=stage,
            etag=tag or etag(project),
            bench=bench,
            following=_called(_following(document, stage)) if stage and stage != "foundation" else "",
            can_edit=allows(call, project, "project.edit") and open_now(project),
            address=_address(project, stage),
            offers=offers(call, project, _form_name(stage)),
            tab=tab or request.form.get("tab", ""),
            clash=replace(clash, words=bench.form.words) if clash else None,
            lookup=found or (offered(project.address) if stage == "site" else None),
        )

    outcome = _outcome(project, _stage(project, stage))
    return View("design/show.html", "workbench/_preview.html", page, outcome, status)


def _begun(project: Project, document: dict[str, Any]) -> dict[str, Any]:
    """A document to begin with, where there is none yet: a form with one empty cabinet."""
    begun = {"schema": SCHEMA, "name": project.name, "foundation": {"kind": "direct_burial"}, **document}
    if not isinstance(begun.get("sign"), dict) or not begun["sign"].get("cabinets"):
        begun["sign"] = {"cabinets": [{"name": ""}]}
    return begun


def _result(call: Call, project: Project, document: dict[str, Any], error: ApexError | None) -> tuple[ResultView, str]:
    """What stands beside the form, and the sheet that is looked at where it is not the elevation.

    Of what is stored the stored calculation, else what the document comes to now.
    """
    if error is not None or not document:
        return result_view(None, 0.0, error) if error else NOTHING, ""
    held = calculation_by_id(call.session, project.calculation_id) if document == project.document else None
    if held is not None:
        return ResultView(**held.sheet["view"]), _kept_sheet(held)
    try:
        worked = work(call.session, load_packs(), document, partial=True)
    except ApexError as refused:
        return result_view(None, 0.0, refused), ""
    if worked.made is None or worked.outcome is None:
        return result_view(None, 0.0, _why_not(worked)), ""
    sheet = wanted_sheet()
    result = result_view(worked.made, worked.outcome.confidence, None, sheet=False)
    return result, drawn(worked.made, sheet) if sheet else ""


def _why_not(worked: Worked) -> ApexError:
    if worked.absent:
        return InvalidInputError([Problem(name, "is required", "missing") for name in worked.absent])
    refused = ApexError(worked.why_not)
    refused.code = OutOfScope.code
    return refused


def _kept_sheet(held: Calculation) -> str:
    """The sheet that is looked at, from storage."""
    return next((each["svg"] for each in held.sheet.get("sheets", ()) if each["key"] == wanted_sheet()), "")


def _address(project: Project, stage: str) -> str:
    return form_address(project.id, _form_name(stage))


def _following(document: Mapping[str, Any], stage: str) -> str:
    """The stage after one, a base plate only where posts stand on one; the calculation after the last."""
    foundation = document.get("foundation")
    kind = foundation.get("kind") if isinstance(foundation, Mapping) else None
    left = [s for s in STAGES[STAGES.index(stage) + 1 :] if s != "baseplate" or kind in PLATED]
    return left[0] if left else CALCULATION


def _called(following: str) -> str:
    return "the calculation" if following == CALCULATION else f"the {TITLES[following].lower()}"


def _onward(project: Project, stage: str) -> str:
    """Where a save leads: to the stage after it where its button asked for that, else to the same form again."""
    if not stage or NEXT not in request.form:
        return _address(project, stage)
    to = _following(project.document, stage)
    if to == CALCULATION:
        return url_for("calculation.show", project_id=project.id)
    return _address(project, to)


@mount(bp, "/projects/<project_id>/design", ["PUT", "POST"], "project.edit")
def save(call: Call, project: Project) -> Response:
    """Replace the whole document."""
    return _save_form(call, project, "") if wants_page() else _save_json(call, project, "")


@mount(bp, "/projects/<project_id>/design/<stage>", ["PUT", "POST"], "project.edit")
def save_stage(call: Call, project: Project, stage: str) -> Response:
    """Replace one stage; the others stay."""
    _stage(project, stage)
    return _save_form(call, project, stage) if wants_page() else _save_json(call, project, stage)


def _save_json(call: Call, project: Project, stage: str) -> Response:
    version = seen(etag(project), project.version, lambda named: stale(call, project, named))
    given = with_stage(project, stage, json_body()) if stage else json_body()
    return _saved(call, project, version, stage, given)


def _saved(call: Call, project: Project, version: int, stage: str, document: Any) -> Response:
    project, worked = save_design(call, load_packs(), project, version, document, reason=reason(), partial=bool(stage))
    if project.version != version:
        _say_saved(project, _form_name(stage))
    return done(_outcome(project, _stage(project, stage), worked), _onward(project, stage))


def _say_saved(project: Project, form: str) -> None:
    """What the next page says, with the way back: the version before this one, as a version again, and this form."""
    before = str(project.version - 1)
    fields = {"version": before, "etag": etag(project), "reason": f"undone: back to version {before}", BACK: form}
    # With its number: a tab that shows another project may be the one that tells it.
    text = f"Saved as version {project.version} of {project.number}."
    say(text, undo=url_for("history.restore", project_id=project.id), fields=fields)


def _save_form(call: Call, project: Project, stage: str) -> Response:
    """Save what was typed; on an older version merge and show; with bad fields show them, text kept."""
    typed = from_form(request.form, MANY)
    if (do := request.form.get("do", "")) and not request.form.getlist(ASKED):
        again = edited(_whole(project, stage, typed), do, tried_speed(), ticked())
        return respond(_view(call, project, stage, again, tag=given_tag()))
    held = settle(call, project, as_data(typed), lambda state: _as_sent(project, state, stage))
    document = _whole(project, stage, held.document)
    if held.clash is not None:
        return respond(_clashed(call, project, stage, held, 412))
    if held.document == _as_sent(project, {"document": project.document}, stage) and _stage(project, stage):
        settled(call, project, _form_name(stage))
        return done(_outcome(project, _stage(project, stage)), _onward(project, stage))
    try:
        saved = _saved(call, project, held.version, stage, document)
    except InvalidInputError as refused:
        return respond(_view(call, project, stage, document, error=refused, status=422))
    settled(call, project, _form_name(stage))
    return saved


def _clashed(call: Call, project: Project, stage: str, held: Settled, status: int = 200) -> View:
    document, chosen = (_whole(project, stage, each) for each in (held.document, held.chosen or held.document))
    return _view(call, project, stage, document, held.clash, status=status, chosen=chosen)


def _whole(project: Project, stage: str, typed: dict[str, Any]) -> dict[str, Any]:
    return with_stage(project, stage, typed.get(stage)) if stage else typed


def _as_sent(project: Project, state: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """What the form of a stored document sends when nobody types."""
    form = design_form(_begun(project, state["document"]), load_packs(), (), stage)
    extra = {} if stage else {"schema": SCHEMA}
    return {**extra, **as_data(from_form(form.untouched(), MANY))}


@mount(bp, "/projects/<project_id>/design/preview", ["POST"], "project.read", writes=False, limit=10)
def preview(call: Call, project: Project) -> Response:
    """What a document comes to; saves nothing."""
    if not wants_page():
        return respond(View("", "", None, work_out(load_packs(), json_body())[1]))
    stage = request.args.get("stage", "")
    _stage(project, stage)
    typed = as_data(from_form(request.form, MANY))
    if request.form.getlist(ASKED):
        held = settle(call, project, typed, lambda state: _as_sent(project, state, stage), ask=True)
        return respond(_clashed(call, project, stage, held))
    # The page goes on from the version its form began from: what was saved since is not on it.
    return respond(_view(call, project, stage, _whole(project, stage, typed), tag=given_tag()))


@mount(bp, "/projects/<project_id>/design/site/lookup", ["POST"], "project.edit", writes=False)
def look_up_site(call: Call, project: Project) -> Response:
    """What services know of an address, beside the form as it was typed; saves nothing and puts nothing into it."""
    document = _whole(project, "site", as_data(from_form(request.form, MANY)))
    found = looked_up(call, document)
    view = _view(call, project, "site", document, tag=given_tag(), found=found, status=422 if found.error else 200)
    return respond(view)
