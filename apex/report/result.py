"""What a design came to, as the pages show it: verdict, facts, checks, price, drawing.

Plain data, so that a stored calculation keeps it and shows it again as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from apex.engine.cost.price import PriceResult
from apex.engine.design import Design
from apex.engine.envelope import show_ratio
from apex.engine.trace import Check, by_use
from apex.errors import ApexError, Problem
from apex.report.condition import WARNING, conditions, subject_to, warnings
from apex.report.drawing import sheet_svg, spoken
from apex.report.folio import folio
from apex.report.geometry import elevation
from apex.report.paper import elevation_paper
from apex.report.phrase import foundation_words, plate_words, post_words, support_words
from apex.report.schedule import NOT_SEALED, SEALED
from apex.report.sheet import cited
from apex.report.standing import ORDER, reasons_of, stage_of, standing_of


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
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """A design in a few words, to stand beside the same one under other conditions."""

    title: str
    tone: str
    governing: str = ""
    ratio: str = ""
    case: str = ""
    section: str = ""
    foundation: str = ""
    total: str = ""


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
    front: str = ""
    """The elevation alone, without what stands below it on its sheet."""
    bars: list[CheckView] = field(default_factory=list)
    """The governing check of each element, the few of each stage that matter."""
    glance: Glance | None = None
    standing: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Of each stage that was worked out: how many checks fail, how many warnings it has."""
    reasons: list[str] = field(default_factory=list)
    """What confidence was taken off for."""
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """Key and short name of the drawings beside the elevation."""
    conditions: list[str] = field(default_factory=list)
    """What the result stands under, its warnings among them."""


BARS = 2
"""Elements of a stage whose governing check has a bar, beside all that fail."""
LEAST_BAR = 0.3


def check_view(check: Check, names: Mapping[str, str], stage: str = "") -> CheckView:
    ratio = check.ratio
    return CheckView(
        check.name,
        cited(check.clause, names),
        f"{check.demand:,.2f}",
        f"{check.capacity:,.2f}",
        check.unit,
        show_ratio(ratio),
        round(min(ratio, 1.25) * 80.0, 1),
        check.passes,
        check.case,
        stage,
    )


def result_view(made: Design | None, confidence: float, refused: ApexError | None, *, sheet: bool = True) -> ResultView:
    """The preview of a design, or of the reasons there is none. Without `sheet` the elevation stands alone."""
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
    shown = elevation(made)
    paper = elevation_paper(shown, spoken(shown))
    stages, names = stage_of(made), made.editions.names()
    return ResultView(
        title=_title(made),
        text=text,
        tone=tone,
        facts=_facts(made),
        checks=[check_view(c, names, stages.get(c, "")) for c in by_use(made.checks)],
        price=_price_lines(made.price),
        total=f"${made.price.total_usd:,.2f}" if made.price else "",
        warnings=warnings(made),
        assumptions=[a for a in made.sheet.assumptions if not a.startswith(WARNING)],
        confidence=f"{confidence:.1f}",
        drawing=sheet_svg(paper) if sheet else "",
        problems=(),
        options=_options(made),
        front=sheet_svg(replace(paper, marks=())),
        bars=sorted((check_view(c, names, stages[c]) for c in _bars(made)), key=lambda b: ORDER.index(b.stage)),
        glance=glance(made),
        standing=standing_of(made),
        reasons=reasons_of(made),
        sheets=_sheets(made),
        conditions=conditions(made),
    )


def stored_view(kept: Mapping[str, Any]) -> ResultView:
    """What `result_view` made of a calculation, out of the plain data that is kept of it."""
    rows = {name: [CheckView(**row) for row in kept.get(name, ())] for name in ("checks", "bars")}
    seen = kept.get("glance")
    return ResultView(**{**kept, **rows, "glance": Glance(**seen) if seen else None})


def glance(made: Design) -> Glance:
    """What a design comes to, without its drawing."""
    worst = made.governing
    return Glance(
        title=_title(made),
        tone="pass" if made.passes else "fail",
        governing=worst.name,
        ratio=show_ratio(worst.ratio),
        case=worst.case,
        section=support_words(made),
        foundation=foundation_words(made),
        total=f"${made.price.total_usd:,.2f}" if made.price else "none",
    )


def drawn(made: Design, key: str) -> str:
    """One sheet of the design with its title block; empty where there is none of that key."""
    return next((sheet_svg(p) for p in folio(made)[1:] if p.key == key), "")


def _bars(made: Design) -> list[Check]:
    """The worst loaded check of each part of the calculation, stage by stage, highest first."""
    worst: dict[str, list[Check]] = {}
    for part in made.sheet.parts:
        own = by_use(step for step in part.steps if isinstance(step, Check) and step.of_a_load)
        worst.setdefault(part.stage, []).extend(own[:1])
    kept = []
    for checks in worst.values():
        ranked = by_use(checks)
        kept += [c for i, c in enumerate(ranked) if not c.passes or i == 0 or (i < BARS and c.ratio >= LEAST_BAR)]
    return kept


def _sheets(made: Design) -> list[tuple[str, str]]:
    base = made.base
    if base is None:
        return [("plan", "Plan, side")]
    kind = made.document.foundation.kind
    below = ("footing", "Footing") if kind == "spread_footing" else ("pier", "Pier")
    steps = len(made.document.support.segments or ())
    splices = [(f"splice{i}", f"Splice {i}") for i in range(1, steps)]
    plate = [("baseplate", "Base plate")] if base.plate is not None else []
    return [("plan", "Plan, side"), below, *splices, *plate]


def _title(made: Design) -> str:
    return f"Every check passes{subject_to(made)}" if made.passes else _failure(made)


def _failure(made: Design) -> str:
    return "Checks fail" if made.feasible else "No section of the chosen families passes"


def _facts(made: Design) -> list[tuple[str, str]]:
    section, demand = made.support.section, made.support.demand
    facts = [
        ("Support", f"{post_words(made)}, {section.weight_plf:g} lb/ft"),
        ("Wind", f"q_h {made.sign.q_h:.2f} psf, G {demand.G[0]:.3f}, n_1 {min(demand.n_1):.2f} Hz"),
    ]
    facts.insert(1, ("Foundation", foundation_words(made)))
    if made.plate is not None:
        facts.insert(2, ("Base plate", plate_words(made.plate)))
    if made.quantities is not None:
        there = made.quantities.existing.concrete_yd3
        new = f"{made.quantities.concrete_yd3:.2f} yd³"
        facts.append(("Concrete", f"{there:.2f} yd³, existing" if there else new))
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
