"""Browser sessions: the hash of each secret, never the secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.user import User, UserSettings


class Login(Base):
    """A browser session: the hash of its secret, never the secret."""

    __tablename__ = "logins"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(300), default="")


def login_by_secret(session: Session, secret_sha256: str) -> tuple[Login, User, UserSettings | None] | None:
    """The session, its account, whatever their state, and what the person chose."""
    found = session.execute(
        select(Login, User, UserSettings)
        .join(User, User.id == Login.user_id)
        .outerjoin(UserSettings, UserSettings.user_id == User.id)
        .where(Login.secret_sha256 == secret_sha256)
    ).one_or_none()
    return None if found is None else (found[0], found[1], found[2])


def logins_of(session: Session, user_id: str, seen_after: datetime, made_after: datetime, most: int) -> list[Login]:
    """The sessions of a person that have not ended and were seen and made since, newest first."""
    live = (Login.ended_at.is_(None), Login.seen_at > seen_after, Login.created_at > made_after)
    query = select(Login).where(Login.user_id == user_id, *live)
    return list(session.scalars(query.order_by(Login.id.desc()).limit(most)))
