"""What the queue missed: jobs it never heard of, retries that are due, and those whose worker is gone."""

from __future__ import annotations

import logging
import sqlite3
import threading
from datetime import timedelta

from flask import Flask, current_app
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.submission import ask_again
from apex.extensions import db
from apex.jobs.daily import lacking, queue_daily
from apex.jobs.queue import let_loose, push, queue_of
from apex.store.breaker import REST
from apex.store.connect import is_transient
from apex.store.job import MOST, waiting
from apex.store.retry import transact
from apex.store.submission import given_up

log = logging.getLogger("apex.jobs")
LONGEST_S = 5.0
FIRST_REST_S, LONGEST_REST_S = REST.total_seconds(), 900.0
"""How long what gave up because nobody answered is left alone, at first and at most."""


def interval_s(lease_s: float) -> float:
    """So often that whatever a dead worker held is taken up within ten seconds of the end of its lease."""
    return min(LONGEST_S, max(lease_s / 6.0, 0.2))


def sweep() -> int:
    """Push what waits, once the queue has handed out all it had; how many jobs that were."""
    if queue_of(current_app).pending_count():
        return 0
    session = db.session()
    found = waiting(session, utc_now())
    session.rollback()
    return len(found) if push(*found) else 0


def daily() -> None:
    """Queue what is done once a day, if nobody has today."""
    session = db.session()
    missing = lacking(session, utc_now())
    session.rollback()
    if not missing:
        return
    transact(session, lambda: queue_daily(Call(session=session, actor=SYSTEM, now=utc_now())))
    let_loose(session, committed=True)


def again() -> int:
    """Ask a system once more that did not answer until its jobs gave up; how many jobs that were.

    One attempt each, after as long as the circuit to a host stays open, then after twice as long, to a quarter of an
    hour at most. Whichever of them is answered first sets the others going.
    """
    session, now = db.session(), utc_now()
    due = [job.id for job in given_up(session) if job.finished_at and job.finished_at + rest(job.attempt) <= now]
    session.rollback()
    if not due:
        return 0
    call = Call(session=session, actor=SYSTEM, now=now)
    begun = transact(session, lambda: ask_again(call, [job for job in given_up(session) if job.id in due], most=1))
    let_loose(session, committed=True)
    return begun


def rest(attempts: int) -> timedelta:
    """How long a job that gave up after so many attempts is left alone."""
    return timedelta(seconds=min(FIRST_REST_S * 2.0 ** min(max(attempts - MOST, 0), 10), LONGEST_REST_S))


def keep_sweeping(app: Flask, over: threading.Event) -> None:
    """Until the worker ends. A database or a queue that cannot be reached is asked again the next time."""
    pause = interval_s(app.extensions["apex_settings"].job_lease)
    while not over.is_set():
        with app.app_context():
            try:
                daily()
                again()
                sweep()
            except (RedisError, sqlite3.Error, OSError) as error:
                log.warning("the queue cannot be swept: %s", type(error).__name__)
            except SQLAlchemyError as error:
                if not is_transient(error):
                    log.exception("the sweeper met an error of the database")
        over.wait(pause)
