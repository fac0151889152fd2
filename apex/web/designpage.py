"""What the page of a design shows: the document in its form, and what it comes to beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from apex.actions.access import allows
from apex.actions.calculate import Worked
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import etag, shown
from apex.actions.save import SCHEMA, STAGES, with_stage
from apex.actions.status import open_now
from apex.errors import ApexError, NotFoundError
from apex.packs.load import load_packs
from apex.report.result import sealed_drawing
from apex.store.project import Project
from apex.store.seal import sealed_calculations
from apex.web.bench import MANY, PLATED, design_form
from apex.web.conflict import Clash
from apex.web.form import as_data, from_form
from apex.web.journey import address, around, begun_document, form_name, result_of
from apex.web.offer import NOBODY, Offer, Taken, offers
from apex.web.rail import TITLES, whole_way
from apex.web.respond import View
from apex.web.site import Lookup, offered
from apex.web.workbench import ANCHORS, Bench, workbench

CALCULATION = "calculation"


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


def whole(project: Project, stage: str, typed: dict[str, Any]) -> dict[str, Any]:
    """The document with what the form of a stage holds in it."""
    return with_stage(project, stage, typed.get(stage)) if stage else typed


def as_sent(project: Project, state: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """What the form of a stored document sends when nobody types."""
    form = design_form(begun_document(project, state["document"]), load_packs(), (), stage)
    extra = {} if stage else {"schema": SCHEMA}
    return {**extra, **as_data(from_form(form.untouched(), MANY))}


def design_view(
    call: Call, project: Project, stage: str, document: dict[str, Any], typed: Taken = NOBODY, *,
    clash: Clash | None = None, chosen: dict[str, Any] | None = None, error: ApexError | None = None,
    found: Lookup | None = None, status: int = 200,
) -> View:  # fmt: skip
    """The form with a document in it, and what that comes to; in a conflict, what the choices made so far come to."""

    def page() -> DesignPage:
        looked = chosen or document
        if stage == "foundation" and document and "foundation" not in document:
            # What the form begins with is looked at, as it is once a field of it is typed.
            looked = begun_document(project, document)
        result, drawing = result_of(call, project, looked, error)
        held = sealed_calculations(call.session, project.id, project.calculation_id)
        sealed = project.calculation_id in held and document == project.document
        bench = workbench(
            begun_document(project, document), load_packs(), result,
            around(project) | ({key: address(project, key) for key in STAGES} if stage else ANCHORS), stage=stage,
            merged=clash.marks if clash else None, drawing=sealed_drawing(drawing) if sealed else drawing,
            sealed=sealed,
        )  # fmt: skip
        bench = replace(bench, stops=whole_way(project, bench.stops, bench.result))
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


def following(document: Mapping[str, Any], stage: str) -> str:
    """The stage after one, a base plate only where posts stand on one; the calculation after the last."""
    foundation = document.get("foundation")
    kind = foundation.get("kind") if isinstance(foundation, Mapping) else None
    left = [s for s in STAGES[STAGES.index(stage) + 1 :] if s != "baseplate" or kind in PLATED]
    return left[0] if left else CALCULATION


def _called(following: str) -> str:
    return "the calculation" if following == CALCULATION else f"the {TITLES[following].lower()}"
