"""Jobs: what is to be done in the background, who does it, and how it went. This table is the truth; queues only hint.

A job is claimed by an UPDATE that raises its attempt number. Whatever a worker writes later has that number in its
WHERE, so that one whose lease ran out, and whose job somebody else took over, writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.identity import ID_LENGTH, new_id

State = Literal["PENDING", "STARTED", "RETRY", "SUCCESS", "FAILURE", "REVOKED"]
STATES: tuple[State, ...] = get_args(State)
LIVE: tuple[State, ...] = ("PENDING", "STARTED", "RETRY")
OVER: tuple[State, ...] = ("SUCCESS", "FAILURE", "REVOKED")
HELD = datetime(9999, 1, 1, tzinfo=UTC)
"""Due when something before it is done: it is never due by itself."""
MOST = 5
"""Attempts a job has, unless its kind says otherwise."""


class Job(Base):
    """One piece of background work. `args` and `result` are plain data; secrets have no place in them."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    args: Mapped[Any] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10), default="PENDING")
    attempt: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=MOST)
    due_at: Mapped[datetime] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    worker: Mapped[str] = mapped_column(String(100), default="")
    percent: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[Any] = mapped_column(Json, nullable=True)
    error: Mapped[str] = mapped_column(String(2000), default="")
    cancel: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str | None] = mapped_column(String(200))
    """What it is about: of one kind only one job with the same key lives at a time."""
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    project_id: Mapped[str | None] = mapped_column(ForeignKey("projects.id"), index=True)
    request_id: Mapped[str] = mapped_column(String(128), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)


_ALIVE = Job.state.in_(LIVE)
Index("ix_jobs_state_due_at", Job.state, Job.due_at)
Index("ix_jobs_actor_id_created_at", Job.actor_id, Job.created_at)
Index("uq_jobs_kind_key_live", Job.kind, Job.key, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)


def job_by_id(session: Session, job_id: str) -> Job | None:
    return session.get(Job, job_id, populate_existing=True)


def live_job(session: Session, kind: str, key: str) -> Job | None:
    """The one that lives of a kind about something."""
    return session.scalar(select(Job).where(Job.kind == kind, Job.key == key, _ALIVE))


def claimable(now: datetime) -> ColumnElement[bool]:
    """Due and waiting, or left by a worker whose lease is over."""
    waiting = and_(Job.state.in_(("PENDING", "RETRY")), Job.due_at <= now)
    return or_(waiting, and_(Job.state == "STARTED", Job.lease_until < now))


def claim(session: Session, job_id: str, now: datetime, lease: timedelta, worker: str) -> int | None:
    """Take a job: the number of the attempt, or None where somebody else has it or it is over."""
    taken = {
        "state": "STARTED", "attempt": Job.attempt + 1, "lease_until": now + lease, "worker": worker[:100],
        "updated_at": now, "percent": 0, "message": "",
    }  # fmt: skip
    wanted = update(Job).where(Job.id == job_id, claimable(now)).values(taken).returning(Job.attempt)
    return session.execute(wanted.execution_options(synchronize_session=False)).scalar_one_or_none()


def write(session: Session, job_id: str, attempt: int, now: datetime, values: Mapping[str, Any]) -> bool:
    """Change what an attempt holds; False where it holds the job no more."""
    held = update(Job).where(Job.id == job_id, Job.attempt == attempt, Job.state == "STARTED")
    held = held.values({**values, "updated_at": now}).returning(Job.id)
    return session.execute(held.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def is_cancelled(session: Session, job_id: str) -> bool:
    return bool(session.scalar(select(Job.cancel).where(Job.id == job_id)))


def revoke(session: Session, job_id: str, now: datetime) -> str | None:
    """End a waiting job, or ask a running one to end; the state it was in, None where it is over already."""
    waiting = update(Job).where(Job.id == job_id, Job.state.in_(("PENDING", "RETRY")))
    ended = {"state": "REVOKED", "cancel": True, "updated_at": now, "finished_at": now}
    if session.execute(waiting.values(ended).returning(Job.id)).scalar_one_or_none() is not None:
        return "PENDING"
    running = update(Job).where(Job.id == job_id, Job.state == "STARTED").values(cancel=True, updated_at=now)
    return "STARTED" if session.execute(running.returning(Job.id)).scalar_one_or_none() is not None else None


def let_go(session: Session, job_id: str, now: datetime) -> bool:
    """What was held is due."""
    held = update(Job).where(Job.id == job_id, Job.state == "PENDING", Job.due_at == HELD)
    held = held.values(due_at=now, updated_at=now).returning(Job.id)
    return session.execute(held.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def drop(session: Session, job_id: str, now: datetime) -> None:
    """End a job that failed as one that nobody wants any more."""
    failed = update(Job).where(Job.id == job_id, Job.state == "FAILURE").values(state="REVOKED", updated_at=now)
    session.execute(failed.execution_options(synchronize_session=False))


def begin_again(session: Session, job_id: str, now: datetime, most: int = MOST) -> bool:
    """A failed or revoked job waits once more, with all of its attempts or as many as are given."""
    over = update(Job).where(Job.id == job_id, Job.state.in_(("FAILURE", "REVOKED")))
    fresh = {
        "state": "PENDING", "most": Job.attempt + most, "due_at": now, "cancel": False, "error": "", "updated_at": now,
        "finished_at": None, "lease_until": None,
    }  # fmt: skip
    return session.execute(over.values(fresh).returning(Job.id)).scalar_one_or_none() is not None


def waiting(session: Session, now: datetime, most: int = 500) -> Sequence[str]:
    """Ids of jobs somebody should take now, the longest waiting first."""
    return session.scalars(select(Job.id).where(claimable(now)).order_by(Job.due_at, Job.id).limit(most)).all()


def jobs(session: Session, limit: int, offset: int, *conditions: ColumnElement[bool]) -> tuple[Sequence[Job], int]:
    """A page of jobs, newest first, and how many there are."""
    rows = session.scalars(select(Job).where(*conditions).order_by(Job.id.desc()).limit(limit).offset(offset)).all()
    return rows, session.scalar(select(func.count()).select_from(Job).where(*conditions)) or 0


def backlog(session: Session, now: datetime) -> dict[str, float]:
    """How many jobs wait, run and failed, and for how long (s) the oldest one that is due has waited."""
    counted = session.execute(select(Job.state, func.count()).group_by(Job.state)).all()
    number = {state: float(many) for state, many in counted}
    oldest = session.scalar(select(func.min(Job.due_at)).where(Job.state.in_(("PENDING", "RETRY")), Job.due_at <= now))
    return {
        "waiting": number.get("PENDING", 0.0) + number.get("RETRY", 0.0),
        "running": number.get("STARTED", 0.0),
        "failed": number.get("FAILURE", 0.0),
        "age_s": max((now - oldest).total_seconds(), 0.0) if oldest else 0.0,
    }


def forget_jobs(session: Session, before: datetime, *but: ColumnElement[bool]) -> int:
    """Remove jobs that were over before a time and meet every condition."""
    gone = delete(Job).where(Job.state.in_(OVER), Job.finished_at < before, *but)
    return len(session.execute(gone.returning(Job.id)).all())
