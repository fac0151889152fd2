"""The way of a project from overview to submission: what it came to, and the rail of pages beside the design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from apex.actions.calculate import Worked, work
from apex.actions.call import Call
from apex.actions.save import SCHEMA, STAGES
from apex.errors import ApexError, InvalidInputError, OutOfScope, Problem
from apex.packs.load import load_packs
from apex.report.result import ResultView, drawn, result_view, stored_view
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.web.offer import form_address
from apex.web.rail import Stop, stops, whole_way
from apex.web.workbench import unfinished, wanted_sheet

NOTHING = replace(
    result_view(None, 0.0, ApexError("Nothing is designed yet")), tone="", problems=(),
    text="Fill in the site and the sign: drawing, checks and price come here while you type.",
)  # fmt: skip
"""What stands beside the form of a design nobody has begun."""


@dataclass(frozen=True, slots=True)
class Rail:
    """The stages of a project on a page that is one of them."""

    stops: list[Stop]
    stage: str
    places: Mapping[str, str]


def rail(call: Call, project: Project, stage: str, found: ResultView | None = None) -> Rail:
    """The rail of a stage that is no form of the design, by the project as it is stored and what is `found` of it."""
    result = unfinished(found or result_of(call, project, project.document, None)[0])
    places = around(project) | {key: address(project, key) for key in STAGES}
    return Rail(whole_way(project, stops(begun_document(project, project.document), result), result), stage, places)


def around(project: Project) -> dict[str, str]:
    """Where the stages beside the design stand."""
    endpoints = {
        "overview": "project.show",
        "loads": "loads.show",
        "review": "review.show",
        "submit": "submission.show",
    }
    return {key: url_for(endpoint, project_id=project.id) for key, endpoint in endpoints.items()}


def form_name(stage: str) -> str:
    """What drafts of the form are called."""
    return f"design.{stage}" if stage else "design"


def address(project: Project, stage: str) -> str:
    return form_address(project.id, form_name(stage))


def begun_document(project: Project, document: dict[str, Any]) -> dict[str, Any]:
    """A document to begin with, where there is none yet: a form with one empty cabinet."""
    begun = {"schema": SCHEMA, "name": project.name, "foundation": {"kind": "direct_burial"}, **document}
    if not isinstance(begun.get("sign"), dict) or not begun["sign"].get("cabinets"):
        begun["sign"] = {"cabinets": [{"name": ""}]}
    return begun


def result_of(
    call: Call, project: Project, document: dict[str, Any], error: ApexError | None
) -> tuple[ResultView, str]:
    """What stands beside the form, and the sheet that is looked at where it is not the elevation.

    Of what is stored the stored calculation, else what the document comes to now.
    """
    if error is not None or not document:
        return result_view(None, 0.0, error) if error else NOTHING, ""
    held = calculation_by_id(call.session, project.calculation_id) if document == project.document else None
    if held is not None:
        return stored_view(held.sheet["view"]), _kept_sheet(held)
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
