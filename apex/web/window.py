"""Moving windows that always answer: kept in Redis where there is one, in this process while it is away.

A storage of the `limits` library under schemes of its own (`steady+redis://...`, `steady+memory://`), so Flask-Limiter
can be configured with it. Neither library's own fallback would do, as tried:
- Flask-Limiter's (4.1) saves one request: of eight that met a dead Redis together, seven were answered 500.
- The memory storage of `limits` (5.8) starts a thread for a hit, keeps every key for ever, and raises KeyError when a
  window is cleared while another thread counts in it.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Protocol, TypeVar

import redis
from limits.storage import MovingWindowSupport, RedisStorage, Storage

log = logging.getLogger("apex.web")
T = TypeVar("T")
SCHEME = "steady+"
STRATEGY = "moving-window"
PREFIX = f"apex:{STRATEGY}"
"""Names the strategy: another one finds keys of another type under the same names and fails."""
PATIENCE = 0.25
"""Seconds for Redis to connect, and to answer; its library would wait for ever."""
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 5.0
KEPT_BEFORE_SWEEP = 1024
ONLY = "only moving windows are kept here"


class Windows(Protocol):
    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool: ...
    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]: ...
    def clear(self, key: str) -> None: ...


class LocalWindows:
    """The windows of one process: for each key the times at which something was taken, oldest first."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = Lock()
        self._taken: dict[str, tuple[int, deque[float]]] = {}
        self._sweep_at = KEPT_BEFORE_SWEEP

    def __len__(self) -> int:
        return len(self._taken)

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        with self._lock:
            now = self._clock()
            times = self._current(key, expiry, now)
            if len(times) + amount > limit:
                return False
            times.extend([now] * amount)
            if key not in self._taken:
                self._sweep(now)
                self._taken[key] = expiry, times
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        with self._lock:
            now = self._clock()
            times = self._current(key, expiry, now)
            return (times[0] if times else now), len(times)

    def clear(self, key: str) -> None:
        with self._lock:
            self._taken.pop(key, None)

    def _current(self, key: str, expiry: int, now: float) -> deque[float]:
        _, times = self._taken.get(key, (expiry, deque[float]()))
        while times and times[0] < now - expiry:
            times.popleft()
        return times

    def _sweep(self, now: float) -> None:
        """Forget what has passed each time the keys have doubled: who makes up keys pays for it, evenly."""
        if len(self._taken) < self._sweep_at:
            return
        self._taken = {key: kept for key, kept in self._taken.items() if kept[1] and kept[1][-1] >= now - kept[0]}
        self._sweep_at = max(KEPT_BEFORE_SWEEP, 2 * len(self._taken))


class Outage:
    """Whether Redis is to be asked. While it is away, one request after each pause tries; the others do not wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._pause = 0.0
        self._until = 0.0

    def may_ask(self) -> bool:
        if not self._pause:
            return True
        with self._lock:
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._pause
            self._pause = min(LONGEST_PAUSE, 2 * self._pause)
            return True

    def begin(self, error: Exception) -> None:
        with self._lock:
            if self._pause:
                return
            # Not the error's text, which may hold the address.
            log.warning("rate limits: Redis fails (%s); counting in this process", type(error).__name__)
            self._pause = FIRST_PAUSE
            self._until = self._clock() + FIRST_PAUSE

    def end(self) -> None:
        if not self._pause:
            return
        with self._lock:
            self._pause = 0.0
        log.warning("rate limits: Redis answers again; counting there")


class SteadyStorage(Storage, MovingWindowSupport):
    """Redis, or this process where there is none or while it is away. Each counts for itself."""

    STORAGE_SCHEME = [SCHEME + kind for kind in ("redis", "rediss", "unix", "memory")]  # noqa: RUF012 (as the library reads it)

    def __init__(self, uri: str) -> None:
        super().__init__(uri)
        url = uri.removeprefix(SCHEME)
        self._local = LocalWindows()
        self._remote = None if url.startswith("memory:") else _redis_storage(url)
        self._outage = Outage()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return self._ask(lambda windows: windows.acquire_entry(key, limit, expiry, amount))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        return self._ask(lambda windows: windows.get_moving_window(key, limit, expiry))

    def clear(self, key: str) -> None:
        self._ask(lambda windows: windows.clear(key))

    def _ask(self, question: Callable[[Windows], T]) -> T:
        if self._remote is not None and self._outage.may_ask():
            try:
                answer = question(self._remote)
            except redis.RedisError as error:
                self._outage.begin(error)
            else:
                self._outage.end()
                return answer
        return question(self._local)

    def check(self) -> bool:
        return self._remote is None or bool(self._remote.check())

    @property
    def base_exceptions(self) -> type[Exception]:
        return redis.RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        raise NotImplementedError(ONLY)

    def get(self, key: str) -> int:
        raise NotImplementedError(ONLY)

    def get_expiry(self, key: str) -> float:
        raise NotImplementedError(ONLY)

    def reset(self) -> int | None:
        raise NotImplementedError(ONLY)


def _redis_storage(url: str) -> RedisStorage:
    # A pool of our own: the client's asks three more times, and waits between.
    pool = redis.ConnectionPool.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    return RedisStorage(url, connection_pool=pool, key_prefix=PREFIX)
