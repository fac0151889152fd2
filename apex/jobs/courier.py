"""Threads for jobs that mostly wait for others: whom they wait for holds up no other job of the worker."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

log = logging.getLogger("apex.jobs")
APART = frozenset({"webhook.deliver"})
"""Kinds that are done there."""
THREADS = 16
"""An endpoint has two messages under way at most, so eight that are slow at once fill them."""
MOST = 128
"""Jobs that are known here; others are found again by the sweeper."""


class Courier:
    """The threads of one process, made when the first job comes."""

    def __init__(self, attempt: Callable[[str], None]) -> None:
        self._attempt = attempt
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="courier")
        self._known: set[str] = set()
        self._again: set[str] = set()
        self._lock = threading.Lock()
        self._closed = False

    def hand(self, job_id: str) -> None:
        """Have a job tried; after the attempt it is known for here, which may have looked before there was anything to
        do. For what there is no room for the sweeper comes again.
        """
        with self._lock:
            if job_id in self._known:
                self._again.add(job_id)
                return
            if self._closed or len(self._known) >= MOST:
                return
            self._known.add(job_id)
            future = self._pool.submit(self._attempt, job_id)
        future.add_done_callback(lambda ended: self._over(job_id, ended))

    def close(self) -> None:
        """Let what is under way end; what has not begun is done by whoever finds it."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _over(self, job_id: str, ended: Future[None]) -> None:
        with self._lock:
            self._known.discard(job_id)
            again = job_id in self._again
            self._again.discard(job_id)
        if again:
            self.hand(job_id)
        error = None if ended.cancelled() else ended.exception()
        if error is not None:
            log.error("job %s met an error outside of its work", job_id, exc_info=error)
