"""`flask apex audit`: whether the log holds, its rows as a file, its head for another place."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from apex.actions.audit import FORMATS, filtered, lines
from apex.actions.call import Call, utc_now
from apex.cli.file import ESCAPED, write_lines
from apex.cli.run import BROKEN, act, answer, as_json_option, envelope, looking, refusing, settings
from apex.errors import MalformedError, NotFoundError, Problem
from apex.store.audit import AuditRow
from apex.store.chain import Told, Verdict, head, rows
from apex.store.head import PLACE, Head, head_now, keep_head, read_heads, verify_with
from apex.store.project import Project
from apex.store.user import user_by_email
from apex.store.verb import Verb

FILE = click.Path(path_type=Path, dir_okay=False)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+Z]*)?")


@click.group()
def audit() -> None:
    """The audit log: append-only, in a hash chain."""


@audit.command()
@click.option("--head", "file", type=FILE, help="Heads kept elsewhere, a JSON line each.")
@as_json_option
def verify(file: Path | None, *, as_json: bool) -> None:
    """Walk the whole chain. Exit 0: intact. 1: broken, and the first bad row is named.

    Without --head the heads of the data folder (audit/heads.jsonl) are held against it, where there are any.
    """
    with refusing(as_json=as_json):
        heads = known_heads(file)
        with looking() as session:
            verdict = verify_with(session, heads)
    result = {**asdict(verdict), "intact": verdict.intact, "heads": len(heads)}
    if verdict.intact:
        told = f"intact: {verdict.rows} rows, held against {len(heads)} kept heads; the last is {verdict.head}"
        answer(result, told, as_json=as_json)
        return
    said = broken(verdict)
    if as_json:
        click.echo(envelope(result, [Problem("audit", said, "broken", "broken")]))
    else:
        click.echo(said, err=True)
    sys.exit(BROKEN)


def known_heads(file: Path | None = None) -> list[Head]:
    """The heads of a file; without one those of the data folder, where the daily job puts them."""
    if file is not None:
        return read_heads(file)
    usual = settings().data_dir / PLACE
    return read_heads(usual) if usual.exists() else []


def broken(verdict: Verdict) -> str:
    return f"the audit log is broken: row {verdict.bad_seq} {verdict.fault}"


@audit.command("head")
@click.option("--out", type=FILE, help="Append it to this file as a JSON line.")
@as_json_option
def show_head(out: Path | None, *, as_json: bool) -> None:
    """Print number and hash of the last row, to be kept where nobody who can change the database can write."""
    with refusing(as_json=as_json):
        with looking() as session:
            now = head_now(session, utc_now())
        if out is not None:
            keep_head(out, now)
    click.echo(now.line())


def _date(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not _DATE.fullmatch(value):
        raise click.BadParameter("it must be a date such as 2026-11-21, or a time in UTC after it")
    return value


@audit.command()
@click.option("--format", "kind", type=click.Choice(tuple(FORMATS)), default="jsonl", help="JSON Lines, unless csv.")
@click.option("--out", type=FILE, help="Write to this file, whole or not at all.")
@click.option("--since", default="", callback=_date, help="From this day or time (UTC) on.")
@click.option("--until", default="", callback=_date, help="Up to and with this day or time (UTC).")
@click.option("--verb", type=click.Choice(tuple(map(str, Verb))), help="Only what was done this way.")
@click.option("--actor", default="", help="Only what this person did (e-mail or id).")
@click.option("--project", default="", help="Only rows of this project (number or id).")
@as_json_option
def export(kind: str, *, out: Path | None, as_json: bool, **given: str | None) -> None:
    """Print the rows a filter leaves, oldest first. That it was done goes on the log before any row leaves.

    With --out, --json prints how many rows were written and where.
    """
    wanted = {name: value for name, value in given.items() if value}
    with refusing(as_json=as_json):
        if as_json and out is None and kind != "jsonl":
            raise MalformedError(f"--json and --format {kind} are two formats; give one, or --out")
        query = act(lambda call: _recorded(call, kind, wanted))
        with looking() as session:
            counted = _Counted(rows(session, query.order_by(AuditRow.seq)))
            if out is None:
                _print(lines(counted, kind))
                return
            write_lines(out, lines(counted, kind))
    answer({"rows": counted.number, "file": str(out)}, f"wrote {counted.number} rows to {out}", as_json=as_json)


def _recorded(call: Call, kind: str, wanted: dict[str, str]) -> Select[Any]:
    """Put the export on the log; the rows before that one are what it gives out."""
    named = {**wanted}
    if "actor" in named:
        named["actor"] = _actor(call.session, named["actor"])
    if "project" in named:
        named["project"] = _project(call.session, named["project"])
    last, _ = head(call.session)
    said = ", ".join(f"{name} {value}" for name, value in wanted.items())
    call.record(Verb.AUDIT_EXPORTED, "audit", "", reason=f"{kind} {said}".strip())
    return filtered(**named).where(AuditRow.seq <= last)


def _actor(session: Session, given: str) -> str:
    """The id of an e-mail; what is none is an id already, of an account or of the system."""
    if "@" not in given:
        return given
    found = user_by_email(session, given)
    if found is None:
        raise NotFoundError(f"there is no account for {given}")
    return found.id


def _project(session: Session, given: str) -> str:
    found = session.scalar(select(Project.id).where(or_(Project.id == given, Project.number == given)))
    if found is None:
        raise NotFoundError(f"there is no project {given}")
    return found


class _Counted:
    """Rows on their way, counted."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._told = told
        self.number = 0

    def __iter__(self) -> Iterator[Told]:
        for row in self._told:
            self.number += 1
            yield row


def _print(text: Iterable[str]) -> None:
    for line in text:
        sys.stdout.buffer.write(line.encode(errors=ESCAPED))
    sys.stdout.buffer.flush()
