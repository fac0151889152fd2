"""How everything is timed and told."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run after one to warm up."""
    work()
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1e3)
    return sorted(found)


def row(what: str, times: list[float], figure: str, note: str = "") -> None:
    median, p95 = statistics.median(times), times[max(int(len(times) * 0.95) - 1, 0)]
    print(f"{what:58} {median:9.2f} {p95:9.2f}   {figure:14} {note}")
