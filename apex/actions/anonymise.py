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
from apex.store.answer import ShareAnswer
from apex.store.audit import AuditDetail
from apex.store.draft import Draft
from apex.store.idempotency import IdempotencyKey
from apex.store.link import AccountLink
from apex.store.login import Login
from apex.store.message import forget_recipient
from apex.store.passkey import Passkey
from apex.store.personal import NOBODY, Person, blank_answers, customer, person, personal_rows, removed_name
from apex.store.project import Project
from apex.store.second import RecoveryCode
from apex.store.share import Share
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings
from apex.store.verb import Verb

GONE: tuple[Any, ...] = (Draft, AccountLink, Passkey, RecoveryCode)
"""Of these no row of the account is left."""
BARE = (Login, ApiToken, UserSettings)
"""Of these the rows stay, ended, and tell of nobody any more."""
ANSWERS = (ShareAnswer, Share)
"""Of these the rows stay, without what says who somebody is."""
STANDING = (
    "attachments", "calculations", "jobs", "project_members", "project_versions", "projects", "reports", "seals",
    "supersessions", "audit_log", "audit_head", "number_counters", "webhooks", "deliveries", "hooks_received",
    "alarms", "breakers", "submissions", "messages",
)  # fmt: skip
"""Tables that stay as they are: they know people by their id, and hold what was made and not who made it."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class Removed:
    """What is left: the id, what it is called now, how many rows of the log were emptied, how many projects it owns.

    Somebody without an account has no id.
    """

    id: str
    email: str
    emptied: int
    projects: int
    answers: int
    """Answers through links that say nothing of them any more."""


def anonymise(call: Call, user: User) -> Removed:
    """Take a person out. Done again, it empties rows that were on their way to the log the first time."""
    if user.id == call.actor.id:
        raise ConflictError("you cannot anonymise yourself; another administrator can")
    who = person(call.session, user)
    emptied, answers = _forget(call, who)
    forget_recipient(call.session, user.email, *who.emails)
    _shut(call, user)
    _bare(call, user)
    owned = select(func.count()).select_from(Project).where(Project.owner_id == user.id)
    return Removed(user.id, user.email, emptied, call.session.scalar(owned) or 0, answers)


def forget_customer(call: Call, given: str) -> Removed | None:
    """Take somebody out who has no account and answered through links, by the e-mail or the name they gave there."""
    who = customer(call.session, given)
    if who is None:
        return None
    emptied, answers = _forget(call, who)
    return Removed("", NOBODY, emptied, 0, answers)


def _forget(call: Call, who: Person) -> tuple[int, int]:
    """Empty what the log and the answers say of a person; how many of each did."""
    emptied = personal_rows(call.session, who)
    _empty(call, emptied)
    answers = blank_answers(call.session, who)
    for answer_id, project_id in answers:
        call.record(Verb.ANSWER_ANONYMISED, "answer", answer_id, project=project_id)
    return len(emptied), len(answers)


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
