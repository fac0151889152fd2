"""What the doctor looks at in a database, for the doctor, for a backup and for a restore."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from apex.cli.audit import broken, known_heads
from apex.cli.run import reason
from apex.errors import ApexError
from apex.store import sound
from apex.store.blob import Blobs
from apex.store.head import verify_with
from apex.store.sound import Found, Look


def audit(session: Session) -> Found:
    """The log, held against every head that was kept here."""
    heads = known_heads()
    verdict = verify_with(session, heads)
    found = Found(f"{verdict.rows} rows, held against {len(heads)} kept heads")
    if not verdict.intact:
        found.fault(broken(verdict))
    return found


def looks(blobs: Blobs | None, log: Look = audit) -> dict[str, Look]:
    """Every look, in the order they are made; without `blobs` the files are left out."""
    made: dict[str, Look] = {
        "file": sound.file,
        "guards": sound.guards,
        "audit": log,
        "versions": sound.versions,
        "projects": sound.projects,
        "submissions": sound.submissions,
        "calculations": sound.calculations,
    }
    if blobs is not None:
        made["attachments"] = lambda session: sound.files(session, blobs)
    return made


def seen(look: Callable[[], Found]) -> Found:
    """What a look found. One that cannot come to its end says why; the others are made all the same."""
    try:
        return look()
    except (SQLAlchemyError, ApexError, ValueError, OSError) as error:
        found = Found()
        found.fault(f"cannot be read to the end: {reason(error)}")
        return found


def faults(session: Session, made: dict[str, Look]) -> list[str]:
    """What these looks find, a line each."""
    lines = []
    for name, look in made.items():
        found = seen(lambda look=look: look(session))  # type: ignore[misc]
        lines += [f"{name}: {fault}" for fault in found.faults]
        if found.count > len(found.faults):
            lines.append(f"{name}: {found.count - len(found.faults)} more")
    return lines
