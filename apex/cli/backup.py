"""`flask apex backup`: everything that is stored, in one file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO

import click
from sqlalchemy.orm import Session

from apex.actions.call import Call, utc_now
from apex.cli.look import faults, looks
from apex.cli.run import BROKEN, act, as_json_option, envelope, looking, refusing, settings
from apex.errors import ExternalServiceError, Problem
from apex.extensions import db
from apex.settings import code_version
from apex.store import archive
from apex.store.alone import alone
from apex.store.archive import FILES, PART, Manifest, Packing
from apex.store.blob import Blobs, DamagedError
from apex.store.depot import depot
from apex.store.dump import audit_head, counts, dump, named_files, revision, server_version
from apex.store.probe import migration_heads
from apex.store.verb import Verb

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@as_json_option
def backup(file: Path, *, force: bool, as_json: bool) -> None:
    """Write the database as it is at one moment, and the files of projects, to FILE, while others go on working.

    FILE is there whole or not at all, for nobody else to read. Exit 1 with a FILE: something in it is not sound.
    """
    with refusing(as_json=as_json), telling(), alone(db.engine), archive.written(file, force=force) as out:
        act(lambda call: _record(call, file))
        with looking() as session:
            manifest = _pack(session, out, file)
    result = summary(manifest) | {"file": str(file), "size": file.stat().st_size, "faults": list(manifest.faults)}
    if as_json:
        click.echo(envelope(result, [Problem("backup", fault, "unsound", "unsound") for fault in manifest.faults]))
    else:
        click.echo(f"wrote {file}: {counted(manifest)}, {result['size'] / 1e6:.1f} MB")
        click.echo(f"the audit log in it ends at row {manifest.audit_seq}: {manifest.audit_head}")
        for fault in manifest.faults:
            click.echo(f"not sound: {fault}", err=True)
    if manifest.faults:
        sys.exit(BROKEN)


def _record(call: Call, file: Path) -> None:
    """Whoever has the file has everything: that it was made is on the log, in the file too."""
    call.record(Verb.EXPORTED, "backup", file.name, reason="a backup of everything that is stored")


def summary(manifest: Manifest) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at,
        "engine": manifest.engine,
        "revision": manifest.revision,
        "counts": dict(manifest.counts),
        "files": manifest.files,
        "audit": {"seq": manifest.audit_seq, "hash": manifest.audit_head},
    }


def counted(manifest: Manifest) -> str:
    projects, versions = manifest.counts.get("projects", 0), manifest.counts.get("project_versions", 0)
    return f"{projects} projects, {versions} versions, {manifest.files} files"


@contextmanager
def telling() -> Iterator[None]:
    """A disk that is full or not ours to write is no fault of the program."""
    try:
        yield
    except OSError as error:
        raise ExternalServiceError(f"{error.filename or 'a file'}: {error.strerror}") from None


def _pack(session: Session, out: BinaryIO, file: Path) -> Manifest:
    connection = session.connection()
    at = revision(connection)
    packing, engine = Packing(out), connection.dialect.name
    with _beside(file) as part:
        dump(session, part)
        with part.open("rb") as stream:
            packing.add(archive.DATABASE[engine], stream)
    seq, head = audit_head(connection)
    kept = counts(connection)
    said = _pack_files(session, packing, depot(settings()))
    if at == ",".join(sorted(migration_heads())):
        said += faults(session, looks(None))
    manifest = Manifest(
        made_at=utc_now().astimezone(UTC).isoformat(timespec="seconds"),
        engine=engine,
        server=server_version(connection),
        revision=at,
        code=code_version(),
        audit_seq=seq,
        audit_head=head,
        counts=kept,
        faults=tuple(said),
        parts=packing.parts,
    )
    packing.close(manifest)
    return manifest


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A private file on the same disk, for as long as the dump needs it."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=PART, dir=file.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _pack_files(session: Session, packing: Packing, blobs: Blobs) -> list[str]:
    """Every file a row names. Files are never changed, so those of the moment of the dump are there still."""
    faults = []
    for sha256, name in named_files(session):
        try:
            stream = blobs.open(sha256)
        except DamagedError as error:
            faults.append(f"attachments: file {sha256[:12]} ({name}) is not in the backup: {error.message}")
            continue
        with stream:
            packing.add(FILES + sha256, stream)
    return faults
