"""Jobs as workers take them, hold them and give them back, and as the sweeper finds them.

A job is claimed by an UPDATE that raises its attempt number. Whatever a worker writes later has that number in its
WHERE, so that one whose lease ran out, and whose job somebody else took over, writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update
from sqlalchemy.orm import Session

from apex.store.job import Job


def claimable(now: datetime) -> ColumnElement[bool]:
    """Due and waiting, or left by a worker whose lease is over."""
    waiting = and_(Job.state.in_(("PENDING", "RETRY")), Job.due_at <= now)
    return or_(waiting, and_(Job.state == "STARTED", Job.lease_until < now))


def claim(
    session: Session, job_id: str, now: datetime, lease: timedelta, worker: str, kinds: Collection[str] | None = None
) -> int | None:
    """Take a job of a kind the worker knows: the number of the attempt, or None where another has it or it is over."""
    taken = {
        "state": "STARTED", "attempt": Job.attempt + 1, "lease_until": now + lease, "worker": worker[:100],
        "updated_at": now, "percent": 0, "message": "", "pushed_at": None,
    }  # fmt: skip
    known = [] if kinds is None else [Job.kind.in_(kinds)]
    wanted = update(Job).where(Job.id == job_id, claimable(now), *known).values(taken).returning(Job.attempt)
    return session.execute(wanted.execution_options(synchronize_session=False)).scalar_one_or_none()


def write(session: Session, job_id: str, attempt: int, now: datetime, values: Mapping[str, Any]) -> bool | None:
    """Change what an attempt holds: whether it is asked to end; None, and nothing, where it holds the job no more."""
    held = update(Job).where(Job.id == job_id, Job.attempt == attempt, Job.state == "STARTED")
    held = held.values({**values, "updated_at": now}).returning(Job.cancel)
    return session.execute(held.execution_options(synchronize_session=False)).scalar_one_or_none()


def wait_again(
    session: Session, job_id: str, attempt: int, now: datetime, due: datetime, why: str, *, counts: bool = True
) -> bool:
    """Have what an attempt holds wait for the next one, or end where it was cancelled; False where it holds it not.
    One that does not count uses up none of the job's attempts.
    """
    state = case((Job.cancel, "REVOKED"), else_="RETRY")
    finished = case((Job.cancel, now), else_=None)
    values = {
        "state": state, "finished_at": finished, "due_at": due, "lease_until": None, "pushed_at": None, "error": why,
        "spent": Job.spent + (0 if counts else 1),
    }  # fmt: skip
    return write(session, job_id, attempt, now, values) is not None


def lingers(session: Session, now: datetime, rest: timedelta) -> bool:
    """Whether some job is due that the queue should be given; a look that takes no lock."""
    return bool(session.scalar(select(exists().where(_unheard(now, rest)))))


def _unheard(now: datetime, rest: timedelta) -> ColumnElement[bool]:
    """Due, and not given to the queue since it began to wait, or so long ago that it must have been lost there."""
    return and_(claimable(now), or_(Job.pushed_at.is_(None), Job.pushed_at <= now - rest))


def to_push(session: Session, now: datetime, kinds: Collection[str], rest: timedelta, most: int = 500) -> Sequence[str]:
    """Mark and name the jobs the queue should be given, the longest waiting first."""
    due = select(Job.id).where(_unheard(now, rest), Job.kind.in_(kinds))
    found = session.scalars(due.order_by(Job.due_at, Job.id).limit(most)).all()
    if found:
        session.execute(update(Job).where(Job.id.in_(found)).values(pushed_at=now))
    return found
