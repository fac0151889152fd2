"""Reading the audit log: whether the chain holds, its head, and its rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from apex.store.audit import MEMBERS, START, AuditDetail, AuditHead, AuditRow, link
from apex.store.verb import Verb

BATCH = 5000
Walk = Generator[tuple[Mapping[str, Any], str | None], None, None]
"""Rows with their details; an empty text where there is no detail at all, nothing where it was taken out."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk along the chain found; `bad_seq` is the first row that does not hold."""

    rows: int
    head: str
    bad_seq: int | None = None
    fault: str = ""

    @property
    def intact(self) -> bool:
        return self.bad_seq is None


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the last row."""
    found = session.execute(select(AuditHead.seq, AuditHead.hash).where(AuditHead.id == 1)).one()
    return found.seq, found.hash


def verify(session: Session, exported: Sequence[tuple[int, str]] = ()) -> Verdict:
    """Walk the whole chain. `exported` are heads kept elsewhere: each must still stand on the chain.

    Others may add rows meanwhile. The walk sees those of one moment, so its end is held against the
    head as it was before and as it is after.
    """
    known = head(session)
    # Closed here, because a walk that finds a fault stops in the middle of a cursor of the server.
    with closing(_walk(session)) as walk:
        return _verdict(session, walk, dict(exported), known)


def _verdict(session: Session, walk: Walk, kept: Mapping[int, str], known: tuple[int, str]) -> Verdict:
    seq, previous, emptied = 0, START, []
    for row, detail in walk:
        seq += 1
        fault = _fault(row, detail, seq, previous, known[0])
        if fault:
            bad, said = _named(session, row, next(walk, None), seq, fault)
            return Verdict(seq - 1, previous, bad, said)
        previous = row["hash"]
        if kept.get(seq, previous) != previous:
            return Verdict(seq, previous, seq, "differs from the head exported when it was the last row")
        if seq == known[0] and previous != known[1]:
            return Verdict(seq, previous, seq, "is not the row the head of the chain names")
        if detail is None:
            emptied.append(seq)
    return _end(session, seq, previous, max(known[0], *kept, 0), emptied)


def _walk(session: Session) -> Walk:
    columns = [getattr(AuditRow, name) for name in (*MEMBERS, "previous", "hash")]
    query = select(*columns, AuditDetail.seq.label("held"), AuditDetail.detail)
    query = query.outerjoin(AuditDetail, AuditDetail.seq == AuditRow.seq).order_by(AuditRow.seq)
    names = (*MEMBERS, "previous", "hash")
    with session.execute(query.execution_options(yield_per=BATCH)) as found:
        for *values, present, detail in found:
            yield dict(zip(names, values, strict=True)), detail if present is not None else ""


GAP, STRAY, LOOSE = "is missing", "stands where no row may stand", "does not follow from the row before it"
CHANGED, DETAIL = "was changed after it was written", "has another detail than the one it was written with"


def _fault(row: Mapping[str, Any], detail: str | None, seq: int, previous: str, last: int) -> str:
    if row["seq"] != seq:
        return GAP if seq < row["seq"] and seq <= last else STRAY
    if row["previous"] != previous:
        return LOOSE
    if not _whole(row):
        return CHANGED
    if detail is not None and not _is_detail(row, detail):
        return DETAIL
    return ""


def _whole(row: Mapping[str, Any]) -> bool:
    """Whether a row is what its own hash says, wherever it stands. A column may hold anything at all."""
    try:
        return bool(row["hash"] == link(row, row["previous"]))
    except (TypeError, ValueError):
        return False


def _is_detail(row: Mapping[str, Any], detail: object) -> bool:
    return isinstance(detail, str) and hashlib.sha256(detail.encode()).hexdigest() == row["detail_sha256"]


def _named(
    session: Session, row: Mapping[str, Any], after: tuple[Mapping[str, Any], str | None] | None, seq: int, fault: str
) -> tuple[int, str]:
    """Which row a fault is to be laid to: the one it shows at, or the one before if that was written anew.

    Then the row itself is whole, and what comes after stands on it.
    """
    if fault == STRAY:
        return row["seq"], fault
    stands = head(session)[1] if after is None else after[0]["previous"]
    if fault == LOOSE and seq > 1 and _whole(row) and stands == row["hash"]:
        return seq - 1, CHANGED
    return seq, fault


def _end(session: Session, seq: int, previous: str, least: int, emptied: Sequence[int]) -> Verdict:
    """What only the whole chain shows: a cut end, and details taken out without a row that says so."""
    if least > seq:
        return Verdict(seq, previous, seq + 1, "is missing: rows were cut off the end")
    last, stated = head(session)
    if last < seq:
        return Verdict(seq, previous, last + 1, "stands behind the head of the chain")
    if last == seq and stated != previous:
        return Verdict(seq, previous, seq, "is not the row the head of the chain names")
    rowless = ~select(AuditRow.seq).where(AuditRow.seq == AuditDetail.seq).exists()
    outside = (AuditDetail.seq < 1) | (AuditDetail.seq > seq)
    loose = session.scalar(select(func.min(AuditDetail.seq)).where(outside, rowless))
    if loose is not None:
        return Verdict(seq, previous, loose, "is a detail of no row")
    silent = set(emptied) - _anonymised(session) if emptied else set()
    if silent:
        return Verdict(seq, previous, min(silent), "lost its detail, and no row says who took it out")
    return Verdict(seq, previous)


def _anonymised(session: Session) -> set[int]:
    rows = session.scalars(select(AuditRow.object).where(AuditRow.verb == Verb.AUDIT_ANONYMISED))
    return {int(name) for name in rows if name.isdecimal()}


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the log as it is read, with its detail."""

    seq: int
    at: str
    actor: str
    verb: str
    kind: str
    object: str
    project: str
    request: str
    hash: str
    reason: str
    address: str
    changes: Mapping[str, Sequence[Any]]


def rows(session: Session, query: Select[Any], limit: int | None = None, offset: int = 0) -> Iterator[Told]:
    """The rows a filter leaves, newest first unless it orders them."""
    wanted = query.outerjoin(AuditDetail, AuditDetail.seq == AuditRow.seq).add_columns(AuditDetail.detail)
    if limit is not None:
        wanted = wanted.limit(limit).offset(offset)
    with session.execute(wanted.execution_options(yield_per=BATCH)) as found:
        for row, text in found:
            detail = json.loads(text) if text else {}
            yield Told(
                row.seq, row.at, row.actor, row.verb, row.kind, row.object, row.project, row.request, row.hash,
                detail.get("reason", ""), detail.get("address", ""), detail.get("changes", {}),
            )  # fmt: skip


def count(session: Session, query: Select[Any]) -> int:
    """How many rows a filter leaves."""
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0
