"""The numbers people call projects by."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.insert import insert_into


class NumberCounter(Base):
    """The last number given out in a year."""

    __tablename__ = "number_counters"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def next_number(session: Session, year: int) -> str:
    """`P-2026-0001`, the next of its year. Its row stays locked until the commit, so none is given twice."""
    statement = insert_into(session, NumberCounter).values(year=year, last=1)
    statement = statement.on_conflict_do_update(
        index_elements=[NumberCounter.year], set_={"last": NumberCounter.last + 1}
    )
    last = session.execute(statement.returning(NumberCounter.last)).scalar_one()
    return f"P-{year}-{last:04d}"
