"""The breaker the client asks: its rows read and written in short transactions of their own.

Nothing here may run while the caller holds a writing transaction: on SQLite the two would wait for each other.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from apex.actions.call import SYSTEM, Call, Clock, utc_now
from apex.errors import BusyError, ConflictError, NotFoundError
from apex.outside.client import CircuitOpenError, Pass
from apex.store.breaker import (
    REST,
    Breaker,
    breaker_of,
    fail,
    forget_breakers,
    leave_probe,
    meet,
    pace,
    probe_failed,
    probe_succeeded,
    succeed,
    take_probe,
    try_now,
)
from apex.store.connect import is_transient
from apex.store.retry import transact
from apex.store.verb import Verb

T = TypeVar("T")
log = logging.getLogger("apex.outside")
KEPT = timedelta(days=90)
"""For how long a host that works, and is not called any more, is shown."""


class SharedBreaker:
    """The breakers of all hosts, in the database of an engine. May be shared by threads.

    Where the database is busy a call is let through, and what came of it is not counted: breakers protect calls,
    they are none of their conditions.
    """

    def __init__(self, engine: Engine, clock: Clock = utc_now) -> None:
        self._engine, self._clock = engine, clock

    def admit(self, host: str) -> Pass:
        """Leave to call a host: plain while its circuit is closed, else as the one probe that is out."""
        return self._kept(lambda: self._admitted(host), Pass(host))

    def _admitted(self, host: str) -> Pass:
        now = self._clock()
        with Session(self._engine) as session:
            held = breaker_of(session, host)
            if held is None or held.state == "closed":
                return Pass(host)
            if held.state == "open" and now < held.since + REST:
                raise _refusal(held, now)
        probe = self._write(lambda session: take_probe(session, host, now))
        if probe is None:
            raise _refusal(held, now)
        return Pass(host, probe)

    def tell(self, leave: Pass, failure: str) -> None:
        """How a call went. What opens or closes a circuit is on the audit log and in the log."""
        self._kept(lambda: self._counted(leave, failure), None)

    def _counted(self, leave: Pass, failure: str) -> None:
        now, host = self._clock(), leave.host
        if not leave.probe and not failure:
            self._worked(host, now)
            return

        def count(session: Session) -> str:
            if not leave.probe:
                turned = "open" if fail(session, host, now, failure) else ""
            elif failure:
                turned = "open" if probe_failed(session, host, leave.probe, now, failure) else ""
            else:
                turned = "closed" if probe_succeeded(session, host, leave.probe, now) else ""
            if turned:
                verb = Verb.BREAKER_OPENED if turned == "open" else Verb.BREAKER_CLOSED
                changes = {"fault": (None, failure)} if failure else None
                Call(session=session, actor=SYSTEM, now=now).record(verb, "host", host[:128], changes=changes)
            return turned

        turned = self._write(count)
        if turned:
            log.warning("the circuit to %s is %s%s", host, turned, f": {failure}" if failure else "")

    def _worked(self, host: str, now: datetime) -> None:
        """The usual case: nothing is written where nothing changes."""
        with Session(self._engine) as session:
            held = breaker_of(session, host)
        if held is None:
            self._write(lambda session: meet(session, host, now))
        elif held.state == "closed" and held.failures:
            self._write(lambda session: succeed(session, host))

    def give_back(self, leave: Pass) -> None:
        """A probe that was not sent."""
        if leave.probe:
            self._kept(lambda: self._write(lambda session: leave_probe(session, leave.host, leave.probe)), None)

    def turn(self, host: str, gap: timedelta, patience: float) -> float:
        """Seconds until it is the caller's turn at a host that is called once in each gap by all processes together;
        the turn is not taken where that is longer than the caller waits.
        """
        return self._kept(lambda: self._write(lambda session: pace(session, host, self._clock(), gap, patience)), 0.0)

    def _write(self, work: Callable[[Session], T]) -> T:
        with Session(self._engine) as session:
            return transact(session, lambda: work(session))

    def _kept(self, work: Callable[[], T], otherwise: T) -> T:
        """The work, or something else where the database is busy or away."""
        try:
            return work()
        except (SQLAlchemyError, BusyError) as error:
            passing = isinstance(error, (BusyError, PoolTimeoutError)) or is_transient(error)
            if not passing:
                raise
            log.warning("a breaker could not be read or written: %s", type(error).__name__)
            return otherwise


def _refusal(held: Breaker, now: datetime) -> CircuitOpenError:
    until = held.since + REST if held.state == "open" else held.probe_until or now
    wait = max(math.ceil((until - now).total_seconds()), 1)
    message = f"{held.host} failed several times ({held.fault}) and is left alone for a while"
    return CircuitOpenError(message, retry_after=wait)


def try_again(call: Call, host: str) -> Breaker:
    """Let the next call of a host that is left alone be a probe."""
    if breaker_of(call.session, host) is None:
        raise NotFoundError("no request was sent to that host yet")
    was = try_now(call.session, host, call.now)
    if was is None:
        raise ConflictError("the host works; there is nothing to try")
    call.record(Verb.BREAKER_TRIED, "host", host[:128], changes={"state": (was, "half_open")})
    held = breaker_of(call.session, host)
    assert held is not None
    return held


def forget_quiet(call: Call) -> int:
    """Remove the hosts nothing was heard of for long."""
    return forget_breakers(call.session, call.now - KEPT)


def shown(held: Breaker) -> dict[str, object]:
    """A host as machines see it."""
    return {
        "host": held.host,
        "state": held.state,
        "since": held.since.isoformat(),
        "failures": held.failures,
        "successes": held.successes,
        "openings": held.openings,
        "last_error": held.fault or None,
        "last_error_at": held.failed_at.isoformat() if held.failed_at else None,
    }
