"""Circuit breakers: of each host spoken to whether it may be called, shared by every process through its row.

Each step is one UPDATE that says in its WHERE what it stands on, so that of many processes one takes it. Nothing is
held while a call runs: a probe has a number and a time after which another may be sent in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, and_, case, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from apex.store.base import Base
from apex.store.column import Moment
from apex.store.insert import insert_into

State = Literal["closed", "open", "half_open"]
HOST = 270
"""Characters of a host with its port."""
FAILURES = 5
"""In a row, that open a circuit."""
SUCCESSES = 2
"""Of probes, that close it."""
REST = timedelta(seconds=60)
"""For which nothing is sent."""
PROBE = timedelta(seconds=30)
"""After which a probe nobody heard of is given up: longer than any call takes."""


class Breaker(Base):
    """One host. A host that never failed has a row too, from its first call on."""

    __tablename__ = "breakers"
    host: Mapped[str] = mapped_column(String(HOST), primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="closed")
    since: Mapped[datetime] = mapped_column(Moment)
    """Of the state."""
    failures: Mapped[int] = mapped_column(default=0)
    """In a row, while it is closed."""
    successes: Mapped[int] = mapped_column(default=0)
    """Of probes, while it is half open."""
    openings: Mapped[int] = mapped_column(default=0)
    probe: Mapped[int] = mapped_column(default=0)
    """The number of the last probe."""
    probe_until: Mapped[datetime | None] = mapped_column(Moment)
    """When the probe that is out is given up; None where none is."""
    fault: Mapped[str] = mapped_column(String(60), default="")
    """What went wrong last, in a few words."""
    failed_at: Mapped[datetime | None] = mapped_column(Moment)
    paced_until: Mapped[datetime | None] = mapped_column(Moment)
    """Before which nobody calls, for hosts that are called at a pace."""


def breaker_of(session: Session, host: str) -> Breaker | None:
    return session.get(Breaker, host, populate_existing=True)


def breakers(session: Session, limit: int | None = None, offset: int = 0) -> Sequence[Breaker]:
    """Every host, or a page of them: those that are left alone first."""
    trouble = case((Breaker.state == "open", 0), (Breaker.state == "half_open", 1), else_=2)
    query = select(Breaker).order_by(trouble, Breaker.host).limit(limit).offset(offset)
    return session.scalars(query).all()


def number_of_hosts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Breaker)) or 0


def meet(session: Session, host: str, now: datetime) -> None:
    """A row for a host that is called for the first time."""
    row = insert_into(session, Breaker).values(host=host, since=now, **_fresh())
    session.execute(row.on_conflict_do_nothing(index_elements=["host"]))


def take_probe(session: Session, host: str, now: datetime) -> int | None:
    """The right to send the one probe, as its number; None where another is out, or it is too early."""
    rested = and_(Breaker.state == "open", Breaker.since <= now - REST)
    free = and_(Breaker.state == "half_open", or_(Breaker.probe_until.is_(None), Breaker.probe_until < now))
    opened = Breaker.state == "open"
    taken = {
        "state": "half_open", "since": case((opened, now), else_=Breaker.since),
        "successes": case((opened, 0), else_=Breaker.successes), "probe": Breaker.probe + 1, "probe_until": now + PROBE,
    }  # fmt: skip
    number: int | None = _written(session, host, or_(rested, free), taken, Breaker.probe)
    return number


def leave_probe(session: Session, host: str, probe: int) -> None:
    """The probe was not sent after all: another may be."""
    _written(session, host, _out(probe), {"probe_until": None}, Breaker.probe)


def succeed(session: Session, host: str) -> None:
    """A call of a closed circuit came through: failures are no longer in a row."""
    _written(session, host, and_(Breaker.state == "closed", Breaker.failures > 0), {"failures": 0}, Breaker.failures)


def fail(session: Session, host: str, now: datetime, fault: str) -> bool:
    """A call of a closed circuit failed; whether that opened it. What comes later than that counts no more."""
    last = Breaker.failures + 1 >= FAILURES
    changed = {
        "failures": Breaker.failures + 1, "fault": fault[:60], "failed_at": now,
        "state": case((last, "open"), else_="closed"), "since": case((last, now), else_=Breaker.since),
        "openings": Breaker.openings + case((last, 1), else_=0),
    }  # fmt: skip
    meet(session, host, now)
    return bool(_written(session, host, Breaker.state == "closed", changed, Breaker.state) == "open")


def probe_succeeded(session: Session, host: str, probe: int, now: datetime) -> bool:
    """The probe came through; whether that closed the circuit."""
    last = Breaker.successes + 1 >= SUCCESSES
    changed = {
        "successes": Breaker.successes + 1, "probe_until": None, "failures": 0,
        "state": case((last, "closed"), else_="half_open"), "since": case((last, now), else_=Breaker.since),
    }  # fmt: skip
    return bool(_written(session, host, _out(probe), changed, Breaker.state) == "closed")


def probe_failed(session: Session, host: str, probe: int, now: datetime, fault: str) -> bool:
    """The probe failed: open for another rest; False where the probe had been given up."""
    changed = {
        "state": "open", "since": now, "openings": Breaker.openings + 1, "probe_until": None, "successes": 0,
        "fault": fault[:60], "failed_at": now,
    }  # fmt: skip
    return _written(session, host, _out(probe), changed, Breaker.state) is not None


def try_now(session: Session, host: str, now: datetime) -> str | None:
    """Let the next call be a probe whatever time it is; the state it was in, None where it is closed."""
    was = session.scalar(select(Breaker.state).where(Breaker.host == host))
    changed = {"state": "half_open", "since": now, "probe_until": None, "successes": 0}
    return was if _written(session, host, Breaker.state != "closed", changed, Breaker.state) else None


def pace(session: Session, host: str, now: datetime, gap: timedelta, patience: float) -> float:
    """The next turn at a host that takes one call in each gap: how many seconds it is away. Only one that is no further
    away than the caller waits is taken; who gives up keeps nobody waiting.
    """
    meet(session, host, now)
    late = or_(Breaker.paced_until.is_(None), Breaker.paced_until < now)
    # Both databases set every column from the row as it was: two turns are never the same. In two steps, because
    # they add intervals to moments in different ways.
    if _written(session, host, late, {"paced_until": now + gap}, Breaker.host):
        return 0.0
    held = session.scalar(select(Breaker.paced_until).where(Breaker.host == host).with_for_update())
    assert held is not None
    wait = max((held - now).total_seconds(), 0.0)
    if wait <= patience:
        _written(session, host, Breaker.paced_until == held, {"paced_until": held + gap}, Breaker.host)
    return wait


def forget_breakers(session: Session, before: datetime) -> int:
    """Remove hosts that work, and whose state is older than a time: they come back with their next call."""
    quiet = and_(Breaker.state == "closed", Breaker.failures == 0, Breaker.since < before)
    gone = delete(Breaker).where(quiet, or_(Breaker.failed_at.is_(None), Breaker.failed_at < before))
    return len(session.execute(gone.returning(Breaker.host)).all())


def _fresh() -> dict[str, Any]:
    return {"state": "closed", "failures": 0, "successes": 0, "openings": 0, "probe": 0, "fault": ""}


def _out(probe: int) -> ColumnElement[bool]:
    """This probe, and no later one, is the one that is out."""
    return and_(Breaker.state == "half_open", Breaker.probe == probe, Breaker.probe_until.is_not(None))


def _written(session: Session, host: str, holds: ColumnElement[bool], values: Mapping[str, Any], told: Any) -> Any:
    """Change the row where something holds; a column of it as it is then, None where it does not hold."""
    step = update(Breaker).where(Breaker.host == host, holds).values(values).returning(told)
    return session.execute(step.execution_options(synchronize_session=False)).scalar_one_or_none()
