"""Endpoints that are told what happens: made, changed, their secrets rotated, messages sent to them again."""

from __future__ import annotations

import secrets as chance
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from apex.actions.announce import KIND, body_text, message_job, put_message
from apex.actions.call import Call
from apex.actions.delivery import counting, stop
from apex.actions.revision import tag
from apex.engine.envelope import sha256
from apex.errors import ConflictError, InvalidInputError, NotFoundError, Problem, StaleError
from apex.logic.signature import secret_of
from apex.outside.address import AddressError, allow
from apex.outside.address import read as read_address
from apex.schema.read import read
from apex.schema.webhook import TEST, Since, WebhookChange
from apex.store.advance import advance
from apex.store.identity import new_id
from apex.store.job import hasten, live_job, put_in_line
from apex.store.vault import Vault
from apex.store.verb import Verb
from apex.store.webhook import Delivery, Webhook, delivery_by_id, lock_webhook, over_since, waiting_of, webhooks

ROTATION = timedelta(hours=24)
"""For how long the secret before still signs, too."""
REPLAYED_FOR = timedelta(days=30)
REPLAYED_MOST = 1000
"""Messages one request puts in line again."""
BYTES = 32


@dataclass(frozen=True, slots=True)
class House:
    """What an installation gives its endpoints: the vault of their secrets, and places of its own they may be at."""

    vault: Vault
    trusted: Collection[str]


def webhook_state(hook: Webhook, now: datetime) -> dict[str, Any]:
    """What may be said of an endpoint: everything but its secrets."""
    until = hook.rotated_at + ROTATION if hook.rotated_at and len(counting(hook, now, ROTATION)) > 1 else None
    return {
        "id": hook.id,
        "url": hook.url,
        "description": hook.description,
        "events": hook.events,
        "state": "active" if hook.active else "disabled",
        "reason": hook.reason,
        "rotation_until": until.isoformat() if until else None,
        "owner_id": hook.owner_id,
        "version": hook.version,
        "created_at": hook.created_at.isoformat(),
        "updated_at": hook.updated_at.isoformat(),
    }


