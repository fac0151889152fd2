"""People, and what they chose for themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, func, or_, select, true
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id


class User(Base):
    """An account. `version` counts the changes administrators and the person make to it."""

    __tablename__ = "users"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(16))
    license: Mapped[str] = mapped_column(String(200), default="")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(String(200))
    """What the app at the person's hands makes codes from, closed by the vault."""
    totp_started_at: Mapped[datetime | None] = mapped_column(Moment)
    totp_since: Mapped[datetime | None] = mapped_column(Moment)
    """Since when the account has a second step; until it is confirmed by a code it has none."""
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")
    """The time step of the last code that was taken."""
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class UserSettings(Base):
    """What a person chose for themselves; one row each, without a table of versions."""

    __tablename__ = "user_settings"
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    units: Mapped[str] = mapped_column(String(8), default="us")
    time_zone: Mapped[str] = mapped_column(String(64), default="")
    """Empty: that of the browser."""
    page_length: Mapped[int] = mapped_column(default=50)
    signature: Mapped[str] = mapped_column(String(200), default="")
    shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether single keys do something."""
    updated_at: Mapped[datetime] = mapped_column(Moment)


Index("ix_users_role_active", User.role, User.active)


def lock_user(session: Session, user: User) -> None:
    """Have others who do the same with this account wait until the transaction ends; what it holds is read anew."""
    session.refresh(user, with_for_update=True)


def user_by_email(session: Session, email: str) -> User | None:
    return session.scalar(select(User).where(User.email == email.strip().lower()))


SORTS = {"email": User.email, "name": User.name, "role": User.role, "created_at": User.created_at}
"""What accounts are listed by. There are as many as a shop has people: all of them are read for any order."""


def users(session: Session, limit: int, offset: int, q: str = "", sort: str = "email") -> tuple[list[User], int]:
    """A page of the accounts with these words in e-mail or name, and how many there are."""
    words = [or_(User.email.icontains(w, autoescape=True), User.name.icontains(w, autoescape=True)) for w in q.split()]
    column = SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column
    total = session.scalar(select(func.count()).select_from(User).where(*words)) or 0
    found = session.scalars(select(User).where(*words).order_by(order, User.id).limit(limit).offset(offset))
    return list(found), total
