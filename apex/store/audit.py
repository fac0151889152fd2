"""The audit log: append-only rows in a hash chain, written in the transaction of what they tell of.

An action says `record(...)`; the rows are put on the chain just before the commit, so that the lock
on its head is the last one a transaction takes and is held only for the commit itself.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Index, String, Text, event, insert, select, update
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from apex.store.base import Base
from apex.store.column import Serial, dump_json
from apex.store.verb import Verb

CHAIN_VERSION = b"\x01"
START = "0" * 64
PENDING = "apex_audit"
MEMBERS = ("seq", "at", "actor", "verb", "kind", "object", "project", "request", "detail_sha256")
"""Columns that are hashed, in this order."""


class AuditRow(Base):
    """One link of the chain. `at` is text, so that what was hashed is what is stored."""

    __tablename__ = "audit_log"
    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32), index=True)
    actor: Mapped[str] = mapped_column(String(40), index=True)
    verb: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    object: Mapped[str] = mapped_column(String(128))
    project: Mapped[str] = mapped_column(String(26), default="")
    request: Mapped[str] = mapped_column(String(128), default="")
    detail_sha256: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


Index("ix_audit_log_project_seq", AuditRow.project, AuditRow.seq)
Index("ix_audit_log_object_seq", AuditRow.object, AuditRow.seq)


class AuditDetail(Base):
    """Reason, address and changed fields of a row, beside the chain that holds only their hash.

    Personal data can so be taken out of a row without breaking the chain: `detail` becomes null,
    and a row of the chain says who took it out.
    """

    __tablename__ = "audit_details"
    seq: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    detail: Mapped[str | None] = mapped_column(Text)


class AuditHead(Base):
    """The last link; its row is the lock of the chain."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Serial)
    hash: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be put on the chain. `changes` maps a field to what it was and what it became."""

    verb: Verb
    actor: str
    kind: str
    object: str
    at: datetime
    project: str = ""
    request: str = ""
    address: str = ""
    reason: str = ""
    changes: Mapping[str, tuple[Any, Any]] | None = None


def record(session: Session, entry: Entry) -> None:
    """Have the entry written when the session's transaction commits."""
    session.info.setdefault(PENDING, []).append(entry)


def link(row: Mapping[str, Any], previous: str) -> str:
    """SHA-256 of version byte, previous hash and canonical row, as hex."""
    text = json.dumps([row[name] for name in MEMBERS], separators=(",", ":"))
    return hashlib.sha256(CHAIN_VERSION + bytes.fromhex(previous) + text.encode()).hexdigest()


def detail_text(entry: Entry) -> str:
    """The detail with salt of its own, since addresses could be guessed from a bare hash."""
    changes = {name: list(pair) for name, pair in (entry.changes or {}).items()}
    return dump_json(
        {"salt": secrets.token_hex(8), "address": entry.address, "reason": entry.reason, "changes": changes}
    )


def _append(session: Session) -> None:
    if session.in_nested_transaction():
        return
    entries: list[Entry] = session.info.pop(PENDING, [])
    if not entries:
        return
    session.flush()
    head = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1).with_for_update()).one()
    seq, previous, rows, details = head.seq, head.hash, [], []
    for entry in entries:
        seq += 1
        row, text = _row(entry, seq)
        row["previous"], row["hash"] = previous, link(row, previous)
        previous = row["hash"]
        rows.append(row)
        details.append({"seq": seq, "detail": text})
    session.execute(insert(AuditRow), rows)
    session.execute(insert(AuditDetail), details)
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(seq=seq, hash=previous))


def _row(entry: Entry, seq: int) -> tuple[dict[str, Any], str]:
    text = detail_text(entry)
    return {
        "seq": seq,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "verb": str(entry.verb),
        "kind": entry.kind,
        "object": entry.object[:128],
        "project": entry.project,
        "request": entry.request,
        "detail_sha256": hashlib.sha256(text.encode()).hexdigest(),
    }, text


def _forget(session: Session, ended: SessionTransaction) -> None:
    """With a savepoint nothing recorded before it goes."""
    if not ended.nested:
        session.info.pop(PENDING, None)


event.listen(Session, "before_commit", _append)
event.listen(Session, "after_soft_rollback", _forget)
