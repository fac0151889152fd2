"""A backup on its way into a database: filled, brought to this code's tables and looked at before it takes the place
of what was there, and then in one step. Whatever fails or is killed before that leaves the database as it was.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import psycopg
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from apex.errors import ApexError, BusyError, ConflictError, ExternalServiceError
from apex.settings import ROOT
from apex.store.archive import Manifest
from apex.store.blob import DamagedError
from apex.store.connect import WRITE, in_memory, migrating, prepare, writing
from apex.store.dump import audit_head, counts, revision
from apex.store.models import METADATA
from apex.store.refill import refill

BUSY_S = 60.0
"""How long others may go on holding the database before a restore gives up."""
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
COMPANIONS = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a restore would replace."""

    readable: bool = True
    prepared: bool = False
    rows: int = 0
    """Accounts and projects."""
    audit: tuple[int, str] | None = None
    """Number and hash of the last row of the log, where there is one."""


def known_revisions() -> frozenset[str]:
    return frozenset(step.revision for step in _script().walk_revisions())


def standing(engine: Engine) -> Standing:
    """Look at what is there. Tables that are not APEX's, or are a newer one's, are refused."""
    database = engine.url.database
    if engine.dialect.name == "sqlite":
        if database is None or in_memory(database):
            raise ConflictError("a database in memory ends with its process; there is nothing to restore into")
        if not _file(engine).exists():
            return Standing()
    try:
        with engine.connect() as connection:
            return _standing(connection)
    except DBAPIError as error:
        if _is_broken(error):
            return Standing(readable=False)
        raise


def _standing(connection: Connection) -> Standing:
    at = revision(connection)
    there = set(inspect(connection).get_table_names()) & set(METADATA.tables)
    if connection.dialect.name == "postgresql":
        # They are dropped before the backup's are made.
        if there and not at:
            raise ConflictError(f"the database has a table {min(there)} that is not of APEX; restore into another one")
        if at and at != ",".join(_script().get_heads()):
            raise ConflictError(
                f"the database is at {at}, not at the revision of this code; bring it there (flask apex init) or "
                "restore into an empty one"
            )
    rows = sum(counts(connection, ("users", "projects")).values())
    return Standing(prepared=bool(at), rows=rows, audit=audit_head(connection) if "audit_head" in there else None)


@contextmanager
def loading(engine: Engine, part: Path, manifest: Manifest, aside: str = "") -> Iterator[Session]:
    """The backup's rows in the tables of this code, to be looked at. Left without an error, they are the database's,
    with what was recorded in the session.

    A file of SQLite's that cannot be read goes out of the way with `aside` after its name.
    """
    try:
        if engine.dialect.name != "sqlite":
            with _in_postgresql(engine, part, manifest) as session:
                yield session
            return
        with _in_sqlite(part, manifest) as session:
            yield session
        if aside:
            put_aside(engine, aside)
        replace(part, engine)
    except ApexError:
        raise
    except (DBAPIError, psycopg.Error, sqlite3.Error, RuntimeError) as error:
        said = str(getattr(error, "orig", error)).strip().partition("\n")[0]
        raise ExternalServiceError(f"the backup cannot be loaded: {said}; the database is as it was") from error


@contextmanager
def _in_postgresql(engine: Engine, part: Path, manifest: Manifest) -> Iterator[Session]:
    """All of it is one transaction: tables dropped, made by the migrations, filled, looked at."""
    with migrating(engine) as connection:
        connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_S}s'"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        _drop(connection)
        climb(connection, manifest.revision)
        refill(connection, part)
        compare(connection, manifest)
        climb(connection)
        # Its commit puts on the log what was recorded, and leaves the end of the transaction to the connection.
        with Session(connection, join_transaction_mode="rollback_only") as session:
            yield session
            session.commit()
        connection.commit()


