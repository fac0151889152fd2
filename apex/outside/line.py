"""One HTTP exchange on a line of its own, to the addresses that were checked and to no others."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

from apex.outside.address import Place

MOST = 1024 * 1024
"""Bytes of an answer that are read, packed or unpacked."""
PIECE = 64 * 1024


class TooMuchError(Exception):
    """An answer larger than is read."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A request, less where it goes."""

    method: str
    headers: Mapping[str, str]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Got:
    """An answer with all of its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Deadline:
    """The end of a call, which ends its line under whatever still waits on it."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._over = False

    @property
    def left(self) -> float:
        """Seconds until then; `TimeoutError` when it is over."""
        left = self._until - time.monotonic()
        if left <= 0 or self._over:
            raise TimeoutError
        return left

    def hold(self, line: socket.socket) -> None:
        """Know the line by a second handle: TLS takes the first one over."""
        with self._lock:
            self._line = line.dup()
        if self._over:
            self.cut()

    def drop(self) -> None:
        """End the line; another may be made."""
        with self._lock:
            if self._line is not None:
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)
                self._line.close()
                self._line = None

    def cut(self) -> None:
        """End the line, and let none be made any more."""
        self._over = True
        self.drop()


class Pinned:
    """Makes a connection of urllib3 to addresses already known; name, Host and TLS stay the host's."""

    addresses: Sequence[str]
    deadline: Deadline
    connect_s: float

    def _new_conn(self) -> socket.socket:
        connection: HTTPConnection = self  # type: ignore[assignment]
        until = time.monotonic() + min(self.connect_s, self.deadline.left)
        last: OSError = OSError("there is no address")
        for number, address in enumerate(self.addresses):
            share = (until - time.monotonic()) / (len(self.addresses) - number)
            try:
                line = socket.create_connection((address, connection.port), timeout=max(share, 0.05))
            except OSError as error:
                last = error
                continue
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.deadline.hold(line)
            line.settimeout(max(until - time.monotonic(), 0.05))
            return line
        raise last


class Plain(Pinned, HTTPConnection):
    pass


class Secure(Pinned, HTTPSConnection):
    pass


def trust() -> ssl.SSLContext:
    """The authorities of this machine, and the usual ones for machines that have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def exchange(
    place: Place, addresses: Sequence[str], sent: Sent, deadline: Deadline, connect_s: float, context: ssl.SSLContext
) -> Got:
    """Send a request and read its answer whole."""
    line: Plain | Secure
    if place.scheme == "https":
        line = Secure(place.host, place.port, ssl_context=context, timeout=connect_s)
    else:
        line = Plain(place.host, place.port, timeout=connect_s)
    line.addresses, line.deadline, line.connect_s = addresses, deadline, connect_s
    try:
        line.connect()
        line.timeout = deadline.left
        line.request(sent.method, place.target, sent.body, {"Host": place.name, **sent.headers}, preload_content=False)
        with line.getresponse() as response:
            return Got(response.status, response.headers, _whole(response, sent, deadline))
    finally:
        line.close()
        deadline.drop()


def _whole(response: HTTPResponse, sent: Sent, deadline: Deadline) -> bytes:
    """The body, unpacked; `TooMuchError` as soon as it is known to be too large."""
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MOST and sent.method != "HEAD":
        raise TooMuchError
    body = bytearray()
    while piece := response.read(PIECE, decode_content=True):
        body += piece
        if len(body) > MOST:
            raise TooMuchError
        # Each piece may come in time, and the whole never end.
        _ = deadline.left
    return bytes(body)
