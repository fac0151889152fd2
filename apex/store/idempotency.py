"""Idempotency keys, written in the transaction of the effect they stand for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.insert import insert_into

KEPT = timedelta(hours=24)


class IdempotencyKey(Base):
    """One request by its key: what was asked, and the answer once there is one."""

    __tablename__ = "idempotency_keys"
    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    status: Mapped[int | None]
    headers: Mapped[Any] = mapped_column(Json, default=list)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


def claim(session: Session, scope: str, key: str, fingerprint: str, at: datetime) -> bool:
    """Take a key for the running transaction. False if a committed request holds it already.

    Where another transaction holds it and has not ended, PostgreSQL waits here for its end.
    A key past its time is free again.
    """
    fresh = {"fingerprint": fingerprint, "at": at, "status": None, "headers": [], "body": None}
    statement = insert_into(session, IdempotencyKey).values(scope=scope, key=key, **fresh)
    statement = statement.on_conflict_do_update(
        index_elements=[IdempotencyKey.scope, IdempotencyKey.key],
        set_=fresh,
        where=IdempotencyKey.at < at - KEPT,
    )
    return session.execute(statement.returning(IdempotencyKey.key)).scalar_one_or_none() is not None


def keep_answer(
    session: Session, scope: str, key: str, status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    """Put the answer beside the key, in the same transaction."""
    row = session.get_one(IdempotencyKey, (scope, key), populate_existing=True)
    row.status, row.headers, row.body = status, [list(pair) for pair in headers], body


def held(session: Session, scope: str, key: str, at: datetime) -> IdempotencyKey | None:
    """The committed request under a key, unless its time is over."""
    query = select(IdempotencyKey).where(
        IdempotencyKey.scope == scope, IdempotencyKey.key == key, IdempotencyKey.at >= at - KEPT
    )
    return session.scalar(query)


def forget_expired(session: Session, at: datetime) -> int:
    """Remove keys past their time; how many went."""
    gone = session.execute(delete(IdempotencyKey).where(IdempotencyKey.at < at - KEPT).returning(IdempotencyKey.key))
    return len(gone.all())
