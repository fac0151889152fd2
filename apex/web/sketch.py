"""The first page: fill the document, see drawing, checks and price, open the sheet, take the package."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from flask import Blueprint, Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from apex.actions import design as action
from apex.actions.outcome import Outcome
from apex.actions.package import package as permit
from apex.engine.design import Design
from apex.errors import ApexError, MalformedError, NotFoundError
from apex.packs.load import load_packs
from apex.report.drawing import svg
from apex.report.geometry import elevation
from apex.report.sheet import Row, StageRows, formula_mathml, numbers_mathml, sheet_rows, symbol_mathml
from apex.schema.text import load_yaml
from apex.settings import ROOT, code_version
from apex.web.ask import wanted_form
from apex.web.bench import MANY, BenchPage, ResultView, bench_page, edited, result_view
from apex.web.form import as_data, from_form
from apex.web.respond import View, respond, send_file

bp = Blueprint("workbench", __name__)
EXAMPLES = ROOT / "examples"
FIRST = "main_street_pylon"


@dataclass(frozen=True, slots=True)
class Combination:
    """One row of factored actions, kip and kip-ft."""

    use: str
    name: str
    N: str
    V_x: str
    V_y: str
    M_x: str
    M_y: str
    T: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What the calculation sheet shows."""

    name: str
    stages: list[StageRows]
    passes: bool
    sha256: str
    result: ResultView
    combinations: list[Combination]


@bp.app_template_filter("math")
def math(row: Row, what: str) -> Markup:
    """MathML of a row: its `symbol`, its `formula`, or the formula with the `numbers` put in."""
    made = {"symbol": symbol_mathml, "formula": formula_mathml, "numbers": numbers_mathml}[what](row)
    return Markup(made)  # noqa: S704 (made from our own formulas, names escaped there)


def example_names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


def _example(name: str) -> Any:
    if name not in example_names():
        raise NotFoundError(f"there is no example {name!r}")
    return load_yaml((EXAMPLES / f"{name}.yaml").read_bytes())


def _worked(document: Any) -> tuple[Design | None, Outcome | None, ApexError | None]:
    try:
        made, outcome = action.work_out(load_packs(), document)
    except ApexError as refused:
        return None, None, refused
    return made, outcome, None


def _page(document: Any) -> Response:
    made, outcome, refused = _worked(document)
    if refused is not None and wanted_form() in ("envelope", "problem"):
        raise refused
    page: BenchPage = bench_page(document, load_packs(), result_view(made, outcome, refused), example_names())
    return respond(View("workbench/show.html", "workbench/_preview.html", page, outcome))


@bp.get("/")
def show() -> Response:
    """The page with an example, the first one if none is named."""
    return _page(_example(request.args.get("example", FIRST)))


@bp.post("/")
def save() -> Response:
    """The page, or the preview alone, for the document as it is typed now."""
    opened = request.files.get("document")
    if opened is not None and opened.filename:
        return _opened(opened.read())
    return _page(edited(_typed(), request.form.get("do", "")))


def _opened(text: bytes) -> Response:
    """The page with the document of a file; where it cannot be read, with what was typed before."""
    try:
        document = load_yaml(text)
        if not isinstance(document, dict):
            raise MalformedError("the file holds no design document")
    except ApexError as refused:
        return _refused(_typed(), refused)
    return _page(document)


def _typed() -> dict[str, Any]:
    return from_form(request.form, MANY)


def _refused(document: Any, error: ApexError) -> Response:
    """The page with everything typed still on it, and why nothing came of it."""
    if wanted_form() in ("envelope", "problem"):
        raise error
    page = bench_page(document, load_packs(), result_view(None, None, error), example_names())
    return respond(View("workbench/show.html", "workbench/_preview.html", page, None, error.status))


Made = Callable[[Design, Outcome], Response]


def _from_form(make: Made) -> Response:
    """What a design of the form gives; its faults keep the form on the screen."""
    typed = _typed()
    try:
        made, outcome = action.work_out(load_packs(), as_data(typed))
    except ApexError as refused:
        return _refused(typed, refused)
    return make(made, outcome)


@bp.get("/sheet")
def no_sheet() -> BaseResponse:
    """A sheet is made from a form; without one there is only the form."""
    return redirect(url_for("workbench.show"), 303)


@bp.post("/sheet")
def sheet() -> Response:
    """The calculation sheet: every step as a plan checker reads it."""
    return _from_form(_sheet)


def _sheet(made: Design, outcome: Outcome) -> Response:
    page = SheetPage(
        name=made.document.name,
        stages=sheet_rows(made),
        passes=made.passes,
        sha256=outcome.content_sha256,
        result=result_view(made, outcome, None),
        combinations=_combinations(made),
    )
    return respond(View("workbench/sheet.html", "workbench/_sheet.html", page, outcome))


def _combinations(made: Design) -> list[Combination]:
    """Factored actions at grade, for the support and for the soil."""
    method = made.document.support.method
    groups = ((f"{method}, support", made.support.strength_cases), ("ASD, soil", made.support.soil))
    return [
        Combination(use, name, *(f"{v:,.3f}" for v in (a.N, a.V_x, a.V_y, a.M_x, a.M_y, a.T)))
        for use, cases in groups
        for name, a in cases
    ]


@bp.post("/package.pdf")
def package() -> Response:
    """The permit package."""
    return _from_form(
        lambda made, outcome: send_file(
            permit(made, outcome, code_version()), "application/pdf", f"{_file_name(made.document.name)}.pdf"
        )
    )


@bp.post("/drawing.svg")
def drawing() -> Response:
    """The elevation as a file."""
    return _from_form(
        lambda made, _: send_file(
            svg(elevation(made)).encode(), "image/svg+xml", f"{_file_name(made.document.name)}.svg"
        )
    )


@bp.post("/document.yaml")
def document() -> Response:
    """The document as typed, for keeping; it need not be valid."""
    typed = as_data(_typed())
    text = yaml.safe_dump(typed, sort_keys=False, allow_unicode=True)
    return send_file(text.encode(), "application/yaml", f"{_file_name(str(typed.get('name', 'sign')))}.yaml")


def _file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "sign"
