"""A sketch kept nowhere: fill the document, see drawing, checks and price, open the sheet, take the package."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, url_for
from markupsafe import Markup

from apex.actions import design as action
from apex.actions.call import Call
from apex.actions.option import Wish, weigh
from apex.actions.outcome import Outcome
from apex.actions.package import package as permit
from apex.actions.permission import may
from apex.engine.design import Design
from apex.errors import ApexError, MalformedError, NotFoundError
from apex.packs.load import load_packs
from apex.report.combination import Combination, combination_rows
from apex.report.drawing import svg
from apex.report.folio import folio
from apex.report.geometry import elevation
from apex.report.result import ResultView, drawn, result_view
from apex.report.sheet import Row, StageRows, formula_mathml, numbers_mathml, sheet_rows, symbol_mathml
from apex.schema.text import dump_yaml, load_yaml
from apex.settings import ROOT, code_version
from apex.web.ask import wanted_form
from apex.web.bench import MANY
from apex.web.edit import edited
from apex.web.form import as_data, from_form
from apex.web.option import Listing, listing
from apex.web.part import digest
from apex.web.respond import View, file_name, respond, send_file
from apex.web.route import mount
from apex.web.whatif import tried_speed
from apex.web.who import actor
from apex.web.workbench import ANCHORS, Bench, wanted_sheet, workbench

bp = Blueprint("sketch", __name__)
bp.add_app_template_filter(digest, "digest")
EXAMPLES = ROOT / "examples"
FIRST = "main_street_pylon"


@dataclass(frozen=True, slots=True)
class SketchPage:
    """The sketch: a document that is kept nowhere."""

    name: str
    bench: Bench
    examples: list[str]
    can_create: bool
    mark: str
    """Of the document, so that sections compared for another one do not stay."""


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What the calculation sheet shows."""

    name: str
    stages: list[StageRows]
    passes: bool
    sha256: str
    result: ResultView
    combinations: list[Combination]


@dataclass(frozen=True, slots=True)
class SketchOptions:
    """Every section the sign of the form could stand on."""

    name: str
    listing: Listing


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


def _can_create() -> bool:
    who = actor()
    return who is not None and may(who, "project.create")


def _page(document: Any) -> Response:
    made, outcome, refused = _worked(document)
    if refused is not None and wanted_form() in ("envelope", "problem"):
        raise refused
    result = result_view(made, outcome.confidence if outcome else 0.0, refused, sheet=False)
    sheet = wanted_sheet()
    page = _sketch(document, result, drawn(made, sheet) if made and sheet else "")
    return respond(View("sketch/show.html", "sketch/_preview.html", page, outcome))


def _sketch(document: Any, result: ResultView, drawing: str = "") -> SketchPage:
    given = document if isinstance(document, Mapping) else {}
    name = str(given.get("name", "")) or "New sign"
    dirty = request.method == "POST"
    bench = workbench(given, load_packs(), result, ANCHORS, drawing=drawing, dirty=dirty)
    return SketchPage(name, bench, example_names(), _can_create(), digest(repr(given)))


@mount(bp, "/sketch", ["GET"], "solve")
def show(_call: Call) -> Response:
    """The page with an example, the first one if none is named."""
    return _page(_example(request.args.get("example", FIRST)))


@mount(bp, "/sketch", ["POST"], "solve", writes=False, limit=10)
def save(_call: Call) -> Response:
    """The page, or the preview alone, for the document as it is typed now."""
    opened = request.files.get("document")
    if opened is not None and opened.filename:
        return _opened(opened.read())
    return _page(edited(_typed(), request.form.get("do", ""), tried_speed()))


def _opened(text: bytes) -> Response:
    """The page with the document of a file; where it cannot be read, with what was typed before."""
    try:
        document = load_yaml(text)
        if not isinstance(document, dict):
            raise MalformedError("the file holds no design document")
    except ApexError as refused:
        return refused_sketch(_typed(), refused)
    return _page(document)


