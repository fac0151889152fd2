"""What the queue missed: jobs it never heard of, retries that are due, and those whose worker is gone."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Flask, current_app
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from apex.actions.call import SYSTEM, Call, utc_now
from apex.actions.queue import is_news, watch
from apex.actions.stray import recover
from apex.actions.submission import ask_again
from apex.extensions import db
from apex.jobs.daily import lacking, queue_daily
from apex.jobs.kinds import KINDS
from apex.jobs.queue import let_loose, push, queue_of
from apex.store.breaker import REST
from apex.store.connect import is_transient
from apex.store.job import MOST, clock
from apex.store.lease import lingers, to_push
from apex.store.retry import transact
from apex.store.submission import given_up
from apex.store.webhook import strays

log = logging.getLogger("apex.jobs")
LONGEST_S = 5.0
TURNS_A_SECOND = 10
"""Jobs that come out of a queue: fewer than workers take, and as many as are given to it a second time at most."""
FIRST_REST_S, LONGEST_REST_S = REST.total_seconds(), 900.0
"""How long what gave up because nobody answered is left alone, at first and at most."""


def interval_s(lease_s: float) -> float:
    """So often that whatever a dead worker held is taken up within ten seconds of the end of its lease."""
    return min(LONGEST_S, max(lease_s / 6.0, 0.2))


def sweep() -> int:
    """Push what the queue has not had since it began to wait, or has lost; how many jobs that were."""
    rest = patience(queue_of(current_app).pending_count(), current_app.extensions["apex_settings"].job_lease)
    session = db.session()

    def work() -> Sequence[str]:
        return to_push(session, clock(session), KINDS, rest)

    found = lingers(session, clock(session), rest)
    session.rollback()
    unheard = transact(session, work) if found else ()
    return len(unheard) if push(*unheard) else 0


def patience(pending: int, lease_s: float) -> timedelta:
    """How long ago a job that nobody has begun was given to a queue that has lost it. An empty queue has lost whatever
    it was given; in a long one a job waits for its turn, and what is given to it twice must not make it longer yet.
    """
    return timedelta(seconds=lease_s + pending / TURNS_A_SECOND) if pending else timedelta()


def recovered() -> int:
    """Have messages that wait for no job any more wait for one again; how many those were."""
    session = db.session()
    found = strays(session, most=1)
    session.rollback()
    if not found:
        return 0
    number = transact(session, lambda: recover(Call(session=session, actor=SYSTEM, now=utc_now())))
    let_loose(session, committed=True)
    return number


def daily() -> None:
    """Queue what is done once a day, if nobody has today."""
    session = db.session()
    missing = lacking(session, utc_now())
    session.rollback()
    if not missing:
        return
    transact(session, lambda: queue_daily(Call(session=session, actor=SYSTEM, now=utc_now())))
    let_loose(session, committed=True)


def look() -> None:
    """Tell once when the oldest job that is due waits too long, and once when it is over."""
    session, limit = db.session(), current_app.extensions["apex_settings"].queue_warn
    news = is_news(Call(session=session, actor=SYSTEM, now=utc_now()), limit)
    session.rollback()
    if news:
        transact(session, lambda: watch(Call(session=session, actor=SYSTEM, now=utc_now()), limit))


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
        for work in (again, recovered, sweep, daily, look):
            with app.app_context():
                _kept_alive(work)
        over.wait(pause)


def _kept_alive(work: Callable[[], object]) -> None:
    """A sweeper that died would leave the jobs of dead workers where they are: whatever it meets, it comes again."""
    try:
        work()
    except (RedisError, sqlite3.Error, OSError) as error:
        log.warning("the queue cannot be swept: %s", type(error).__name__)
    except SQLAlchemyError as error:
        log.warning("the table of jobs cannot be swept: %s", type(error).__name__, exc_info=not is_transient(error))
    except Exception:
        log.exception("the sweeper met an error")
