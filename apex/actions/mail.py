"""E-mail in the transaction of what it tells of: a message and the job that sends it, or neither.

What a message says may hold a secret, like the link of an invitation. It is kept closed by the vault, stands in no job
and in no log, and is taken out of its row when it is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from apex.actions.call import Call
from apex.actions.job import enqueue
from apex.errors import ConflictError, NotFoundError
from apex.store.message import Message, empty_messages, forget_messages, mark_sent, message_by_id
from apex.store.project import Project
from apex.store.vault import Vault, VaultError
from apex.store.verb import Verb

KIND = "email.send"
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be said to whom."""

    kind: str
    to: str
    subject: str
    text: str
    until: datetime | None = None


def post(call: Call, vault: Vault, draft: Draft, project: Project | None = None) -> Message:
    """Have a message sent once the transaction is committed."""
    message = Message(
        kind=draft.kind,
        recipient=draft.to,
        subject=" ".join(draft.subject.split())[:300],
        text="",
        project_id=project.id if project else None,
        created_at=call.now,
        until=draft.until,
    )
    call.session.add(message)
    call.session.flush()
    message.text = vault.close(draft.text, _whose(message.id))
    message.job_id = enqueue(call, KIND, {"message_id": message.id}, key=message.id, project=project).id
    return message


def opened(call: Call, vault: Vault, message_id: str) -> tuple[Message, str]:
    """A message that is to be sent now, and what it says."""
    message = message_by_id(call.session, message_id)
    if message is None:
        raise NotFoundError("the message is not there any more")
    if message.sent_at is not None:
        return message, ""
    if message.until is not None and message.until <= call.now:
        raise ConflictError("what the message leads to is over; have a new one made")
    try:
        return message, vault.open(message.text, _whose(message.id))
    except VaultError as error:
        raise ConflictError("the text of the message cannot be opened: APEX_SECRET_KEY is another one now") from error


def sent(call: Call, message_id: str) -> None:
    """The server has taken it."""
    if mark_sent(call.session, message_id, call.now):
        call.record(Verb.MAIL_SENT, "message", message_id)


def tidy(call: Call) -> int:
    """Empty what is not sent any more, and remove what is old; how many rows that were."""
    empty_messages(call.session, call.now)
    return forget_messages(call.session, call.now - KEPT)


def _whose(message_id: str) -> str:
    return f"message {message_id}"
