"""Where e-mail is handed over, and whom it comes from (SMTP)."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from apex.settings.reading import HERE, Reading

URL, FROM = "APEX_SMTP_URL", "APEX_MAIL_FROM"
Tls = Literal["from the start", "required", "offered"]
PORTS = {"smtp": 587, "smtps": 465}
LOOKS = "must look like smtp://user:password@host:587 or smtps://user:password@host:465 (%40 for an @ in the user)"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The server that takes mail. `tls` says when the line to it is encrypted; `offered`: where the server can."""

    host: str
    port: int
    tls: Tls
    user: str = field(repr=False)
    password: str = field(repr=False)
    sender: str
    """As the From line has it: an address, or a name and an address."""

    @property
    def address(self) -> str:
        return parseaddr(self.sender)[1]

    @property
    def domain(self) -> str:
        """What messages are named after, and what APEX calls itself to the server."""
        return self.address.rpartition("@")[2]

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"


def read_mail(reading: Reading, env: str) -> MailSettings | None:
    """Both settings, or neither: then no mail is sent."""
    url, sender = reading.text(URL), reading.text(FROM)
    if url is None and sender is None:
        return None
    missing = URL if url is None else FROM
    if url is None or sender is None:
        reading.faults.append(f"{missing} must be set too: {URL} and {FROM} go together")
        return None
    if not _is_sender(sender):
        reading.refuse(FROM, f"is {sender!r}; it must look like apex@example.com or APEX <apex@example.com>")
    parts = _parts(url)
    if parts is None:
        # Not shown: it may hold a password.
        reading.refuse(URL, LOOKS)
        return None
    made = _settings(parts, sender, env)
    if made.user and made.tls == "offered" and made.host not in HERE:
        reading.refuse(URL, "names a user, whose password would cross the network unencrypted: use smtps://")
    return made


def _settings(parts: SplitResult, sender: str, env: str) -> MailSettings:
    at_once = parts.scheme == "smtps"
    return MailSettings(
        host=str(parts.hostname),
        port=parts.port or PORTS[parts.scheme],
        tls="from the start" if at_once else "offered" if env == "development" else "required",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=sender,
    )


def _parts(url: str) -> SplitResult | None:
    """The parts of an address of a mail server; None for what is none."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in PORTS and parts.hostname and parts.path in ("", "/") and parts.port != 0
    except ValueError:
        return None
    whole = bool(parts.username) == bool(parts.password) and unquote(parts.netloc).isascii()
    return parts if sound and whole and url.isprintable() and not (parts.query or parts.fragment) else None


def _is_sender(text: str) -> bool:
    if not text.isprintable() or len(text) > 300:
        return False
    name, address = parseaddr(text)
    try:
        # The name may be anything that can be read; the address is held to the letter.
        Address(name, addr_spec=address)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return "@" in address and address.isascii()
