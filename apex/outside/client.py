"""The one client for other services: one attempt with an end in time and size, past a circuit breaker.

`public_only` is for addresses people type (webhooks): only https to the public internet, over the address that was
checked. Services an administrator configured are asked without it.
"""

from __future__ import annotations

import http.client
import json
import logging
import random
import socket
import ssl
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import urljoin

from urllib3.exceptions import HTTPError as UrllibError
from urllib3.exceptions import ReadTimeoutError, SSLError

from apex import __version__
from apex.errors import ExternalServiceError
from apex.outside.address import AddressError, Place, Resolve, allow, public, read, resolve
from apex.outside.after import retry_after
from apex.outside.deadline import within
from apex.outside.line import Deadline, Got, Sent, TooMuchError, exchange, trust

log = logging.getLogger("apex.outside")
AGENT = f"APEX/{__version__}"
HOPS = 3
TRIES = 3
FIRST_S = 0.25
SOON_S = 1
"""What `Retry-After` says where nobody told anything better."""
MOVED = (301, 302, 303, 307, 308)
FAULTS = (UrllibError, http.client.HTTPException, OSError, TooMuchError)
"""What a call ends with that came to no answer."""


class NonsenseError(ExternalServiceError):
    """A service answered something else than it should."""


class UnansweredError(ExternalServiceError):
    """No whole answer came. `fault` says why in a few words, none of them the other side's."""

    def __init__(self, host: str, fault: str) -> None:
        super().__init__(f"{host} does not answer: {fault}", retry_after=SOON_S)
        self.fault = fault


