"""How much is stored: rows of the tables people ask for, and bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from apex.store.attachment import Attachment
from apex.store.audit import AuditHead
from apex.store.backlog import DAY
from apex.store.base import Base
from apex.store.calculation import Calculation
from apex.store.job import Job
from apex.store.project import Project
from apex.store.token import ApiToken
from apex.store.user import User
from apex.store.version import ProjectVersion
from apex.store.webhook import Webhook

COUNTED: Mapping[str, type[Base]] = {
    "people": User,
    "projects": Project,
    "versions": ProjectVersion,
    "calculations": Calculation,
    "files": Attachment,
}
LOG = select(AuditHead.seq).where(AuditHead.id == 1).scalar_subquery()
"""Rows of the audit log: they are numbered without gaps, and none is ever taken out."""


def rows_stored(session: Session) -> dict[str, int]:
    """How many rows there are of each, in one question."""
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in COUNTED.values()]
    return dict(zip((*COUNTED, "audit rows"), session.execute(select(*counts, LOG)).one(), strict=True))


def summary(session: Session, now: datetime) -> dict[str, int]:
    """What the first page of the administration says: people who may log in, live tokens, rows of the audit log,
    active webhooks, jobs that failed in the last day.
    """
    people = select(func.count()).select_from(User).where(User.active).scalar_subquery()
    tokens = select(func.count()).select_from(ApiToken).where(ApiToken.revoked_at.is_(None)).scalar_subquery()
    hooks = select(func.count()).select_from(Webhook).where(Webhook.active).scalar_subquery()
    lately = (Job.state == "FAILURE", Job.finished_at > now - DAY)
    failed = select(func.count()).select_from(Job).where(*lately).scalar_subquery()
    names = ("people", "tokens", "audit", "webhooks", "failed")
    return dict(zip(names, session.execute(select(people, tokens, LOG, hooks, failed)).one(), strict=True))


def database_bytes(session: Session) -> int:
    """What the database takes on its disk, as it says itself."""
    if session.get_bind().dialect.name == "postgresql":
        return int(session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    asked = text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    return int(session.scalar(asked) or 0)


def file_bytes(session: Session) -> int:
    """What the files of projects come to, each content once."""
    each = select(Attachment.sha256, func.max(Attachment.size).label("size")).group_by(Attachment.sha256).subquery()
    return int(session.scalar(select(func.coalesce(func.sum(each.c.size), 0))) or 0)
