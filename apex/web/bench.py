"""The typed views of the workbench page: groups of fields at the left, the result at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from apex.actions.outcome import Outcome
from apex.engine.bundle import Packs
from apex.engine.cost.price import PriceResult
from apex.engine.design import Design
from apex.engine.document import (
    Cabinet,
    Document,
    Foundation,
    Options,
    PricingChoice,
    Site,
    Soil,
    Support,
    Topography,
)
from apex.engine.envelope import show_ratio
from apex.engine.trace import Check
from apex.errors import ApexError, Problem
from apex.report.drawing import svg
from apex.report.geometry import elevation
from apex.schema.length import parse_feet
from apex.web.form import Field, Filled, flat, form_fields

MANY = ("support.families", "pricing.addons")
CABINET = ("name", "width_ft", "height_ft", "bottom_ft", "offset_ft", "depth_ft", "weight_psf")
CABINET_MORE = ("solid_ratio", "return_corner_ft", "double_faced")
TOPOGRAPHY = ("kind", "H_ft", "L_h_ft", "x_ft", "side")
PIER = ("shape", "diameter_ft", "width_ft", "length_ft", "depth_ft")
NEW_CABINET = {"width_ft": "8", "height_ft": "3", "depth_ft": "2", "weight_psf": "10"}
MOST_CABINETS = 20


@dataclass(frozen=True, slots=True)
class Group:
    """A titled run of fields; `more` stands folded."""

    title: str
    fields: list[Field]
    more: list[Field]


@dataclass(frozen=True, slots=True)
class CheckView:
    """One utilization bar."""

    name: str
    clause: str
    demand: str
    capacity: str
    unit: str
    ratio: str
    width: float
    passes: bool
    case: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything the preview shows; `problems` where there is no result."""

    title: str
    text: str
    tone: str
    facts: list[tuple[str, str]]
    checks: list[CheckView]
    price: list[tuple[str, str]]
    total: str
    warnings: list[str]
    assumptions: list[str]
    confidence: str
    drawing: Markup
    problems: Sequence[Problem]
    options: list[tuple[str, str, str, str]]
    words: Mapping[str, str] = field(default_factory=dict)
    """What people call the fields that have problems."""


@dataclass(frozen=True, slots=True)
class BenchPage:
    name: str
    groups: list[Group]
    cabinets: list[Group]
    foundation: list[Group]
    hidden: list[tuple[str, str]]
    result: ResultView
    examples: list[str]
    errors: list[tuple[str, str]]


def bench_page(document: Any, packs: Packs, result: ResultView, examples: list[str]) -> BenchPage:
    """The page for a document as typed."""
    given: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    filled = Filled(given, result.problems)
    cabinets = filled.at("sign.cabinets")
    count = len(cabinets) if isinstance(cabinets, list) else 0
    groups = [
        Group(
            "Site",
            [
                *form_fields(Document, "", ("name",), filled),
                *form_fields(Site, "site", ("code_basis", "risk_category", "wind_speed_mph", "exposure"), filled),
            ],
            [
                *form_fields(Site, "site", ("kzt", "elevation_ft", "snow_psf", "sds", "s1", "sd1"), filled),
                *form_fields(Site, "site", ("outside_tornado_region",), filled),
                *form_fields(Topography, "site.topography", TOPOGRAPHY, filled, whole=False),
            ],
        ),
    ]
    stack = [
        Group(
            f"Cabinet {i + 1}",
            form_fields(Cabinet, f"sign.cabinets.{i}", CABINET, filled),
            form_fields(Cabinet, f"sign.cabinets.{i}", CABINET_MORE, filled),
        )
        for i in range(count)
    ]
    below = [_support(filled), _foundation(filled, packs), _price(filled, packs), _choices(filled)]
    hidden = [(n, v) for n, v in flat(given) if n not in filled.names and not n.startswith(MANY)]
    errors = [(f.id, f.error) for g in (*groups, *stack, *below) for f in (*g.fields, *g.more)]
    name = str(given.get("name", "")) or "New sign"
    words = {f.name: f"{g.title}, {f.label}" for g in (*groups, *stack, *below) for f in (*g.fields, *g.more)}
    return BenchPage(name, groups, stack, below, hidden, replace(result, words=words), examples, errors)


def _support(filled: Filled) -> Group:
    return Group(
        "Support",
        form_fields(Support, "support", ("families", "section", "grade", "method", "finish"), filled),
        form_fields(
            Support,
            "support",
            ("deflection_limit", "service_wind_factor", "roughness", "damping", "orientation"),
            filled,
        ),
    )


def _foundation(filled: Filled, packs: Packs) -> Group:
    classes = {n: f"{n}, {row.name}" for n, row in packs.footing_calibration.soil.classes.items()}
    return Group(
        "Soil and foundation, direct burial",
        [
            *form_fields(Soil, "site.soil", ("class",), filled, {"class": classes}),
            *form_fields(Site, "site", ("frost_depth_ft",), filled),
            *form_fields(Foundation, "foundation", PIER, filled),
        ],
        [
            *form_fields(
                Soil, "site.soil", ("lateral_psf_per_ft", "vertical_psf", "friction", "cohesion_psf", "source"), filled
            ),
            *form_fields(
                Foundation,
                "foundation",
                (
                    "isolated_pole", "constrained", "restraint", "depth_limit_reading", "neglect_top_ft",
                    "water_depth_ft", "slope_nearby", "expansive", "minimum_depth_ft", "depth_step_ft",
                    "max_depth_ft", "fc_psi", "waste_percent",
                ),
                filled,
            ),
        ],
    )  # fmt: skip


