"""One attempt at a job: claimed, worked on under a lease, ended in one transaction with its effect."""

from __future__ import annotations

import logging
import os
import random
import socket
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from apex.actions.call import SYSTEM, Actor, Call, utc_now
from apex.errors import ApexError, RetryLaterError
from apex.extensions import db
from apex.jobs.kind import Again, Done, Effect, Task
from apex.jobs.kinds import KINDS
from apex.jobs.lease import CancelledError, Lease, LostError, beating
from apex.jobs.queue import forget, let_loose
from apex.store.connect import is_transient
from apex.store.job import Job, claim, job_by_id, write
from apex.store.retry import transact
from apex.store.user import User
from apex.store.verb import Verb

log = logging.getLogger("apex.jobs")
FIRST_S, MOST_S = 1.0, 300.0
WORKER = f"{socket.gethostname()}:{os.getpid()}"


def attempt(app: Flask, job_id: str) -> None:
    """Claim a job and try it, in a context of the application; nothing where another has it or it is over."""
    length = timedelta(seconds=app.extensions["apex_settings"].job_lease)
    session = db.session()
    number = transact(session, lambda: claim(session, job_id, utc_now(), length, WORKER))
    if number is None:
        return
    job, call = _read(job_id)
    lease = Lease(job_id, number, length)
    try:
        if job.attempt > job.most:
            _end(
                job, call, lease, "FAILURE", f"given up after {job.most} attempts; the last worker ended without a word"
            )
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
    actor = SYSTEM if user is None else Actor(user.id, user.email, user.name, user.role)
    session.expunge(job)
    session.rollback()
    origin = current_app.extensions["apex_settings"].public_url or ""
    return job, Call(session=session, actor=actor, now=utc_now(), request_id=job.request_id, origin=origin)


def _try(job: Job, call: Call, lease: Lease) -> None:
    try:
        done = KINDS[job.kind](Task(call, lease, job.args, job.project_id))
        call.session.rollback()
        if isinstance(done, Again):
            _go_on(call, lease, done)
        else:
            _end(job, call, lease, "SUCCESS", done=done)
    except CancelledError:
        _end(job, call, lease, "REVOKED")
    except RetryLaterError as later:
        _again(job, call, lease, later.message, later.retry_after)
    except ApexError as refused:
        _end(job, call, lease, "FAILURE", "; ".join(p.message for p in refused.problems))
    except SQLAlchemyError as error:
        if not is_transient(error):
            _broken(job, call, lease, error)
            return
        _again(job, call, lease, f"the database: {type(error).__name__}", None)
    except LostError:
        raise
    except Exception as error:  # the border between what jobs do and the worker: told, and never taken for done
        _broken(job, call, lease, error)


def _broken(job: Job, call: Call, lease: Lease, error: Exception) -> None:
    mark = uuid.uuid4().hex[:12]
    log.error("error %s in job %s (%s)", mark, job.id, job.kind, exc_info=error)
    _end(job, call, lease, "FAILURE", f"Internal error {mark}; it is in the log under this id.")


def pause(number: int, retry_after: int | None = None) -> float:
    """Seconds before the next attempt: doubled each time, full jitter, never less than what was asked for."""
    most = min(FIRST_S * 2.0 ** min(number - 1, 20), MOST_S)
    return max(random.uniform(0.0, most), float(retry_after or 0))  # noqa: S311 (jitter)


def _again(job: Job, call: Call, lease: Lease, why: str, retry_after: int | None) -> None:
    """Wait for another attempt, or give up for good."""
    call.session.rollback()
    if lease.number >= job.most:
        _end(job, call, lease, "FAILURE", why)
        return
    due = utc_now() + timedelta(seconds=pause(lease.number, retry_after))
    lease.write({"state": "RETRY", "due_at": due, "lease_until": None, "error": why[:2000]})


def _go_on(call: Call, lease: Lease, again: Again) -> None:
    """Wait as long as the kind says, and have as many attempts left as before."""
    due = utc_now() + again.after
    waits = {"state": "RETRY", "due_at": due, "lease_until": None, "most": Job.most + 1, "error": again.why[:2000]}
    _settle(call, lease, waits, again.effect)


def _end(job: Job, call: Call, lease: Lease, state: str, error: str = "", done: Done | None = None) -> None:
    """The end of a job, and its effect."""

    def effect(mine: Call) -> None:
        if done is not None and done.effect is not None:
            done.effect(mine)
        if state == "FAILURE":
            told = {"kind": (None, job.kind), "error": (None, error[:500])}
            mine.record(Verb.JOB_FAILED, "job", job.id, project=job.project_id or "", changes=told)

    _settle(call, lease, _ended(state, error, done, utc_now()), effect)


def _settle(call: Call, lease: Lease, values: Mapping[str, Any], effect: Effect | None) -> None:
    """What an attempt came to and its effect in one transaction, fenced by the number of the attempt."""
    session = call.session
    session.rollback()

    def work() -> bool:
        forget(session)
        now = utc_now()
        if not write(session, lease.job_id, lease.number, now, values):
            return False
        if effect is not None:
            effect(replace(call, now=now))
        return True

    kept = transact(session, work, bool)
    let_loose(session, committed=kept)
    if not kept:
        raise LostError(lease.job_id)


def _ended(state: str, error: str, done: Done | None, now: Any) -> Mapping[str, Any]:
    return {
        "state": state, "error": error[:2000], "result": done.result if done else None, "finished_at": now,
        "lease_until": None, "cancel": False,
    }  # fmt: skip
