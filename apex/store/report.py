"""Permit packages, kept for the calculation they were made of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, undefer

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.identity import ID_LENGTH


class Report(Base):
    """The PDF of one calculation, never changed once made: the same calculation gives the same bytes."""

    __tablename__ = "reports"
    calculation_id: Mapped[str] = mapped_column(ForeignKey("calculations.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    actor_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(Moment)


def has_report(session: Session, calculation_id: str) -> bool:
    return session.scalar(select(Report.calculation_id).where(Report.calculation_id == calculation_id)) is not None


def report_of(session: Session, calculation_id: str, *, whole: bool = False) -> Report | None:
    """The report of a calculation, with its bytes where it is `whole`."""
    return session.get(Report, calculation_id, options=[undefer(Report.pdf)] if whole else [])
