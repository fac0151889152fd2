"""Endpoints of others that are told what happens, and everything that was told or waits to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ForeignKey, Index, Select, String, Text, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.job import OVER, Job
from apex.store.user import User

Standing = Literal["waiting", "sent", "failed", "stopped"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
MESSAGE = "msg_"
AT_ONCE = 2
"""Messages under way to one endpoint at a time."""
BODY_MOST = 20_000
"""Bytes of a message."""


def new_message_id() -> str:
    return MESSAGE + new_id()


class Webhook(Base):
    """Somebody's endpoint. Its secrets are closed by the vault; the one before counts until a rotation ends."""

    __tablename__ = "webhooks"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(String(200), default="")
    events: Mapped[Any] = mapped_column(Json)
    secret: Mapped[str] = mapped_column(String(300))
    secret_before: Mapped[str | None] = mapped_column(String(300))
    rotated_at: Mapped[datetime | None] = mapped_column(Moment)
    active: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it is disabled."""
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class Delivery(Base):
    """One message to one endpoint. Its id is what the receiver knows it by, the same in every attempt."""

    __tablename__ = "deliveries"
    id: Mapped[str] = mapped_column(String(30), primary_key=True, default=new_message_id)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    """Attempts since it was last put in line."""
    log: Mapped[Any] = mapped_column(Json, default=list)
    """Every attempt: when, the status, milliseconds, what went wrong."""
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    busy_until: Mapped[datetime | None] = mapped_column(Moment)
    """While somebody has it under way."""
    parked_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when it waits for others to the same endpoint to end."""
    job_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime] = mapped_column(Moment)


Index("ix_deliveries_webhook_id_created_at", Delivery.webhook_id, Delivery.created_at)
Index("ix_deliveries_webhook_id_busy_until", Delivery.webhook_id, Delivery.busy_until)
Index("ix_deliveries_webhook_id_parked_at", Delivery.webhook_id, Delivery.parked_at)
Index("ix_deliveries_created_at", Delivery.created_at)
_WAITS = Delivery.state == "waiting"
Index(
    "ix_deliveries_webhook_id_waiting",
    Delivery.webhook_id,
    Delivery.job_id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)


def listening(session: Session) -> Sequence[tuple[Webhook, User]]:
    """Active endpoints of people who may log in, each with its owner."""
    query = select(Webhook, User).join(User, User.id == Webhook.owner_id)
    found = session.execute(query.where(Webhook.active, User.active).order_by(Webhook.id))
    return [(row[0], row[1]) for row in found]


def webhooks(session: Session, limit: int, offset: int) -> tuple[list[tuple[Webhook, User]], int]:
    """A page of endpoints with their owners, newest first, and how many there are."""
    query = select(Webhook, User).join(User, User.id == Webhook.owner_id).order_by(Webhook.id.desc())
    rows = session.execute(query.limit(limit).offset(offset))
    return [(row[0], row[1]) for row in rows], session.scalar(select(func.count()).select_from(Webhook)) or 0


def waiting_of(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """How many messages wait, by endpoint."""
    query = select(Delivery.webhook_id, func.count()).where(_WAITS, Delivery.webhook_id.in_(ids))
    return {row[0]: row[1] for row in session.execute(query.group_by(Delivery.webhook_id))}


def lock_webhook(session: Session, webhook_id: str) -> Webhook | None:
    """The endpoint as it stands, for one transaction at a time. Messages may be put in line meanwhile."""
    query = select(Webhook).where(Webhook.id == webhook_id).with_for_update(key_share=True)
    return session.scalar(query.execution_options(populate_existing=True))


def delivery_by_id(session: Session, delivery_id: str) -> Delivery | None:
    return session.get(Delivery, delivery_id, populate_existing=True)


def under_way(session: Session, webhook_id: str, but: str, now: datetime) -> int:
    """How many other messages to the endpoint are being sent now."""
    others = (Delivery.webhook_id == webhook_id, Delivery.id != but, Delivery.busy_until > now)
    return session.scalar(select(func.count()).select_from(Delivery).where(*others)) or 0


def strays(session: Session, most: int = 100) -> Sequence[tuple[str, str]]:
    """Messages that wait and have no job any more, each with its endpoint, in the order of those."""
    query = _jobless().with_only_columns(Delivery.id, Delivery.webhook_id)
    return [(row[0], row[1]) for row in session.execute(query.order_by(Delivery.webhook_id, Delivery.id).limit(most))]


def stray(session: Session, delivery_id: str) -> tuple[Delivery, str | None] | None:
    """One of those, with the state its job ended in, if there is one; None where it has a job again."""
    query = _jobless().where(Delivery.id == delivery_id).execution_options(populate_existing=True)
    found = session.execute(query).one_or_none()
    return (found[0], found[1]) if found else None


def _jobless() -> Select[Delivery, str]:
    query = select(Delivery, Job.state).outerjoin(Job, Job.id == Delivery.job_id)
    return query.where(_WAITS, or_(Job.id.is_(None), Job.state.in_(OVER)))


def parked(session: Session, webhook_id: str) -> int:
    held = (Delivery.webhook_id == webhook_id, Delivery.parked_at.is_not(None))
    return session.scalar(select(func.count()).select_from(Delivery).where(*held)) or 0


def next_parked(session: Session, webhook_id: str) -> Delivery | None:
    """Who has waited longest for others to the same endpoint."""
    held = (Delivery.webhook_id == webhook_id, Delivery.parked_at.is_not(None))
    return session.scalar(select(Delivery).where(*held).order_by(Delivery.parked_at, Delivery.id).limit(1))


def deliveries(session: Session, webhook_id: str, limit: int, offset: int) -> tuple[Sequence[Delivery], int]:
    """A page of the messages of an endpoint, newest first, and how many there are."""
    own = Delivery.webhook_id == webhook_id
    query = select(Delivery).where(own).order_by(Delivery.created_at.desc(), Delivery.id.desc())
    rows = session.scalars(query.limit(limit).offset(offset)).all()
    return rows, session.scalar(select(func.count()).select_from(Delivery).where(own)) or 0


def over_since(session: Session, webhook_id: str, since: datetime, most: int) -> Sequence[Delivery]:
    """Messages of an endpoint since a time that do not wait to be sent, the oldest first."""
    own = (Delivery.webhook_id == webhook_id, Delivery.created_at >= since, Delivery.state != "waiting")
    return session.scalars(select(Delivery).where(*own).order_by(Delivery.created_at, Delivery.id).limit(most)).all()


def forget_deliveries(session: Session, now: datetime, kept: timedelta) -> int:
    """Remove messages older than that: whatever their attempts came to, they are over."""
    gone = delete(Delivery).where(Delivery.created_at < now - kept)
    return len(session.execute(gone.returning(Delivery.id)).all())
