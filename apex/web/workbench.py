"""The workbench: rail, form and result, one thing for a project, a stage of it, and a sketch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request

from apex.engine.bundle import Packs
from apex.report.result import ResultView
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
    dirty: bool = False
    """Whether the form holds what is saved nowhere, as it is sent out."""


_UNSEEN = DesignForm([], [])


def _needs_no_form(result: ResultView, marks: Mapping[str, str]) -> bool:
    """An answer that holds parts alone has the form's errors at most: none is there, and none has to go."""
    return wanted_form() == "fragment" and not result.problems and not marks.get("errors")


def wanted_sheet() -> str:
    """The drawing that is looked at, where it is not the elevation."""
    return request.values.get(SHEET, "")


def workbench(
    given: Mapping[str, Any], packs: Packs, result: ResultView, *, stage: str = "",
    merged: Mapping[str, str] | None = None, drawing: str = "", dirty: bool = False,
) -> Bench:  # fmt: skip
    """The bench of a document as typed. `drawing` is the sheet that is looked at; else the elevation."""
    marks = held()
    form = _UNSEEN if _needs_no_form(result, marks) else design_form(given, packs, result.problems, stage, merged)
    return Bench(
        form=form,
        result=replace(result, words=form.words),
        stage=stage,
        stops=stops(given, result),
        marks=marks,
        what_if=what_if(given, can_take=stage in ("", "site")),
        told=told(form.errors),
        untold=untold(form.errors, marks),
        sheet=wanted_sheet() if drawing else "",
        drawing=drawing or result.front or result.drawing,
        dirty=dirty,
    )
