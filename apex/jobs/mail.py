"""`email.send`: one message to one person, at least once, always under the same Message-ID."""

from __future__ import annotations

from flask import current_app

from apex.actions.breaker import SharedBreaker
from apex.actions.call import Call
from apex.actions.mail import opened, sent
from apex.errors import ConflictError
from apex.extensions import db
from apex.jobs.kind import Done, Task
from apex.outside.mail import Letter, send
from apex.settings import Settings
from apex.store.vault import Vault


def postbox() -> Vault | None:
    """What closes the messages of this installation; None where no mail is sent."""
    chosen: Settings = current_app.extensions["apex_settings"]
    return Vault(chosen.secret_key) if chosen.mail else None


def send_mail(task: Task) -> Done:
    """What was sent already is not sent again. Between the server's 250 and the end of the job nobody can tell: a
    worker that is killed there sends the message once more.
    """
    chosen: Settings = current_app.extensions["apex_settings"]
    message, text = opened(task.call, Vault(chosen.secret_key), str(task.args["message_id"]))
    letter = Letter(
        id=message.id, to=message.recipient, subject=message.subject, text=text, at=message.created_at
    )  # fmt: skip
    known = message.sent_at is not None
    task.call.session.rollback()
    if not known:
        if chosen.mail is None:
            raise ConflictError("no mail server is set (APEX_SMTP_URL)")
        task.lease.progress(0.2, "handing it to the mail server")
        send(chosen.mail, letter, SharedBreaker(db.engine))

    def effect(call: Call) -> None:
        sent(call, letter.id)

    return Done({"message_id": letter.id}, effect, lasting=True)
