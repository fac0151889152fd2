"""Files of projects: their names, and the hashes their bytes are kept under."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.member import CALLED
from apex.store.user import User


class Attachment(Base):
    """A file of a project: its name and the hash its bytes are kept under."""

    __tablename__ = "attachments"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


def attachments_of(
    session: Session, project_id: str, limit: int, offset: int
) -> tuple[list[tuple[Attachment, str]], int]:
    """A page of the files of a project, newest first, each with who added it; and how many there are."""
    standing = (Attachment.project_id == project_id, Attachment.removed_at.is_(None))
    query = select(Attachment, CALLED).outerjoin(User, User.id == Attachment.actor_id).where(*standing)
    rows = session.execute(query.order_by(Attachment.id.desc()).limit(limit).offset(offset))
    total = session.scalar(select(func.count()).select_from(Attachment).where(*standing)) or 0
    return [(row, name or row.actor_id) for row, name in rows], total


def attachment_of(session: Session, project_id: str, attachment_id: str) -> Attachment | None:
    found = session.get(Attachment, attachment_id)
    return found if found and found.project_id == project_id and found.removed_at is None else None


def take_away(session: Session, attachment_id: str, at: datetime) -> bool:
    """Mark a file as removed; False if it was already."""
    standing = update(Attachment).where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    return session.execute(standing.values(removed_at=at).returning(Attachment.id)).scalar_one_or_none() is not None