def _price(filled: Filled, packs: Packs) -> Group:
    addons = {n: f"{n.replace('_', ' ')} ${p.value}" for n, p in packs.pricing.addons.items()}
    offered = {"addons": addons, "region": {n: n for n in packs.pricing.regions}}
    return Group("Price", form_fields(PricingChoice, "pricing", ("addons", "region"), filled, offered), [])


def _choices(filled: Filled) -> Group:
    names = ("gust", "grouping", "kz_method", "use_elevation", "wind_on_support")
    return Group("Choices the codes leave open", [], form_fields(Options, "options", names, filled))


def edited(document: dict[str, Any], do: str) -> dict[str, Any]:
    """The document after one of the page's own buttons: add or remove a cabinet."""
    sign = document.setdefault("sign", {})
    if not isinstance(sign, dict):
        return document
    cabinets = sign.get("cabinets")
    if not isinstance(cabinets, list):
        cabinets = []
    verb, _, where = do.partition(".")
    if verb == "add" and len(cabinets) < MOST_CABINETS:
        sign["cabinets"] = [*cabinets, {**NEW_CABINET, "bottom_ft": _free_bottom(cabinets)}]
    elif (
        verb == "remove" and where.isdecimal() and where.isascii() and len(where) < 4 and int(where) < len(cabinets) > 1
    ):
        sign["cabinets"] = [c for i, c in enumerate(cabinets) if i != int(where)]
    return document


def _free_bottom(cabinets: Sequence[Any]) -> str:
    """Where a new cabinet fits: under the lowest one, else on top of the highest."""
    height = float(NEW_CABINET["height_ft"])
    try:
        spans = [(parse_feet(str(c["bottom_ft"])), parse_feet(str(c["height_ft"]))) for c in cabinets]
    except (KeyError, TypeError, ValueError):
        return ""
    lowest = min((bottom for bottom, _ in spans), default=height + 10.0)
    place = lowest - height if lowest >= height else max(bottom + tall for bottom, tall in spans)
    return f"{place:g}"


def check_view(check: Check) -> CheckView:
    ratio = check.ratio
    return CheckView(
        check.name,
        check.clause,
        f"{check.demand:,.2f}",
        f"{check.capacity:,.2f}",
        check.unit,
        show_ratio(ratio),
        round(min(ratio, 1.25) * 80.0, 1),
        check.passes,
        check.case,
    )


def result_view(made: Design | None, outcome: Outcome | None, refused: ApexError | None) -> ResultView:
    """The preview of a design, or of the reasons there is none."""
    if made is None or outcome is None:
        error = refused or ApexError("nothing was worked out")
        title = "Out of scope" if error.code == "out_of_scope" else error.message
        return ResultView(
            title, "Nothing was computed.", "refused", [], [], [], "", [], [], "0.0", Markup(), error.problems, []
        )
    worst = made.governing
    failed = [c.name for c in made.checks if not c.passes]
    tone = "pass" if made.passes else "fail"
    text = f"{worst.name} governs at {show_ratio(worst.ratio)}"
    if failed:
        text = f"Fails: {', '.join(failed)}"
    said = made.sheet.assumptions
    drawing = Markup(svg(elevation(made)))  # noqa: S704 (our own drawing; every text in it is escaped there)
    return ResultView(
        title="Every check passes" if made.passes else _failure(made),
        text=text,
        tone=tone,
        facts=_facts(made),
        checks=[check_view(c) for c in sorted(made.checks, key=lambda c: -c.ratio)],
        price=_price_lines(made.price),
        total=f"${made.price.total_usd:,.2f}" if made.price else "",
        warnings=[a.removeprefix("warning: ") for a in said if a.startswith("warning:")],
        assumptions=[a for a in said if not a.startswith("warning:")],
        confidence=f"{outcome.confidence:.1f}",
        drawing=drawing,
        problems=(),
        options=_options(made),
    )


def _failure(made: Design) -> str:
    return "Checks fail" if made.feasible else "No section of the chosen families passes"


def _facts(made: Design) -> list[tuple[str, str]]:
    section, demand = made.support.section, made.support.demand
    facts = [
        ("Support", f"{section.name}, {made.support.grade.name}, {section.weight_plf:g} lb/ft"),
        ("Wind", f"q_h {made.sign.q_h:.2f} psf, G {demand.G[0]:.3f}, n_1 {min(demand.n_1):.2f} Hz"),
    ]
    f = made.foundation
    if f is not None:
        b = f.burial
        facts.insert(1, ("Foundation", f"{f.pier.x_ft:g} ft {f.pier.shape} pier, {b.depth_ft:g} ft deep "
                                       f"(required {b.depth_required_ft:.2f} ft)"))  # fmt: skip
        facts.append(("Concrete", f"{b.concrete_yd3:.2f} yd³"))
    return facts


def _price_lines(price: PriceResult | None) -> list[tuple[str, str]]:
    if price is None:
        return []
    rows = [(entry.item, f"{entry.amount_usd:,.2f}") for entry in price.lines]
    totals = (("Region", price.region_usd), ("Margin", price.margin_usd), ("Tax", price.tax_usd))
    return [*rows, *((name, f"{value:,.2f}") for name, value in totals if value)]


def _options(made: Design) -> list[tuple[str, str, str, str]]:
    """The next best sections, where the engine chose."""
    if made.selection is None:
        return []
    return [
        (c.section.name, f"{c.section.weight_plf:g}", f"{c.cost_usd:,.2f}", show_ratio(c.ratio))
        for c in made.selection.feasible
    ]
