"""PostgreSQL's own programs, found where they are and run without a password on their command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sqlalchemy import URL

from apex.errors import ConflictError, ExternalServiceError

DEBIAN = Path("/usr/lib/postgresql")
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def tool(name: str, least: int, *, newest: bool = False) -> str:
    """The path of a program as old as the server or newer: its own version first, unless the newest is better."""
    found = {path: _major(path) for path in _places(name)}
    fit = sorted((path for path, major in found.items() if major >= least), key=lambda path: found[path])
    if not fit:
        there = f"; found: {', '.join(map(str, sorted(set(found.values()))))}" if found else ""
        raise ConflictError(
            f"this needs {name} of PostgreSQL {least} or newer on PATH or in {DEBIAN}/*/bin{there} "
            f"(Debian: apt install postgresql-client-{least})"
        )
    return fit[-1 if newest else 0]


def _places(name: str) -> list[str]:
    on_path = [shutil.which(name, path=folder) for folder in os.get_exec_path()]
    return [path for path in on_path if path] + [str(path) for path in sorted(DEBIAN.glob(f"*/bin/{name}"))]


def _major(path: str) -> int:
    """0 for what cannot be asked."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return 0
    found = _VERSION.search(said.stdout)
    return int(found[1]) if found else 0


def address(url: URL) -> tuple[str, str]:
    """A database as the programs are given it, and apart from that, because others see their words, its password."""
    query = dict(url.query)
    asked = query.pop("password", "")
    # `url.set` takes a password of None for one that is to stay.
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return plain.render_as_string(hide_password=False), str(url.password or asked)


@contextmanager
def output(words: Sequence[str], password: str = "") -> Iterator[IO[bytes]]:
    """What a program prints, as it prints it. It ends with us; that it failed is an error."""
    own = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("PG")}
    if password:
        own["PGPASSWORD"] = password
    with tempfile.TemporaryFile() as errors:
        # Through a pipe: should this process be killed, the other one finds nobody to write to and ends too.
        running = subprocess.Popen(  # noqa: S603 (a fixed program)
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env={**own, "LC_ALL": "C"}
        )
        stream = cast("IO[bytes]", running.stdout)
        try:
            yield stream
            running.wait()
        finally:
            stream.close()
            running.kill()
            running.wait()
        if running.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or [f"exit {running.returncode}"]
            raise ExternalServiceError(said[0])
