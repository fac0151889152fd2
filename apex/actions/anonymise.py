"""A person taken out of everything APEX stores; their projects, and what the log proves, stay.

What a row of the audit log says in its columns is in the chain for ever, and names people by their id only. Address,
reason and changed fields lie beside the chain, which holds their hash. Such a detail is emptied whole, and for each
that was, another row says so: a detail that is gone without one is a fault of the log.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, select, update

from apex.actions.account import end_logins, stale_state, user_state
from apex.actions.call import Call
from apex.errors import ConflictError
from apex.store.advance import advance
from apex.store.audit import AuditDetail
from apex.store.draft import Draft
from apex.store.idempotency import IdempotencyKey
from apex.store.link import AccountLink
from apex.store.login import Login
from apex.store.message import forget_recipient
from apex.store.passkey import Passkey
from apex.store.personal import person, personal_rows, removed_name
from apex.store.project import Project
from apex.store.second import RecoveryCode
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings
from apex.store.verb import Verb

GONE: tuple[Any, ...] = (Draft, AccountLink, Passkey, RecoveryCode)
"""Of these no row of the account is left."""
BARE = (Login, ApiToken, UserSettings)
"""Of these the rows stay, ended, and tell of nobody any more."""
STANDING = ("projects", "project_members")
"""Tables that stay as they are: they know an account by its id."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left: the id, what it is called now, how many rows of the log were emptied, how many projects it owns."""

    id: str
    email: str
    emptied: int
    projects: int


def anonymise(call: Call, user: User) -> Removed:
    """Take a person out. Done again, it empties rows that were on their way to the log the first time."""
    if user.id == call.actor.id:
        raise ConflictError("you cannot anonymise yourself; another administrator can")
    who = person(call.session, user)
    emptied = personal_rows(call.session, who)
    forget_recipient(call.session, user.email, *who.emails)
    _empty(call, emptied)
    _shut(call, user)
    _bare(call, user)
    owned = select(func.count()).select_from(Project).where(Project.owner_id == user.id)
    return Removed(user.id, user.email, len(emptied), call.session.scalar(owned) or 0)


def _empty(call: Call, seqs: list[int]) -> None:
    """The database lets a detail become null and nothing else; the chain wants a row for each."""
    for first in range(0, len(seqs), BATCH):
        batch = list(islice(seqs, first, first + BATCH))
        emptied = update(AuditDetail).where(AuditDetail.seq.in_(batch)).values(detail=None)
        call.session.execute(emptied.execution_options(synchronize_session=False))
    for seq in seqs:
        call.record(Verb.AUDIT_ANONYMISED, "audit", str(seq))


def _shut(call: Call, user: User) -> None:
    """Nobody can log in any more, and nothing says who could."""
    name = removed_name(user.id)
    if user.email == name:
        return
    told = {"active": (True, False)} if user.active else None
    values = {
        "email": name,
        "name": name,
        "license": name if user.license else "",
        "active": False,
        "password_hash": None,
        "totp_secret": None,
        "totp_started_at": None,
        "totp_since": None,
        "updated_at": call.now,
    }
    if not advance(call.session, user, user.version, values):
        call.session.refresh(user)
        raise stale_state(user_state(user))
    call.record(Verb.USER_DISABLED, "user", user.id, reason="anonymised", changes=told)


def _bare(call: Call, user: User) -> None:
    """End whatever lets the account in; forget where and with what its person was."""
    session = call.session
    for table in GONE:
        session.execute(delete(table).where(table.user_id == user.id))
    # Answers kept for requests that may be sent again; nobody is left to send them.
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.scope == user.id))
    end_logins(call, user)
    session.execute(update(Login).where(Login.user_id == user.id).values(address="", agent=""))
    tokens = update(ApiToken).where(ApiToken.user_id == user.id)
    session.execute(tokens.where(ApiToken.revoked_at.is_(None)).values(revoked_at=call.now))
    session.execute(tokens.values(name=""))
    session.execute(update(UserSettings).where(UserSettings.user_id == user.id).values(signature=""))
