"""Workers as the Procfile starts them, each a process of its own that can be killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.process import ROOT, environment
from tests.proof.dose import SOAK

LEASE_S = 2.0
PAIRS = [(database, queue) for database in ("sqlite", "postgresql") for queue in ("sqlite", "redis")]
paired = pytest.mark.parametrize(("database_url", "queue"), PAIRS if SOAK else [PAIRS[0], PAIRS[3]], indirect=True)
"""Each database with each queue; in the small dose each with one."""
dosed = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"] if SOAK else ["sqlite"], indirect=True)
"""What `paired` tests see of a database already: in the small dose one is enough for the rest."""
OPTIONS = (
    re.search(r"apex\.worker\.queue (.*)", (ROOT / "Procfile").read_text())[1].replace("${WORKERS:-2}", "2").split()
)
"""As in the Procfile."""


class Worker:
    """One consumer with two threads. It ends with the tests: its standard input is ours."""

    def __init__(self, url: str, folder: Path, *, consumer: str = "apex.worker.queue", **more: str) -> None:
        self.log = (folder / f"worker-{time.monotonic_ns()}.log").open("wb")
        command = [str(Path(sys.executable).with_name("huey_consumer")), consumer, *OPTIONS]
        given = environment(url, folder) | {"APEX_JOB_LEASE_SECONDS": str(LEASE_S), "PYTHONPATH": str(ROOT)} | more
        self.process = subprocess.Popen(
            command, env=given, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log
        )

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an administrator does: what it is at is finished first."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process.pid, how)
        self.process.wait(30)
        self.log.close()

    def said(self) -> str:
        return Path(self.log.name).read_text()


@contextmanager
def working(url: str, folder: Path, number: int = 1, **more: str) -> Iterator[list[Worker]]:
    """So many workers, killed at the end, those the block added to the list too."""
    workers = [Worker(url, folder, **more) for _ in range(number)]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.kill()


def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)
