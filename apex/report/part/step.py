"""The steps of the calculation as the template sets them: formulas as math of the registry, the rest as text."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from apex.engine.design import Design
from apex.report import formula
from apex.report.notation import TYPST
from apex.report.part.load import short
from apex.report.sheet import PartRows, Row, check_rows, sheet_rows

ONE_LINE = 46
"""Formula and numbers share a line while both together are shorter than this."""
WIDE = 62
"""A formula longer than this is set smaller, so that a column holds it."""
RUN = 3
"""So many values taken from one place in a row have their source said once, before them."""
TABLED = "Wind at grade by case, strength level, support included"
"""A part of notes alone that the package shows as a table."""


def stages(design: Design) -> dict[str, list[dict[str, Any]]]:
    """Parts of every stage that has any, by the stage's key."""
    return {s["stage"]: [_part(p) for p in s["parts"] if p["title"] != TABLED] for s in sheet_rows(design)}


def check_table(design: Design) -> list[list[str]]:
    """Every check in the order it was made: name, figures, verdict, clause and case."""
    return [[*_check(r)[:-1], short(r["case"])] for r in check_rows(design)]


def _part(part: PartRows) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    for source, run in groupby(part["rows"], key=lambda r: r["citation"] if r["kind"] == "taken" else ""):
        made = [_row(r) for r in run]
        if source and len(made) >= RUN:
            rows.append({"kind": "source", "label": f"From {source}:"})
            made = [row | {"cite": ""} for row in made]
        rows += made
    return {"title": part["title"], "rows": rows}


def _check(r: Row) -> list[str]:
    verdict = "pass" if r["passes"] else "FAIL"
    return [
        r["label"], r["demand_text"], r["capacity_text"], r["unit_text"], r["ratio_text"], verdict, r["citation"],
        r["case"],
    ]  # fmt: skip


def _row(r: Row) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": r["kind"], "label": r["label"], "cite": r["citation"]}
    if r["kind"] == "checked":
        return row | {"check": _check(r)}
    if r["kind"] == "note":
        return row
    row |= {"symbol": formula.symbol(r["symbol"], TYPST), "value": r["value_text"], "unit": r["unit_text"]}
    if r["kind"] == "computed":
        said, put = formula.plain(r["formula"]), formula.plain(r["formula"], r["given"])
        row |= {
            "formula": formula.typst(r["formula"]),
            "numbers": formula.typst(r["formula"], r["given"]),
            "said": f"{r['symbol']} = {said}",
            "put": f" = {put}",
            "long": len(said) + len(put) > ONE_LINE or " if " in r["formula"],
            "wide": max(len(said), len(put)) > WIDE,
        }
    return row
