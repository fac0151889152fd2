"""Forms typed in and not saved yet, kept per person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.insert import insert_into
from apex.store.user import User


class Draft(Base):
    """A form a person has typed in and not saved, with the ETag it began from; one for each tab."""

    __tablename__ = "drafts"
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    form: Mapped[str] = mapped_column(String(40), primary_key=True)
    tab: Mapped[str] = mapped_column(String(40), primary_key=True)
    etag: Mapped[str] = mapped_column(String(40))
    fields: Mapped[Any] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(Moment)


def drafts_of(session: Session, user_id: str, project_id: str, form: str = "") -> list[Draft]:
    """A person's drafts of a project, or of one form of it, newest first; each tab that is open keeps its own."""
    query = select(Draft).where(Draft.user_id == user_id, Draft.project_id == project_id)
    if form:
        query = query.where(Draft.form == form)
    return list(session.scalars(query.order_by(Draft.at.desc(), Draft.form, Draft.tab)))


def room_for(session: Session, user_id: str, project_id: str, form: str, tab: str, most: int) -> bool:
    """Whether a person may keep this draft beside those there are; those who ask for a new one do so in turn."""
    if session.get(Draft, (user_id, project_id, form, tab)) is not None:
        return True
    session.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    own = select(func.count()).select_from(Draft).where(Draft.user_id == user_id, Draft.project_id == project_id)
    return (session.scalar(own) or 0) < most


def keep_draft(session: Session, **columns: Any) -> None:
    """Put a draft down, over the one the same tab kept before."""
    key = (Draft.user_id, Draft.project_id, Draft.form, Draft.tab)
    said = insert_into(session, Draft).values(**columns)
    kept = said.on_conflict_do_update(
        index_elements=key, set_={name: said.excluded[name] for name in ("etag", "fields", "at")}
    )
    session.execute(kept)


def drop_draft(session: Session, user_id: str, project_id: str, form: str, tab: str) -> bool:
    """Remove a draft; False if there was none."""
    gone = delete(Draft).where(
        Draft.user_id == user_id, Draft.project_id == project_id, Draft.form == form, Draft.tab == tab
    )
    return session.execute(gone.returning(Draft.tab)).scalar_one_or_none() is not None
