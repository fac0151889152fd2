"""What is counted and timed for Prometheus, in all processes of a machine together.

prometheus_client chooses where it counts when it is imported: in memory, or in files of a folder that are added up over
processes. So it is imported with the first count, after a server has said which folder.
"""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
    from prometheus_client.core import Metric

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
TEXT = "text/plain; version=0.0.4; charset=utf-8"
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_FILE = re.compile(r"(gauge_live)?\w*_([0-9]+)\.db")


class Standing(Protocol):
    """What looks its figures up when it is asked for them."""

    def collect(self) -> Iterator[Metric]: ...


@dataclass(frozen=True, slots=True)
class Instruments:
    """Everything that is counted as it happens."""

    registry: CollectorRegistry
    requests: Counter
    latency: Histogram
    errors: Counter
    conflicts: Counter
    limited: Counter
    cached: Counter
    solver: Histogram
    pool: Gauge


_making = threading.Lock()


def instruments() -> Instruments:
    """The same for all threads: of two that count into one file each would overwrite what the other counted."""
    with _making:
        return _instruments()


@lru_cache(maxsize=1)
def _instruments() -> Instruments:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram  # noqa: PLC0415 (see above)

    own = CollectorRegistry()
    return Instruments(
        registry=own,
        requests=Counter("apex_requests", "Requests answered", ("route", "method", "status"), registry=own),
        latency=Histogram("apex_request_seconds", "Time to answer", ("route",), buckets=QUICK, registry=own),
        errors=Counter("apex_errors", "Answers of 500 and above", ("route",), registry=own),
        conflicts=Counter("apex_conflicts", "Writes refused because of a newer version (412)", registry=own),
        limited=Counter("apex_rate_limited", "Requests over a limit (429)", ("policy",), registry=own),
        cached=Counter("apex_cache", "Questions put to a cache", ("cache", "result"), registry=own),
        solver=Histogram("apex_solver_seconds", "Time to work a whole design out", buckets=QUICK, registry=own),
        pool=Gauge(
            "apex_pool_connections", "Connections of the pools as of each process's last request", ("state",),
            registry=own, multiprocess_mode="livesum",
        ),
    )  # fmt: skip


def use(data: Path) -> None:
    """Count in files below the data folder from now on, together with all processes of this machine that do.

    The first to come finds the files of others, all of them dead: then it begins at nothing. While one lives, what the
    dead counted stays, since a sum that falls reads as a jump.
    """
    folder = data / "metrics" / socket.gethostname()
    folder.mkdir(parents=True, exist_ok=True)
    found = [(path, int(match[2])) for path in folder.iterdir() if (match := _FILE.fullmatch(path.name))]
    if not any(_alive(process) for _, process in found if process != os.getpid()):
        for path, _ in found:
            path.unlink(missing_ok=True)
    os.environ[FOLDER] = str(folder)


def exposed(standing: Standing) -> bytes:
    """All of it as text, with what `standing` looks up now."""
    from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415 (see above)
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415 (see above)

    now = CollectorRegistry()
    now.register(standing)
    counted = instruments().registry
    folder = os.environ.get(FOLDER)
    if folder:
        _forget_dead(Path(folder))
        counted = CollectorRegistry()
        MultiProcessCollector(counted, folder)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(now)


def _forget_dead(folder: Path) -> None:
    """Gauges of processes that are gone say nothing any more."""
    for path in folder.glob("gauge_live*.db"):
        found = _FILE.fullmatch(path.name)
        if found is not None and not _alive(int(found[2])):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
