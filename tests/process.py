"""Web processes as they run in production: gunicorn on an environment alone, and callers in many threads.

A process of its own starts each gunicorn and ends it, with all of its workers, however the tests end: they hold the
other end of its standard input, which the kernel closes for them whatever kills them. Standard library only.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60
STOP_SECONDS = 10
LISTENING = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")
LOST = (OSError, http.client.HTTPException)
"""What a caller meets where no whole answer came."""
Result = TypeVar("Result")


class WebError(RuntimeError):
    """gunicorn does not serve; the last lines of its log say why."""


class Web:
    """One gunicorn with so many processes, on a port the kernel gave it. It starts while the tests go on."""

    def __init__(
        self, url: str, folder: Path, *, workers: int = 1, threads: int = 4, app: str = "wsgi:app", **more: str
    ) -> None:
        self.log = folder / f"web-{secrets.token_hex(4)}.log"
        self.log.touch()
        order = {
            "command": _command(app, workers, threads),
            "environment": environment(url, folder) | more,
            "log": str(self.log),
        }
        # Isolated, because the tests' folder would otherwise stand first among what the keeper imports from.
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, json.dumps(order)], stdin=subprocess.PIPE, start_new_session=True
        )

    @cached_property
    def port(self) -> int:
        """Known once /ready says 200."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self._keeper.poll() is None:
            found = LISTENING.search(self.log.read_text())
            if found and is_ready(int(found[1])):
                return int(found[1])
            time.sleep(0.02)
        raise WebError(" ".join(self.log.read_text().split()[-80:]))

    def ask_to_stop(self) -> None:
        self._keeper.stdin.close()

    def stop(self) -> None:
        """Returns when every process of it has ended."""
        self.ask_to_stop()
        self._keeper.wait(3 * STOP_SECONDS)


def environment(url: str, folder: Path) -> dict[str, str]:
    """What such a process is given, and nothing of what the tests run in but the machine's own."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return own | {
        "APEX_ENV": "testing",
        "APEX_DATABASE_URL": url,
        "APEX_DATA_DIR": str(folder),
        "APEX_SECRET_KEY": "the same in every process of these tests",
        "APEX_RATE_LIMIT_DEFAULT": "1000000/minute",
    }


def _command(app: str, workers: int, threads: int) -> list[str]:
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    # The control socket has one path for all gunicorns of a user; these are many.
    quiet = ["--no-control-socket", "--graceful-timeout", "5"]
    return [gunicorn, app, "-w", str(workers), "--threads", str(threads), "-b", "127.0.0.1:0", *quiet]


def is_ready(port: int) -> bool:
    try:
        return Caller(port).send("GET", "/ready").status == 200
    except LOST:
        return False


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer."""

    status: int
    headers: Message
    body: bytes

    @property
    def envelope(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def result(self) -> Any:
        return self.envelope["result"]

    @property
    def code(self) -> str:
        return self.envelope["errors"][0]["code"]

    @property
    def replayed(self) -> bool:
        return self.headers["Idempotent-Replayed"] == "true"


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token, or with the cookies given along, at one port. Each request is a connection of its own."""

    port: int
    token: str = ""

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        go: Callable[[], object] | None = None,
    ) -> Answer:
        """Ask; plain data goes as JSON, text as a form. `go` is waited for once the connection stands."""
        named = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent = None
        if isinstance(body, str):
            sent, named["Content-Type"] = body.encode(), "application/x-www-form-urlencoded"
        elif body is not None:
            sent, named["Content-Type"] = json.dumps(body).encode(), "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.connect()
            if go is not None:
                go()
            connection.request(method, path, sent, named | dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


def together(works: Sequence[Callable[[Callable[[], object]], Result]]) -> list[Result]:
    """Run each in a thread of its own; every one is given what lets it wait for all the others."""
    barrier = threading.Barrier(len(works), timeout=60)
    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(work, barrier.wait) for work in works]]


def until_decided(ask: Callable[[], Answer], seconds: float = 30) -> Answer:
    """Ask again while nobody answers, or the answer is to ask again later; what came at last."""
    until = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
            if answer.headers["Retry-After"] is None or time.monotonic() > until:
                return answer
        except LOST:
            if time.monotonic() > until:
                raise
        time.sleep(0.05)


def _keep(order: dict[str, Any]) -> None:
    """Serve until the tests are over, then end the whole group of processes."""
    with Path(order["log"]).open("ab") as log:
        served = subprocess.Popen(
            order["command"],
            env=order["environment"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        while served.poll() is None and not select.select([sys.stdin], [], [], 0.05)[0]:
            pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _end(served)


def _end(served: subprocess.Popen[bytes]) -> None:
    served.terminate()
    until = time.monotonic() + STOP_SECONDS
    while time.monotonic() < until and (served.poll() is None or _alive(served.pid)):
        time.sleep(0.02)
    if _alive(served.pid):
        os.killpg(served.pid, signal.SIGKILL)
    served.wait()


def _alive(group: int) -> bool:
    """Whether any process of the group is left; workers may outlive the one that started them."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _asked_to_end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _asked_to_end)
    _keep(json.loads(sys.argv[1]))
