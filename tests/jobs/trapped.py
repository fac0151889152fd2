"""A worker with traps in it: `huey_consumer tests.jobs.trapped.queue`. Nothing of the product knows of it.

APEX_TEST_TRAPS names a folder with a file for each point a worker falls at. Who comes to a point removes its file, and
kills its own process with SIGKILL, whatever else that is at.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from apex.worker import queue
from tests.jobs.traps import AFTER, POINTS, UPKEEP

__all__ = ["queue"]


class Passed(threading.local):
    """The points the running transaction of this thread came by."""

    def __init__(self) -> None:
        self.points: set[str] = set()


passed = Passed()


def fall(point: str) -> None:
    try:
        Path(os.environ["APEX_TEST_TRAPS"], point).unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


@event.listens_for(Engine, "after_cursor_execute")
def after_statement(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    for name, (begins, *holds) in (POINTS | UPKEEP).items():
        if statement.startswith(begins) and all(f"{word}=" in statement for word in holds):
            fall(name)
            if name in AFTER:
                passed.points.add(name)


@event.listens_for(Session, "after_commit")
def after_commit(_session: Session) -> None:
    while passed.points:
        fall(AFTER[passed.points.pop()])
