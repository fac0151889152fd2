"""Links by which somebody sets the password of an account: the hash of each secret, never the secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.user import User


class AccountLink(Base):
    """An invitation or a reset link. One that a newer one replaced has its end moved to that moment."""

    __tablename__ = "account_links"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))


def live_link(session: Session, secret_sha256: str, at: datetime) -> tuple[AccountLink, User] | None:
    """The link with this secret and its account, if it leads anywhere at this moment."""
    query = select(AccountLink, User).join(User, User.id == AccountLink.user_id)
    live = (AccountLink.used_at.is_(None), AccountLink.expires_at > at, User.active)
    found = session.execute(query.where(AccountLink.secret_sha256 == secret_sha256, *live)).one_or_none()
    return None if found is None else (found[0], found[1])


def spend_link(session: Session, link_id: str, at: datetime) -> bool:
    """Use a link up; of several who try, one succeeds."""
    unspent = update(AccountLink).where(
        AccountLink.id == link_id, AccountLink.used_at.is_(None), AccountLink.expires_at > at
    )
    done = unspent.values(used_at=at).returning(AccountLink.id).execution_options(synchronize_session=False)
    return session.scalar(done) is not None


def close_links(session: Session, user_id: str, at: datetime) -> None:
    """End every link of an account that was not used yet."""
    open_ones = update(AccountLink).where(
        AccountLink.user_id == user_id, AccountLink.used_at.is_(None), AccountLink.expires_at > at
    )
    session.execute(open_ones.values(expires_at=at).execution_options(synchronize_session=False))
