"""`flask apex restore`: what a backup holds in the place of what is there, or nothing changed at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from apex.actions.call import SYSTEM, Call, utc_now
from apex.cli.audit import broken, known_heads
from apex.cli.backup import FILE, counted, summary, telling
from apex.cli.file import write_whole
from apex.cli.look import faults as found_in
from apex.cli.look import looks
from apex.cli.run import answer, as_actor, as_json_option, looking, refusing, settings
from apex.errors import ConflictError
from apex.extensions import db
from apex.store import archive
from apex.store.alone import alone
from apex.store.archive import Manifest
from apex.store.audit import AuditRow
from apex.store.blob import DamagedError
from apex.store.chain import verify
from apex.store.depot import depot
from apex.store.head import PLACE, Head
from apex.store.litter import STAGE
from apex.store.load import Standing, known_revisions, loading, standing
from apex.store.sound import Found
from apex.store.verb import Verb


@click.command()
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Give up the accounts and projects that are there.")
@click.option("--unsound", is_flag=True, help="Restore it although the doctor finds fault with what it holds.")
@as_json_option
def restore(file: Path, *, yes: bool, unsound: bool, as_json: bool) -> None:
    """Put what FILE holds in the place of everything that is stored. Stop the web and worker processes first.

    FILE is held against its hashes before anything is touched. What it holds is brought to the revision of this code
    and looked at as the doctor does, and only then takes the place of what was there, in one step.
    """
    now = utc_now()
    with refusing(as_json=as_json), telling():
        manifest = archive.verified(file)
        _demand_fit(file, manifest)
        heads = known_heads()
        with alone(db.engine):
            there = standing(db.engine)
            _demand_room(there, yes=yes)
            out_of_the_way = "" if there.readable else f"unreadable-{now:%Y%m%dT%H%M%S}"
            faults = _restore(file, manifest, there, out_of_the_way, unsound=unsound)
        aside = _set_aside(heads, now)
    result = summary(manifest) | {"file": str(file), "faults": faults, "heads_aside": str(aside) if aside else None}
    answer(result, f"restored {file} of {manifest.made_at}: {counted(manifest)}", as_json=as_json)
    if aside:
        click.echo(f"the audit log ends before heads that were kept here; they are in {aside} now", err=True)
    for fault in faults:
        click.echo(f"not sound: {fault}", err=True)


def _demand_fit(file: Path, manifest: Manifest) -> None:
    kind = db.engine.dialect.name
    if manifest.engine != kind:
        raise ConflictError(f"{file} holds a {manifest.engine} database, and this one is {kind}")
    if manifest.revision not in known_revisions():
        version = manifest.code.get("version", "")
        message = f"{file} was made by a newer APEX ({version}, at {manifest.revision}); restore it with that one"
        raise ConflictError(message)


def _demand_room(there: Standing, *, yes: bool) -> None:
    if yes or (there.readable and not there.rows):
        return
    held = f"{there.rows} accounts and projects" if there.readable else "something that cannot be read"
    raise ConflictError(f"the database holds {held}, which this would put an end to; say --yes to do it")


def _restore(file: Path, manifest: Manifest, there: Standing, aside: str, *, unsound: bool) -> list[str]:
    data = settings().data_dir
    for left in data.glob(f"{STAGE}*"):
        # Of one that was killed: nobody else is in here.
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=STAGE, dir=data) as folder:
        part = Path(folder) / manifest.database
        archive.extract(file, manifest.database, part, manifest.parts[manifest.database])
        blobs = depot(settings())
        for sha256, size, stream in archive.files(file):
            # Under their own hash they are in nobody's way, whatever becomes of the rest.
            if blobs.put(stream, size)[0] != sha256:
                raise DamagedError(f"{file} was changed while it was read")
        with loading(db.engine, part, manifest, aside) as session:
            faults = found_in(session, looks(blobs, _audit))
            if faults and not unsound:
                more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
                said = f"what {file} holds is not sound: {faults[0]}{more}; the database is as it was"
                raise DamagedError(f"{said}. --unsound restores it all the same")
            _record(as_actor(session, SYSTEM), file, there)
    return faults


def _record(call: Call, file: Path, there: Standing) -> None:
    """The restored log goes on with where it comes from, and with what it took the place of."""
    ended = "that ended at row {}: {}".format(*there.audit) if there.audit else "of which nothing is known"
    call.record(Verb.RESTORED, "backup", file.name, reason=f"restored in the place of a log {ended}")


def _audit(session: Session) -> Found:
    """Heads that were kept here may be of rows that came after the backup; they are no measure of it."""
    verdict = verify(session)
    found = Found()
    if not verdict.intact:
        found.fault(broken(verdict))
    return found


def _set_aside(heads: Sequence[Head], now: datetime) -> Path | None:
    """Heads of rows that the restored log does not have go to a file of their own: to the doctor they would be rows
    cut off for ever, to whoever asks later they are what there was.
    """
    with looking() as session:
        query = select(AuditRow.seq, AuditRow.hash).where(AuditRow.seq.in_([head.seq for head in heads]))
        known = {(seq, digest) for seq, digest in session.execute(query)}
    staying = [head for head in heads if head.seq == 0 or (head.seq, head.hash) in known]
    if len(staying) == len(heads):
        return None
    usual = settings().data_dir / PLACE
    aside = usual.with_name(f"heads-before-{now:%Y%m%dT%H%M%S}.jsonl")
    write_whole([(aside, usual.read_bytes()), (usual, "".join(f"{h.line()}\n" for h in staying).encode())])
    return aside
