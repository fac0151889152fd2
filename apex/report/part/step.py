"""The steps of the calculation as the template sets them: formulas as math of the registry, the rest as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from apex.engine.design import Design
from apex.report import formula
from apex.report.broken import Way, ways
from apex.report.notation import TYPST
from apex.report.part.brief import Round, Table, largest, rounds, table
from apex.report.part.load import short
from apex.report.sheet import PartRows, Row, check_rows, sheet_rows

ONE_LINE = 46
"""Formula and numbers share a line while both together are shorter than this."""
RUN = 3
"""So many values taken from one place in a row have their source said once, before them."""
SHORT = 42
"""Values that are no longer than this with symbol, label and unit stand two abreast."""
TABLED = "Wind at grade by case, strength level, support included"
"""A part of notes alone that the package shows as a table."""
NUMBER = {"site": 4, "wind": 4, "support": 6, "baseplate": 7, "foundation": 8}
"""Section of the package that a stage stands in."""
SECTION = {"site": "wind"}
"""Stages that share a section of the package."""
Known = dict[tuple[str, ...], set[tuple[float, ...]]]
"""Formulas a section has shown, and the numbers that were put in."""


def stages(design: Design) -> dict[str, list[dict[str, Any]]]:
    """Parts of every stage that has any, by the stage's key."""
    known: dict[str, Known] = {}
    return {
        s["stage"]: [
            _part(p, known.setdefault(SECTION.get(s["stage"], s["stage"]), {}))
            for p in s["parts"]
            if p["title"] != TABLED
        ]
        for s in sheet_rows(design)
    }


def check_table(design: Design) -> list[list[str]]:
    """Every check in the order it was made: name, figures, verdict, clause and case."""
    numbers = _numbers(design)
    return [[*_check(r)[:-2], _pointed(r["citation"], numbers), short(r["case"])] for r in check_rows(design)]


def _numbers(design: Design) -> dict[str, str]:
    """Number of every part of the calculation in the package, by its title: `8.3`."""
    counted: Counter[int] = Counter()
    numbers = {}
    for stage in sheet_rows(design):
        section = NUMBER[stage["stage"]]
        for part in stage["parts"]:
            if part["title"] != TABLED:
                counted[section] += 1
                numbers[part["title"]] = f"{section}.{counted[section]}"
    return numbers


def _pointed(citation: str, numbers: Mapping[str, str]) -> str:
    """A pointer at a part of the calculation by the number that part has here."""
    before, see, title = citation.partition("see ")
    return f"{before}{see}{numbers[title]}" if title in numbers else citation


def _part(part: PartRows, known: Known) -> dict[str, Any]:
    rows = list(_rows(part["rows"], known))
    after = [row["kind"] for row in rows[1:]]
    stuck = [kind in ("checked", "table") for kind in after]  # a check and a table stay with what they come from
    return {"title": part["title"], "rows": [r | {"stuck": s} for r, s in zip(rows, [*stuck, False], strict=True)]}


def _rows(rows: Sequence[Row], known: Known) -> Iterator[dict[str, Any]]:
    """Rows as they are, except what repeats."""
    alone: list[Row] = []
    for found in rounds(rows):
        if len(found) == 1:
            alone += found[0]
            continue
        yield from _plain(alone, known)
        alone = []
        yield from _repeated(found, known)
    yield from _plain(alone, known)


def _repeated(found: list[Round], known: Known) -> Iterator[dict[str, Any]]:
    """The largest of the rounds in full, then all of them in a table."""
    made = table(found)
    if made is not None:
        yield {"kind": "note", "label": f"The largest of {len(found)} in full, all of them in the table:"}
    yield from _plain(found[largest(found)], known)
    if made is not None:
        yield _tabled(made)


def _tabled(made: Table) -> dict[str, Any]:
    heads = [{"text": c.head, "unit": c.unit, "math": c.math} for c in made.columns]
    lines = [{"name": line.name, "cells": line.cells, "largest": line.largest} for line in made.lines]
    return {"kind": "table", "named": any(line.name for line in made.lines), "heads": heads, "lines": lines}


