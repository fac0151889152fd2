"""Webhooks of others that were taken in, by their ids: one that comes again has no second effect."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.insert import insert_into


class HookReceived(Base):
    """One message and what it came to."""

    __tablename__ = "hooks_received"
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    id: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    outcome: Mapped[Any] = mapped_column(Json)


def claim_message(session: Session, source: str, message_id: str, at: datetime) -> bool:
    """Take a message; False where it was taken before. Who comes at the same moment waits for the first."""
    given = insert_into(session, HookReceived).values(source=source, id=message_id, at=at, outcome={})
    taken = given.on_conflict_do_nothing(index_elements=("source", "id")).returning(HookReceived.id)
    return session.execute(taken).scalar_one_or_none() is not None


def keep_outcome(session: Session, source: str, message_id: str, outcome: Any) -> None:
    own = (HookReceived.source == source, HookReceived.id == message_id)
    session.execute(update(HookReceived).where(*own).values(outcome=outcome))


def outcome_of(session: Session, source: str, message_id: str) -> Any:
    own = (HookReceived.source == source, HookReceived.id == message_id)
    return session.scalar(select(HookReceived.outcome).where(*own))


def forget_received(session: Session, now: datetime, kept: timedelta) -> int:
    gone = delete(HookReceived).where(HookReceived.at < now - kept)
    return len(session.execute(gone.returning(HookReceived.id)).all())
