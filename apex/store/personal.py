"""Which rows of the audit log have a detail that says something of a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session

from apex.store.audit import AuditDetail, AuditRow
from apex.store.chain import BATCH
from apex.store.passkey import Passkey
from apex.store.token import ApiToken
from apex.store.user import User, UserSettings

PERSONAL = ("email", "name", "license", "signature")
"""Fields of an account that say who it is."""
THINGS = ("token", "passkey")
"""Kinds of rows about what belongs to a person, and has a name of their making."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account, and everything it was ever called."""

    id: str
    emails: frozenset[str]
    names: frozenset[str]
    things: frozenset[str] = frozenset()
    """Ids of tokens and passkeys: what people call those tells of them, too."""

    def is_in(self, actor: str, kind: str, about: str, detail: Mapping[str, Any]) -> bool:
        """Whether a detail holds where they were, who they are, or their name or address as somebody else put it."""
        changed = detail["changes"]
        if actor == self.id and detail["address"]:
            return True
        if (kind, about) == ("user", self.id) and not changed.keys().isdisjoint(PERSONAL):
            return True
        if kind in THINGS and about in self.things and "name" in changed:
            return True
        return any(self._is_said(text) for text in (detail["reason"], *_texts(changed)))

    def _is_said(self, text: str) -> bool:
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
    return Person(user.id, frozenset(emails), frozenset(names), _things(session, user.id))


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
        or_(AuditRow.actor == who.id, AuditRow.object == who.id, AuditRow.kind.in_(THINGS), *said),
    )
    with session.execute(query.order_by(AuditRow.seq).execution_options(yield_per=BATCH)) as found:
        return [row.seq for row in found if who.is_in(row.actor, row.kind, row.object, json.loads(row.detail or ""))]


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
