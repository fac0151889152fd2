"""What storage costs: walking a long audit chain, on SQLite and on PostgreSQL."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apex.extensions import db
from apex.store.chain import verify
from tests.database import application, fresh, migrate, prepare_template
from tests.proof.log import write_log
from tests.servers import start_postgres

ROWS = 100_000


def rows() -> Iterator[tuple[str, list[float], str, str]]:
    """What was measured, its times in ms, its figure, and a note."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
            with database(Path(folder)) as url, application(url, Path(folder)) as app, app.app_context():
                start = time.perf_counter()
                write_log(db.session(), ROWS, chunk=1000)
                each = (time.perf_counter() - start) / ROWS * 1e6
                note = f"written at {each:.0f} us a row, 1,000 a transaction"
                yield f"audit verify, {ROWS:,} rows, {kind}", walks(), "<= 5000", note


def walks() -> list[float]:
    found = []
    for _ in range(5):
        start = time.perf_counter()
        verdict = verify(db.session())
        found.append((time.perf_counter() - start) * 1e3)
        db.session.rollback()
        if (verdict.intact, verdict.rows) != (True, ROWS):
            raise AssertionError(verdict)
    return sorted(found)


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    url = f"sqlite:///{folder / 'apex.db'}"
    migrate(url, folder)
    yield url


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    server = start_postgres()
    try:
        with fresh(prepare_template(server, folder)) as url:
            yield url
    finally:
        server.stop()


if __name__ == "__main__":
    for what, times, figure, note in rows():
        print(f"{what:58} {statistics.median(times):9.2f} {times[-1]:9.2f}   {figure:14} {note}")
