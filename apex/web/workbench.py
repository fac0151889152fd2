"""The workbench: rail, form and result, one thing for a project, a stage of it, and a sketch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from apex.engine.bundle import Packs
from apex.report.begun import begun
from apex.report.result import ResultView
from apex.schema.words import word
from apex.web.ask import wanted_form
from apex.web.bench import DesignForm, design_form
from apex.web.part import held, told, untold
from apex.web.rail import TITLES, Stop, stops
from apex.web.whatif import WhatIf, what_if

SHEET = "see:sheet"
ANCHORS = {key: f"#stage-{key}" for key in TITLES}
"""Where the stops of the rail lead on a page that holds the whole design."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the macros of `workbench/` draw. `marks` are those of the parts that stand on the page already."""

    form: DesignForm
    result: ResultView
    stage: str
    stops: list[Stop]
    marks: Mapping[str, str]
    what_if: WhatIf
    told: str
    untold: list[tuple[str, str]]
    sheet: str
    drawing: str
    places: Mapping[str, str]
    """Where the stops of the rail lead."""
    links: Mapping[str, str]
    """Where what each problem is about can be mended."""
    preliminary: bool = False
    """Whether the drawing is of what is typed alone, nothing being worked out."""
    sealed: bool = False
    """Whether what is shown carries a seal."""
    dirty: bool = False
    """Whether the form holds what is saved nowhere, as it is sent out."""


_UNSEEN = DesignForm([], [])


def _needs_no_form(result: ResultView, marks: Mapping[str, str]) -> bool:
    """An answer that holds parts alone has the form's errors at most: none is there, and none has to go."""
    return wanted_form() == "fragment" and not result.problems and not marks.get("errors")


def _typing() -> bool:
    """Whether nobody said yet that the form is whole: what is blank is not wrong then."""
    return request.method == "GET" or wanted_form() == "fragment"


def unfinished(result: ResultView) -> ResultView:
    """A result that only lacks what nobody typed yet is no failure."""
    wrong = [p for p in result.problems if p.type != "missing"]
    absent = [p for p in result.problems if p.type == "missing"]
    if not absent:
        return result
    if wrong:
        # What is not reached yet is not to be corrected.
        title = f"{len(wrong)} field{'s' if len(wrong) > 1 else ''} to correct, {len(absent)} to fill in"
        return replace(result, title=title, problems=[*wrong, *absent])
    return replace(result, title="Not complete yet", text="Still needed:", tone="")


def _link(field: str, form: DesignForm, places: Mapping[str, str]) -> str:
    """A field of the form, else the first below it, else its stage."""
    own = [f.id for _, f in form.shown if f.name == field] or [
        f.id for _, f in form.shown if f.name.startswith(f"{field}.")
    ]
    stage = field.partition(".")[0]
    return f"#{own[0]}" if own else places.get("site" if stage == "name" else stage, "#bench")


def wanted_sheet() -> str:
    """The drawing that is looked at, where it is not the elevation."""
    return request.values.get(SHEET, "")


def workbench(
    given: Mapping[str, Any], packs: Packs, result: ResultView, places: Mapping[str, str], *, stage: str = "",
    merged: Mapping[str, str] | None = None, drawing: str = "", sealed: bool = False, dirty: bool = False,
) -> Bench:  # fmt: skip
    """The bench of a document as typed. `drawing` is the sheet that is looked at; else the elevation."""
    marks = held()
    shown = [p for p in result.problems if p.type != "missing" or not _typing()]
    worked = drawing or result.front or result.drawing
    form = _UNSEEN if _needs_no_form(result, marks) else design_form(given, packs, shown, stage, merged)
    words = {p.field: word(p.field).full for p in result.problems if p.field}
    return Bench(
        form=form,
        result=replace(unfinished(result), words=words | form.words),
        stage=stage,
        stops=stops(given, result),
        marks=marks,
        what_if=what_if(given, can_take=stage in ("", "site")),
        told=told(form.errors),
        untold=untold(form.errors, marks),
        sheet=wanted_sheet() if drawing else "",
        drawing=worked or begun(given),
        places=places,
        links={p.field: _link(p.field, form, places) for p in result.problems if p.field},
        preliminary=not worked,
        sealed=sealed,
        dirty=dirty,
    )
