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
from sqlalchemy.exc import SQLAlchemyError

from apex.actions.call import utc_now
from apex.extensions import db
from apex.store.connect import is_transient
from apex.store.job import is_cancelled, write
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

    def write(self, values: Mapping[str, Any]) -> None:
        """Change the row in a transaction of its own. `LostError` where it is not this attempt's any more."""
        session = db.session()
        if not transact(session, lambda: write(session, self.job_id, self.number, utc_now(), values)):
            raise LostError(self.job_id)

    def progress(self, share: float, message: str = "") -> None:
        """Say how far it is; a point where a job that is cancelled ends."""
        self.write({"percent": round(100.0 * min(max(share, 0.0), 1.0)), "message": message[:500]})
        if is_cancelled(db.session(), self.job_id):
            db.session.rollback()
            raise CancelledError(self.job_id)
        db.session.rollback()

    def renew(self) -> None:
        self.write({"lease_until": utc_now() + self.length})


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
                except SQLAlchemyError as error:
                    if not is_transient(error):
                        raise
                    log.warning("job %s: the lease was not renewed: %s", lease.job_id, type(error).__name__)

    thread = threading.Thread(target=beat, name=f"lease-{lease.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
