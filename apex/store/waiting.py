"""What a person's first page is made of: their projects, what waits for them, what happened lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from apex.store.audit import AuditRow
from apex.store.chain import Told, rows
from apex.store.draft import Draft
from apex.store.listing import LISTED, seen_by
from apex.store.member import CALLED, Member, names_of
from apex.store.project import Project
from apex.store.user import User
from apex.store.verb import Verb

STANDING = Project.status != "archived"
UNSAID = (Verb.SHARE_OPENED, Verb.FILE_READ)
"""What is on the log and no news."""


def my_projects(session: Session, user_id: str, most: int) -> list[Any]:
    """A person's own, last changed first."""
    query = select(*LISTED).join(User, User.id == Project.owner_id).where(Project.owner_id == user_id, STANDING)
    return list(session.execute(query.order_by(Project.updated_at.desc(), Project.serial.desc()).limit(most)))


def to_decide(session: Session, user_id: str, most: int, *, every: bool) -> list[Any]:
    """Submitted projects a person may see, those that wait longest first."""
    query = select(*LISTED).join(User, User.id == Project.owner_id).where(Project.status == "submitted")
    if not every:
        query = query.where(seen_by(user_id))
    return list(session.execute(query.order_by(Project.updated_at, Project.serial).limit(most)))


def sent_back(session: Session, user_id: str, most: int) -> list[Any]:
    """A person's own that were rejected, newest first."""
    query = select(*LISTED).join(User, User.id == Project.owner_id)
    query = query.where(Project.owner_id == user_id, Project.status == "rejected")
    return list(session.execute(query.order_by(Project.updated_at.desc()).limit(most)))


def typed(session: Session, user_id: str, most: int, *, every: bool) -> list[Any]:
    """Forms a person typed in and did not save, of projects they still may see, newest first; not what is in them."""
    query = select(Draft.project_id, Draft.form, Draft.tab, Draft.at, Project.number, Project.name.label("project"))
    query = query.join(Project, Project.id == Draft.project_id)
    query = query.where(Draft.user_id == user_id, STANDING)
    if not every:
        query = query.where(seen_by(user_id))
    return list(session.execute(query.order_by(Draft.at.desc()).limit(most)))


def lent(session: Session, user_id: str, most: int) -> list[Any]:
    """Others' projects a person was taken into, newest first, each with what they are there."""
    query = select(*LISTED, Member.role.label("part"), Member.added_at, CALLED.label("by"))
    query = query.join(Member, Member.project_id == Project.id).join(User, User.id == Project.owner_id)
    own = (Member.user_id == user_id, Project.owner_id != user_id, STANDING)
    return list(session.execute(query.where(*own).order_by(Member.added_at.desc()).limit(most)))


def lately(session: Session, user_id: str, most: int) -> list[Told]:
    """What the log tells of the projects a person owns or is in, newest first.

    Each project is asked for its last rows by the index of the log: PostgreSQL would walk the log itself from its end,
    all of it where little happens in these projects. What is newest lies in the projects of which something is newest.
    """
    told = AuditRow.verb.not_in(UNSAID)
    own = select(Project.id).where(Project.owner_id == user_id)
    mine = own.union(select(Member.project_id).where(Member.user_id == user_id)).subquery()
    newest = select(AuditRow.seq).where(AuditRow.project == mine.c.id, told).order_by(AuditRow.seq.desc()).limit(1)
    last = newest.correlate(mine).scalar_subquery()
    of = session.scalars(select(mine.c.id).where(last.is_not(None)).order_by(last.desc()).limit(most)).all()
    if not of:
        return []
    each = [
        select(AuditRow.seq).where(AuditRow.project == project, told).order_by(AuditRow.seq.desc()).limit(most)
        for project in of
    ]
    seqs = session.scalars(union_all(*(select(one.subquery().c.seq) for one in each)))
    wanted = sorted(seqs, reverse=True)[:most]
    return list(rows(session, select(AuditRow).where(AuditRow.seq.in_(wanted)).order_by(AuditRow.seq.desc())))


def called(session: Session, users: set[str], projects: set[str]) -> tuple[dict[str, str], dict[str, Sequence[str]]]:
    """Names of people by their ids, and numbers and names of projects by theirs."""
    named = session.execute(select(Project.id, Project.number, Project.name).where(Project.id.in_(projects)))
    return names_of(session, users), {row[0]: (row[1], row[2]) for row in named}