def listed(session: Session, now: datetime, limit: int, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """Endpoints, newest first, with whose each is and how much waits for it; and how many there are."""
    rows, total = webhooks(session, limit, offset)
    waiting = waiting_of(session, [hook.id for hook, _ in rows])
    items = [
        {**webhook_state(hook, now), "owner": owner.email, "waiting": waiting.get(hook.id, 0)} for hook, owner in rows
    ]
    return items, total


def etag(hook: Webhook) -> str:
    """Of what can be changed; that a rotation ends by itself is no change."""
    return tag(hook.version, sha256([hook.id, hook.url, hook.description, hook.events, hook.active]))


def found(call: Call, webhook_id: str) -> Webhook:
    hook = call.session.get(Webhook, webhook_id)
    if hook is None:
        raise NotFoundError("there is no such webhook")
    return hook


def add(call: Call, given: object, house: House) -> tuple[str, Webhook]:
    """An endpoint of the caller's. Its secret is returned and kept closed."""
    wanted = _read(given, house)
    secret = secret_of(chance.token_bytes(BYTES))
    own = new_id()
    hook = Webhook(
        id=own,
        url=wanted.url,
        description=wanted.description,
        events=list(wanted.events),
        secret=house.vault.close(secret, _whose(own)),
        owner_id=call.actor.id,
        created_at=call.now,
        updated_at=call.now,
    )
    call.session.add(hook)
    call.session.flush()
    told = {"host": (None, urlsplit(wanted.url).hostname), "events": (None, list(wanted.events))}
    call.record(Verb.WEBHOOK_ADDED, "webhook", own, changes=told)
    return secret, hook


def change(call: Call, hook: Webhook, seen: int, given: object, house: House) -> Webhook:
    """Where it is, what it is told of. Messages that wait go to the new address."""
    wanted = _read(given, house)
    values = {"url": wanted.url, "description": wanted.description, "events": list(wanted.events)}
    told: dict[str, tuple[Any, Any]] = {
        name: (getattr(hook, name), value) for name, value in values.items() if getattr(hook, name) != value
    }
    if not told:
        return hook
    if "url" in told:  # the log names hosts: the rest of an address can be a secret
        told["url"] = (urlsplit(hook.url).hostname, urlsplit(wanted.url).hostname)
    _write(call, hook, seen, values)
    call.record(Verb.WEBHOOK_CHANGED, "webhook", hook.id, changes=told)
    return hook


def _read(given: object, house: House) -> WebhookChange:
    """The address is looked at again, and what its name leads to, each time something is sent."""
    wanted = read(WebhookChange, given)
    try:
        allow(read_address(wanted.url), house.trusted)
    except AddressError as refused:
        raise InvalidInputError([Problem("url", refused.message.removeprefix("the address "), "rule")]) from None
    return wanted


def _write(call: Call, hook: Webhook, seen: int, values: dict[str, Any]) -> None:
    if not advance(call.session, hook, seen, {**values, "updated_at": call.now}):
        call.session.refresh(hook)
        raise stale(call, hook)


def stale(call: Call, hook: Webhook) -> StaleError:
    """What a writer is told whose version is not the current one; no older ones are kept."""
    return StaleError(etag(hook), webhook_state(hook, call.now), ["url", "description", "events", "state"])


def rotate(call: Call, hook: Webhook, house: House) -> str:
    """A new secret, shown this once. Messages carry a signature of the one before, too, for 24 hours. Within them it
    takes the place of the newest, which may have been shown to nobody; the one before stays.
    """
    hook = _locked(call, hook)
    going_on = len(counting(hook, call.now, ROTATION)) > 1
    secret = secret_of(chance.token_bytes(BYTES))
    if not going_on:
        hook.secret_before = hook.secret
    hook.secret, hook.rotated_at = house.vault.close(secret, _whose(hook.id)), call.now
    call.record(Verb.WEBHOOK_ROTATED, "webhook", hook.id, reason="begun anew" if going_on else "begun")
    return secret


def end_rotation(call: Call, hook: Webhook) -> None:
    """Have only the new secret count, before its 24 hours are over."""
    hook = _locked(call, hook)
    if hook.secret_before is None:
        raise ConflictError("no secret is being changed")
    hook.secret_before = hook.rotated_at = None
    call.record(Verb.WEBHOOK_ROTATED, "webhook", hook.id, reason="ended")


def enable(call: Call, hook: Webhook) -> None:
    """Send to it again from now on. What was stopped meanwhile is not sent by itself; it can be replayed."""
    hook = _locked(call, hook)
    if hook.active:
        raise ConflictError("it is active")
    hook.active, hook.reason, hook.updated_at, hook.version = True, "", call.now, hook.version + 1
    call.record(Verb.WEBHOOK_ENABLED, "webhook", hook.id, changes={"active": (False, True)})


def disable(call: Call, hook: Webhook, reason: str) -> None:
    hook = _locked(call, hook)
    if not hook.active:
        raise ConflictError("it is disabled already")
    stop(call, hook, reason[:300] or "by hand")


def remove(call: Call, hook: Webhook, seen: int) -> None:
    """Take an endpoint out, with everything that was sent to it and waits to be."""
    _write(call, hook, seen, {})
    call.record(Verb.WEBHOOK_REMOVED, "webhook", hook.id, changes={"host": (urlsplit(hook.url).hostname, None)})
    call.session.delete(hook)
    call.session.flush()


def test(call: Call, hook: Webhook) -> Delivery:
    """A message that says nothing, to see whether it arrives."""
    if not hook.active:
        raise ConflictError("it is disabled; enable it first")
    text = body_text(TEST, call.now, {"object": {"kind": "webhook", "id": hook.id}})
    return put_message(call.session, hook, TEST, text, call.now, call.request_id)


def delivery_of(call: Call, hook: Webhook, delivery_id: str) -> Delivery:
    sent = delivery_by_id(call.session, delivery_id)
    if sent is None or sent.webhook_id != hook.id:
        raise NotFoundError("there is no such message")
    return sent


def replay(call: Call, hook: Webhook, delivery_id: str) -> Delivery:
    """Send a message again under its own id; one that waits for its next attempt is sent now."""
    hook = _locked(call, hook)
    sent = delivery_of(call, hook, delivery_id)
    _demand_active(hook)
    if sent.created_at < call.now - REPLAYED_FOR:
        raise ConflictError(f"it is older than {REPLAYED_FOR.days} days")
    _again(call, sent)
    call.record(Verb.WEBHOOK_REPLAYED, "webhook", hook.id, reason=sent.id)
    return sent


def replay_since(call: Call, hook: Webhook, given: object) -> int:
    """Send everything since a time again that is not on its way; how many messages that is."""
    moment = datetime.fromisoformat(read(Since, given).since)
    since = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if since < call.now - REPLAYED_FOR:
        raise InvalidInputError([Problem("since", f"must not be more than {REPLAYED_FOR.days} days ago", "rule")])
    hook = _locked(call, hook)
    _demand_active(hook)
    chosen = over_since(call.session, hook.id, since, REPLAYED_MOST + 1)
    if len(chosen) > REPLAYED_MOST:
        message = f"there are more than {REPLAYED_MOST:,} messages since then; choose a later time"
        raise InvalidInputError([Problem("since", message, "rule")])
    for sent in chosen:
        _again(call, sent)
    told = f"{len(chosen)} since {since.isoformat()}"
    call.record(Verb.WEBHOOK_REPLAYED, "webhook", hook.id, reason=told)
    return len(chosen)


def _again(call: Call, sent: Delivery) -> None:
    waits = sent.state == "waiting"
    if waits and hasten(call.session, sent.job_id, call.now):
        return
    runs = live_job(call.session, KIND, sent.id) is not None
    if waits and runs:
        return  # it is being sent now
    sent.state, sent.tries, sent.due_at, sent.parked_at = "waiting", 0, call.now, None
    if runs:
        return  # its job found it stopped and is about to end; the sweeper puts what waits without one in line
    job = message_job(sent.id, call.now, call.request_id)
    sent.job_id = job.id
    put_in_line(call.session, job)


def _demand_active(hook: Webhook) -> None:
    if not hook.active:
        raise ConflictError("it is disabled; enable it first")


def _locked(call: Call, hook: Webhook) -> Webhook:
    found = lock_webhook(call.session, hook.id)
    if found is None:
        raise NotFoundError("there is no such webhook")
    return found


def _whose(webhook_id: str) -> str:
    return f"webhook:{webhook_id}"


def opened(vault: Vault, webhook_id: str, closed: tuple[str, ...]) -> list[str]:
    """The secrets to sign with. `VaultError` where they were closed under another key."""
    return [vault.open(each, _whose(webhook_id)) for each in closed]
