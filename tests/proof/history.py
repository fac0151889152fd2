"""The history checker: what was acknowledged is there exactly once, and the log tells of every change and no other."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from apex.store.attachment import Attachment
from apex.store.audit import AuditRow
from apex.store.calculation import Calculation
from apex.store.chain import Told, rows, verify
from apex.store.idempotency import IdempotencyKey
from apex.store.member import Member
from apex.store.project import Project
from apex.store.seal import Seal
from apex.store.share import Share
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings
from apex.store.verb import Verb
from apex.store.version import ProjectVersion, snapshot

MADE = (Verb.PROJECT_CREATED, Verb.PROJECT_CLONED)
VERSIONED = (*MADE, Verb.PROJECT_CHANGED, Verb.PROJECT_RESTORED, Verb.PROJECT_MOVED, Verb.DESIGN_SAVED)
"""Verbs of which each row stands for one version of one project."""
NO_CHANGE = (Verb.ACCESS_REFUSED, Verb.LOGIN_FAILED, Verb.AUDIT_READ, Verb.AUDIT_EXPORTED, Verb.FILE_READ)
ONCE = {
    Verb.CALCULATION_SEALED: "seal", Verb.TOKEN_ISSUED: "token", Verb.TOKEN_REVOKED: "token over",
    Verb.USER_ADDED: "account", Verb.FILE_ADDED: "file", Verb.FILE_REMOVED: "file over", Verb.SHARE_MADE: "share",
    Verb.SHARE_REVOKED: "share over",
}  # fmt: skip
"""Verbs that make one fact of the object they name."""
COUNTED = {Verb.SETTINGS_CHANGED: UserSettings, Verb.USER_CHANGED: User, Verb.USER_DISABLED: User}
"""Verbs that count up the version of a row without a table of versions."""
Facts = Counter[tuple[Any, ...]]


def facts(session: Session) -> Facts:
    """Everything that can change and is logged when it does, as the tables have it; each fact stands once."""
    held = [("version", *row) for row in session.execute(select(ProjectVersion.project_id, ProjectVersion.version))]
    held += [("member", *row) for row in session.execute(select(Member.project_id, Member.user_id, Member.role))]
    for name, key, over in (
        ("seal", Seal.calculation_id, None),
        ("account", User.id, None),
        ("token", ApiToken.id, ApiToken.revoked_at),
        ("file", Attachment.id, Attachment.removed_at),
        ("share", Share.id, Share.revoked_at),
    ):
        held += [(name, one) for one in session.scalars(select(key))]
        if over is not None:
            held += [(f"{name} over", one) for one in session.scalars(select(key).where(over.is_not(None)))]
    for table, key in ((User, User.id), (UserSettings, UserSettings.user_id)):
        for owner, last in session.execute(select(key, table.version)):
            held += [(table.__tablename__, owner, number) for number in range(2, last + 1)]
    return Counter(held)


def told(session: Session, request: str) -> tuple[Facts, Facts]:
    """The facts that came and went by the log of one request, which has just ended."""
    came: Facts = Counter()
    went: Facts = Counter()
    query = select(AuditRow).where(AuditRow.request == request, AuditRow.verb.not_in(NO_CHANGE)).order_by(AuditRow.seq)
    for row in rows(session, query):
        if row.verb in (Verb.MEMBER_ADDED, Verb.MEMBER_CHANGED, Verb.MEMBER_REMOVED):
            was, now = row.changes["role"]
            went.update([("member", row.project, row.object, was)] if was else [])
            came.update([("member", row.project, row.object, now)] if now else [])
        else:
            came.update([_fact(session, row)])
    return came, went


def _fact(session: Session, row: Told) -> tuple[Any, ...]:
    if row.verb in VERSIONED:
        return ("version", row.object, version_of(row))
    if row.verb in ONCE:
        return (ONCE[Verb(row.verb)], row.object)
    table = COUNTED[Verb(row.verb)]
    return (table.__tablename__, row.object, session.get_one(table, row.object, populate_existing=True).version)


def version_of(row: Told) -> int:
    """The version of a project that a row of the log tells of."""
    return 1 if row.verb in MADE else row.changes["version"][1]


def check_versions(session: Session, project_id: str) -> list[ProjectVersion]:
    """Versions of a project are 1 to n without a gap, the last is the project as it stands, and each has one row of
    the log, in the same order, by the same person, for the same reason. They come oldest first.
    """
    query = select(ProjectVersion).where(ProjectVersion.project_id == project_id).order_by(ProjectVersion.version)
    held = list(session.scalars(query))
    project = session.scalars(select(Project).where(Project.id == project_id)).one()
    assert [row.version for row in held] == list(range(1, project.version + 1))
    assert held[-1].snapshot == snapshot(project)
    log = select(AuditRow).where(AuditRow.project == project_id, AuditRow.verb.in_(VERSIONED)).order_by(AuditRow.seq)
    said = [(version_of(row), row.actor, row.reason) for row in rows(session, log)]
    assert said == [(row.version, row.actor_id, row.reason) for row in held]
    computed = session.scalars(select(Calculation.version).where(Calculation.project_id == project_id)).all()
    assert not Counter(computed) - Counter(row.version for row in held)
    return held


def check_all(session: Session) -> None:
    """Every project, and the whole chain."""
    session.rollback()
    for project_id in session.scalars(select(Project.id)).all():
        check_versions(session, project_id)
    check_chain(session)


def check_chain(session: Session) -> int:
    """The chain holds; how many rows it has."""
    verdict = verify(session)
    assert verdict.intact, verdict
    return verdict.rows


def count(session: Session, table: Any, *where: Any) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def keys(session: Session, key: str) -> list[IdempotencyKey]:
    session.rollback()
    return list(session.scalars(select(IdempotencyKey).where(IdempotencyKey.key == key)))
