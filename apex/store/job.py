"""Jobs: what is to be done in the background, who asked for it, and how it went. This table is the truth; queues only
hint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.insert import insert_into
from apex.store.listing import seen_by
from apex.store.project import Project

QUEUED = "apex_queued"
"""Under which a session keeps the ids of jobs that its commit lets loose."""
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
    spent: Mapped[int] = mapped_column(default=0)
    """Attempts that were over when somebody had it begin again; they do not count against `most`."""
    most: Mapped[int] = mapped_column(default=MOST)
    due_at: Mapped[datetime] = mapped_column(Moment)
    pushed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the sweeper gave it to the queue, since it last waited."""
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
Index("ix_jobs_state_finished_at", Job.state, Job.finished_at)
Index("ix_jobs_actor_id_id", Job.actor_id, Job.id)
Index("uq_jobs_kind_key_live", Job.kind, Job.key, unique=True, sqlite_where=_ALIVE, postgresql_where=_ALIVE)


def clock(session: Session) -> datetime:
    """The time all workers go by: the database server's; machines that share a SQLite file share a clock."""
    if session.get_bind().dialect.name == "postgresql":
        told: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        return told.astimezone(UTC)
    return datetime.now(UTC)


def put_job(session: Session, job_id: str, values: Mapping[str, Any]) -> bool:
    """A new job in the running transaction; False where one of the same kind and key lives. Who inserts the same at
    once is waited for. Workers hear of it after the commit, or from the sweeper.
    """
    put = insert_into(session, Job).values(id=job_id, **values).on_conflict_do_nothing().returning(Job.id)
    if session.execute(put).scalar_one_or_none() is None:
        return False
    announce_job(session, job_id)
    return True


def put_in_line(session: Session, job: Job) -> None:
    """The same for a job nobody else asks for: its key is its own."""
    session.add(job)
    session.flush()
    announce_job(session, job.id)


def announce_job(session: Session, job_id: str) -> None:
    """Have workers hear of a job when the transaction is committed."""
    session.info.setdefault(QUEUED, []).append(job_id)


def hasten(session: Session, job_id: str, now: datetime) -> bool:
    """Have a waiting job be due now; False where it does not wait."""
    held = update(Job).where(Job.id == job_id, Job.state.in_(("PENDING", "RETRY")))
    held = held.values(due_at=now, updated_at=now, pushed_at=None).returning(Job.id)
    if session.execute(held.execution_options(synchronize_session=False)).scalar_one_or_none() is None:
        return False
    announce_job(session, job_id)
    return True


def job_by_id(session: Session, job_id: str) -> Job | None:
    return session.get(Job, job_id, populate_existing=True)


def kind_of(session: Session, job_id: str) -> str | None:
    return session.scalar(select(Job.kind).where(Job.id == job_id))


def live_job(session: Session, kind: str, key: str) -> Job | None:
    """The one that lives of a kind about something."""
    wanted = select(Job).where(Job.kind == kind, Job.key == key, _ALIVE)
    return session.scalar(wanted.execution_options(populate_existing=True))


def want(session: Session, job_id: str) -> bool:
    """Somebody asks for what a live job does, so it is not cancelled any more; False where it is over by now."""
    wanted = update(Job).where(Job.id == job_id, _ALIVE).values(cancel=False).returning(Job.id)
    return session.execute(wanted.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def revoke(session: Session, job_id: str, now: datetime) -> bool:
    """End a waiting job, or ask a running one to end; False where it is over already. One statement, so that a job
    which goes from running to waiting meanwhile is not missed.
    """
    runs = Job.state == "STARTED"
    values = {
        "state": case((runs, "STARTED"), else_="REVOKED"), "finished_at": case((runs, None), else_=now),
        "cancel": True, "updated_at": now,
    }  # fmt: skip
    ended = update(Job).where(Job.id == job_id, _ALIVE).values(values).returning(Job.id)
    return session.execute(ended.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def let_go(session: Session, job_id: str, now: datetime) -> bool:
    """What was held is due."""
    held = update(Job).where(Job.id == job_id, Job.state == "PENDING", Job.due_at == HELD)
    held = held.values(due_at=now, updated_at=now).returning(Job.id)
    return session.execute(held.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def drop(session: Session, job_id: str, now: datetime) -> None:
    """End a job that failed as one that nobody wants any more."""
    failed = update(Job).where(Job.id == job_id, Job.state == "FAILURE").values(state="REVOKED", updated_at=now)
    session.execute(failed.execution_options(synchronize_session=False))


def begin_again(session: Session, job_id: str, now: datetime, most: int | None = None, *, revoked: bool = True) -> bool:
    """A job that failed, or was revoked if such a one may, waits once more, with all of its attempts or as many as are
    given. False where it has not, or where another job does the same; IntegrityError where that one comes at the same
    moment.
    """
    other = aliased(Job)
    lives = exists().where(other.kind == Job.kind, other.key == Job.key, other.state.in_(LIVE))
    over = update(Job).where(
        Job.id == job_id, Job.state.in_(("FAILURE", "REVOKED") if revoked else ("FAILURE",)), ~lives
    )
    fresh = {
        "state": "PENDING", "spent": Job.attempt, "due_at": now, "cancel": False, "error": "", "updated_at": now,
        "finished_at": None, "lease_until": None, "pushed_at": None, "percent": 0, "message": "", "result": None,
        "most": Job.most if most is None else most,
    }  # fmt: skip
    again = over.values(fresh).returning(Job.id).execution_options(synchronize_session=False)
    return session.execute(again).scalar_one_or_none() is not None


def jobs(session: Session, limit: int, offset: int, *conditions: ColumnElement[bool]) -> tuple[Sequence[Job], int]:
    """A page of jobs, newest first, and how many there are."""
    rows = session.scalars(select(Job).where(*conditions).order_by(Job.id.desc()).limit(limit).offset(offset)).all()
    return rows, session.scalar(select(func.count()).select_from(Job).where(*conditions)) or 0


def own_jobs(user_id: str) -> ColumnElement[bool]:
    """Jobs a person had queued, less those of projects they may not see any more."""
    standing = Job.project_id.in_(select(Project.id).where(seen_by(user_id)))
    return and_(Job.actor_id == user_id, or_(Job.project_id.is_(None), standing))
