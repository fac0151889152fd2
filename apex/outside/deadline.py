"""An end in time for work that waits for others."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work returns or raises; `TimeoutError` when it takes longer.

    Timeouts of sockets count from byte to byte, so whoever answers slowly enough is waited for without end. What
    runs out of time is left alone in its thread, which does not keep the process from ending.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=run, name="outside", daemon=True).start()
    return future.result(seconds)
