"""The application with a trap in it. For gunicorn: `tests.crashing:app`; nothing of the product knows of it.

APEX_TEST_CRASH names a file. When a request comes to the point whose name the file holds, the file is removed and
the process kills itself with SIGKILL; `lose <point>` has PostgreSQL end the request's connection instead.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.orm import Session

from wsgi import app as product

POINTS = ("claimed", "effect", "audited", "committed", "answered")
"""After the key is taken, after the first write of the effect, after the rows are on the chain, after the commit,
and with half of the answer out."""
COMMITTING = "committing"
"""The server has committed and nobody has been told. Only a connection can be lost here."""
SEEN = {
    "INSERT INTO idempotency_keys": "claimed",
    "INSERT INTO projects ": "effect",
    "UPDATE projects ": "effect",
    "UPDATE audit_head": "audited",
}
LOSE = "lose "


class Running(threading.local):
    """What the request of this thread has done so far."""

    keyed = False
    effects = 0


running = Running()


def ordered() -> str:
    file = Path(os.environ["APEX_TEST_CRASH"])
    return file.read_text() if file.exists() else ""


def fall(point: str, connection: Connection | None = None) -> None:
    """Whoever removes the file falls: one process and one request, however many come by."""
    order = ordered()
    if order not in (point, LOSE + point):
        return
    Path(os.environ["APEX_TEST_CRASH"]).unlink()
    if order == point:
        os.kill(os.getpid(), signal.SIGKILL)
    elif connection is not None:
        lose_connection(connection)


def lose_connection(connection: Connection) -> None:
    """What an administrator, or a server that restarts, does to it. Returns when it has ended."""
    url = make_url(os.environ["APEX_DATABASE_URL"]).set(drivername="postgresql")
    held: Any = connection.connection.dbapi_connection
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [held.info.backend_pid])


@event.listens_for(Engine, "after_cursor_execute")
def after_statement(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    point = next((name for words, name in SEEN.items() if statement.startswith(words)), "")
    running.keyed = running.keyed or point == "claimed"
    if point == "effect":
        running.effects += 1
    if point and running.keyed and (point != "effect" or running.effects == 1):
        fall(point, connection)


@event.listens_for(Engine, "commit")
def before_commit(connection: Connection) -> None:
    if running.effects and ordered() == LOSE + COMMITTING:
        held: Any = connection.connection.dbapi_connection
        held.commit()
        # The driver, which would say nothing to a server it has nothing open with, is to find out by its own COMMIT.
        held.execute("SELECT 1")
        fall(COMMITTING, connection)


@event.listens_for(Session, "after_commit")
def after_commit(_session: Session) -> None:
    if running.keyed:
        fall("committed")


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    """The product, its answers sent in two halves."""
    running.keyed, running.effects = False, 0
    given: Iterable[bytes] = product(environ, start_response)
    try:
        body = b"".join(given)
    finally:
        getattr(given, "close", lambda: None)()
    yield body[: len(body) // 2]
    fall("answered")
    yield body[len(body) // 2 :]
