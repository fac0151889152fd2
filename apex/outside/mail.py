"""E-mail handed to a server by SMTP.

SMTP cannot be exactly once: where the line breaks between a message and the server's 250, nobody knows whether it was
taken, and it is sent again. It is the same message to the byte then, with one Message-ID, so that servers and people
can tell.
"""

from __future__ import annotations

import contextlib
import logging
import re
import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from apex.errors import ApexError, ConflictError, ExternalServiceError
from apex.outside.client import Breaker, UnansweredError, admitted
from apex.outside.deadline import within
from apex.outside.line import trust
from apex.settings import MailSettings

log = logging.getLogger("apex.outside")
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',:;]+@[^\s<>()\[\]\"',:;]+")
CONNECT, TOTAL = 3.0, 10.0
"""Seconds to reach the server, and for all of the talk with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is sent to one person. `id` and `at` never change, however often it is sent."""

    id: str
    to: str
    subject: str
    text: str
    at: datetime


def composed(letter: Letter, chosen: MailSettings) -> EmailMessage:
    """The message. Fields are set as values and checked as such: no text of anybody becomes a header of its own."""
    message = EmailMessage(policy=SMTP)
    message["From"] = chosen.sender
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{chosen.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return message


class _Talk:
    """One talk with the server, which can be broken off from outside."""

    def __init__(self, chosen: MailSettings) -> None:
        self._chosen = chosen
        self._line: smtplib.SMTP | None = None
        self._over = threading.Event()
        self.taken = False
        """The server has said that the message is its own now."""

    def hand_over(self, message: EmailMessage, to: str) -> None:
        line = self._line = self._opened()
        try:
            line.ehlo_or_helo_if_needed()
            self._secure(line)
            if self._chosen.user:
                line.login(self._chosen.user, self._chosen.password)
            if self._over.is_set():
                return
            line.send_message(message, self._chosen.address, [to])
            self.taken = True
            # Whatever becomes of the goodbye: what was taken is not sent again.
            with contextlib.suppress(OSError):
                line.quit()
        finally:
            line.close()

    def break_off(self) -> None:
        """Whoever waits for the server hears that nothing more will come; nothing is sent after this."""
        self._over.set()
        if self._line is not None and self._line.sock is not None:
            with contextlib.suppress(OSError):
                self._line.sock.shutdown(socket.SHUT_RDWR)

    def _opened(self) -> smtplib.SMTP:
        at, name = (self._chosen.host, self._chosen.port), self._chosen.domain
        if self._chosen.tls == "from the start":
            return smtplib.SMTP_SSL(*at, local_hostname=name, timeout=CONNECT, context=trust())
        return smtplib.SMTP(*at, local_hostname=name, timeout=CONNECT)

    def _secure(self, line: smtplib.SMTP) -> None:
        """Encrypt the line, and give the server the time that is left."""
        if line.sock is not None:
            line.sock.settimeout(TOTAL)
        if self._chosen.tls == "from the start" or (self._chosen.tls == "offered" and not line.has_extn("starttls")):
            return
        line.starttls(context=trust())
        line.ehlo()


def send(chosen: MailSettings, letter: Letter, breaker: Breaker | None = None, total_s: float = TOTAL) -> None:
    """Hand a letter over. What may pass is `ExternalServiceError`, what will not `ConflictError`, with the reason."""
    try:
        message = composed(letter, chosen)
    except (ValueError, IndexError) as error:
        raise ConflictError("the address or the subject cannot be put into a message") from error
    talk = _Talk(chosen)
    with admitted(breaker, chosen.place) as heard:
        try:
            within(total_s, lambda: talk.hand_over(message, letter.to))
        except OSError as error:
            talk.break_off()
            if not talk.taken:
                refused = _judged(error, chosen, letter.to)
                # A server that says no, or asks to wait, is one that works.
                heard.failure = refused.fault if isinstance(refused, UnansweredError) else ""
                raise refused from None
        heard.failure = ""


def _judged(error: OSError, chosen: MailSettings, to: str) -> ApexError:
    """4xx and the network may pass; 5xx, and a server that cannot do what is asked of it, will not."""
    log.warning("e-mail: %s: %s", chosen.place, type(error).__name__)
    code, said = _reply(error)
    said = _nameless(said, to, chosen.address)
    if isinstance(error, smtplib.SMTPNotSupportedError) or type(error) is smtplib.SMTPException:
        return ConflictError(f"the mail server {chosen.place} cannot do it: {error}"[:300])
    if 500 <= code < 600:
        return ConflictError(f"the mail server {chosen.place} refuses: {code} {said}")
    if code:
        return ExternalServiceError(f"the mail server {chosen.place} asks to wait: {code} {said}")
    if isinstance(error, ssl.SSLCertVerificationError):
        return UnansweredError(chosen.place, "no trust in its certificate")
    return UnansweredError(chosen.place, "the line broke, or it is too slow")


def _reply(error: OSError) -> tuple[int, str]:
    """The code and the words of the server; 0 where it said nothing."""
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return 0, ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return int(code), " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def _nameless(said: str, to: str, own: str) -> str:
    """The words of a server without whom they speak of: they are kept with the job, which outlives a person's data.
    Servers name the address, another one that it leads to, or the mailbox alone.
    """
    bare = _ADDRESS.sub(lambda found: own if found[0] == own else "the recipient", said)
    mailbox = re.escape(to.rpartition("@")[0])
    return re.sub(rf"(?<![\w.]){mailbox}(?!\.?\w)", "the recipient", bare, flags=re.IGNORECASE)
