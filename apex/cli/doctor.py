"""`flask apex doctor`: whether everything that is stored holds together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from apex.cli.look import looks, seen
from apex.cli.run import BROKEN, as_json_option, envelope, looking, settings
from apex.errors import ApexError, PackError, Problem
from apex.extensions import db
from apex.packs.load import CONFIG, digest
from apex.packs.lock import read_lock
from apex.store.depot import depot
from apex.store.probe import Probe, Reply, migration_heads
from apex.store.sound import Found, Look

PATIENCE_S = 5.0
UNKNOWN = "not checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what there was to see, and its faults; `made` is false where it could not be made."""

    name: str
    said: str
    faults: tuple[str, ...] = ()
    count: int = 0
    made: bool = True

    @property
    def ok(self) -> bool:
        return self.made and not self.count

    @property
    def line(self) -> str:
        if not self.made:
            return f"-      {self.name:13} {UNKNOWN}: {self.said}"
        if self.ok:
            return f"ok     {self.name:13} {self.said}"
        more = f" (and {self.count - 1} more)" if self.count > 1 else ""
        return f"FAULT  {self.name:13} {self.faults[0]}{more}"


@click.command()
@as_json_option
def doctor(*, as_json: bool) -> None:
    """Check database, migrations, packs, audit log, versions, calculations and files. Exit 0: sound. 1: not.

    Reads everything that is stored, and changes nothing. --json lists up to 100 faults of each check.
    """
    findings = []
    for found in examine():
        findings.append(found)
        if not as_json:
            click.echo(found.line)
    if as_json:
        faults = [Problem(f.name, said, "unsound", "unsound") for f in findings for said in f.faults]
        checks = [
            {"name": f.name, "ok": f.ok, "made": f.made, "message": f.said, "faults": list(f.faults), "count": f.count}
            for f in findings
        ]
        click.echo(envelope({"sound": all(f.ok for f in findings), "checks": checks}, faults))
    if not all(f.ok for f in findings):
        sys.exit(BROKEN)


def examine() -> Iterator[Finding]:
    """Every check in turn, each as soon as it is made."""
    reply, first = _database()
    yield first
    at_head = reply is not None and reply.revisions == migration_heads()
    yield _migrations(reply)
    yield _look("packs", lambda: packs(CONFIG))
    for name, look in looks(depot(settings())).items():
        if at_head:
            yield _look(name, partial(_in_database, look))
        else:
            why = "the database is not at the revision of this code" if reply else "the database does not answer"
            yield Finding(name, why, made=False)


def _database() -> tuple[Reply | None, Finding]:
    try:
        reply = Probe(db.engine).ask(PATIENCE_S)
    except ApexError as fault:
        return None, Finding("database", fault.message, (fault.message,), 1)
    return reply, Finding("database", reply.version)


def _migrations(reply: Reply | None) -> Finding:
    if reply is None:
        return Finding("migrations", "the database does not answer", made=False)
    wanted, held = (", ".join(sorted(names)) for names in (migration_heads(), reply.revisions))
    if wanted == held:
        return Finding("migrations", f"at {held}")
    fault = f"at {held or 'no revision'}, and this code wants {wanted}: flask apex init brings it there"
    return Finding("migrations", fault, (fault,), 1)


def packs(folder: Path) -> Found:
    """Every released pack, in use or not, is the file that was released."""
    lock = read_lock(folder)
    found = Found(f"{len(lock)} as they were released")
    for name, released in sorted(lock.items()):
        try:
            held = digest(folder / name)
        except PackError as fault:
            found.fault(fault.message)
            continue
        if held != released:
            found.fault(f"{name} is not the one that was released")
    return found


def _in_database(look: Look) -> Found:
    with looking() as session:
        return look(session)


def _look(name: str, look: Callable[[], Found]) -> Finding:
    found = seen(look)
    return Finding(name, found.seen or found.faults[0], tuple(found.faults), found.count)
