"""What the commands of the shell share: a call in a transaction, a steady view, JSON, refusals, exit codes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import click
import orjson
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from apex.actions.call import SYSTEM, Actor, Call, utc_now
from apex.actions.outcome import Outcome
from apex.engine.envelope import error_envelope
from apex.errors import ApexError, ExternalServiceError, Problem
from apex.extensions import db
from apex.jobs.queue import forget, let_loose
from apex.settings import Settings, code_version
from apex.store.retry import transact

T = TypeVar("T")
BROKEN, REFUSED = 1, 2
"""Exit codes: something is broken or does not answer; what was asked for is not possible."""
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_ABSENT = re.compile(r'no such table|relation "\w+" does not exist')


def settings() -> Settings:
    found: Settings = current_app.extensions["apex_settings"]
    return found


def act(work: Callable[[Call], T]) -> T:
    """Run an action as the shell, in a writing transaction of its own. What it returns must be plain data."""
    session = db.session()

    def begun() -> T:
        forget(session)
        return work(as_actor(session, SYSTEM))

    done = transact(session, begun, at_once=True)
    let_loose(session, committed=True)
    return done


def as_actor(session: Session, actor: Actor) -> Call:
    return Call(session=session, actor=actor, now=utc_now(), origin=settings().public_url or "")


@contextmanager
def looking() -> Iterator[Session]:
    """One steady view of the whole database, for reading that takes as long as it takes."""
    session = db.session()
    try:
        if db.engine.dialect.name == "postgresql":
            # Else each statement sees what was committed until then, and none may last.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            session.execute(text("SET LOCAL statement_timeout = 0"))
            session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield session
    finally:
        session.rollback()


def envelope(result: Any, faults: Sequence[Problem] = ()) -> str:
    """A result as an APEX envelope; `faults` stand among its errors."""
    made = Outcome(inputs=None, result=result, exact=True).envelope(code_version=code_version())
    made["errors"] = [
        {"field": p.field, "pointer": p.pointer, "message": p.message, "type": p.type, "code": p.code} for p in faults
    ]
    return _text(made)


def answer(result: Any, said: str, *, as_json: bool) -> None:
    """Print a result: its envelope for machines, a sentence or a table for people."""
    click.echo(envelope(result) if as_json else said)


@contextmanager
def refusing(*, as_json: bool) -> Iterator[None]:
    """Turn what went wrong into lines on the error stream, or an envelope, and an exit code."""
    try:
        yield
    except ApexError as error:
        refuse(error, as_json=as_json)
    except SQLAlchemyError as error:
        refuse(ExternalServiceError(f"the database: {reason(error)}"), as_json=as_json)


def reason(error: Exception) -> str:
    """The first line of what a database said."""
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = (str(told).strip().splitlines() or [type(told).__name__])[0]
    return f"{said}; flask apex init prepares it" if _ABSENT.search(said) else said


def refuse(error: ApexError, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(_text(error_envelope(error, code_version=code_version())))
    else:
        click.echo(error.message, err=True)
        for p in error.problems:
            if p.message != error.message:
                click.echo(f"  {p.field or 'input'}: {p.message}", err=True)
    sys.exit(BROKEN if error.status >= 500 else REFUSED)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns as wide as their widest cell. What people typed moves no cursor and rings no bell."""
    shown = [["".join(c if c.isprintable() else "?" for c in cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown)
    return "\n".join(line.rstrip() for line in lines)


def _text(value: Any) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
