"""The second step of an account: which codes were taken, and the codes for when the app that makes them is lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.user import User


class RecoveryCode(Base):
    """A code that takes the place of the app once: its hash, never the code."""

    __tablename__ = "recovery_codes"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


def take_step(session: Session, user_id: str, step: int) -> bool:
    """Have the code of a time step count as taken; False if it or a later one was taken before."""
    later = update(User).where(User.id == user_id, User.totp_step < step)
    done = later.values(totp_step=step).returning(User.id).execution_options(synchronize_session=False)
    return session.scalar(done) is not None


def spend_code(session: Session, user_id: str, secret_sha256: str, at: datetime) -> bool:
    """Use a recovery code up; of several who try, one succeeds."""
    unspent = update(RecoveryCode).where(
        RecoveryCode.user_id == user_id, RecoveryCode.secret_sha256 == secret_sha256, RecoveryCode.used_at.is_(None)
    )
    done = unspent.values(used_at=at).returning(RecoveryCode.id).execution_options(synchronize_session=False)
    return session.scalar(done) is not None


def codes_left(session: Session, user_id: str) -> int:
    query = select(func.count()).select_from(RecoveryCode)
    return session.scalar(query.where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))) or 0


def replace_codes(session: Session, user_id: str, hashes: Iterable[str], at: datetime) -> None:
    """These codes and no others."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    session.add_all(RecoveryCode(user_id=user_id, secret_sha256=each, created_at=at) for each in hashes)
