"""What is kept for a time only, removed when that time is over. Projects, versions, calculations and the audit log
are kept for ever, and so is whatever somebody typed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, or_

from apex.actions.call import Call
from apex.actions.mail import tidy as tidy_mail
from apex.store.blob import Blobs
from apex.store.idempotency import forget_expired
from apex.store.link import AccountLink
from apex.store.litter import orphans, sweep
from apex.store.login import Login
from apex.store.received import forget_received
from apex.store.webhook import forget_deliveries

LOGINS_KEPT = timedelta(days=90)
"""For how long one can look up where a session came from, after its end."""
LONGEST_IDLE = timedelta(days=30)
"""No session outlives this long without a sign of life, whatever the settings say."""
MESSAGES_KEPT = timedelta(days=30)
LITTER_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expired:
    """How many rows of each kind are gone."""

    idempotency_keys: int
    sessions: int
    links: int
    messages: int
    """Of webhooks, out and in."""
    e_mails: int


@dataclass(frozen=True, slots=True)
class Litter:
    """What of the data folder is gone, and what stored files no row names: how many, and how many bytes."""

    leftovers: int
    orphans: int
    orphan_bytes: int
    orphans_removed: int


def expire(call: Call) -> Expired:
    """Remove rows whose time is over."""
    found = (forget_expired(call.session, call.now), _sessions(call), _links(call), _messages(call))
    return Expired(*found, tidy_mail(call))


def tidy(call: Call, data: Path, blobs: Blobs, *, with_orphans: bool = False) -> Litter:
    """Remove from the data folder what was left there; files no row names only if that is asked for. Writes no row,
    so that no lock of the database is held for as long as the disk takes.
    """
    before = (call.now - LITTER_KEPT).timestamp()
    leftovers, lost = sweep(data, before), orphans(call.session, blobs, before)
    removed = [one for one in lost if blobs.discard(one.sha256, before)] if with_orphans else []
    staying = [one.size for one in lost if one not in removed]
    return Litter(leftovers, len(staying), sum(staying), len(removed))


def _sessions(call: Call) -> int:
    """Ended by somebody, or because nothing was heard of them."""
    ended = Login.ended_at < call.now - LOGINS_KEPT
    silent = Login.ended_at.is_(None) & (Login.seen_at < call.now - LOGINS_KEPT - LONGEST_IDLE)
    gone = call.session.execute(delete(Login).where(or_(ended, silent)).returning(Login.id))
    return len(gone.all())


def _messages(call: Call) -> int:
    """What was sent to endpoints, and the ids of what others sent, once nobody can ask for it again."""
    out = forget_deliveries(call.session, call.now, MESSAGES_KEPT)
    return out + forget_received(call.session, call.now, MESSAGES_KEPT)


def _links(call: Call) -> int:
    """Links to set a password by, used or over: they lead nowhere, as if they had never been."""
    over = or_(AccountLink.used_at.is_not(None), AccountLink.expires_at <= call.now)
    return len(call.session.execute(delete(AccountLink).where(over).returning(AccountLink.id)).all())
