"""Logs of any length, written as the application writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy.orm import Session

from apex.store.audit import Entry, record
from apex.store.connect import writing
from apex.store.verb import Verb


def entry(number: int, verb: Verb = Verb.DESIGN_SAVED, subject: str = "") -> Entry:
    return Entry(
        verb=verb,
        actor=token_hex(13),
        kind="project",
        object=subject or token_hex(13),
        at=datetime.now(UTC),
        project=token_hex(13) if number % 3 else "",
        request=token_hex(16),
        address="192.0.2.1",
        reason="as ü agreed" if number % 2 else "",
        changes={"site.wind_speed_mph": (115, 115 + number), "version": (number, number + 1)},
    )


def write_log(session: Session, rows: int, chunk: int = 25) -> None:
    """Rows of the log, as many to a transaction."""
    session.rollback()
    for first in range(0, rows, chunk):
        writing(session)
        for number in range(first, min(first + chunk, rows)):
            record(session, entry(number))
        session.commit()
