"""E-mail that is to be sent or was: one row a message, beside the job that sends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id


class Message(Base):
    """One message to one person. How its sending stands is told by its job; `sent_at` that the server took it."""

    __tablename__ = "messages"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    """Closed by the vault, since it may hold a secret; empty once it is sent, or of no use any more."""
    project_id: Mapped[str | None] = mapped_column(ForeignKey("projects.id"), index=True)
    job_id: Mapped[str] = mapped_column(String(ID_LENGTH), default="")
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    until: Mapped[datetime | None] = mapped_column(Moment)
    """After this it is not sent any more."""
    sent_at: Mapped[datetime | None] = mapped_column(Moment)


def message_by_id(session: Session, message_id: str) -> Message | None:
    return session.get(Message, message_id, populate_existing=True)


def messages_of(session: Session, project_id: str) -> list[Message]:
    """What was sent about a project, newest first."""
    query = select(Message).where(Message.project_id == project_id)
    return list(session.scalars(query.order_by(Message.id.desc()).limit(100)))


def mark_sent(session: Session, message_id: str, at: datetime) -> bool:
    """The server took it: its text is not needed any more. False where that was known already."""
    sent = update(Message).where(Message.id == message_id, Message.sent_at.is_(None)).values(sent_at=at, text="")
    sent = sent.returning(Message.id).execution_options(synchronize_session=False)
    return session.execute(sent).scalar_one_or_none() is not None


def empty_messages(session: Session, now: datetime) -> None:
    """Take the text out of those that are not sent any more."""
    over = update(Message).where(Message.until < now, Message.text != "").values(text="")
    session.execute(over.execution_options(synchronize_session=False))


def forget_messages(session: Session, before: datetime) -> int:
    """Remove those that are older."""
    return len(session.execute(delete(Message).where(Message.created_at < before).returning(Message.id)).all())


def forget_recipient(session: Session, *emails: str) -> None:
    """No row to these addresses is left."""
    session.execute(delete(Message).where(or_(*(Message.recipient == email for email in emails))))
