"""Who does something, when, and over which request: what every action on stored things is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from apex.actions.announce import announce
from apex.store.audit import Entry, record
from apex.store.verb import Verb

Clock = Callable[[], datetime]
SCOPES = ("read", "write", "admin")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as the request knows them. `scopes` are those of a token; a browser has them all."""

    id: str
    email: str
    name: str
    role: str
    scopes: frozenset[str] = frozenset(SCOPES)
    login_id: str = ""

    @property
    def called(self) -> str:
        return self.name or self.email


SYSTEM = Actor("system", "", "APEX", "admin")
"""The shell and background work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, job or command on its way through an action."""

    session: Session
    actor: Actor
    now: datetime
    request_id: str = ""
    address: str = ""
    origin: str = ""
    """The address people use, where one is set: links in what leaves the house begin with it."""
    parts: dict[str, str | None] = field(default_factory=dict)
    """What the caller was named in the projects fetched so far, so that it is looked up once."""

    def record(
        self,
        verb: Verb,
        kind: str,
        object: str,  # noqa: A002 (the log's own word)
        *,
        project: str = "",
        reason: str = "",
        changes: Mapping[str, tuple[Any, Any]] | None = None,
        actor: str = "",
    ) -> None:
        """Put what was done on the audit log, in the transaction that does it, and in line for who wants to be told."""
        entry = Entry(
            verb=verb,
            actor=actor or self.actor.id,
            kind=kind,
            object=object,
            at=self.now,
            project=project,
            request=self.request_id,
            address=self.address,
            reason=reason,
            changes=changes,
        )
        record(self.session, entry)
        announce(self.session, entry, self.origin)
