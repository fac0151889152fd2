"""Heads of the audit chain kept in a file outside the database: what a chain that was cut or rewritten is held to."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from apex.errors import MalformedError
from apex.store.chain import Verdict, head, verify

PLACE = Path("audit") / "heads.jsonl"
"""Where the daily head goes, below the data folder."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain as it was at a time."""

    seq: int
    hash: str
    at: str

    def line(self) -> str:
        return json.dumps(asdict(self))


def head_now(session: Session, now: datetime) -> Head:
    seq, digest = head(session)
    return Head(seq, digest, now.astimezone(UTC).isoformat(timespec="seconds"))


def keep_head(file: Path, kept: Head) -> None:
    """Append a line and have it on the disk; in one write, so that lines of two processes never mix."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(handle, f"{kept.line()}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise MalformedError(f"{file} cannot be written: {error.strerror}") from None


def read_heads(file: Path) -> list[Head]:
    """Every head in a file, a line each."""
    try:
        text = file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else "it is not text"
        raise MalformedError(f"{file} cannot be read: {said}") from None
    return [_head(file, number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _head(file: Path, number: int, line: str) -> Head:
    try:
        given = json.loads(line)
        found = Head(given["seq"], given["hash"], str(given.get("at", "")))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise MalformedError(f"{file}, line {number} is not a head of the audit log") from None
    if type(found.seq) is not int or found.seq < 0 or not _HASH.fullmatch(str(found.hash)):
        raise MalformedError(f"{file}, line {number} is not a head of the audit log")
    return found


def verify_with(session: Session, heads: Sequence[Head]) -> Verdict:
    """Walk the chain and hold it against heads kept elsewhere."""
    first: dict[int, str] = {}
    for kept in heads:
        if first.setdefault(kept.seq, kept.hash) != kept.hash:
            return Verdict(0, kept.hash, kept.seq, "has two heads in the file, so the log was once another one")
    return verify(session, list(first.items()))
