"""Projects: the row that says how a project stands now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment, Serial
from apex.store.identity import ID_LENGTH, new_id


class Project(Base):
    """One sign at one site.

    `document` is the design as it was typed, `{}` before the first save; `parts` what the shop adds to it, `{}` while
    that is nothing.
    """

    __tablename__ = "projects"
    serial: Mapped[int] = mapped_column(Serial, primary_key=True)
    id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=new_id)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(12), default="draft")
    previous_status: Mapped[str | None] = mapped_column(String(12))
    visibility: Mapped[str] = mapped_column(String(12), default="organization")
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    calculation_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    submission_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    """The submission that is under way, which is also the task people watch: until it ends the design is read-only."""
    pm_number: Mapped[str | None] = mapped_column(String(60))
    """What the project management system calls it."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(200))
    customer: Mapped[str] = mapped_column(String(200), default="")
    site_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    document: Mapped[Any] = mapped_column(Json, default=dict)
    packs: Mapped[Any] = mapped_column(Json, default=dict)
    parts: Mapped[Any] = mapped_column(Json, default=dict, server_default="{}")


# Each order of the list, alone and within a status, from an index that also says who may see the row:
# a page deep in the list skips entries of the index and touches no row before it.
for _column in (Project.updated_at, Project.created_at, Project.name, Project.customer):
    Index(f"ix_projects_{_column.key}", _column, Project.serial, Project.visibility)
    Index(f"ix_projects_status_{_column.key}", Project.status, _column, Project.serial, Project.visibility)
Index("ix_projects_status_serial", Project.status, Project.serial, Project.visibility)
Index("ix_projects_serial_visibility", Project.serial, Project.visibility)
Index("ix_projects_visibility_status", Project.visibility, Project.status)
Index("ix_projects_owner_id_visibility", Project.owner_id, Project.visibility)


def project_by_number(session: Session, number: str, *, lock: bool = False) -> Project | None:
    """The project of a number; `lock` has others who write to it wait."""
    query = select(Project).where(Project.number == number)
    return session.scalar(query.with_for_update() if lock else query)


def project_by_id(session: Session, project_id: str) -> Project | None:
    return session.scalar(select(Project).where(Project.id == project_id))
