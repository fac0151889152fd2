"""What the page of a design shows: the document in its form, and what it comes to beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apex.actions.access import allows
from apex.actions.calculate import Worked, work
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown
from apex.actions.save import SCHEMA, STAGES, with_stage
from apex.actions.status import open_now
from apex.errors import ApexError, InvalidInputError, NotFoundError, OutOfScope, Problem
from apex.packs.load import load_packs
from apex.report.result import ResultView, drawn, result_view, sealed_drawing
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.store.seal import sealed_calculations
from apex.web.bench import MANY, PLATED, design_form
from apex.web.conflict import Clash
from apex.web.form import as_data, from_form
from apex.web.offer import NOBODY, Offer, Taken, form_address, offers
from apex.web.rail import TITLES
from apex.web.respond import View
from apex.web.site import Lookup, offered
from apex.web.workbench import ANCHORS, Bench, wanted_sheet, workbench

CALCULATION = "calculation"
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
    typed: Taken
    """What the form holds beside the document: its tab and reason, and whether it is saved nowhere."""
    clash: Clash | None = None
    lookup: Lookup | None = None


def outcome(project: Project, result: Any, worked: Worked | None = None) -> Outcome:
    said = [f"warning: nothing was computed: {worked.why_not}"] if worked and worked.why_not else []
    return Outcome(inputs=None, result=result, exact=True, etag=etag(project), assumptions=said)


def stage_of(project: Project, stage: str) -> Any:
    """What is stored of a stage, or the whole document."""
    if stage and stage not in STAGES:
        raise NotFoundError(f"there is no stage {stage!r}; the stages are {', '.join(STAGES)}")
    return project.document.get(stage) if stage else project.document


def form_name(stage: str) -> str:
    """What drafts of the form are called."""
    return f"design.{stage}" if stage else "design"


def address(project: Project, stage: str) -> str:
    return form_address(project.id, form_name(stage))


def whole(project: Project, stage: str, typed: dict[str, Any]) -> dict[str, Any]:
    """The document with what the form of a stage holds in it."""
    return with_stage(project, stage, typed.get(stage)) if stage else typed


def as_sent(project: Project, state: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """What the form of a stored document sends when nobody types."""
    form = design_form(_begun(project, state["document"]), load_packs(), (), stage)
    extra = {} if stage else {"schema": SCHEMA}
    return {**extra, **as_data(from_form(form.untouched(), MANY))}


def design_view(
    call: Call, project: Project, stage: str, document: dict[str, Any], typed: Taken = NOBODY, *,
    clash: Clash | None = None, chosen: dict[str, Any] | None = None, error: ApexError | None = None,
    found: Lookup | None = None, status: int = 200,
) -> View:  # fmt: skip
    """The form with a document in it, and what that comes to; in a conflict, what the choices made so far come to."""

    def page() -> DesignPage:
        result, drawing = _result(call, project, chosen or document, error)
        held = sealed_calculations(call.session, project.id, project.calculation_id)
        sealed = project.calculation_id in held and document == project.document
        bench = workbench(
            _begun(project, document), load_packs(), result,
            {key: address(project, key) for key in STAGES} if stage else ANCHORS, stage=stage,
            merged=clash.marks if clash else None, drawing=sealed_drawing(drawing) if sealed else drawing,
            sealed=sealed,
        )  # fmt: skip
        asks = stage == "site" and clash is None
        return DesignPage(
            project=shown(call, project),
            stage=stage,
            etag=typed.etag or etag(project),
            bench=bench,
            following=_called(following(document, stage)) if stage and stage != "foundation" else "",
            can_edit=allows(call, project, "project.edit") and open_now(project),
            address=address(project, stage),
            offers=offers(call, project, form_name(stage)),
            typed=typed,
            clash=replace(clash, words=bench.form.words) if clash else None,
            lookup=found or (offered(project.address) if asks else None),
        )

    return View("design/show.html", "workbench/_preview.html", page, outcome(project, stage_of(project, stage)), status)


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


def following(document: Mapping[str, Any], stage: str) -> str:
    """The stage after one, a base plate only where posts stand on one; the calculation after the last."""
    foundation = document.get("foundation")
    kind = foundation.get("kind") if isinstance(foundation, Mapping) else None
    left = [s for s in STAGES[STAGES.index(stage) + 1 :] if s != "baseplate" or kind in PLATED]
    return left[0] if left else CALCULATION


def _called(following: str) -> str:
    return "the calculation" if following == CALCULATION else f"the {TITLES[following].lower()}"
