"""Passkeys: the public half of a key that stays in a person's device."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.user import User

CREDENTIAL_LENGTH = 1364
"""Characters of base64url for the 1,023 bytes a credential's id may have."""


class Passkey(Base):
    """A passkey. `sign_count` is what the device counted last; many never count and say 0 for ever."""

    __tablename__ = "passkeys"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[str] = mapped_column(String(CREDENTIAL_LENGTH), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(100), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    transports: Mapped[Any] = mapped_column(Json)


def passkeys_of(session: Session, user_id: str) -> list[Passkey]:
    """The newest first."""
    return list(session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id.desc())))


def passkey_by_credential(session: Session, credential_id: str) -> tuple[Passkey, User] | None:
    """The passkey and its account, whatever the state of the account."""
    found = session.execute(
        select(Passkey, User).join(User, User.id == Passkey.user_id).where(Passkey.credential_id == credential_id)
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def mark_used(session: Session, passkey_id: str, asked_at: datetime, at: datetime, counted: int) -> bool:
    """Note a use; False where the challenge is older than the last use, or the count was reached meanwhile.

    Nothing else has to be kept to use each challenge once: an answer that was accepted is never younger than itself.
    """
    unused = or_(Passkey.used_at.is_(None), Passkey.used_at < asked_at)
    higher = or_(Passkey.sign_count < counted, Passkey.sign_count + counted == 0)
    used = update(Passkey).where(Passkey.id == passkey_id, unused, higher)
    done = used.values(used_at=max(at, asked_at), sign_count=counted).returning(Passkey.id)
    return session.scalar(done.execution_options(synchronize_session=False)) is not None
