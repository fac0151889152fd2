"""What is done by itself once a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.actions.call import Call
from apex.actions.job import enqueue
from apex.store.job import Job

DAILY = ("cleanup", "audit.head")


def lacking(session: Session, now: datetime) -> list[str]:
    """What nobody has queued on the day of that time (UTC)."""
    day = select(Job.kind).where(Job.kind.in_(DAILY), Job.key == _day(now))
    known = set(session.scalars(day))
    return [kind for kind in DAILY if kind not in known]


def queue_daily(call: Call) -> None:
    """One job of each for the day of the call, whoever asks first."""
    for kind in lacking(call.session, call.now):
        enqueue(call, kind, {}, key=_day(call.now))


def _day(now: datetime) -> str:
    return now.date().isoformat()
