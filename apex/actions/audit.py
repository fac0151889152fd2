"""The audit log as it leaves the house: filtered, as JSON Lines or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Select, select

from apex.report.cell import safe_cell
from apex.store.audit import AuditRow
from apex.store.chain import Told

FORMATS: Mapping[str, str] = {"jsonl": "application/jsonl", "csv": "text/csv"}


def filtered(
    *, actor: str = "", verb: str = "", object: str = "", project: str = "", since: str = "", until: str = ""  # noqa: A002
) -> Select[Any]:  # fmt: skip
    """Rows of an actor, a verb, an object, a project, from a time on, up to and with a day."""
    query = select(AuditRow)
    for column, value in (
        (AuditRow.actor, actor),
        (AuditRow.verb, verb),
        (AuditRow.object, object),
        (AuditRow.project, project),
    ):
        if value:
            query = query.where(column == value)
    if since:
        query = query.where(AuditRow.at >= since)
    if until:
        query = query.where(AuditRow.at <= until + "~")
    return query


def lines(told: Iterable[Told], kind: str) -> Iterator[str]:
    """One line a row; a CSV begins with its header and holds nothing a spreadsheet would run."""
    if kind == "jsonl":
        yield from (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in told)
        return
    names = [field.name for field in fields(Told)]
    yield _line(names)
    for row in told:
        values = asdict(row)
        yield _line([json.dumps(values[n]) if n == "changes" else safe_cell(values[n]) for n in names])


def _line(cells: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
