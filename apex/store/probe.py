"""Asking the database how it is: on a connection of its own, never longer than the one who asks will wait."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from apex.errors import ExternalServiceError
from apex.settings import ROOT, Settings, SettingsError
from apex.store.backlog import backlog, outcomes
from apex.store.breaker import breakers
from apex.store.connect import in_memory, pool_status

T = TypeVar("T")
log = logging.getLogger("apex.store")
PATIENCE_S = 0.8
"""How long a health question waits, so that its answer is out within a second."""
_STATE = """
SELECT current_setting('server_version'), current_setting('max_connections')::int,
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database())
"""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the database said of itself. SQLite knows no limit of connections."""

    version: str
    max_connections: int | None
    total_connections: int
    latency_ms: float
    revisions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Work:
    """What is done in the background, and how the hosts stand that are spoken to: (host, state, openings)."""

    backlog: Mapping[str, float]
    outcomes: Mapping[tuple[str, str], int]
    breakers: tuple[tuple[str, str, int], ...]


class Inquiry(Generic[T]):
    """A question that may hang. It is asked in a thread, one at a time: who comes while it is open waits for
    the same answer, so a dead server holds one thread of this process and not one for each request.
    """

    def __init__(self, question: Callable[[], T], name: str = "inquiry") -> None:
        self._question, self._name = question, name
        self._lock = threading.Lock()
        self._open: Future[T] | None = None

    def ask(self, within: float = PATIENCE_S) -> T:
        """The answer, or what it raised, or TimeoutError."""
        return self.begin().result(within)

    def begin(self) -> Future[T]:
        """Have it asked, if it is not; the answer to come."""
        with self._lock:
            if self._open is None or self._open.done():
                self._open = Future()
                # A daemon: a server that hangs must not keep the process from ending.
                threading.Thread(target=self._put, args=(self._open,), name=self._name, daemon=True).start()
            return self._open

    def _put(self, answer: Future[T]) -> None:
        try:
            answer.set_result(self._question())
        except BaseException as error:
            answer.set_exception(error)


class Probe:
    """Asks one database. Its connections are not the pool's, so it answers when the pool is empty."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._own = _own(engine)
        self._inquiry = Inquiry(self._look)
        self._work = Inquiry(self._look_at_work)

    def ask(self, within: float = PATIENCE_S) -> Reply:
        """What it says, or an error that says no more than that it does not answer; the log has the reason."""
        try:
            return self._inquiry.ask(within)
        except TimeoutError:
            log.warning("the database has not answered within %g s", within)
        except SQLAlchemyError as error:
            log.warning("the database does not answer: %s", str(error).partition("\n")[0])
        raise ExternalServiceError("the database does not answer", retry_after=1) from None

    def work(self, within: float = PATIENCE_S) -> Work | None:
        """How the background work stands; None where the database does not say."""
        try:
            return self._work.ask(within)
        except (TimeoutError, SQLAlchemyError) as error:
            log.warning("how the background work stands is not known: %s", type(error).__name__)
            return None

    def _look_at_work(self) -> Work:
        with self._own.connect() as connection, Session(connection) as session:
            now = datetime.now(UTC)
            hosts = tuple((held.host, held.state, held.openings) for held in breakers(session))
            return Work(backlog(session, now), outcomes(session, now), hosts)

    def _look(self) -> Reply:
        with self._own.connect() as connection:
            begun = time.perf_counter()
            connection.exec_driver_sql("SELECT 1").scalar_one()
            latency = (time.perf_counter() - begun) * 1000
            version, most, total = self._state(connection)
            heads = MigrationContext.configure(connection).get_current_heads()
            return Reply(version, most, total, latency, frozenset(heads))

    def _state(self, connection: Connection) -> tuple[str, int | None, int]:
        if connection.dialect.name == "sqlite":
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
            # A file counts nobody; these are the ones of this process.
            return f"SQLite {version}", None, pool_status(self._engine)["current_size"]
        version, most, total = connection.exec_driver_sql(_STATE).one()
        return f"PostgreSQL {version}", most, total


def _own(engine: Engine) -> Engine:
    """An engine without a pool for the same database, with limits of its own."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        if in_memory(url.database):
            return engine
        own = create_engine(_existing(url), poolclass=NullPool, connect_args={"timeout": PATIENCE_S / 2})
        event.listen(own, "connect", lambda driver, _: driver.execute("PRAGMA query_only=ON").close())
        return own
    limits: dict[str, Any] = {
        # libpq knows no shorter one; the inquiry does not wait for it.
        "connect_timeout": 2,
        "options": f"-c statement_timeout={PATIENCE_S}s -c default_transaction_read_only=on",
        "application_name": "apex-health",
        # A server that vanished without a word lets go of the thread after seconds, not hours.
        "keepalives_idle": 1,
        "keepalives_interval": 1,
        "keepalives_count": 2,
        "tcp_user_timeout": 2000,
    }
    return create_engine(url, poolclass=NullPool, connect_args=limits)


def _existing(url: URL) -> URL:
    """The same file, without making it when it is not there."""
    name = url.database or ""
    return url.set(
        database=name if name.startswith("file:") else f"file:{quote(name)}",
        query={"mode": "rw", **url.query, "uri": "true"},
    )


@lru_cache(maxsize=1)
def migration_heads() -> frozenset[str]:
    """The revisions this code wants the database to be at."""
    return frozenset(ScriptDirectory(str(ROOT / "migrations")).get_heads())


def check_capacity(settings: Settings, max_connections: int) -> str | None:
    """Whether all processes at their fullest fit the server: a sentence from 80 % on, refused at 100 %."""
    wanted = settings.processes * settings.db_pool_max
    said = (
        f"APEX_PROCESSES {settings.processes} x APEX_DB_POOL_MAX_SIZE {settings.db_pool_max} = {wanted} connections, "
        f"and the database server allows {max_connections} (max_connections)"
    )
    if wanted >= max_connections:
        raise SettingsError([f"{said}; lower one of the two or raise the server's limit"])
    return f"{said}; less than a fifth is left." if wanted >= 0.8 * max_connections else None


def check_server(probe: Probe, settings: Settings) -> str | None:
    """`check_capacity` against the server as it is. One that cannot be asked now stops nobody from starting."""
    try:
        most = probe.ask().max_connections
    except ExternalServiceError:
        return "The database does not answer yet; its limit of connections was not checked."
    return None if most is None else check_capacity(settings, most)
