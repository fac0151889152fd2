"""API tokens: the hash, the first characters for people, and what each may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.user import User, UserSettings


class ApiToken(Base):
    """An API token: its hash, its first characters for people, and what it may do."""

    __tablename__ = "api_tokens"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    beginning: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(100), default="")
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    scopes: Mapped[Any] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


def token_by_secret(session: Session, secret_sha256: str) -> tuple[ApiToken, User, UserSettings | None] | None:
    """The token, its account, whatever their state, and what the person chose."""
    found = session.execute(
        select(ApiToken, User, UserSettings)
        .join(User, User.id == ApiToken.user_id)
        .outerjoin(UserSettings, UserSettings.user_id == User.id)
        .where(ApiToken.secret_sha256 == secret_sha256)
    ).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def tokens_of(session: Session, user_id: str, limit: int, offset: int = 0) -> tuple[list[ApiToken], int]:
    """The tokens of a person that are not revoked, newest first, and how many there are."""
    live = (ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    total = session.scalar(select(func.count()).select_from(ApiToken).where(*live)) or 0
    query = select(ApiToken).where(*live).order_by(ApiToken.id.desc())
    return list(session.scalars(query.limit(limit).offset(offset))), total


def tokens_of_all(session: Session, limit: int, offset: int) -> tuple[list[tuple[ApiToken, User]], int]:
    """Every token that is not revoked with whose it is, newest first, and how many there are."""
    live = ApiToken.revoked_at.is_(None)
    total = session.scalar(select(func.count()).select_from(ApiToken).where(live)) or 0
    query = select(ApiToken, User).join(User, User.id == ApiToken.user_id).where(live).order_by(ApiToken.id.desc())
    return [(row[0], row[1]) for row in session.execute(query.limit(limit).offset(offset))], total
