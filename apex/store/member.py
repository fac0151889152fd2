"""Who may do what in a project, where that is said of a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, and_, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.insert import insert_into
from apex.store.project import Project
from apex.store.user import User

CALLED = func.coalesce(func.nullif(User.name, ""), User.email)
"""What a person is called."""


def names_of(session: Session, ids: set[str]) -> dict[str, str]:
    """What people are called, by their ids."""
    found = session.execute(select(User.id, CALLED).where(User.id.in_(ids)))
    return {row[0]: row[1] for row in found}


class Member(Base):
    """What a person may do in a project: all there is to say of one that is not open to the whole organization."""

    __tablename__ = "project_members"
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(8))
    added_at: Mapped[datetime] = mapped_column(Moment)


def member_role(session: Session, project_id: str, user_id: str) -> str | None:
    return session.scalar(select(Member.role).where(Member.project_id == project_id, Member.user_id == user_id))


def project_and_role(session: Session, project_id: str, user_id: str) -> tuple[Project, str | None] | None:
    """A project, and what a person is a member of it as."""
    own = and_(Member.project_id == Project.id, Member.user_id == user_id)
    query = select(Project, Member.role).outerjoin(Member, own).where(Project.id == project_id)
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def part_in(project: Project, user_id: str, role: str, named: str | None) -> str | None:
    """What somebody of that role is in a project they were perhaps named in: owner, editor, viewer, nothing at all.

    What a member was named stands, also where a project is open to everybody.
    """
    if project.owner_id == user_id or role == "admin":
        return "owner"
    return named or ("editor" if project.visibility == "organization" else None)


def members_of(session: Session, project_id: str) -> list[tuple[Member, User]]:
    """The members of a project by e-mail."""
    query = select(Member, User).join(User, User.id == Member.user_id).where(Member.project_id == project_id)
    return [(row, user) for row, user in session.execute(query.order_by(User.email))]


def put_member(session: Session, project_id: str, user_id: str, role: str, at: datetime) -> str | None:
    """Have a person be a member as this; what they were before."""
    key = (Member.project_id, Member.user_id)
    own = select(Member.role).where(Member.project_id == project_id, Member.user_id == user_id)
    before = session.scalar(own.with_for_update())
    said = insert_into(session, Member).values(project_id=project_id, user_id=user_id, role=role, added_at=at)
    session.execute(said.on_conflict_do_update(index_elements=key, set_={"role": role}))
    return before


def drop_member(session: Session, project_id: str, user_id: str, role: str) -> bool:
    """Remove a member who still is one as `role`; False if not."""
    gone = delete(Member).where(Member.project_id == project_id, Member.user_id == user_id, Member.role == role)
    return session.execute(gone.returning(Member.user_id)).scalar_one_or_none() is not None
