"""One message on its way: its turn, what an attempt came to, when the next one is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from apex.actions.call import Call
from apex.store.job import clock, hasten, job_by_id
from apex.store.verb import Verb
from apex.store.webhook import (
    AT_ONCE,
    Delivery,
    Webhook,
    delivery_by_id,
    lock_webhook,
    next_parked,
    parked,
    under_way,
    waiting_of,
)

SCHEDULE_S = (0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
"""Seconds before each attempt, counted from the one before it: at once, 5 s, 5 min, 30 min, 2, 5, 10, 14, 20, 24 h."""
WHOLE = timedelta(seconds=sum(SCHEDULE_S))
"""For how long a message is tried at most, also where its endpoint is left alone and no attempt is made."""
JITTER = 0.1
SPREAD_S = 10.0
"""Over which those come back whose endpoint was left alone: it is tried with one of them."""
A_SECOND = 4
"""Of many that wait for one endpoint so many come back each second, and one at least: most of them in vain."""
HOLD = timedelta(seconds=60)
"""An attempt takes ten seconds at most, and its breaker waits for a busy database before and after; later than this
nobody is at it any more.
"""
KEPT_LOG = 50
GONE = 410


@dataclass(frozen=True, slots=True)
class Turn:
    """A message whose turn it is, and where it goes. The secrets are closed still."""

    id: str
    webhook_id: str
    url: str
    body: bytes
    tries: int
    age: timedelta
    """Since it was put in line."""
    waiting: int
    """Messages that wait for the endpoint, this one among them."""
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Full:
    """No room for a message: two others to its endpoint are under way."""

    id: str
    webhook_id: str
    since: datetime
    """When it was first without room."""
    after: timedelta
    """When to look again at the latest: whoever ends wakes one, unless they do not live to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One attempt: the status of the answer, or the class of what went wrong before there was one."""

    at: datetime
    ms: int
    status: int | None = None
    error: str = ""
    retry_after_s: float = 0.0
    """What the endpoint, for a day at most, or its circuit breaker asks to be left alone for."""
    made: bool = True
    """False where the breaker let nothing be sent: that uses up no attempt."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a message: over, or sent again after so many seconds."""

    state: Literal["sent", "failed", "waiting"]
    after_s: float = 0.0


def take(call: Call, delivery_id: str, rotation: timedelta) -> Turn | Full | None:
    """The message if it is its turn; None where nothing is to be sent any more. Its place among those that are parked
    is given up: while a job runs nobody can wake it.
    """
    sent = delivery_by_id(call.session, delivery_id)
    hook = lock_webhook(call.session, sent.webhook_id) if sent is not None else None
    if sent is None or hook is None or sent.state != "waiting":
        return None
    if not hook.active:
        sent.state, sent.due_at, sent.parked_at = "stopped", None, None
        return None
    now, since = clock(call.session), sent.parked_at
    sent.parked_at = None
    if not _has_room(call, sent, now):
        later = random.uniform(10.0, 20.0) + parked(call.session, hook.id) / A_SECOND  # noqa: S311 (jitter)
        return Full(sent.id, hook.id, since or now, timedelta(seconds=later))
    sent.busy_until = now + HOLD
    job = job_by_id(call.session, sent.job_id)
    return Turn(
        id=sent.id,
        webhook_id=hook.id,
        url=hook.url,
        body=sent.body.encode(),
        tries=sent.tries,
        age=now - (job or sent).created_at,
        waiting=waiting_of(call.session, [hook.id]).get(hook.id, 0),
        secrets=counting(hook, now, rotation),
    )


def _has_room(call: Call, sent: Delivery, now: datetime) -> bool:
    return under_way(call.session, sent.webhook_id, sent.id, now) < AT_ONCE


def park(call: Call, full: Full) -> None:
    """Have a message whose job waits from now on be woken by whoever ends; at once where there is room by now."""
    hook = lock_webhook(call.session, full.webhook_id)
    sent = delivery_by_id(call.session, full.id)
    if hook is None or sent is None:
        return
    now = clock(call.session)
    if _has_room(call, sent, now):
        hasten(call.session, sent.job_id, now)
    else:
        sent.parked_at = full.since


def counting(hook: Webhook, now: datetime, rotation: timedelta) -> tuple[str, ...]:
    """The secrets that sign now, closed: the one before too until its rotation is over."""
    before = hook.secret_before
    if before is None or hook.rotated_at is None or now - hook.rotated_at >= rotation:
        return (hook.secret,)
    return (hook.secret, before)


def judge(tried: Tried, tries: int, age: timedelta = timedelta(), waiting: int = 1) -> Verdict:
    """2xx is the end, 410 and the last attempt are too; anything else is tried again on the schedule. Where no attempt
    was made, age is the end.
    """
    if not tried.made:
        if age > WHOLE:
            return Verdict("failed")
        spread = random.uniform(0.0, SPREAD_S + waiting / A_SECOND)  # noqa: S311 (jitter)
        return Verdict("waiting", tried.retry_after_s + spread)
    if tried.status is not None and 200 <= tried.status < 300:
        return Verdict("sent")
    if tried.status == GONE or tries + 1 >= len(SCHEDULE_S):
        return Verdict("failed")
    usual = SCHEDULE_S[tries + 1] * random.uniform(1.0 - JITTER, 1.0 + JITTER)  # noqa: S311 (jitter)
    return Verdict("waiting", max(usual, tried.retry_after_s))


def settle(call: Call, turn: Turn, tried: Tried, verdict: Verdict) -> None:
    """Write the attempt down, make room for the next message, and disable an endpoint that says it is gone."""
    hook = lock_webhook(call.session, turn.webhook_id)
    sent = delivery_by_id(call.session, turn.id)
    if hook is None or sent is None:
        return
    if tried.made or verdict.state == "failed":
        note(sent, tried)
    now, waits = clock(call.session), verdict.state == "waiting"
    sent.busy_until, sent.state = None, verdict.state
    sent.due_at = now + timedelta(seconds=verdict.after_s) if waits else None
    if tried.status == GONE and hook.active:
        stop(call, hook, "it answered 410 Gone")
    call.session.flush()
    _wake(call, hook, now)


def note(sent: Delivery, tried: Tried) -> None:
    """Keep what an attempt came to."""
    line = {"at": tried.at.isoformat(), "status": tried.status, "ms": tried.ms, "error": tried.error}
    sent.log, sent.tries = [*sent.log, line][-KEPT_LOG:], sent.tries + tried.made


def stop(call: Call, hook: Webhook, reason: str) -> None:
    """Have an endpoint be sent nothing more; what waits for it is stopped when its time comes."""
    hook.active, hook.reason, hook.updated_at, hook.version = False, reason, call.now, hook.version + 1
    call.record(Verb.WEBHOOK_DISABLED, "webhook", hook.id, reason=reason, changes={"active": (True, False)})


def _wake(call: Call, hook: Webhook, now: datetime) -> None:
    """Whoever has waited longest and can be woken: of others the job is over, or looks for itself just now."""
    while (waiting := next_parked(call.session, hook.id)) is not None:
        waiting.parked_at = None
        call.session.flush()
        if hasten(call.session, waiting.job_id, now):
            return


def delivery_state(sent: Delivery) -> dict[str, Any]:
    """A message as who looks after the endpoint sees it."""
    return {
        "id": sent.id,
        "event": sent.event,
        "state": sent.state,
        "attempts": sent.log,
        "due_at": sent.due_at.isoformat() if sent.due_at else None,
        "created_at": sent.created_at.isoformat(),
        "body": sent.body,
    }
