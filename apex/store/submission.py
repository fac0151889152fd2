"""Submissions: a project on its way from `estimating` to `submitted`, one step after the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, case, false, func, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH
from apex.store.job import Job, State

Step = Literal["seal", "push", "finish"]
STEPS: tuple[Step, ...] = get_args(Step)
PENDING, DONE, WITHDRAWN = "pending", "done", "withdrawn"


class Submission(Base):
    """One attempt to submit a project. While it is pending the project carries its id, and its design is read-only.

    Its id is that of the task people watch, and the key under which the project management system knows it.
    """

    __tablename__ = "submissions"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    calculation_id: Mapped[str] = mapped_column(ForeignKey("calculations.id"))
    state: Mapped[str] = mapped_column(String(10), default=PENDING)
    step: Mapped[str] = mapped_column(String(10), default="seal")
    job_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="")
    """The job of the step it is at."""
    unanswered: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The other system was asked and has not said yes or no: when its job has given up, it is asked again."""
    number: Mapped[str | None] = mapped_column(String(60))
    """What the other system calls it."""
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


Index(
    "uq_submissions_project_id_pending",
    Submission.project_id,
    unique=True,
    sqlite_where=Submission.state == PENDING,
    postgresql_where=Submission.state == PENDING,
)
Index("ix_submissions_state_unanswered", Submission.state, Submission.unanswered)


def submission_by_id(session: Session, submission_id: str) -> Submission | None:
    return session.get(Submission, submission_id, populate_existing=True)


def go_on(session: Session, submission_id: str, step: Step, values: dict[str, Any]) -> bool:
    """Change one that is pending at a step; False where it is there no more."""
    at = update(Submission).where(
        Submission.id == submission_id, Submission.state == PENDING, Submission.step == step
    )  # fmt: skip
    at = at.values(values).returning(Submission.id).execution_options(synchronize_session=False)
    return session.execute(at).scalar_one_or_none() is not None


def end(session: Session, submission_id: str, state: str, at: datetime) -> bool:
    """End one that is pending; False where it was over."""
    pending = update(Submission).where(Submission.id == submission_id, Submission.state == PENDING)
    pending = pending.values(state=state, ended_at=at, unanswered=False).returning(Submission.id)
    return session.execute(pending.execution_options(synchronize_session=False)).scalar_one_or_none() is not None


def known_as(session: Session, project_id: str) -> str | None:
    """What the other system last called a project, also in a submission that was withdrawn since."""
    told = select(Submission.number).where(Submission.project_id == project_id, Submission.number.is_not(None))
    return session.scalar(told.order_by(Submission.id.desc()).limit(1))


def steps_of(session: Session, ids: Collection[str]) -> dict[str, tuple[Submission, Job]]:
    """Of those submissions the ones that are under way, each with the job of the step it is at."""
    if not ids:
        return {}
    query = select(Submission, Job).join(Job, Job.id == Submission.job_id)
    query = query.where(Submission.id.in_(ids), Submission.state == PENDING)
    found = session.execute(query.execution_options(populate_existing=True))
    return {row[0].id: (row[0], row[1]) for row in found}


def stands(state: State) -> ColumnElement[bool]:
    """Jobs in a state; that of a whole submission is told by its step, and one that is over leaves the rest waiting."""
    step = aliased(Job)
    told = case((step.state.in_(("SUCCESS", "REVOKED")), "PENDING"), else_=step.state)
    at = select(told).join(Submission, Submission.job_id == step.id)
    at = at.where(Submission.id == Job.id, Submission.state == PENDING, step.id != Job.id)
    # The first one is what an index knows; the task of a whole submission waits until the last step.
    return and_(Job.state.in_((state, "PENDING")), func.coalesce(at.scalar_subquery(), Job.state) == state)


def waited_at() -> Select[str]:
    """Ids of the jobs that submissions which are under way are at."""
    return select(Submission.job_id).where(Submission.state == PENDING)


def given_up(session: Session) -> Sequence[Job]:
    """Jobs that gave up because nobody answered, of submissions that still wait for it; the oldest first."""
    query = select(Job).join(Submission, Submission.job_id == Job.id)
    query = query.where(Submission.state == PENDING, Submission.unanswered, Job.state == "FAILURE")
    return session.scalars(query.order_by(Job.finished_at, Job.id).limit(500)).all()
