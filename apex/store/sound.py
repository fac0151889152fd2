"""Whether what is stored holds together: each look reads all of one thing and names what is wrong with it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, Row, Select, Text, and_, func, or_, select, text, type_coerce
from sqlalchemy.orm import Session

from apex.engine.envelope import content_sha256, sha256
from apex.logic.diff import changes
from apex.store.attachment import Attachment
from apex.store.blob import Blobs, DamagedError
from apex.store.calculation import Calculation
from apex.store.project import Project
from apex.store.seal import Seal
from apex.store.submission import PENDING, Submission
from apex.store.version import CONTENT, IDENTITY, SCHEMA_VERSION, ProjectVersion, content

BATCH = 500
Line = Row[*tuple[Any, ...]]
MOST = 100
"""How many faults of a kind are named; the rest is counted."""
FOREVER = ("audit_log", "project_versions", "calculations", "seals", "supersessions")
GUARDS: Mapping[str, frozenset[str]] = {
    "sqlite": frozenset(
        {f"{name}_{what}" for name in (*FOREVER, "audit_details") for what in ("no_update", "no_delete")}
        | {"audit_head_no_delete"}
    ),
    "postgresql": frozenset(
        {f"{name}_forever" for name in (*FOREVER, "audit_details")}
        | {f"{name}_whole" for name in (*FOREVER, "audit_details", "audit_head")}
        | {"audit_details_kept", "audit_head_kept"}
    ),
}
"""Triggers that refuse to change what is written once."""
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = current_schema()::regnamespace"
    ),
}


@dataclass(slots=True)
class Found:
    """What a look found: how much there was to see, and the faults."""

    seen: str = ""
    faults: list[str] = field(default_factory=list)
    count: int = 0

    def fault(self, said: str) -> None:
        self.count += 1
        if len(self.faults) < MOST:
            self.faults.append(said)


Look = Callable[[Session], Found]


def file(session: Session) -> Found:
    """SQLite's own look at its file, and at what its foreign keys refer to. A server sees to its own."""
    found = Found("kept by the server")
    if session.get_bind().dialect.name == "sqlite":
        found.seen = "pages, indexes and foreign keys"
        for (said,) in session.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                found.fault(said)
        for table, row, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
            found.fault(f"row {row} of {table} refers to a row of {parent} that is not there")
    return found


def guards(session: Session) -> Found:
    """The triggers that keep what is written once: there, and not switched off."""
    kind = session.get_bind().dialect.name
    standing = set(session.scalars(text(_TRIGGERS[kind])))
    found = Found(f"{len(GUARDS[kind])} triggers")
    for name in sorted(GUARDS[kind] - standing):
        found.fault(f"the trigger {name} is gone or switched off")
    return found


def versions(session: Session) -> Found:
    """Versions run from 1 without gaps, and each holds what its hash says and a calculation that exists."""
    query = select(
        ProjectVersion.project_id,
        ProjectVersion.version,
        ProjectVersion.sha256,
        type_coerce(ProjectVersion.snapshot, Text).label("snapshot"),
    ).order_by(ProjectVersion.project_id, ProjectVersion.version)
    found, last, number = Found(), ("", 0), 0
    for batch in _batches(session, query):
        number += len(batch)
        states = [_state(row.snapshot) for row in batch]
        known = _known(session, {state.get("calculation_id") for state in states})
        for row, state in zip(batch, states, strict=True):
            expected = last[1] + 1 if row.project_id == last[0] else 1
            last = (row.project_id, row.version)
            for fault in _version_faults(row, state, expected, known):
                found.fault(f"project {row.project_id}, version {row.version} {fault}")
    found.seen = f"{number} versions"
    return found


def _version_faults(row: Line, state: Mapping[str, Any], expected: int, known: set[str]) -> Iterator[str]:
    if row.version != expected:
        yield f"stands where version {expected} should"
    if sha256(state) != row.sha256 or (state.get("id"), state.get("version")) != (row.project_id, row.version):
        yield "is not what was written: its content does not have its hash"
    elif state.get("calculation_id") is not None and state["calculation_id"] not in known:
        yield f"refers to the calculation {state['calculation_id']}, which is not there"


def projects(session: Session) -> Found:
    """Each project stands as its last version says, which is the last there is, and its calculation exists."""
    last = select(ProjectVersion.project_id, func.max(ProjectVersion.version).label("version"))
    newest = last.group_by(ProjectVersion.project_id).subquery()
    columns = [getattr(Project, name) for name in (*IDENTITY, *CONTENT) if name not in ("document", "packs")]
    query = (
        select(
            *columns,
            type_coerce(Project.document, Text).label("document"),
            type_coerce(Project.packs, Text).label("packs"),
            ProjectVersion.sha256,
            ProjectVersion.schema_version,
            type_coerce(ProjectVersion.snapshot, Text).label("snapshot"),
            newest.c.version.label("newest"),
            Calculation.project_id.label("computed_for"),
        )
        .outerjoin(
            ProjectVersion, (ProjectVersion.project_id == Project.id) & (ProjectVersion.version == Project.version)
        )
        .outerjoin(newest, newest.c.project_id == Project.id)
        .outerjoin(Calculation, Calculation.id == Project.calculation_id)
        .order_by(Project.serial)
    )
    found, number = Found(), 0
    for batch in _batches(session, query):
        number += len(batch)
        for row in batch:
            for fault in _project_faults(row):
                found.fault(f"project {row.number} ({row.id}) {fault}")
    found.seen = f"{number} projects"
    return found


