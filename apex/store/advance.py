"""The one way a stored row with a version is written: against the version that was seen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from apex.store.base import Base


def advance(session: Session, row: Base, seen: int, values: dict[str, Any]) -> bool:
    """Write columns of a row if it is still at version `seen`; its version goes up by one.

    The version stands in the WHERE, so of several writers from one version one succeeds and the
    rest are told so. The loaded object holds the new values afterwards.
    """
    mapper = inspect(type(row))
    keys = [column == getattr(row, str(column.key)) for column in mapper.primary_key]
    done = session.execute(
        update(mapper)
        .where(*keys, mapper.c.version == seen)
        .values(**values, version=seen + 1)
        .execution_options(synchronize_session=False)
        .returning(mapper.c.version)
    ).scalar_one_or_none()
    if done is None:
        return False
    session.refresh(row)
    return True
