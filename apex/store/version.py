"""Versions of projects: the full snapshot of every field each time, 1 to n without gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, load_only, mapped_column

from apex.engine.envelope import sha256
from apex.store.base import Base
from apex.store.column import Json, Moment
from apex.store.project import Project

SCHEMA_VERSION = 3
IDENTITY = (
    "serial", "id", "number", "version", "status", "previous_status", "visibility", "owner_id", "calculation_id",
    "submission_id", "pm_number", "created_at", "updated_at",
)  # fmt: skip
"""Columns a restore never touches: which project it is, whose, where it stands and when."""
CONTENT: Mapping[str, Any] = {
    "name": "", "customer": "", "site_name": "", "address": "", "description": "", "document": {}, "packs": {},
    "parts": {},
}  # fmt: skip
"""Columns a restore brings back, with what a snapshot older than the column is taken to hold."""
UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda held: {**held, "parts": {}},
    2: lambda held: {"submission_id": None, "pm_number": None, **held},
}
"""For each past schema_version, the step that makes its snapshots into those of the next."""


class ProjectVersion(Base):
    """One version. Never changed and never removed; triggers of the database refuse it."""

    __tablename__ = "project_versions"
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    actor_id: Mapped[str] = mapped_column(String(26))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)
    schema_version: Mapped[int]
    snapshot: Mapped[Any] = mapped_column(Json)
    sha256: Mapped[str] = mapped_column(String(64))


def snapshot(project: Project) -> dict[str, Any]:
    """Every mapped column as plain data; moments as ISO text."""
    found = {}
    for column in (*IDENTITY, *CONTENT):
        value = getattr(project, column)
        found[column] = value.isoformat() if isinstance(value, datetime) else value
    return found


def _raised(held: Mapping[str, Any], schema_version: int) -> dict[str, Any]:
    now = dict(held)
    for old in range(schema_version, SCHEMA_VERSION):
        now = UPGRADES[old](now)
    return now


def content(held: Mapping[str, Any], schema_version: int) -> dict[str, Any]:
    """The content columns of a snapshot of any past format, fit to be written to a project today."""
    now = _raised(held, schema_version)
    return {name: deepcopy(now.get(name, default)) for name, default in CONTENT.items()}


def upgraded(version: ProjectVersion) -> dict[str, Any]:
    """The snapshot of a version as one of today would be."""
    raised = _raised(version.snapshot, version.schema_version)
    return {**raised, **content(version.snapshot, version.schema_version)}


def state_sha256(project: Project) -> str:
    return sha256(snapshot(project))


def keep_version(session: Session, project: Project, actor_id: str, at: datetime, reason: str) -> ProjectVersion:
    """Store the project as it stands as its version."""
    state = snapshot(project)
    row = ProjectVersion(
        project_id=project.id,
        version=project.version,
        actor_id=actor_id,
        reason=reason,
        at=at,
        schema_version=SCHEMA_VERSION,
        snapshot=state,
        sha256=sha256(state),
    )
    session.add(row)
    return row


def version_of(session: Session, project_id: str, version: int) -> ProjectVersion | None:
    return session.get(ProjectVersion, (project_id, version))


def versions_of(session: Session, project_id: str, limit: int, offset: int) -> list[ProjectVersion]:
    """Newest first, without their snapshots, which can be large."""
    told = [getattr(ProjectVersion, name) for name in ("project_id", "version", "actor_id", "reason", "at", "sha256")]
    query = select(ProjectVersion).where(ProjectVersion.project_id == project_id)
    query = query.options(load_only(*told, raiseload=True))
    return list(session.scalars(query.order_by(ProjectVersion.version.desc()).limit(limit).offset(offset)))
