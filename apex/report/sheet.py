"""The calculation sheet as plain data: stages, their parts, and the rows of each part.

The page, the PDF and the JSON are made of these rows; what a row says is decided here once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

from apex.engine.design import Design
from apex.engine.envelope import round_ratio, show_ratio
from apex.engine.trace import Check, Computed, Given, Note, Part, Step, Taken
from apex.report import formula
from apex.report.notation import MATHML
from apex.report.number import exact, figure, minus, prose, unit_text

Kind = Literal["given", "taken", "computed", "checked", "note"]
TYPED_DIGITS = 9
ICE = "Ice of freezing rain on the sign"
BARE = ("Velocity pressure at the top", "Force coefficients of", "Wind along the face on the edges")
"""Parts of the wind on the bare sign that are worked out once more after this one, for the sign with ice."""
OWN = ("APEX choice", "engineering choice")
"""What a pack calls a value that no code gives, and what a reader who does not know this program is told."""
FORCES = ("lb", "kip", "lb-ft", "kip-ft")
STAGES = {
    "site": "Site",
    "wind": "Wind",
    "support": "Combinations and support",
    "foundation": "Foundation",
    "baseplate": "Base plate",
}


class Row(TypedDict):
    """One line of the sheet. What a kind has no use for is empty or null.

    `value` and the numbers of `given` are unrounded; the texts beside them are for reading.
    """

    id: str
    kind: Kind
    symbol: str
    label: str
    formula: str
    given: dict[str, float]
    value: float | str | bool | None
    value_text: str
    unit: str
    unit_text: str
    citation: str
    demand: float | None
    capacity: float | None
    demand_text: str
    capacity_text: str
    ratio: float | None
    ratio_text: str
    passes: bool | None
    case: str


class PartRows(TypedDict):
    id: str
    title: str
    rows: list[Row]


class StageRows(TypedDict):
    stage: str
    title: str
    parts: list[PartRows]


def sheet_rows(design: Design) -> list[StageRows]:
    """Every step of the calculation, stage by stage; a part without steps is left out."""
    names = design.editions.names()
    stages = []
    for stage, title in STAGES.items():
        own = [part for part in design.sheet.parts if part.stage == stage and part.steps]
        parts = []
        for i, part in enumerate(own, start=1):
            key = f"{stage}-{i}"
            rows = [_row(f"{key}-{j}", step, names) for j, step in enumerate(part.steps, start=1)]
            parts.append(PartRows(id=key, title=minus(part.title) + _iced(own[:i]), rows=rows))
        if parts:
            stages.append(StageRows(stage=stage, title=title, parts=parts))
    return stages


def _iced(parts: Sequence[Part]) -> str:
    """What sets the wind on the sign with its ice apart from that on the bare one, which has the same titles."""
    before = [p.title for p in parts[:-1]]
    again = parts[-1].title.startswith(BARE) and any(t.startswith(ICE) for t in before)
    return ", with ice" if again else ""


def check_rows(design: Design) -> list[Row]:
    """Every check of the design in the order it was made."""
    names = design.editions.names()
    return [_check(f"check-{i}", check, names) for i, check in enumerate(design.checks, start=1)]


def cited(clause: str, names: Mapping[str, str]) -> str:
    """A check's clause with the edition in force where it names a series alone: `IBC 1806.2`, `ACI 318 25.2.3`."""
    for series, name in names.items():
        clause = re.sub(rf"\b{series} (?!20\d\d )", f"{name} ", clause)
    return clause


def symbol_mathml(row: Row) -> str:
    """The row's symbol as a `<math>` element; empty where it has none."""
    return f"<math>{formula.symbol(row['symbol'], MATHML)}</math>" if row["symbol"] else ""


def formula_mathml(row: Row) -> str:
    """The formula in letters; empty where the row is not computed."""
    return formula.mathml(row["formula"]) if row["formula"] else ""


def numbers_mathml(row: Row) -> str:
    """The formula with the numbers put in, only the branch that was taken."""
    return formula.mathml(row["formula"], row["given"]) if row["formula"] else ""


def _row(key: str, step: Step, names: Mapping[str, str]) -> Row:
    match step:
        case Given():
            return _given(key, step)
        case Taken():
            row = _named(_blank(key, "taken"), step.symbol, prose(step.label), step.unit)
            row.update({"value": step.value, "value_text": figure(step.value, 5, trim=True)})
            row["citation"] = f"{step.source.replace(*OWN)} ({step.pack})"
        case Computed():
            row = _named(_blank(key, "computed"), step.clause.symbol, prose(step.clause.title), step.clause.unit)
            row.update({"formula": step.clause.formula, "given": {k: float(v) for k, v in step.given.items()}})
            row.update({"value": step.value, "value_text": figure(step.value), "citation": step.clause.cite(names)})
        case Check():
            return _check(key, step, names)
        case Note():
            row = _blank(key, "note")
            row["label"] = prose(step.text)
    return row


def _given(key: str, step: Given) -> Row:
    row = _named(_blank(key, "given"), step.symbol, prose(step.label), step.unit)
    value = step.value if isinstance(step.value, (bool, int, float)) else str(step.value)
    # What a person typed keeps its digits; a force brought here from another part has a long tail.
    text = exact(value)
    if isinstance(value, float) and (step.unit in FORCES or len(text) > TYPED_DIGITS):
        text = figure(value)
        row["citation"] = "as computed"
    row.update({"value": value, "value_text": text})
    return row


def _named(row: Row, symbol: str, label: str, unit: str) -> Row:
    row.update({"symbol": symbol, "label": label, "unit": unit, "unit_text": unit_text(unit)})
    return row


def _blank(key: str, kind: Kind) -> Row:
    return Row(
        id=key, kind=kind, symbol="", label="", formula="", given={}, value=None, value_text="", unit="", unit_text="",
        citation="", demand=None, capacity=None, demand_text="", capacity_text="", ratio=None, ratio_text="",
        passes=None, case="",
    )  # fmt: skip


def _check(key: str, check: Check, names: Mapping[str, str]) -> Row:
    row = _blank(key, "checked")
    row.update(
        {
            "label": check.name,
            "unit": check.unit,
            "unit_text": unit_text(check.unit),
            "citation": cited(check.clause, names),
            "demand": _finite(check.demand),
            "capacity": _finite(check.capacity),
            "demand_text": figure(check.demand),
            "capacity_text": figure(check.capacity),
            "ratio": round_ratio(check.ratio),
            "ratio_text": show_ratio(check.ratio),
            "passes": check.passes,
            "case": check.case,
        }
    )
    return row


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