def _project_faults(row: Line) -> Iterator[str]:
    if row.sha256 is None:
        yield f"is at version {row.version}, which is not there"
    else:
        differing = _differing(row)
        if differing:
            yield f"is not what its version {row.version} says: {', '.join(differing)}"
    if row.newest is not None and row.newest > row.version:
        yield f"is at version {row.version}, and there is a version {row.newest}"
    if row.calculation_id is not None and row.computed_for != row.id:
        yield f"refers to the calculation {row.calculation_id}, which is not there or is another project's"


def _differing(row: Line) -> list[str]:
    """Columns in which a project is not what its version says."""
    named = row._mapping  # noqa: SLF001 (SQLAlchemy's public name for it)
    now = {name: _plain(named[name]) for name in (*IDENTITY, *CONTENT)}
    now |= {name: _loaded(now[name]) for name in ("document", "packs")}
    if row.schema_version == SCHEMA_VERSION and sha256(now) == row.sha256:
        return []
    held = _state(row.snapshot)
    if not held:
        return ["its snapshot cannot be read"]
    if row.schema_version < SCHEMA_VERSION:
        # An older format lacks columns of today; what it holds of them is still what stands.
        held = {**now, **{k: v for k, v in held.items() if k in IDENTITY}, **content(held, row.schema_version)}
    differing = [change.path for change in changes(held, now)]
    return differing or (["its hash"] if row.schema_version == SCHEMA_VERSION else [])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _loaded(value: str | None) -> Any:
    """JSON as it was stored; text that is none stays text, so that it equals no version."""
    try:
        return None if value is None else json.loads(value)
    except ValueError:
        return value


def _state(value: str | None) -> dict[str, Any]:
    held = _loaded(value)
    return held if isinstance(held, dict) else {}


def submissions(session: Session) -> Found:
    """A project that is read-only because it is being submitted is, and of one that is not none is under way."""
    named = and_(Submission.id == Project.submission_id, Submission.state == PENDING)
    lost = select(Project.id, Project.number, Project.submission_id).outerjoin(Submission, named)
    lost = lost.where(Project.submission_id.is_not(None), Submission.id.is_(None)).order_by(Project.serial)
    free = select(Project.id, Project.number, Submission.id.label("submission_id")).join(
        Project, Project.id == Submission.project_id
    )
    other = or_(Project.submission_id.is_(None), Project.submission_id != Submission.id)
    free = free.where(Submission.state == PENDING, other).order_by(Submission.id)
    pending = select(func.count()).select_from(Submission).where(Submission.state == PENDING)
    found = Found(f"{session.scalar(pending)} under way")
    for row in session.execute(lost):
        found.fault(f"project {row.number} ({row.id}) is read-only for {row.submission_id}, which is not under way")
    for row in session.execute(free):
        found.fault(f"project {row.number} ({row.id}) does not know that {row.submission_id} is under way")
    return found


def calculations(session: Session) -> Found:
    """Each calculation holds what its hash says, and each seal is on one that has the hash it sealed."""
    query = select(
        Calculation.id, Calculation.content_sha256, type_coerce(Calculation.envelope, LargeBinary).label("envelope")
    ).order_by(Calculation.id)
    found, number = Found(), 0
    for batch in _batches(session, query):
        number += len(batch)
        for row in batch:
            if _content_sha256(row.envelope) != row.content_sha256:
                found.fault(f"calculation {row.id} is not what was written: its content does not have its hash")
    loose = (
        select(Seal.id, Seal.calculation_id)
        .outerjoin(Calculation, Calculation.id == Seal.calculation_id)
        .where(or_(Calculation.id.is_(None), Calculation.content_sha256 != Seal.content_sha256))
    )
    for seal, calculation in session.execute(loose.order_by(Seal.id)):
        found.fault(f"seal {seal} is on the calculation {calculation}, which is not there or not the one it sealed")
    found.seen = f"{number} calculations, {session.scalar(select(func.count()).select_from(Seal))} seals"
    return found


def _content_sha256(packed: bytes) -> str:
    try:
        envelope = json.loads(zlib.decompress(packed))
        trace = envelope["trace"]["data"]
        return content_sha256(trace["inputs"], envelope["result"], trace["pack_metadata"])
    except (zlib.error, ValueError, KeyError, TypeError):
        return ""


def files(session: Session, blobs: Blobs) -> Found:
    """The bytes of every file that was not removed are there and have the hash they are kept under."""
    query = select(Attachment.sha256, func.min(Attachment.name).label("name")).where(Attachment.removed_at.is_(None))
    found, number = Found(), 0
    for batch in _batches(session, query.group_by(Attachment.sha256).order_by(Attachment.sha256)):
        number += len(batch)
        for row in batch:
            try:
                blobs.open(row.sha256).close()
            except (DamagedError, OSError, ValueError) as error:
                found.fault(f"file {row.sha256[:12]} ({row.name}): {error}")
    found.seen = f"{number} files"
    return found


def _batches(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Line]]:
    """Rows of a query some hundred at a time, whatever their number. A cursor that breaks off is closed."""
    with session.execute(query.execution_options(yield_per=BATCH)) as result:
        yield from result.partitions()


def _known(session: Session, ids: set[Any]) -> set[str]:
    wanted = [name for name in ids if isinstance(name, str)]
    return set(session.scalars(select(Calculation.id).where(Calculation.id.in_(wanted)))) if wanted else set()
