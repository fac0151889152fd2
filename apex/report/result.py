"""What a design came to, as the pages show it: verdict, facts, checks, price, drawing.

Plain data, so that a stored calculation keeps it and shows it again as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from apex.engine.cost.price import PriceResult
from apex.engine.design import Design
from apex.engine.envelope import show_ratio
from apex.engine.trace import Check, by_use
from apex.errors import ApexError, Problem
from apex.report.drawing import svg
from apex.report.geometry import elevation
from apex.report.phrase import foundation_words, plate_words, support_words
from apex.report.schedule import NOT_SEALED, SEALED


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
    drawing: str
    problems: Sequence[Problem]
    options: list[tuple[str, str, str, str]]
    words: Mapping[str, str] = field(default_factory=dict)
    """What people call the fields that have problems."""


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


def result_view(made: Design | None, confidence: float, refused: ApexError | None) -> ResultView:
    """The preview of a design, or of the reasons there is none."""
    if made is None:
        error = refused or ApexError("nothing was worked out")
        title = "Out of scope" if error.code == "out_of_scope" else error.message
        return ResultView(
            title, "Nothing was computed.", "refused", [], [], [], "", [], [], "0.0", "", error.problems, []
        )
    worst = made.governing
    failed = [c.name for c in made.checks if not c.passes]
    tone = "pass" if made.passes else "fail"
    text = f"{worst.name} governs at {show_ratio(worst.ratio)}"
    if failed:
        text = f"Fails: {', '.join(failed)}"
    said = made.sheet.assumptions
    return ResultView(
        title="Every check passes" if made.passes else _failure(made),
        text=text,
        tone=tone,
        facts=_facts(made),
        checks=[check_view(c) for c in by_use(made.checks)],
        price=_price_lines(made.price),
        total=f"${made.price.total_usd:,.2f}" if made.price else "",
        warnings=[a.removeprefix("warning: ") for a in said if a.startswith("warning:")],
        assumptions=[a for a in said if not a.startswith("warning:")],
        confidence=f"{confidence:.1f}",
        drawing=svg(elevation(made)),
        problems=(),
        options=_options(made),
    )


def _failure(made: Design) -> str:
    return "Checks fail" if made.feasible else "No section of the chosen families passes"


def _facts(made: Design) -> list[tuple[str, str]]:
    section, demand = made.support.section, made.support.demand
    facts = [
        ("Support", f"{support_words(made)}, {made.support.grade.name}, {section.weight_plf:g} lb/ft"),
        ("Wind", f"q_h {made.sign.q_h:.2f} psf, G {demand.G[0]:.3f}, n_1 {min(demand.n_1):.2f} Hz"),
    ]
    facts.insert(1, ("Foundation", foundation_words(made)))
    if made.plate is not None:
        facts.insert(2, ("Base plate", plate_words(made.plate)))
    if made.quantities is not None:
        facts.append(("Concrete", f"{made.quantities.concrete_yd3:.2f} yd³"))
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


def sealed_drawing(drawing: str) -> str:
    """A stored drawing once its calculation carries a seal: the stamp in its title block says so, nothing else."""
    return drawing.replace(f">{NOT_SEALED}<", f">{SEALED}<")


def sealed_dxf(drawing: str) -> str:
    """The same of a stored DXF file."""
    return drawing.replace(NOT_SEALED, SEALED)
