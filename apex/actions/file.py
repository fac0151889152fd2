"""Files of a project: judged, kept, and named; taken away again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from apex.actions.access import demand_standing
from apex.actions.call import Call
from apex.actions.revision import tag
from apex.errors import InvalidInputError, NotFoundError, Problem
from apex.schema.attachment import MAX_SIZE, kind_of, plain_name
from apex.schema.read import BIDI
from apex.store.attachment import Attachment, take_away
from apex.store.blob import Blobs
from apex.store.project import Project
from apex.store.verb import Verb

MOST = 20
"""How many files one request brings."""
LONGEST = 80
"""Characters of a name a message repeats."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose bytes are kept already."""

    name: str
    media_type: str
    size: int
    sha256: str


def receive(blobs: Blobs, given: Sequence[tuple[str, BinaryIO]], field: str = "file") -> list[Received]:
    """Judge files by name and content, all of them first, and keep their bytes.

    Nothing here needs the database: bytes no row comes to name do no harm, a row without bytes would.
    """
    if not given:
        raise InvalidInputError([Problem(field, "choose a file", "missing")])
    if len(given) > MOST:
        raise InvalidInputError([Problem(field, f"must hold at most {MOST} files, not {len(given)}", "list_length")])
    problems, judged = [], []
    for i, (called, stream) in enumerate(given):
        path = field if len(given) == 1 else f"{field}.{i}"
        name, fault = plain_name(called)
        media_type, fault = ("", fault) if fault else kind_of(name, stream)
        if fault:
            problems.append(Problem(path, f"{_called(called)}: {fault}", "file"))
        judged.append((name, media_type, stream))
    if problems:
        raise InvalidInputError(problems)
    return [_kept(blobs, *file) for file in judged]


def _called(given: str) -> str:
    """What a person knows a file by whose name may be the fault: its end, without what cannot be seen."""
    shown = "".join(c for c in re.split(r"[/\\\\]", given)[-1] if c.isprintable() and c not in BIDI)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _kept(blobs: Blobs, name: str, media_type: str, stream: BinaryIO) -> Received:
    stream.seek(0)
    sha256, size = blobs.put(stream, MAX_SIZE)
    return Received(name, media_type, size, sha256)


def add(call: Call, project: Project, received: Sequence[Received]) -> list[Attachment]:
    """Name files whose bytes are kept as files of the project."""
    demand_standing(project)
    made = []
    for file in received:
        row = Attachment(
            project_id=project.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            actor_id=call.actor.id,
            at=call.now,
        )
        call.session.add(row)
        call.session.flush()
        told = {name: (None, getattr(row, name)) for name in ("name", "size", "sha256")}
        call.record(Verb.FILE_ADDED, "file", row.id, project=project.id, changes=told)
        made.append(row)
    return made


def remove(call: Call, project: Project, attachment: Attachment) -> None:
    """Take a file off the project. Its bytes stay."""
    demand_standing(project)
    if not take_away(call.session, attachment.id, call.now):
        raise NotFoundError("there is no such file")
    told = {name: (getattr(attachment, name), None) for name in ("name", "size", "sha256")}
    call.record(Verb.FILE_REMOVED, "file", attachment.id, project=project.id, changes=told)


def shown(attachment: Attachment, by: str) -> dict[str, Any]:
    """A file as an answer names it."""
    return {
        "id": attachment.id,
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "by": by,
        "at": attachment.at.isoformat(),
        "etag": etag(attachment),
    }


def etag(attachment: Attachment) -> str:
    """A file never changes: its hash says it all."""
    return tag(1, attachment.sha256)
