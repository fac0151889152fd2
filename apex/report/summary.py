"""A design on a terminal: what it came to, every check, the price, what to mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from apex.engine.assume import codes_in_force
from apex.engine.design import Design
from apex.engine.trace import Check, by_use
from apex.report.condition import conditions, subject_to
from apex.report.number import exact, figure, unit_text
from apex.report.phrase import foundation_words, plate_words, post_words
from apex.report.sheet import Row, check_rows
from apex.schema.length import show_feet

RED, GREEN, BOLD, DIM, PLAIN = "\033[31m", "\033[32m", "\033[1m", "\033[2m", "\033[0m"
LEAST_WIDTH = 80


def summary_text(design: Design, width: int = 100, *, color: bool = False) -> str:
    """Lines of at most `width` columns (80 at least: the table of checks needs them)."""
    page = _Page(max(width, LEAST_WIDTH), color)
    lines = [
        *page.headline(design),
        "",
        *page.facts(_facts(design)),
        "",
        *page.checks(check_rows(design), design.checks),
        "",
        *page.price(design),
        *page.conditions(design),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def verdict(design: Design) -> str:
    """A word or two for the whole design, and that it stands under conditions, where it does."""
    if design.passes:
        return f"PASSES{subject_to(design)}"
    return "FAILS" if design.feasible else "NO SECTION PASSES"


def _facts(design: Design) -> Iterator[tuple[str, str]]:
    site, support = design.document.site, design.support
    yield "Code", ", ".join(codes_in_force(design.document, design.editions).values())
    yield (
        "Site",
        f"V = {exact(site.wind_speed_mph)} mph, exposure {site.exposure}, risk category {site.risk_category}",
    )
    top = max(c.top_ft for c in design.document.sign.cabinets)
    area = sum(c.area_ft2 for c in design.document.sign.cabinets)
    count = len(design.document.sign.cabinets)
    cabinets = "one cabinet" if count == 1 else f"{count} cabinets"
    yield "Sign", f"{figure(area, trim=True)} ft² on {cabinets}, top {show_feet(top)}"
    weight = "" if len(support.steps) > 1 else f", {exact(support.section.weight_plf)} lb/ft"
    yield "Support", f"{post_words(design)}{weight}"
    yield from _foundation(design)


def _foundation(design: Design) -> Iterator[tuple[str, str]]:
    if design.foundation is None or design.quantities is None:
        yield "Foundation", foundation_words(design)
        return
    q = design.quantities
    yield "Foundation", foundation_words(design)
    if design.plate is not None:
        yield "Base plate", plate_words(design.plate)
    there = q.existing
    if there.concrete_yd3:
        yield "Concrete", f"{there.concrete_yd3:.2f} yd³ existing, none of it new"
    else:
        yield "Concrete", f"{q.concrete_yd3:.2f} yd³, {q.concrete_order_yd3:.2f} yd³ to order"
    steel = f"{there.steel_lb:,.0f} lb existing" if there.steel_lb else f"{q.steel_lb:,.0f} lb"
    metal = "steel" if design.document.support.material == "steel" else "aluminum"
    yield "Weight", f"{metal} {steel}, cabinets {q.cabinet_lb:,.0f} lb"


class _Page:
    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = width, color

    def ink(self, text: str, code: str) -> str:
        return f"{code}{text}{PLAIN}" if self.color else text

    def headline(self, design: Design) -> Iterator[str]:
        word = verdict(design)
        room = self.width - len(word) - 2
        name = _printable(design.document.name)
        name = name if len(name) <= room else name[: room - 1] + "…"
        shade = GREEN if design.passes else RED
        yield self.ink(name, BOLD) + " " * (self.width - len(name) - len(word)) + self.ink(word, shade)
        yield self.ink("-" * self.width, DIM)

    def facts(self, facts: Iterator[tuple[str, str]]) -> Iterator[str]:
        for label, text in facts:
            for i, line in enumerate(wrap(text, self.width - 11)):
                yield f"{label if i == 0 else '':<11}{line}"

    def checks(self, rows: Sequence[Row], made: Sequence[Check]) -> Iterator[str]:
        """Names and cases share what the figures leave; the case goes below its check where it has no room."""
        name = max(len(r["label"]) for r in rows)
        fixed = name + 48
        room = self.width - fixed - 1
        head = f"{'Check':<{name}}  {'Demand':>9}  {'Capacity':>9}  {'Unit':<7}  {'Ratio':>6}  {'':<5}"
        yield self.ink(head.rstrip() if room < 20 else f"{head}  Governing case", BOLD)
        worst = by_use(made)[0]
        for r, check in zip(rows, made, strict=True):
            mark = self.ink("pass", GREEN) if r["passes"] else self.ink("FAIL", RED)
            unit = unit_text(r["unit"])
            line = f"{r['label']:<{name}}  {r['demand_text']:>9}  {r['capacity_text']:>9}  {unit:<7}  "
            governs = check.of_a_load == worst.of_a_load and check.ratio == worst.ratio
            line += f"{r['ratio_text']:>6}  {mark}{' *' if governs else '  '}"
            case = _short(r["case"])
            yield f"{line} {case if len(case) <= room else case[: room - 1] + '…'}".rstrip() if room >= 20 else line
        yield "* governs"

    def price(self, design: Design) -> Iterator[str]:
        if design.price is None:
            yield "Price      none: no section passes, or there is no foundation"
            return
        p = design.price
        label = min(self.width - 34, 52)
        yield self.ink(f"{'Price':<{label}}  {'Quantity':>14}  {'USD':>12}", BOLD)
        for entry in p.lines:
            item = entry.item if len(entry.item) <= label else entry.item[: label - 1] + "…"
            quantity = f"{exact(entry.quantity)} {unit_text(entry.unit)}"
            yield f"{item:<{label}}  {quantity:>14}  {entry.amount_usd:>12,.2f}"
        for text, amount in (("Region", p.region_usd), ("Margin", p.margin_usd), ("Tax", p.tax_usd)):
            if amount:
                yield f"{text:<{label}}  {'':>14}  {amount:>12,.2f}"
        yield self.ink(f"{'Total':<{label}}  {'':>14}  {p.total_usd:>12,.2f}", BOLD)

    def conditions(self, design: Design) -> Iterator[str]:
        said = conditions(design)
        if said:
            yield ""
            yield self.ink("Conditions of the result", BOLD)
        for i, text in enumerate(said, start=1):
            yield from wrap(_printable(text), self.width, initial_indent=f"{i:>3}. ", subsequent_indent="     ")


def _short(case: str) -> str:
    """A combination and its case without the blanks that a terminal has no room for."""
    return case.replace(" (±)", "").replace(" + ", "+").replace("along the face, ", "along ")


def _printable(text: str) -> str:
    """Names come from people: nothing in them may steer the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
