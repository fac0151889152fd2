"""How APEX speaks to its database: engine options, transactions that say whether they write, the pool.

A transaction only reads unless it was announced with `writing(session)` (or the execution option
`apex_write`). On SQLite a writing one takes the write lock when it begins, so that two of them never
race from the same snapshot; on both databases a write that was not announced is refused.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, scoped_session

from apex.settings import Settings

WRITE = {"apex_write": True}
"""Execution options of a connection that will write."""
_LIMITS = (
    "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s "
    "-c default_transaction_read_only=on"
)
BUSY_MS = 5000
_PASSING = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "55P03",  # lock not available within lock_timeout
    "53300",  # too many connections
    "57P01", "57P02", "57P03",  # the server is stopping, crashed or starting
}  # fmt: skip


def engine_options(settings: Settings) -> dict[str, Any]:
    """What `create_engine` needs beside the address."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return {} if in_memory(url.database) else _pool(settings)
    query = url.query
    return {
        "connect_args": {
            # What the address says of its own comes last and wins.
            "options": f"{_LIMITS} {query.get('options', '')}".strip(),
            "application_name": query.get("application_name", "apex"),
            "connect_timeout": query.get("connect_timeout", "5"),
        },
        "isolation_level": "READ COMMITTED",
        "pool_pre_ping": True,
    } | _pool(settings)


def in_memory(database: str | None) -> bool:
    """Whether a SQLite address names no file; such a database lives in one connection."""
    return not database or ":memory:" in database


def _pool(settings: Settings) -> dict[str, Any]:
    return {
        "pool_size": settings.db_pool_min,
        "max_overflow": settings.db_pool_max - settings.db_pool_min,
        "pool_timeout": settings.db_pool_timeout,
        "pool_recycle": settings.db_pool_recycle,
    }


def prepare(engine: Engine) -> None:
    """Install what makes transactions of this engine say whether they write. Once, before its first use."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "checkin", _take_back)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(driver: sqlite3.Connection, _record: object) -> None:
    # The driver begins nothing by itself; `_begin_sqlite` does.
    driver.isolation_level = None
    driver.execute(f"PRAGMA busy_timeout={BUSY_MS}").close()
    _write_ahead(driver)
    driver.execute("PRAGMA synchronous=NORMAL").close()
    driver.execute("PRAGMA foreign_keys=ON").close()
    # Else INSERT OR REPLACE removes a row past the triggers that refuse its removal.
    driver.execute("PRAGMA recursive_triggers=ON").close()


def _take_back(driver: sqlite3.Connection | None, _record: object) -> None:
    """Let no connection back into the pool with the write lock: a COMMIT that fails leaves SQLite in its transaction,
    and of a session that is then closed and not rolled back SQLAlchemy resets nothing.
    """
    if driver is not None and driver.in_transaction:
        driver.rollback()


def _write_ahead(driver: sqlite3.Connection) -> None:
    """Switch to WAL, for good the first time. While others do the same SQLite refuses without any waiting."""
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if not is_transient(error) or time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes = bool(options.get("apex_write"))
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA query_only=OFF" if writes else "PRAGMA query_only=ON").close()
    driver.execute(f"PRAGMA busy_timeout={options.get('apex_wait_ms', BUSY_MS)}").close()
    if options.get("isolation_level") != "AUTOCOMMIT":
        # The driver's errors are wrapped on this way, `database is locked` among them.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # Goes out as part of psycopg's own BEGIN; no round trip of its own.
    driver: Any = connection.connection.dbapi_connection
    driver.read_only = not connection.get_execution_options().get("apex_write")


def writing(session: Session | scoped_session[Session], *, wait_ms: int | None = None) -> None:
    """Make the next transaction of a session one that writes, and begin it.

    `wait_ms` is how long SQLite waits for another writer to end, 5 s if nothing is said.
    """
    own = session() if isinstance(session, scoped_session) else session
    if own.in_transaction():
        raise RuntimeError("a transaction is open; commit or roll it back before one that writes begins")
    try:
        own.connection(execution_options=WRITE | {"apex_wait_ms": BUSY_MS if wait_ms is None else wait_ms})
    except BaseException:
        # The lock was not to be had; the session is left as it was, so that the caller may try again.
        own.rollback()
        raise


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A connection that may change tables: it writes, its statements may last, and on SQLite no foreign key
    acts while a table is rebuilt (dropping the old one would delete what refers to it); all are checked at commit.
    """
    with engine.connect().execution_options(**WRITE) as connection:
        driver: Any = connection.connection.dbapi_connection
        if engine.dialect.name != "sqlite":
            connection.detach()
            driver.execute("SET statement_timeout=0; SET default_transaction_read_only=off")
            driver.commit()
            yield connection
            return
        driver.execute("PRAGMA foreign_keys=OFF").close()
        event.listen(connection, "commit", _check_references)
        try:
            yield connection
        finally:
            connection.rollback()
            # A commit that was refused leaves the driver inside the transaction, where the pragma would do nothing.
            driver.rollback()
            driver.execute("PRAGMA foreign_keys=ON").close()


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({f"{row[0]} -> {row[2]}" for row in broken}))
        raise RuntimeError(f"{len(broken)} rows would refer to nothing ({tables}); nothing was changed")


def is_transient(error: BaseException) -> bool:
    """Whether the same transaction, begun anew, may succeed: lost races, waits for locks, dropped connections.

    A connection may drop while a commit is on its way: what is tried again must bear being done twice.
    """
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or (error.orig is not None and is_transient(error.orig))
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(error, sqlite3.Error) and code is not None:
        # The low byte is the kind; the rest says which (SQLITEBUSY_MS / 1000NAPSHOT, SQLITE_LOCKED_SHAREDCACHE).
        return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    if hasattr(error, "sqlstate"):
        state = error.sqlstate
        # Without a state the server said nothing: it is not there, or no longer.
        return state in _PASSING or (state or "").startswith("08") or (state is None and _operational(error))
    return False


def lock_not_available(error: BaseException) -> bool:
    """Whether PostgreSQL gave up waiting for a lock another transaction holds."""
    return getattr(getattr(error, "orig", error), "sqlstate", None) == "55P03"


def _operational(error: BaseException) -> bool:
    return any(kind.__name__ == "OperationalError" for kind in type(error).__mro__)


def pool_status(engine: Engine) -> dict[str, Any]:
    """The pool of this process as it stands."""
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        # A database in memory has one connection for everybody.
        return _status(1, 1, 1, 0)
    most = pool.size() + pool._max_overflow  # noqa: SLF001 (told nowhere else)
    active = pool.checkedout()
    return _status(pool.size(), most, active + pool.checkedin(), active)


def _status(least: int, most: int, current: int, active: int) -> dict[str, Any]:
    percent = round(100 * active / most, 1)
    return {
        "min_size": least,
        "max_size": most,
        "current_size": current,
        "active": active,
        "idle": current - active,
        "utilization_percent": percent,
        "status": "healthy" if percent <= 70 else "warning" if percent <= 90 else "critical",
    }
