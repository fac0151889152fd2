"""What a person's first page is made of: their projects, what waits for them, what happened lately."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.store.audit import AuditRow
from apex.store.chain import Told, rows
from apex.store.draft import Draft
from apex.store.listing import LISTED, seen_by
from apex.store.member import CALLED, Member
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


def typed(session: Session, user_id: str, most: int, *, every: bool) -> list[tuple[Draft, Project]]:
    """Forms a person typed in and did not save, of projects they still may see, newest first."""
    query = select(Draft, Project).join(Project, Project.id == Draft.project_id)
    query = query.where(Draft.user_id == user_id, STANDING)
    if not every:
        query = query.where(seen_by(user_id))
    found = session.execute(query.order_by(Draft.at.desc()).limit(most))
    return [(draft, project) for draft, project in found]


def lent(session: Session, user_id: str, most: int) -> list[Any]:
    """Others' projects a person was taken into, newest first, each with what they are there."""
    query = select(*LISTED, Member.role.label("part"), Member.added_at, CALLED.label("by"))
    query = query.join(Member, Member.project_id == Project.id).join(User, User.id == Project.owner_id)
    own = (Member.user_id == user_id, Project.owner_id != user_id, STANDING)
    return list(session.execute(query.where(*own).order_by(Member.added_at.desc()).limit(most)))


def lately(session: Session, user_id: str, most: int) -> list[Told]:
    """What the log tells of the projects a person owns or is in, newest first."""
    own = select(Project.id).where(Project.owner_id == user_id)
    mine = own.union(select(Member.project_id).where(Member.user_id == user_id))
    query = select(AuditRow).where(AuditRow.project.in_(mine), AuditRow.verb.not_in(UNSAID))
    return list(rows(session, query.order_by(AuditRow.seq.desc()), most))


def called(session: Session, users: set[str], projects: set[str]) -> tuple[dict[str, str], dict[str, Sequence[str]]]:
    """Names of people by their ids, and numbers and names of projects by theirs."""
    people = session.execute(select(User.id, CALLED).where(User.id.in_(users)))
    named = session.execute(select(Project.id, Project.number, Project.name).where(Project.id.in_(projects)))
    return {row[0]: row[1] for row in people}, {row[0]: (row[1], row[2]) for row in named}
