"""`webhook.deliver`: one message to one endpoint, on the schedule of webhooks and not on that of other jobs."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import timedelta

from flask import current_app

from apex.actions.call import Call, utc_now
from apex.actions.delivery import Full, Tried, Turn, Verdict, judge, park, settle, take
from apex.actions.webhook import ROTATION, opened
from apex.jobs.kind import Again, Done, Effect, Task
from apex.jobs.outside import strangers
from apex.logic.signature import signed_headers
from apex.outside.address import AddressError
from apex.outside.client import Answer, CircuitOpenError, UnansweredError
from apex.store.retry import transact
from apex.store.vault import Vault, VaultError

log = logging.getLogger("apex.jobs")


def deliver(task: Task) -> Done | Again:
    """Take the message's turn, send it with no transaction open, and write down what that came to."""
    session = task.call.session
    message = str(task.args["delivery_id"])
    turn = transact(session, lambda: take(replace(task.call, now=utc_now()), message, ROTATION))
    if turn is None:
        return Done("nothing to send")
    if isinstance(turn, Full):
        full = turn
        return Again(full.after, "others to the same endpoint are under way", lambda call: park(call, full))
    tried = _attempt(turn)
    verdict = judge(tried, turn.tries, turn.age, turn.waiting)

    def effect(call: Call) -> None:
        settle(call, turn, tried, verdict)

    return _ended(turn, tried, verdict, effect)


def _ended(turn: Turn, tried: Tried, verdict: Verdict, effect: Effect) -> Done | Again:
    said = tried.error or f"status {tried.status}"
    log.info("message %s, attempt %s: %s, %s ms", turn.id, turn.tries + 1, said, tried.ms)
    if verdict.state == "waiting":
        return Again(timedelta(seconds=verdict.after_s), said, effect)
    return Done({"state": verdict.state, "status": tried.status, "error": tried.error}, effect, lasting=True)


def _attempt(turn: Turn) -> Tried:
    """One request. What kept it from an answer is told by its class, in none of the other side's words."""
    at, began = utc_now(), time.perf_counter()

    def tried(answer: Answer | None = None, error: str = "", after_s: float = 0.0) -> Tried:
        ms = round(1000.0 * (time.perf_counter() - began))
        return Tried(at=at, ms=ms, status=answer.status if answer else None, error=error, retry_after_s=after_s)

    try:
        secrets = opened(Vault(current_app.extensions["apex_settings"].secret_key), turn.webhook_id, turn.secrets)
    except VaultError:
        return tried(error="its secret cannot be read any more: the secret key of the server is another one now")
    headers = signed_headers(secrets, turn.id, int(at.timestamp()), turn.body) | {"Content-Type": "application/json"}
    try:
        answer = strangers().send("POST", turn.url, headers=headers, body=turn.body)
    except AddressError as refused:
        return tried(error=refused.message)
    except CircuitOpenError as left:
        waited = float(left.retry_after or 0)
        return Tried(at=at, ms=0, error="left alone: it failed too often", retry_after_s=waited, made=False)
    except UnansweredError as silent:
        return tried(error=silent.fault)
    return tried(answer, after_s=float(answer.retry_after or 0))
