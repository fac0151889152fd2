"""INSERT ... ON CONFLICT, which both databases have and SQLAlchemy spells once for each."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql
from sqlalchemy.dialects.sqlite import insert as sqlite
from sqlalchemy.orm import Session

from apex.store.base import Base


def insert_into(session: Session, table: type[Base]) -> Any:
    """An insert of the session's own database."""
    return postgresql(table) if session.get_bind().dialect.name == "postgresql" else sqlite(table)
