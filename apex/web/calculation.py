"""What was computed of a project, shown from where it is stored: sheet, drawing, bill of materials, price."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, current_app

from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.revision import shown, tag
from apex.actions.tree import tree_of
from apex.engine.envelope import sha256
from apex.errors import NotFoundError
from apex.report.cell import safe_cell
from apex.report.kept import sheets_of
from apex.report.result import ResultView, sealed_drawing, sealed_dxf, stored_view
from apex.report.tree import bom_lines, summed
from apex.store.calculation import Calculation, calculation_by_id
from apex.store.project import Project
from apex.store.report import has_report
from apex.store.seal import Seal, Supersession, sealed_calculations, seals_of, standing
from apex.web.ask import request_id, wants_page
from apex.web.export import exported
from apex.web.precondition import fresh, known
from apex.web.respond import View, respond, send_file, send_json
from apex.web.route import mount

bp = Blueprint("calculation", __name__)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seal a calculation carries."""

    at: str
    version: int
    content_sha256: str
    superseded: int | None


@dataclass(frozen=True, slots=True)
class CalculationPage:
    """A stored calculation as a plan checker reads it."""

    project: dict[str, Any]
    name: str
    stages: list[Any]
    combinations: list[Any]
    result: ResultView
    sheets: list[tuple[str, str]]
    """What each sheet after the elevation shows, and its drawing."""
    sha256: str
    version: int
    engine: str
    seal: Sealed | None
    has_report: bool


@dataclass(frozen=True, slots=True)
class PricePage:
    """Bill of materials and price of a project, and the parts of the shop beside them."""

    project: dict[str, Any]
    bom: list[dict[str, Any]]
    price: dict[str, Any] | None
    parts: list[dict[str, Any]]
    sums: dict[str, Any]
    priced_usd: float
    """What the lines of the bill come to that the price holds."""
    total_usd: float
    """The same with the parts of the shop."""


@dataclass(frozen=True, slots=True)
class NothingPage:
    """What stands where a calculation will be."""

    project: dict[str, Any]
    what: str


def _nothing(call: Call, project: Project, what: str) -> Response | None:
    """For people whose design is not complete: that it is not, and the way there."""
    if project.calculation_id is not None or not wants_page():
        return None
    return respond(View("calculation/none.html", "calculation/none.html", NothingPage(shown(call, project), what)))


def current(call: Call, project: Project) -> Calculation:
    """The calculation of the project as it stands."""
    found = calculation_by_id(call.session, project.calculation_id)
    if found is None:
        raise NotFoundError("nothing is computed: the design is not complete, or is out of scope")
    return found


def etag(calculation: Calculation) -> str:
    """Covers engine and packs: the same document computed by another engine is another answer."""
    parts = [calculation.content_sha256, calculation.engine_version, calculation.packs]
    return tag(calculation.version, sha256(parts))


@mount(bp, "/projects/<project_id>/calculation", ["GET"], "project.read")
def show(call: Call, project: Project) -> Response:
    """The sheet with every step; as JSON the envelope as it was made."""
    nothing = _nothing(call, project, "The calculation sheet")
    return nothing or _shown(call, project, current(call, project))


def _shown(call: Call, project: Project, found: Calculation) -> Response:
    if not wants_page():
        envelope = {**found.envelope, "etag": etag(found), "request_id": request_id()}
        return fresh(send_json(envelope), etag(found))
    page = _page(call, project, found)
    return respond(View("calculation/show.html", "calculation/_sheet.html", page))


def _page(call: Call, project: Project, found: Calculation) -> CalculationPage:
    held = found.sheet
    seals = seals_of(call.session, project.id)
    seal = next((pair for pair in seals if pair[0].calculation_id == found.id), None)
    sealed = found.id in standing(seals, project.calculation_id)
    return CalculationPage(
        project=shown(call, project),
        name=held["name"],
        stages=held["stages"],
        combinations=held["combinations"],
        result=replace(stored_view(held["view"]), drawing=_drawing(found, sealed=sealed)),
        sheets=_sheets(found, sealed=sealed),
        sha256=found.content_sha256,
        version=found.version,
        engine=str(found.engine_version.get("version", "")),
        seal=_sealed(*seal) if seal else None,
        has_report=has_report(call.session, found.id),
    )


def _stands(call: Call, project: Project, found: Calculation) -> bool:
    """Whether drawings say that it is sealed."""
    return found.id in sealed_calculations(call.session, project.id, project.calculation_id)


def _drawing(found: Calculation, *, sealed: bool) -> str:
    drawing: str = found.sheet["view"]["drawing"]
    return sealed_drawing(drawing) if sealed else drawing