def _typed() -> dict[str, Any]:
    return from_form(request.form, MANY)


def refused_sketch(document: Any, error: ApexError) -> Response:
    """The page with everything typed still on it, and why nothing came of it."""
    if wanted_form() in ("envelope", "problem"):
        raise error
    page = _sketch(document, result_view(None, 0.0, error))
    return respond(View("sketch/show.html", "sketch/_preview.html", page, None, error.status))


Made = Callable[[Design, Outcome], Response]


def _from_form(make: Made) -> Response:
    """What a design of the form gives; its faults keep the form on the screen."""
    typed = _typed()
    try:
        made, outcome = action.work_out(load_packs(), as_data(typed))
    except ApexError as refused:
        return refused_sketch(typed, refused)
    return make(made, outcome)


@mount(bp, "/sheet", ["GET"], "solve")
def no_sheet(_call: Call) -> Response:
    """A sheet is made from a form; without one there is only the form."""
    return current_app.make_response(redirect(url_for("sketch.show"), 303))


@mount(bp, "/sheet", ["POST"], "solve", writes=False, limit=10)
def sheet(_call: Call) -> Response:
    """The calculation sheet: every step as a plan checker reads it."""
    return _from_form(_sheet)


def _sheet(made: Design, outcome: Outcome) -> Response:
    page = SheetPage(
        name=made.document.name,
        stages=sheet_rows(made),
        passes=made.passes,
        sha256=outcome.content_sha256,
        result=result_view(made, outcome.confidence, None),
        combinations=combination_rows(made),
    )
    return respond(View("sketch/sheet.html", "design/_sheet.html", page, outcome))


@mount(bp, "/options", ["GET"], "solve")
def no_options(_call: Call) -> Response:
    """Options are those of a form, as a sheet is."""
    return current_app.make_response(redirect(url_for("sketch.show"), 303))


@mount(bp, "/options", ["POST"], "solve", writes=False, limit=10)
def options(_call: Call) -> Response:
    """Every section the sign could stand on, with their plot."""
    typed = _typed()
    given = as_data(typed)
    support = given.get("support")
    here = str(support.get("section") or "") if isinstance(support, dict) else ""
    try:
        found, outcome = weigh(load_packs(), given, Wish(), here)
    except ApexError as refused:
        return refused_sketch(typed, refused)
    page = SketchOptions(str(given.get("name", "")) or "New sign", listing(found))
    return respond(View("sketch/options.html", "sketch/_options.html", page, outcome))


@mount(bp, "/package.pdf", ["POST"], "solve", writes=False, limit=10)
def package(_call: Call) -> Response:
    """The permit package."""
    return _from_form(
        lambda made, outcome: send_file(
            permit(made, outcome, code_version()), "application/pdf", f"{file_name(made.document.name)}.pdf"
        )
    )


@mount(bp, "/drawing.svg", ["POST"], "solve", writes=False, limit=10)
def drawing(_call: Call) -> Response:
    """The elevation as a file."""
    return _from_form(
        lambda made, _: send_file(
            svg(elevation(made)).encode(), "image/svg+xml", f"{file_name(made.document.name)}.svg"
        )
    )


@mount(bp, "/drawing.dxf", ["POST"], "solve", writes=False, limit=10)
def drawing_dxf(_call: Call) -> Response:
    """Every sheet as DXF."""
    from apex.report.dxf import dxf  # noqa: PLC0415 (ezdxf is a tenth of a start, and seldom asked for)

    return _from_form(
        lambda made, outcome: send_file(
            dxf(folio(made, sha=outcome.content_sha256)), "image/vnd.dxf", f"{file_name(made.document.name)}.dxf"
        )
    )


@mount(bp, "/document.yaml", ["POST"], "solve", writes=False, limit=10)
def document(_call: Call) -> Response:
    """The document as typed, for keeping; it need not be valid."""
    typed = as_data(_typed())
    return send_file(dump_yaml(typed).encode(), "application/yaml", f"{file_name(str(typed.get('name', '')))}.yaml")
