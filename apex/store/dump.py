"""A database on its way into a backup: all of it as it was at one moment, while others go on writing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.orm import Session

from apex.errors import ExternalServiceError
from apex.store.attachment import Attachment
from apex.store.audit import AuditHead
from apex.store.blob import CHUNK
from apex.store.models import METADATA
from apex.store.tool import address, output, tool

PATIENCE_MS = 30_000
"""How long the dump waits where somebody is changing tables."""


def dump(session: Session, to: Path) -> None:
    """Write to a file the database as the open transaction of the session sees it."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        _copy(connection, to)
    else:
        _pg_dump(connection, to)


def _copy(connection: Connection, to: Path) -> None:
    held: Any = connection.connection.dbapi_connection
    try:
        with closing(sqlite3.connect(to)) as copy:
            # All pages in one step of the transaction that is open; nobody who writes waits for it.
            held.backup(copy, pages=-1)
            # One file, without companions.
            copy.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.Error as error:
        raise ExternalServiceError(f"the database cannot be copied: {error}") from None


def _pg_dump(connection: Connection, to: Path) -> None:
    driver: Any = connection.connection.dbapi_connection
    program = tool("pg_dump", driver.info.server_version // 10_000)
    snapshot, schema = connection.execute(text("SELECT pg_export_snapshot(), current_schema()")).one()
    database, password = address(connection.engine.url)
    words = [
        program, "--format=custom", "--encoding=UTF8", "--no-owner", "--no-privileges", "--no-password",
        f"--snapshot={snapshot}", f'--schema="{schema}"', f"--lock-wait-timeout={PATIENCE_MS}", f"--dbname={database}",
    ]  # fmt: skip
    with output(words, password) as stream, to.open("wb") as out:
        shutil.copyfileobj(stream, out, CHUNK)


def server_version(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"


def revision(connection: Connection) -> str:
    """The revision the tables are at; empty where there are none."""
    return ",".join(sorted(MigrationContext.configure(connection).get_current_heads()))


def counts(connection: Connection, names: Iterable[str] = tuple(METADATA.tables)) -> Mapping[str, int]:
    """How many rows each of these tables has that is there."""
    there = set(inspect(connection).get_table_names())
    wanted = {name: select(func.count()).select_from(table(name)) for name in sorted(names) if name in there}
    return {name: connection.execute(query).scalar_one() for name, query in wanted.items()}


def audit_head(connection: Connection) -> tuple[int, str]:
    found = connection.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1)).one()
    return found.seq, found.hash


def named_files(session: Session) -> list[tuple[str, str]]:
    """Hash and name of every file, those of files that were taken off a project too: their bytes stay."""
    query = select(Attachment.sha256, func.min(Attachment.name)).group_by(Attachment.sha256)
    return [(sha256, name) for sha256, name in session.execute(query.order_by(Attachment.sha256))]
