"""One attempt at a job: claimed, worked on under a lease, ended in one transaction with its effect."""

from __future__ import annotations

import logging
import os
import random
import socket
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as OutOfTimeError

from apex.actions.call import SYSTEM, Actor, Call, utc_now
from apex.errors import ApexError, RetryLaterError
from apex.extensions import db, report
from apex.jobs.kind import Again, Done, Task
from apex.jobs.kinds import KINDS
from apex.jobs.lease import CancelledError, Lease, LostError, beating, plain
from apex.jobs.queue import forget, let_loose
from apex.store.job import Job, clock, job_by_id
from apex.store.lease import claim, wait_again, write
from apex.store.retry import transact
from apex.store.user import User
from apex.store.verb import Verb

log = logging.getLogger("apex.jobs")
FIRST_S, MOST_S = 1.0, 300.0
NOBODY = Actor("", "", "", "")
"""Who asked for a job, where no account has that id any more."""
WORKER = f"{socket.gethostname()}:{os.getpid()}"


def attempt(app: Flask, job_id: str) -> None:
    """Claim a job and try it, in a context of the application; nothing where another has it or it is over."""
    length = timedelta(seconds=app.extensions["apex_settings"].job_lease)
    session = db.session()
    number = transact(session, lambda: claim(session, job_id, clock(session), length, WORKER, KINDS))
    if number is None:
        return
    job, call = _read(job_id)
    lease = Lease(job_id, number, length)
    try:
        if job.cancel:
            _end(call, job, lease, "REVOKED")
            return
        if _nth(job, lease) > job.most:
            why = f"given up after {job.most} attempts; the last worker ended without a word"
            _end(call, job, lease, "FAILURE", why)
            return
        if call.actor is NOBODY:
            _end(call, job, lease, "FAILURE", "who asked for it is not there any more")
            return
        with beating(app, lease):
            _try(job, call, lease)
    except LostError:
        log.warning("job %s, attempt %s: lost to another worker", job_id, number)


def _read(job_id: str) -> tuple[Job, Call]:
    """The job as claimed, and a call in the name of who asked for it."""
    session = db.session()
    job = job_by_id(session, job_id)
    assert job is not None
    user = session.get(User, job.actor_id)
    actor = SYSTEM if job.actor_id == SYSTEM.id else NOBODY
    if user is not None:
        actor = Actor(user.id, user.email, user.name, user.role)
    session.expunge(job)
    session.rollback()
    origin = current_app.extensions["apex_settings"].public_url or ""
    return job, Call(session=session, actor=actor, now=utc_now(), request_id=job.request_id, origin=origin)


def _nth(job: Job, lease: Lease) -> int:
    """Which attempt it is since the job began, or began again."""
    return lease.number - job.spent


def _try(job: Job, call: Call, lease: Lease) -> None:
    try:
        done = KINDS[job.kind](Task(call, lease, job.args, job.project_id))
        call.session.rollback()
        if isinstance(done, Again):
            _go_on(call, job, lease, done)
        else:
            _end(call, job, lease, "SUCCESS", done=done)
    except CancelledError:
        _end(call, job, lease, "REVOKED")
    except RetryLaterError as later:
        _again(job, call, lease, later.message, later.retry_after)
    except ApexError as refused:
        _end(call, job, lease, "FAILURE", "; ".join(p.message for p in refused.problems))
    except (OperationalError, OutOfTimeError) as error:
        # It may be full, stopping or overrun; what is wrong with a statement is another error.
        log.warning("job %s: %s", job.id, error)
        _again(job, call, lease, f"the database: {type(error).__name__}", None)
    except OSError as error:
        log.warning("job %s: %s", job.id, error)
        _again(job, call, lease, f"the disk or the network: {error.strerror or type(error).__name__}", None)
    except LostError:
        raise
    except Exception as error:  # the border between what jobs do and the worker: told, and never taken for done
        _broken(job, call, lease, error)


def _broken(job: Job, call: Call, lease: Lease, error: Exception) -> None:
    mark = uuid.uuid4().hex[:12]
    log.error("error %s in job %s (%s)", mark, job.id, job.kind, exc_info=error)
    report(error, f"job {job.kind}", request=job.request_id, mark=mark, job=job.id)
    _end(call, job, lease, "FAILURE", f"Internal error {mark}; it is in the log under this id.")


def pause(number: int, retry_after: int | None = None) -> float:
    """Seconds before the next attempt: doubled each time, full jitter, never less than what was asked for."""
    most = min(FIRST_S * 2.0 ** min(number - 1, 20), MOST_S)
    return max(random.uniform(0.0, most), float(retry_after or 0))  # noqa: S311 (jitter)


def _again(job: Job, call: Call, lease: Lease, why: str, retry_after: int | None) -> None:
    """Wait for another attempt, or give up for good."""
    session, number = call.session, _nth(job, lease)
    session.rollback()
    if number >= job.most:
        _end(call, job, lease, "FAILURE", why)
        return
    after = timedelta(seconds=pause(number, retry_after))

    def work() -> bool:
        now = clock(session)
        return wait_again(session, job.id, lease.number, now, now + after, plain(why, 2000))

    if not transact(session, work):
        raise LostError(job.id)


def _go_on(call: Call, job: Job, lease: Lease, again: Again) -> None:
    """Wait as long as the kind says, and have as many attempts left as before."""
    session = call.session
    session.rollback()

    def work() -> bool:
        forget(session)
        now, why = clock(session), plain(again.why, 2000)
        if not wait_again(session, job.id, lease.number, now, now + again.after, why, counts=False):
            return False
        if again.effect is not None:
            again.effect(replace(call, now=utc_now()))
        return True

    _settle(call, job, work)


def _settle(call: Call, job: Job, work: Callable[[], bool]) -> None:
    """What an attempt came to and its effect in one transaction, and who waits for it told; fenced by the work."""
    kept = transact(call.session, work, bool)
    let_loose(call.session, committed=kept)
    if not kept:
        raise LostError(job.id)


def _end(call: Call, job: Job, lease: Lease, state: str, error: str = "", done: Done | None = None) -> None:
    """The end of a job and its effect in one transaction, fenced by the number of the attempt.

    Who cancelled it while it ran is kept to: what was done in vain has no effect, unless it cannot be taken back.
    """
    session = call.session
    session.rollback()

    def work() -> bool:
        forget(session)
        mine = replace(call, now=utc_now())
        cancelled = write(session, job.id, lease.number, mine.now, {})
        if cancelled is None:
            return False
        ended = "REVOKED" if cancelled and state == "SUCCESS" else state
        counts = ended == "SUCCESS" or (done is not None and done.lasting)
        result = _effect(mine, done) if counts else None
        write(session, job.id, lease.number, mine.now, _ended(ended, error, result, mine.now))
        if ended == "FAILURE":
            changes = {"kind": (None, job.kind), "error": (None, error[:500])}
            mine.record(Verb.JOB_FAILED, "job", job.id, project=job.project_id or "", changes=changes)
        return True

    _settle(call, job, work)


def _effect(call: Call, done: Done | None) -> Any:
    """What it came to, once its effect is there."""
    if done is None:
        return None
    said = None if done.effect is None else done.effect(call)
    return done.result if said is None else said


def _ended(state: str, error: str, result: Any, now: datetime) -> Mapping[str, Any]:
    return {
        "state": state, "error": plain(error, 2000), "result": result, "finished_at": now, "lease_until": None,
        "cancel": False,
    }  # fmt: skip