def _sheets(found: Calculation, *, sealed: bool) -> list[tuple[str, str]]:
    """What each further sheet shows, and its drawing."""
    held = found.sheet.get("sheets", ())
    return [(each["what"], sealed_drawing(each["svg"]) if sealed else each["svg"]) for each in held]


def _dxf(found: Calculation) -> str:
    """Of the sheets as they were drawn; calculations of before kept the text of the file itself."""
    if "drawn" in found.sheet:
        from apex.report.dxf import dxf  # noqa: PLC0415 (ezdxf is a tenth of a start, and seldom asked for)

        return dxf(sheets_of(found.sheet["drawn"])).decode()
    if "dxf" not in found.sheet:
        raise NotFoundError("this calculation was made before drawings were kept as DXF; save the design once more")
    text: str = found.sheet["dxf"]
    return text


def _sealed(seal: Seal, over: Supersession | None) -> Sealed:
    return Sealed(seal.at.isoformat(), seal.version, seal.content_sha256, over.version if over else None)


@mount(bp, "/projects/<project_id>/final", ["GET"], "project.read")
def final(call: Call, project: Project) -> Response:
    """The sealed calculation, read-only; the running one, marked as not sealed, while there is no seal."""
    seals = seals_of(call.session, project.id)
    found = calculation_by_id(call.session, seals[0][0].calculation_id) if seals else None
    return _shown(call, project, found or current(call, project))


@mount(bp, "/projects/<project_id>/drawing.svg", ["GET"], "project.read")
def drawing(call: Call, project: Project) -> Response:
    """The elevation."""
    found = current(call, project)
    sealed = _stands(call, project, found)
    response: Response = current_app.response_class(_drawing(found, sealed=sealed), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-cache"
    return fresh(response, tag(found.version, sha256([etag(found), sealed])))


@mount(bp, "/projects/<project_id>/drawing.dxf", ["GET"], "project.read")
def drawing_dxf(call: Call, project: Project) -> Response:
    """Every sheet as DXF."""
    found = current(call, project)
    sealed = _stands(call, project, found)
    now = tag(found.version, sha256([etag(found), sealed]))
    text = "" if known(now) else _dxf(found)
    body = (sealed_dxf(text) if sealed else text).encode()
    response = send_file(body, "image/vnd.dxf", f"{project.number}.dxf")
    response.headers["Cache-Control"] = "private, no-cache"
    given = fresh(response, now)
    return exported(call, project, given, "drawings as DXF")


@mount(bp, "/projects/<project_id>/bom", ["GET"], "project.read")
def bom(call: Call, project: Project) -> Response:
    """The bill of materials."""
    return _nothing(call, project, "The bill of materials") or _priced(call, project, "bom")


@mount(bp, "/projects/<project_id>/price", ["GET"], "project.read")
def price(call: Call, project: Project) -> Response:
    """The price, line by line."""
    return _nothing(call, project, "The price") or _priced(call, project, "price")


def _priced(call: Call, project: Project, what: str) -> Response:
    found, tree = current(call, project), tree_of(project)
    result, parts, sums = found.envelope["result"], bom_lines(tree), summed(tree)
    priced = sum((Decimal(str(row["amount_usd"])) for row in result["bom"]), Decimal(0))
    whole = priced + Decimal(str(sums["sum_usd"]))
    page = PricePage(shown(call, project), result["bom"], result["price"], parts, sums, float(priced), float(whole))
    price = result["price"] and {**result["price"], "shop_parts_usd": sums["sum_usd"]}
    outcome = Outcome(
        inputs=found.document,
        result=[*result["bom"], *parts] if what == "bom" else price,
        pack_metadata=found.packs,
        exact=True,
        etag=tag(found.version, sha256([etag(found), parts])) if parts else etag(found),
    )
    return respond(View("calculation/price.html", "calculation/_price.html", page, outcome))


@mount(bp, "/projects/<project_id>/bom.csv", ["GET"], "project.read")
def bom_csv(call: Call, project: Project) -> Response:
    """The bill of materials for a spreadsheet."""
    rows = [*current(call, project).envelope["result"]["bom"], *bom_lines(tree_of(project))]
    text = io.StringIO()
    writer = csv.writer(text)
    names = ("item", "quantity", "unit", "unit_price_usd", "amount_usd", "part_number", "source")
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(name)) for name in names] for row in rows)
    response = send_file(text.getvalue().encode(), "text/csv", f"{project.number}-bom.csv")
    return exported(call, project, response, "bill of materials as CSV")
