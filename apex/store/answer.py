"""What people without an account said of a project they were shown: approved, or to be changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id
from apex.store.insert import insert_into
from apex.store.project import Project
from apex.store.share import Share


class ShareAnswer(Base):
    """One answer through a link. It never changes; only that the shop has dealt with it is added."""

    __tablename__ = "share_answers"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    share_id: Mapped[str] = mapped_column(ForeignKey("shares.id"))
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"))
    key: Mapped[str] = mapped_column(String(64))
    """Which sending of the form it is: the same again is the same answer."""
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int]
    """The version of the project they looked at."""
    etag: Mapped[str] = mapped_column(String(40))
    """The tag of what they were shown of it."""
    at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    settled_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    __table_args__ = (UniqueConstraint("share_id", "key"),)


Index("ix_share_answers_project_id_settled_at", ShareAnswer.project_id, ShareAnswer.settled_at)


def put_answer(session: Session, **columns: object) -> str | None:
    """Keep an answer; its id, or None where this sending of it is kept already."""
    said = insert_into(session, ShareAnswer).values(id=new_id(), **columns)
    kept = said.on_conflict_do_nothing(index_elements=(ShareAnswer.share_id, ShareAnswer.key))
    found: str | None = session.execute(kept.returning(ShareAnswer.id)).scalar_one_or_none()
    return found


def answer_by_key(session: Session, share_id: str, key: str) -> ShareAnswer | None:
    return session.scalar(select(ShareAnswer).where(ShareAnswer.share_id == share_id, ShareAnswer.key == key))


def answers_since(session: Session, share_id: str, at: datetime) -> int:
    """How many a link brought from then on."""
    own = select(func.count()).select_from(ShareAnswer).where(ShareAnswer.share_id == share_id, ShareAnswer.at > at)
    return session.scalar(own) or 0


def answers_through(session: Session, share_id: str, most: int) -> list[ShareAnswer]:
    """What was said through one link, newest first."""
    query = select(ShareAnswer).where(ShareAnswer.share_id == share_id)
    return list(session.scalars(query.order_by(ShareAnswer.id.desc()).limit(most)))


def answers_of(
    session: Session, project_id: str, limit: int, offset: int = 0
) -> tuple[list[tuple[ShareAnswer, str]], int]:  # fmt: skip
    """What was said of a project, what waits first, then newest, with the labels of the links; and how much."""
    own = ShareAnswer.project_id == project_id
    order = (ShareAnswer.settled_at.is_not(None), ShareAnswer.id.desc())
    query = select(ShareAnswer, Share.label).join(Share, Share.id == ShareAnswer.share_id).where(own)
    rows = session.execute(query.order_by(*order).limit(limit).offset(offset))
    total = session.scalar(select(func.count()).select_from(ShareAnswer).where(own)) or 0
    return [(row, label) for row, label in rows], total


def answer_of(session: Session, project_id: str, answer_id: str) -> ShareAnswer | None:
    found = session.get(ShareAnswer, answer_id)
    return found if found and found.project_id == project_id else None


def settle_answer(session: Session, answer_id: str, by: str, at: datetime) -> bool:
    """Mark one as dealt with; False if it was already."""
    open_one = update(ShareAnswer).where(ShareAnswer.id == answer_id, ShareAnswer.settled_at.is_(None))
    done = open_one.values(settled_at=at, settled_by=by).returning(ShareAnswer.id)
    return session.execute(done).scalar_one_or_none() is not None


def open_answers(session: Session, owner_id: str, most: int) -> tuple[list[Any], int]:
    """Answers nobody has dealt with, of the projects of a person, newest first, each with its project; how many."""
    query = select(ShareAnswer, Project.number, Project.name.label("project"), func.count().over().label("total"))
    query = query.join(Project, Project.id == ShareAnswer.project_id)
    standing = (Project.owner_id == owner_id, Project.status != "archived", ShareAnswer.settled_at.is_(None))
    rows = list(session.execute(query.where(*standing).order_by(ShareAnswer.id.desc()).limit(most)))
    return rows, rows[0].total if rows else 0
