"""One writing transaction for one piece of work; what passes by itself is tried again inside it.

What takes long and touches no database is left to `aside`, so that no lock is held while it runs.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from apex.errors import ApexError, BusyError
from apex.store.connect import is_transient, writing

T = TypeVar("T")
log = logging.getLogger("apex.store")
PAUSES = (0.05, 0.1, 0.2)
FOUND = "apex_aside"


@dataclass(frozen=True, slots=True)
class _Found:
    """What was computed: a value, or the refusal it came to."""

    value: Any = None
    refused: ApexError | None = None

    def give(self) -> Any:
        if self.refused is not None:
            raise self.refused
        return self.value


class AsideError(Exception):
    """Work in a transaction asks for what is not computed yet."""

    def __init__(self, key: Hashable, compute: Callable[[], Any]) -> None:
        super().__init__("to be computed with no transaction open")
        self.key, self.compute = key, compute


def aside(session: Session, key: Hashable, compute: Callable[[], T]) -> T:
    """What `compute` gives or refuses, found while the session holds no lock and no snapshot.

    In the work of `transact` the first asking for a key takes the work back; it is done again, from its beginning,
    when the answer is there. So `compute` must depend on the key alone. Elsewhere it is computed at once.
    """
    found = session.info.get(FOUND)
    if found is None:
        return compute()
    if key not in found:
        raise AsideError(key, compute)
    return cast("T", found[key].give())


def _computed(asked: AsideError) -> _Found:
    try:
        return _Found(asked.compute())
    except ApexError as refused:
        return _Found(refused=refused)


def transact(
    session: Session,
    work: Callable[[], T],
    keep: Callable[[T], bool] = lambda _: True,
    *,
    pauses: Sequence[float] = PAUSES,
    wait_ms: int | None = None,
    at_once: bool = False,
) -> T:
    """Run the work in a writing transaction and commit it; a result that is not to be kept takes it back.

    Serialization failures, deadlocks and a busy database are tried again after 50, 100 and 200 ms
    with jitter. A true conflict is an answer, and is never tried again. `at_once` is for the shell, where nobody
    waits and a work that seeds many things would begin again for each: what is left to `aside` runs within.
    """
    if not at_once:
        session.info[FOUND] = {}
    try:
        return _persistently(session, work, keep, pauses, wait_ms)
    finally:
        session.info.pop(FOUND, None)


def _persistently(
    session: Session, work: Callable[[], T], keep: Callable[[T], bool], pauses: Sequence[float], wait_ms: int | None
) -> T:
    for pause in (*pauses, None):
        try:
            return _informed(session, work, keep, wait_ms)
        except SQLAlchemyError as error:
            session.rollback()
            if pause is None or not is_transient(error):
                raise
            log.info("a transaction is tried again: %s", type(error).__name__)
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 (jitter)
    raise AssertionError("the last attempt returns or raises")


def _informed(session: Session, work: Callable[[], T], keep: Callable[[T], bool], wait_ms: int | None) -> T:
    """The work, begun again as often as it asks for something that is not computed yet."""
    while True:
        try:
            return _once(session, work, keep, wait_ms)
        except AsideError as asked:
            session.info[FOUND][asked.key] = _computed(asked)


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