class CircuitOpenError(ExternalServiceError):
    """A host failed so often that it is left alone for a while; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status. Names of headers in any case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as plain data; `NonsenseError` where it is none."""
        try:
            return json.loads(self.body, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise NonsenseError("the service answered something that is no JSON", retry_after=SOON_S) from None

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def passing(self) -> bool:
        """Whether the same request may do better later."""
        return self.status in {408, 425, 429} or self.status >= 500

    @property
    def failure(self) -> str:
        """What a breaker counts; empty for an answer of a host that works, refusals included."""
        return f"status {self.status}" if self.status == 429 or self.status >= 500 else ""

    @property
    def retry_after(self) -> int | None:
        return retry_after(self.headers)


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave for one call to a host. `probe` numbers the one that is to find out whether it is back."""

    host: str
    probe: int = 0


class Breaker(Protocol):
    """Asked before a call and told after it; holds nothing while it runs."""

    def admit(self, host: str) -> Pass:
        """Leave to call; `CircuitOpenError` while the host is to be left alone."""

    def tell(self, leave: Pass, failure: str) -> None:
        """How it went: empty where the host answered, else what went wrong in a few words."""

    def give_back(self, leave: Pass) -> None:
        """It was not used: nothing was learned about the host."""


@dataclass(slots=True)
class Heard:
    """What a call learned of its host."""

    failure: str | None = None
    """Empty where it answered, else what went wrong; None while nothing is known."""


@contextmanager
def admitted(breaker: Breaker | None, host: str) -> Iterator[Heard]:
    """One call to a host, past its breaker where there is one: told how it went, or given the leave back where nothing
    was learned.
    """
    leave = breaker.admit(host) if breaker else None
    heard = Heard()
    try:
        yield heard
    except UnansweredError as error:
        heard.failure = error.fault
        raise
    finally:
        if breaker and leave:
            if heard.failure is None:
                breaker.give_back(leave)
            else:
                breaker.tell(leave, heard.failure)


class Client:
    """Sends requests. May be shared by threads.

    `trusted` are places (`host:port`) an administrator named: they may be private and speak plain http.
    """

    def __init__(
        self,
        breaker: Breaker | None = None,
        *,
        public_only: bool = False,
        connect_s: float = 3.0,
        total_s: float = 10.0,
        trusted: Collection[str] = (),
        agent: str = AGENT,
        resolve: Resolve = resolve,
    ) -> None:
        self._breaker = breaker
        self._public_only = public_only
        self._connect_s, self._total_s = connect_s, total_s
        self._trusted = frozenset(trusted)
        self._agent = agent
        self._resolve = resolve

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """One attempt: the answer whatever its status, or `ExternalServiceError`; `AddressError` for bad addresses."""
        return self._send(method, url, headers, body, self._total_s)

    def ask(self, url: str, *, headers: Mapping[str, str] | None = None) -> Answer:
        """GET for somebody who waits: tried up to three times, with full jitter, all within the total time."""
        until = time.monotonic() + self._total_s
        for number in range(1, TRIES + 1):
            wait = random.uniform(0.0, FIRST_S * 2.0 ** (number - 1))  # noqa: S311 (jitter)
            try:
                answer = self._send("GET", url, headers, None, max(until - time.monotonic(), 0.05))
            except UnansweredError:
                if number == TRIES or time.monotonic() + wait >= until:
                    raise
            else:
                wait = max(wait, float(answer.retry_after or 0))
                if not answer.passing or number == TRIES or time.monotonic() + wait >= until:
                    return answer
            time.sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return trust()

    def _send(
        self, method: str, url: str, headers: Mapping[str, str] | None, body: bytes | None, total_s: float
    ) -> Answer:
        place = read(url)
        if self._public_only:
            allow(place, self._trusted)
        sent = Sent(method, self._named(headers), body)
        with admitted(self._breaker, place.name) as heard:
            answer = self._within(place, url, sent, total_s)
            heard.failure = answer.failure
        return answer

    def _named(self, headers: Mapping[str, str] | None) -> dict[str, str]:
        given = dict(headers or {})
        names = {name.lower() for name in given}
        own = {"User-Agent": self._agent, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "close"}
        return {name: value for name, value in own.items() if name.lower() not in names} | given

    def _within(self, place: Place, url: str, sent: Sent, total_s: float) -> Answer:
        """The exchange and what it leads to on the same host, given up in time."""
        deadline = Deadline(total_s)
        try:
            got = within(total_s, lambda: self._follow(place, url, sent, deadline))
        except FAULTS as error:
            unanswered = UnansweredError(place.name, _word(error))
            log.warning("%s (%s: %.200s)", unanswered.message, type(error).__name__, error)
            raise unanswered from None
        finally:
            deadline.cut()
        return Answer(got.status, got.headers, got.body)

    def _follow(self, place: Place, url: str, sent: Sent, deadline: Deadline) -> Got:
        addresses = self._resolve(place.host, place.port)
        if self._public_only:
            public(place, addresses, self._trusted)
        for _ in range(HOPS):
            got = exchange(place, addresses, sent, deadline, self._connect_s, self._context)
            onward = _onward(place, url, sent, got)
            if onward is None:
                return got
            place, url = onward
        return got


def _onward(place: Place, url: str, sent: Sent, got: Got) -> tuple[Place, str] | None:
    """Where an answer leads on the same host; what leads elsewhere is an answer like any other."""
    if got.status not in MOVED or sent.method not in {"GET", "HEAD"} or not got.headers.get("Location"):
        return None
    try:
        onward = urljoin(url, got.headers["Location"])
        there = read(onward)
    except (AddressError, ValueError):
        return None
    return (there, onward) if there.origin == place.origin else None


def _word(error: Exception) -> str:
    """What went wrong, in a few words without anything of the other side's."""
    if isinstance(error, (TimeoutError, ReadTimeoutError)):
        return "too slow"
    if isinstance(error, TooMuchError):
        return "too large an answer"
    if isinstance(error, socket.gaierror):
        return "no such name"
    if isinstance(error, (ssl.SSLError, SSLError)):
        return "no trust in its certificate" if "CERTIFICATE" in str(error) else "no encryption"
    return "connection refused" if "refused" in str(error) else "the line broke"


def _no_number(word: str) -> float:
    raise ValueError(word)
