"""Somebody's endpoint: a real server that answers as a test says, and keeps what it was sent."""

from __future__ import annotations

import json
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Message"], tuple[int, dict[str, str]]]


@dataclass(frozen=True)
class Message:
    """One request as it came in; `number` counts those with the same id."""

    path: str
    headers: dict[str, str]
    body: bytes
    number: int

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def content(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class Receiver:
    """What came in, in order; `answer` decides what is said. `hold` keeps answers back until it is set."""

    url: str = ""
    answer: Answer = lambda message: (204, {})
    got: list[Message] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)
    most: int = 0
    """The most requests that were open at the same moment."""
    _open: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)

    @property
    def place(self) -> str:
        return self.url.removeprefix("http://").split("/")[0]

    def wait(self, number: int, seconds: float = 60.0) -> list[Message]:
        """Once so many came in."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.got) >= number, seconds), f"only {len(self.got)} of {number}"
            return list(self.got)

    def take(
        self, path: str, headers: dict[str, str], body: bytes, gone: Callable[[], bool]
    ) -> tuple[int, dict[str, str]]:
        with self._news:
            number = 1 + sum(each.headers.get("webhook-id") == headers.get("webhook-id") for each in self.got)
            message = Message(path, headers, body, number)
            self.got.append(message)
            self._open += 1
            self.most = max(self.most, self._open)
            self._news.notify_all()
        try:
            while not self.hold.wait(0.05) and not gone():
                pass
            return self.answer(message)
        finally:
            with self._news:
                self._open -= 1


@contextmanager
def receiving(answer: Answer | None = None, *, held: bool = False) -> Iterator[Receiver]:
    """A receiver on a port of this machine."""
    receiver = Receiver()
    if answer is not None:
        receiver.answer = answer
    if not held:
        receiver.hold.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, named = receiver.take(self.path, headers, body, self._gone)
            try:
                self.send_response(status)
                for name, value in named.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                pass  # who asked is gone

        def _gone(self) -> bool:
            """Whether who asked has hung up."""
            ready = select.select([self.connection], [], [], 0)[0]
            try:
                return bool(ready) and not self.connection.recv(1, socket.MSG_PEEK)
            except OSError:
                return True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/in"
    try:
        yield receiver
    finally:
        receiver.hold.set()
        server.shutdown()
        server.server_close()
