"""Calculations, never changed once stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Json, Moment, Packed
from apex.store.identity import ID_LENGTH, new_id


class Calculation(Base):
    """What the engine made of a document: everything a page or a package needs, so that it is shown
    from here and never worked out again by a later engine.
    """

    __tablename__ = "calculations"
    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id"))
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    engine_version: Mapped[Any] = mapped_column(Json)
    packs: Mapped[Any] = mapped_column(Json)
    document: Mapped[Any] = mapped_column(Json)
    passes: Mapped[bool]
    content_sha256: Mapped[str] = mapped_column(String(64))
    envelope: Mapped[Any] = mapped_column(Packed)
    sheet: Mapped[Any] = mapped_column(Packed)


Index("ix_calculations_project_id_version", Calculation.project_id, Calculation.version)


def calculation_by_id(session: Session, calculation_id: str | None) -> Calculation | None:
    return None if calculation_id is None else session.get(Calculation, calculation_id)
