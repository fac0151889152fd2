"""What belongs to nothing: halves of uploads and stages of restores in the data folder, stored files no row names."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.store.attachment import Attachment
from apex.store.blob import FILES, PART, Blobs, Stored

STAGE = ".restore-"
BATCH = 500


def sweep(data: Path, before: float) -> int:
    """Remove what uploads and restores that were killed left behind, unless it changed since then; how many."""
    uploads = [path for path in (data / FILES).glob(f"{PART}*") if _changed(path) < before]
    stages = [path for path in data.glob(f"{STAGE}*") if max(map(_changed, (path, *path.rglob("*")))) < before]
    for path in uploads:
        path.unlink(missing_ok=True)
    for path in stages:
        shutil.rmtree(path)
    return len(uploads) + len(stages)


def _changed(path: Path) -> float:
    """When; for one that is gone by now, long ago."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def orphans(session: Session, blobs: Blobs, before: float) -> list[Stored]:
    """What is kept that no row names, and did not when it was put there: an upload names its file after it. Each look
    at the rows is a transaction of its own: none is open while the store, which can be a slow one, lists more.
    """
    found: list[Stored] = []
    session.rollback()
    for batch in _batches(blobs.stored()):
        query = select(Attachment.sha256).where(Attachment.sha256.in_([one.sha256 for one in batch]))
        named = set(session.scalars(query))
        session.rollback()
        found += [one for one in batch if one.sha256 not in named and one.changed < before]
    return found


def _batches(stored: Iterator[Stored]) -> Iterator[Sequence[Stored]]:
    while batch := tuple(islice(stored, BATCH)):
        yield batch
