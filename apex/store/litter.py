"""What lies in the data folder and belongs to nothing: halves of uploads, stages of restores, files no row names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.store.attachment import Attachment

FILES = "files"
STAGE = ".restore-"
UPLOAD = ".part-"
BATCH = 500
_SHA256 = re.compile(r"[0-9a-f]{64}")


def sweep(data: Path, before: float) -> int:
    """Remove what uploads and restores that were killed left behind, unless it changed since then; how many."""
    uploads = [path for path in (data / FILES).glob(f"{UPLOAD}*") if _changed(path) < before]
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


def orphans(session: Session, data: Path, before: float) -> list[Path]:
    """Files that no row names, and did not when they were put there: an upload names its file after it."""
    found: list[Path] = []
    for batch in _batches(data / FILES):
        query = select(Attachment.sha256).where(Attachment.sha256.in_([path.name for path in batch]))
        named = set(session.scalars(query))
        found += [path for path in batch if path.name not in named and 0 < _changed(path) < before]
    return found


def _batches(folder: Path) -> Iterator[Sequence[Path]]:
    paths = sorted(path for path in folder.glob("??/*") if _SHA256.fullmatch(path.name))
    yield from (paths[i : i + BATCH] for i in range(0, len(paths), BATCH))


def remove_orphan(path: Path, before: float) -> bool:
    """Remove one; False if it is needed again. Of somebody who brings the same bytes meanwhile nothing is lost.

    It is taken aside first: who brings them later makes a file anew, and who did a moment ago made it young.
    """
    aside = path.parent.parent / f"{UPLOAD}{path.name}"
    path.replace(aside)
    if aside.stat().st_mtime >= before:
        aside.replace(path)
        return False
    aside.unlink()
    return True
