"""The hold of one worker on one job: kept alive by a heartbeat, lost to whoever takes over."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask

from apex.extensions import db
from apex.store.job import clock
from apex.store.lease import write
from apex.store.retry import transact

log = logging.getLogger("apex.jobs")


class LostError(Exception):
    """The lease is over and somebody else has the job, or it was ended: nothing of this attempt may count."""


class CancelledError(Exception):
    """Somebody asked the job to end."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The attempt `number` at a job."""

    job_id: str
    number: int
    length: timedelta

    def progress(self, share: float, message: str = "") -> None:
        """Say how far it is; a point where a job that is cancelled ends."""
        if self._write({"percent": round(100.0 * min(max(share, 0.0), 1.0)), "message": plain(message, 500)}):
            raise CancelledError(self.job_id)

    def renew(self) -> None:
        self._write({}, lasting=True)

    def _write(self, values: Mapping[str, Any], *, lasting: bool = False) -> bool:
        """Change the row in a transaction of its own: whether the job is asked to end. `LostError` where it is not
        this attempt's any more.
        """
        session = db.session()

        def work() -> bool | None:
            now = clock(session)
            more = {"lease_until": now + self.length} if lasting else {}
            return write(session, self.job_id, self.number, now, {**values, **more})

        cancelled = transact(session, work)
        if cancelled is None:
            raise LostError(self.job_id)
        return cancelled


def plain(text: str, most: int) -> str:
    """Text a column takes: PostgreSQL has no NUL."""
    return text.replace("\0", "")[:most]


@contextmanager
def beating(app: Flask, lease: Lease) -> Iterator[None]:
    """Renew the lease every third of it, in a thread with a connection of its own, until the block ends."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(lease.length.total_seconds() / 3.0):
            with app.app_context():
                try:
                    lease.renew()
                except LostError:
                    return
                except Exception:  # whatever it is, a heart that stopped would give the job away while it is worked on
                    log.exception("job %s: the lease was not renewed", lease.job_id)

    thread = threading.Thread(target=beat, name=f"lease-{lease.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
