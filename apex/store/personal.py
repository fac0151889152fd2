"""What says something of a person: rows of the audit log by their detail, answers of customers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union, update
from sqlalchemy.orm import Session

from apex.store.answer import ShareAnswer
from apex.store.audit import AuditDetail, AuditRow
from apex.store.chain import BATCH
from apex.store.passkey import Passkey
from apex.store.share import Share
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings

PERSONAL = ("email", "name", "license", "signature")
"""Fields of an account that say who it is."""
NOBODY = "removed"
"""What a customer is called whose answer stays without them."""
VISITOR = "anonymous"
"""Who acts on the log without an account and not through a link's form."""
THINGS = ("token", "passkey")
"""Kinds of rows about what belongs to a person, and has a name of their making."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account, or a customer without one, and everything they were ever called."""

    id: str
    """Empty for somebody without an account."""
    emails: frozenset[str]
    names: frozenset[str]
    things: frozenset[str] = frozenset()
    """Ids of tokens and passkeys: what people call those tells of them, too."""
    answered: frozenset[tuple[str, str]] = frozenset()
    """Links they answered through, each with the name they gave there."""

    def is_in(self, actor: str, kind: str, about: str, detail: Mapping[str, Any]) -> bool:
        """Whether a detail holds where they were, who they are, or their name or address as somebody else put it."""
        changed = detail["changes"]
        if self.id and actor == self.id and detail["address"]:
            return True
        if kind == "share" and self._is_of_link(actor, about, changed):
            return True
        if (kind, about) == ("user", self.id) and not changed.keys().isdisjoint(PERSONAL):
            return True
        if kind in THINGS and about in self.things and "name" in changed:
            return True
        return any(self.is_said(text) for text in (detail["reason"], *_texts(changed)))

    def _is_of_link(self, actor: str, share: str, changed: Mapping[str, Any]) -> bool:
        """Whether a row of a link is about their answer, or says from where a visitor opened it."""
        if share not in {link for link, _ in self.answered}:
            return False
        names = {text.casefold().strip() for text in _texts(changed.get("name"))}
        return actor == VISITOR or any((share, name) in self.answered for name in names)

    def wrote(self, share: str, email: str, name: str) -> bool:
        """Whether an answer is theirs."""
        return (
            email.casefold() in self.emails or (share, name.casefold().strip()) in self.answered or self.is_said(name)
        )

    def is_said(self, text: str) -> bool:
        """Whether a text names them."""
        folded = text.casefold()
        if any(re.search(rf"(?<![\w.+-]){re.escape(email)}(?![\w-]|\.\w)", folded) for email in self.emails):
            return True
        # A single word can mean anything where more stands around it.
        names = [name for name in self.names if name == folded or " " in name]
        return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) for name in names)


def person(session: Session, user: User) -> Person:
    """Who an account is and was, as far as the log still says so."""
    chosen = session.get(UserSettings, user.id)
    known = {name: {str(getattr(user, name, ""))} for name in PERSONAL}
    known["signature"].add(chosen.signature if chosen else "")
    query = select(AuditDetail.detail).join(AuditRow, AuditRow.seq == AuditDetail.seq)
    own = query.where(AuditRow.kind == "user", AuditRow.object == user.id, AuditDetail.detail.is_not(None))
    for text in session.scalars(own):
        changed = json.loads(text or "{}").get("changes", {})
        for name in PERSONAL:
            known[name].update(value for value in changed.get(name, ()) if isinstance(value, str))
    nothing = {"", removed_name(user.id).casefold()}
    emails = {value.casefold() for value in known.pop("email")} - nothing
    names = {value.casefold().strip() for values in known.values() for value in values} - nothing
    answered = _answered(session, func.lower(ShareAnswer.email).in_(emails))
    return Person(user.id, frozenset(emails), frozenset(names), _things(session, user.id), answered)


def customer(session: Session, given: str) -> Person | None:
    """Who answered under an e-mail, or under a name, and has no account; None if nobody did.

    A name of one word can be anybody's: it is looked for in their own answers only.
    """
    said = given.strip().casefold()
    column = ShareAnswer.email if "@" in said else ShareAnswer.name
    rows = session.execute(select(ShareAnswer.share_id, ShareAnswer.email, ShareAnswer.name, column))
    found = [row for row in rows if row[3].casefold().strip() == said]
    if not found:
        return None
    answered = {(row.share_id, row.name.casefold().strip()) for row in found}
    emails = {row.email.casefold() for row in found} - {""}
    return Person(
        "", frozenset(emails), frozenset(n for _, n in answered if " " in n), answered=frozenset(answered)
    )  # fmt: skip


def _answered(session: Session, condition: ColumnElement[bool]) -> frozenset[tuple[str, str]]:
    rows = session.execute(select(ShareAnswer.share_id, ShareAnswer.name).where(condition))
    return frozenset((row.share_id, row.name.casefold().strip()) for row in rows)


def _things(session: Session, user_id: str) -> frozenset[str]:
    """Those there are, and those there were as far as the person themselves made them."""
    made = select(AuditRow.object).where(AuditRow.actor == user_id, AuditRow.kind.in_(THINGS))
    own = (select(table.id).where(table.user_id == user_id) for table in (ApiToken, Passkey))
    return frozenset(session.scalars(union(made, *own)))


def removed_name(user_id: str) -> str:
    """What somebody is called who was taken out."""
    return f"removed-{user_id}"


def personal_rows(session: Session, who: Person) -> list[int]:
    """The numbers of these rows, in order."""
    said = [AuditDetail.detail.icontains(json.dumps(word)[1:-1], autoescape=True) for word in who.emails | who.names]
    query = select(AuditRow.seq, AuditRow.actor, AuditRow.kind, AuditRow.object, AuditDetail.detail)
    query = query.join(AuditDetail, AuditDetail.seq == AuditRow.seq).where(
        AuditDetail.detail.is_not(None),
        or_(
            AuditRow.actor == who.id, AuditRow.object == who.id, AuditRow.kind.in_(THINGS),
            AuditRow.object.in_({share for share, _ in who.answered}), *said,
        ),
    )  # fmt: skip
    with session.execute(query.order_by(AuditRow.seq).execution_options(yield_per=BATCH)) as found:
        return [row.seq for row in found if who.is_in(row.actor, row.kind, row.object, json.loads(row.detail or ""))]


def blank_answers(session: Session, who: Person) -> list[tuple[str, str]]:
    """Take a person out of what was answered through links, and out of what the links are called; what was changed."""
    table = ShareAnswer
    query = select(table.id, table.project_id, table.share_id, table.email, table.name, table.text)
    changed = []
    for row in session.execute(query.order_by(table.id)).all():
        if who.wrote(row.share_id, row.email, row.name):
            values = {"name": NOBODY, "email": "", "text": ""}
        elif who.is_said(row.text):
            values = {"text": ""}
        else:
            continue
        session.execute(update(table).where(table.id == row.id).values(values))
        changed.append((row.id, row.project_id))
    for share_id, label in session.execute(select(Share.id, Share.label).where(Share.label != "")).all():
        if who.is_said(label):
            session.execute(update(Share).where(Share.id == share_id).values(label=""))
    return changed


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
