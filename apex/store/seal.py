"""Seals put on calculations, and what superseded them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH, new_id


class Seal(Base):
    """The calculation a project was submitted with."""

    __tablename__ = "seals"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"), index=True)
    version: Mapped[int]
    calculation_id: Mapped[str] = mapped_column(ForeignKey("calculations.id"))
    content_sha256: Mapped[str] = mapped_column(String(64))
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(Moment)


class Supersession(Base):
    """Says of a seal, which itself never changes, that the design was edited after it."""

    __tablename__ = "supersessions"
    seal_id: Mapped[str] = mapped_column(ForeignKey("seals.id"), primary_key=True)
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


def seals_of(session: Session, project_id: str) -> list[tuple[Seal, Supersession | None]]:
    """Seals of a project, newest first, each with what superseded it."""
    query = select(Seal, Supersession).outerjoin(Supersession, Supersession.seal_id == Seal.id)
    rows = session.execute(query.where(Seal.project_id == project_id).order_by(Seal.at.desc(), Seal.id.desc()))
    return [(seal, over) for seal, over in rows]


def sealed_calculations(session: Session, project_id: str, current: str | None) -> set[str]:
    """Calculations of a project that stand sealed."""
    return standing(seals_of(session, project_id), current)


def standing(seals: Iterable[tuple[Seal, Supersession | None]], current: str | None) -> set[str]:
    """Calculations that stand sealed, from when their seal is put on. One that was edited away keeps its seal; one that
    is still the `current` one of its project, and whose seal is superseded, was not submitted after all.
    """
    return {seal.calculation_id for seal, over in seals if over is None or seal.calculation_id != current}


def supersede(session: Session, project_id: str, version: int, at: datetime) -> None:
    """Mark every standing seal of a project whose design was edited."""
    for seal, over in seals_of(session, project_id):
        if over is None:
            session.add(Supersession(seal_id=seal.id, version=version, at=at))
