"""What is wrong now, by name, so that of all who notice it one tells, and once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.insert import insert_into


class Alarm(Base):
    """Something that is wrong, and since when."""

    __tablename__ = "alarms"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


def raise_alarm(session: Session, name: str, at: datetime) -> bool:
    """Whether it is news."""
    given = insert_into(session, Alarm).values(name=name, since=at).on_conflict_do_nothing(index_elements=("name",))
    return session.execute(given.returning(Alarm.name)).scalar_one_or_none() is not None


def end_alarm(session: Session, name: str) -> datetime | None:
    """Since when it was wrong, for the one who finds that it is over."""
    return session.execute(delete(Alarm).where(Alarm.name == name).returning(Alarm.since)).scalar_one_or_none()


def is_standing(session: Session, name: str) -> bool:
    return session.get(Alarm, name) is not None
