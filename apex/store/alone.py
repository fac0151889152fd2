"""One at a time: work that no two processes may do to one database at once, wherever they run."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from apex.errors import BusyError
from apex.store.connect import in_memory, lock_not_available

KEY = 0x61706578
"""The advisory lock of PostgreSQL that stands for this work: `apex` in ASCII."""
PATIENCE_S = 600.0
BUSY = "another process has been preparing this database all the while"


@contextmanager
def alone(engine: Engine, within: float = PATIENCE_S) -> Iterator[None]:
    """Wait until nobody else is in here with this database; `BusyError` after so many seconds."""
    database = engine.url.database
    if engine.dialect.name != "sqlite":
        with _advisory(engine, within):
            yield
    elif database is None or in_memory(database) or database.startswith("file:"):
        yield
    else:
        with _folder(Path(database).parent, within):
            yield


@contextmanager
def _advisory(engine: Engine, within: float) -> Iterator[None]:
    """A lock of the session, on a connection that is never idle in a transaction and is closed afterwards."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        connection.execute(text("SET statement_timeout = 0"))
        # 0 would mean for ever.
        connection.execute(text(f"SET lock_timeout = {max(int(within * 1000), 1)}"))
        try:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": KEY})
        except OperationalError as error:
            if lock_not_available(error):
                raise BusyError(BUSY, retry_after=60) from None
            raise
        yield


@contextmanager
def _folder(folder: Path, within: float) -> Iterator[None]:
    """SQLite's own lock ends with each step of a migration; that of its folder does not, and leaves no file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(handle, time.monotonic() + within)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise BusyError(BUSY, retry_after=60) from None
            time.sleep(0.05)
        else:
            return
