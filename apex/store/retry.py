"""One writing transaction for one piece of work; what passes by itself is tried again inside it."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from apex.errors import BusyError
from apex.store.connect import is_transient, writing

T = TypeVar("T")
log = logging.getLogger("apex.store")
PAUSES = (0.05, 0.1, 0.2)


def transact(
    session: Session,
    work: Callable[[], T],
    keep: Callable[[T], bool] = lambda _: True,
    *,
    pauses: Sequence[float] = PAUSES,
    wait_ms: int | None = None,
) -> T:
    """Run the work in a writing transaction and commit it; a result that is not to be kept takes it back.

    Serialization failures, deadlocks and a busy database are tried again after 50, 100 and 200 ms
    with jitter. A true conflict is an answer, and is never tried again.
    """
    for pause in (*pauses, None):
        try:
            return _once(session, work, keep, wait_ms)
        except SQLAlchemyError as error:
            session.rollback()
            if pause is None or not is_transient(error):
                raise
            log.info("a transaction is tried again: %s", type(error).__name__)
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 (jitter)
    raise AssertionError("the last attempt returns or raises")


def _once(session: Session, work: Callable[[], T], keep: Callable[[T], bool], wait_ms: int | None) -> T:
    try:
        writing(session, wait_ms=wait_ms)
        result = work()
        if keep(result):
            _commit(session)
        return result
    finally:
        session.rollback()


def _commit(session: Session) -> None:
    """Commit. Where the connection is lost meanwhile nobody knows whether it came through: no second try."""
    try:
        session.commit()
    except DBAPIError as error:
        if not error.connection_invalidated:
            raise
        log.warning("the database was lost during a commit")
        raise BusyError("the database was lost during the save; look whether it came through", retry_after=1) from None