def _plain(rows: Sequence[Row], known: Known) -> Iterator[dict[str, Any]]:
    """Rows one by one; values from one source, or with one label, in a row are listed under it."""
    loose: list[Row] = []
    for source, run in groupby(rows, key=_source):
        own = list(run)
        if not source or len(own) < RUN:
            loose += own
            continue
        yield from _paired(loose, known)
        loose = []
        yield from _listed(source, own)
    yield from _paired(loose, known)


def _paired(rows: Sequence[Row], known: Known) -> Iterator[dict[str, Any]]:
    """Given values whose labels are short stand two abreast."""
    for narrow, run in groupby(rows, key=lambda r: r["kind"] == "given" and _length(r, _label(r)) <= SHORT):
        own = list(run)
        if narrow and len(own) > 1:
            yield {"kind": "abreast", "values": [_value(r) | {"label": _label(r)} for r in own]}
        else:
            yield from (_row(r, known) for r in own)


def _length(r: Row, label: str) -> int:
    return len(r["symbol"]) + len(label) + len(r["value_text"]) + len(r["unit_text"]) + 1


def _label(r: Row) -> str:
    return f"{r['label']}, {_cited(r)}" if _cited(r) else r["label"]


def _cited(r: Row) -> str:
    """Where a value is from; that another part has computed it goes without saying."""
    return "" if r["kind"] == "given" else r["citation"]


def _source(row: Row) -> str:
    """Where a value is from, if many of them may be."""
    if row["kind"] == "taken":
        return f"From {row['citation']}"
    return _label(row) if row["kind"] == "given" else ""


def _listed(source: str, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    labels = [r["label"] if r["kind"] == "taken" else "" for r in rows]
    about = {label.partition(": ")[0] for label in labels if ": " in label}
    if len(about) == 1 and all(": " in label for label in labels):
        labels = [label.partition(": ")[2] for label in labels]
        source = f"{source}, {about.pop()}"
    yield {"kind": "source", "label": f"{source}:"}
    told = zip(rows, labels, strict=True)
    for narrow, run in groupby(told, key=lambda pair: _length(*pair) <= SHORT):
        values = [_value(r) | {"label": label} for r, label in run]
        if narrow and len(values) > 1:
            yield {"kind": "abreast", "values": values}
        else:
            yield from ({"kind": "taken", "cite": "", **v} for v in values)


def _value(r: Row) -> dict[str, Any]:
    symbol = formula.symbol(r["symbol"], TYPST)
    return {"symbol": symbol, "spoken": r["symbol"], "value": r["value_text"], "unit": r["unit_text"]}


def _check(r: Row) -> list[str]:
    verdict = "pass" if r["passes"] else "FAIL"
    return [
        r["label"], r["demand_text"], r["capacity_text"], r["unit_text"], r["ratio_text"], verdict, r["citation"],
        r["case"],
    ]  # fmt: skip


def _row(r: Row, known: Known) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": r["kind"], "label": r["label"], "cite": _cited(r)}
    if r["kind"] == "checked":
        # A check that points at the part it stands in says nothing by it.
        name, *figures, cite, case = _check(r)
        return row | {"check": [name, *figures, cite.partition("; see ")[0], case]}
    if r["kind"] == "note":
        return row
    row |= _value(r)
    return row | _computed(r, known) if r["kind"] == "computed" else row


def _computed(r: Row, known: Known) -> dict[str, Any]:
    """Letters once in a section, then numbers alone; the same numbers again are only cited."""
    put_in = tuple(r["given"].values())
    before = known.setdefault((r["symbol"], r["label"], r["citation"], r["formula"]), set())
    if put_in in before:
        return {"kind": "again", "cite": ""}
    letters = not before
    before.add(put_in)
    said, put = formula.plain(r["formula"]), formula.plain(r["formula"], r["given"])
    symbol = formula.symbol(r["symbol"], TYPST)
    shown = _ways(symbol, r["formula"]) if letters else []
    numbers = ways("=" if letters else f"{symbol} =", r["formula"], r["given"])
    return {
        "letters": shown,
        "numbers": numbers,
        "said": f"{r['symbol']} = {said}" if letters else "",
        "put": f" = {put}",
        "long": letters and (len(said) + len(put) > ONE_LINE or " if " in r["formula"]),
    }


@lru_cache(maxsize=1024)
def _ways(symbol: str, source: str) -> list[Way]:
    return ways(f"{symbol} =", source)
