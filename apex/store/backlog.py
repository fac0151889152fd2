"""How many jobs there are and how old they get; those that were over long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from apex.store.job import LIVE, OVER, Job

DAY = timedelta(days=1)


def backlog(session: Session, now: datetime) -> dict[str, float]:
    """How many jobs wait, run and failed (all, and in the last day), and for how long (s) the oldest one that is due
    has waited.
    """
    counted = session.execute(select(Job.state, func.count()).group_by(Job.state)).all()
    number = {state: float(many) for state, many in counted}
    lately = select(func.count()).select_from(Job).where(Job.state == "FAILURE", Job.finished_at > now - DAY)
    return {
        "waiting": number.get("PENDING", 0.0) + number.get("RETRY", 0.0),
        "running": number.get("STARTED", 0.0),
        "failed": number.get("FAILURE", 0.0),
        "failed_last_day": float(session.scalar(lately) or 0),
        "age_s": age_s(session, now),
    }


def age_s(session: Session, now: datetime) -> float:
    """For how long the oldest job that is due has waited."""
    oldest = session.scalar(select(func.min(Job.due_at)).where(Job.state.in_(("PENDING", "RETRY")), Job.due_at <= now))
    return max((now - oldest).total_seconds(), 0.0) if oldest else 0.0


def outcomes(session: Session, now: datetime) -> dict[tuple[str, str], int]:
    """How many jobs of each kind are in each state: all that live, and those that ended in the last day."""
    lately = or_(Job.state.in_(LIVE), and_(Job.state.in_(OVER), Job.finished_at > now - DAY))
    query = select(Job.kind, Job.state, func.count()).where(lately).group_by(Job.kind, Job.state)
    return {(row[0], row[1]): row[2] for row in session.execute(query.order_by(Job.kind, Job.state))}


def old_jobs(session: Session, before: datetime, *but: ColumnElement[bool]) -> int:
    """How many jobs were over before a time and meet every condition."""
    old = select(func.count()).select_from(Job).where(Job.state.in_(OVER), Job.finished_at < before, *but)
    return session.scalar(old) or 0


def forget_jobs(session: Session, before: datetime, *but: ColumnElement[bool], most: int = 10_000) -> int:
    """Remove jobs that were over before a time and meet every condition, so many at most in one transaction."""
    old = select(Job.id).where(Job.state.in_(OVER), Job.finished_at < before, *but).limit(most)
    gone = delete(Job).where(Job.id.in_(old)).returning(Job.id)
    return len(session.execute(gone.execution_options(synchronize_session=False)).all())
