"""Failures put into the database layer of this process: a statement, or the commit, that does not come through."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError, OperationalError


class InjectedError(Exception):
    """What no code expects."""


@dataclass
class Fault:
    """Fails once: at the statement of its number, at the first that begins with its words, or at the commit."""

    kind: str
    """`unforeseen`, `passing` (a deadlock, a busy database: worth another try), or `broken` (not worth it)."""
    number: int = 0
    words: str = ""
    commit: bool = False
    fired: bool = False
    seen: int = 0

    def at_statement(self, connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        self.seen += 1
        if self.seen == self.number or (self.words and statement.startswith(self.words)):
            self.fire(connection)

    def at_commit(self, connection: Connection) -> None:
        if self.commit and not self.fired:
            # A COMMIT that PostgreSQL refuses has ended the transaction; SQLite stays in it.
            if connection.dialect.name == "postgresql":
                connection.connection.dbapi_connection.rollback()
            self.fire(connection)

    def fire(self, connection: Connection) -> None:
        if not self.fired:
            self.fired = True
            raise error_of(self.kind, connection.dialect.name)


def error_of(kind: str, dialect: str) -> Exception:
    """As SQLAlchemy raises what the driver of this database does."""
    if kind == "unforeseen":
        return InjectedError("injected")
    if dialect == "postgresql":
        passing, broken = psycopg.errors.DeadlockDetected("injected"), psycopg.errors.UniqueViolation("injected")
    else:
        passing, broken = sqlite3.OperationalError("database is locked"), sqlite3.IntegrityError("injected")
        passing.sqlite_errorcode = sqlite3.SQLITE_BUSY
    if kind == "passing":
        return OperationalError("injected", {}, passing)
    return IntegrityError("injected", {}, broken)


def drawn(random: random.Random) -> Fault:
    """Somewhere in a request, which has some thirty statements at most; sometimes behind its last one."""
    kind = random.choice(("unforeseen", "passing", "broken"))
    return Fault(kind, commit=True) if random.random() < 0.15 else Fault(kind, number=random.randint(1, 25))


@contextmanager
def injected(engine: Engine, fault: Fault) -> Iterator[Fault]:
    event.listen(engine, "before_cursor_execute", fault.at_statement)
    event.listen(engine, "commit", fault.at_commit)
    try:
        yield fault
    finally:
        event.remove(engine, "before_cursor_execute", fault.at_statement)
        event.remove(engine, "commit", fault.at_commit)