def _drop(connection: Connection) -> None:
    """APEX's own tables and functions; what else lives in the database stays."""
    names = ", ".join(f'"{name}"' for name in (*METADATA.tables, "project_search", "alembic_version"))
    connection.execute(text(f"DROP TABLE IF EXISTS {names} CASCADE"))
    own = "SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
    for (name,) in connection.execute(text(rf"{own} AND proname LIKE 'apex\_%'")).all():
        connection.execute(text(f"DROP FUNCTION {name} CASCADE"))


@contextmanager
def _in_sqlite(part: Path, manifest: Manifest) -> Iterator[Session]:
    """The part itself is brought up and looked at."""
    own = create_engine(URL.create("sqlite", database=str(part)), poolclass=NullPool)
    prepare(own)
    with migrating(own) as connection:
        compare(connection, manifest)
        climb(connection)
        connection.commit()
    with Session(own) as session:
        writing(session)
        yield session
        session.commit()


def compare(connection: Connection, manifest: Manifest) -> None:
    """What was loaded against what the backup says it holds."""
    found = counts(connection, manifest.counts)
    for name, wanted in manifest.counts.items():
        if found.get(name) != wanted:
            raise DamagedError(f"{name} has {found.get(name, 'no')} rows, and the backup says {wanted}")
    if audit_head(connection) != (manifest.audit_seq, manifest.audit_head):
        raise DamagedError("the audit log does not end where the backup says")


def climb(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to a revision, in the transaction that is open."""
    script = _script()
    # Alembic ends no transaction that was begun by others.
    connection.execute(text("SELECT 1"))
    environment = EnvironmentContext(
        Config(),
        script,
        fn=lambda held, _: script._upgrade_revs(to, held),  # noqa: SLF001 (as alembic's `upgrade`)
        destination_rev=to,
    )
    with environment:
        environment.configure(connection=connection)
        environment.run_migrations()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))


def replace(part: Path, engine: Engine) -> None:
    """Have the pages of a file be those of the database: one transaction of SQLite's own, whoever has it open.

    A file put into the place of another by its name would leave those who have the old one open writing beside it,
    into a write-ahead log that the new one takes for its own.
    """
    with closing(sqlite3.connect(part)) as source, engine.connect().execution_options(**WRITE) as connection:
        connection.detach()
        target: Any = connection.connection.dbapi_connection
        _match(source, target)
        target.execute("PRAGMA query_only=OFF").close()
        target.execute("PRAGMA synchronous=FULL").close()
        target.execute(f"PRAGMA busy_timeout={int(min(BUSY_S, 5) * 1000)}").close()
        until = time.monotonic() + BUSY_S

        def waited(status: int, _left: int, _pages: int) -> None:
            if status != sqlite3.SQLITE_DONE and time.monotonic() > until:
                raise BusyError("others write to the database without end; stop them and restore again", retry_after=1)

        source.backup(target, pages=-1, progress=waited)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()


def _match(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Pages of one size; that of a file with a write-ahead log cannot change."""
    mine, wanted = (c.execute("PRAGMA page_size").fetchone()[0] for c in (source, target))
    if mine != wanted:
        source.execute("PRAGMA journal_mode=DELETE").close()
        source.execute(f"PRAGMA page_size={wanted}").close()
        source.execute("VACUUM").close()


def put_aside(engine: Engine, mark: str) -> Path:
    """Give a file that is no database any more, and what lies beside it, other names."""
    file = _file(engine)
    aside = file.with_name(f"{file.name}.{mark}")
    for more in reversed(COMPANIONS):
        held = Path(f"{file}{more}")
        if held.exists():
            held.rename(f"{aside}{more}")
    handle = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return aside


def _file(engine: Engine) -> Path:
    """Where SQLite's database lies, also where its address is a URI."""
    name = str(engine.url.database)
    return Path(unquote(name.removeprefix("file:").partition("?")[0]) if name.startswith("file:") else name)


def _is_broken(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in BROKEN
