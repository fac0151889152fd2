"""A mail server that speaks SMTP on a real port, with whatever moods a test gives it."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "apex", "p@ss word"


@dataclass
class Mailbox:
    """What arrived, and what the server says. Answers may be text, or a function of how often it was asked."""

    letters: list = field(default_factory=list)
    raw: list = field(default_factory=list)
    asked: int = 0
    recipient: object = "250 OK"
    taken: object = "250 taken"
    hold: threading.Event | None = None
    """Set, it keeps the answer to DATA until the event comes."""
    at_data: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    def _say(self, said):
        return said(self.asked) if callable(said) else said

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.asked += 1
        said = self._say(self.recipient)
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        self.at_data.set()
        if self.hold is not None:
            await asyncio.to_thread(self.hold.wait, 60)
        said = self._say(self.taken)
        if said == "die":
            server.transport.abort()
            return "451 never seen"
        return said


def _login(server, session, envelope, mechanism, given):
    sound = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=sound, handled=sound)


@contextmanager
def mailing(context=None, box=None, *, at_once=False, login=False, port=0):
    """A server with STARTTLS where it has a `context`, or encrypted from the start."""
    box = box or Mailbox()

    def served():
        start = None if at_once else context
        return SMTP(
            box, hostname="mx.example.com", tls_context=start, require_starttls=start is not None,
            authenticator=_login if login else None, auth_required=login and not at_once, auth_require_tls=not at_once,
            enable_SMTPUTF8=True, loop=loop,
        )  # fmt: skip

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    encrypted = context if at_once else None
    server = _in(loop, loop.create_server(served, "127.0.0.1", port, ssl=encrypted))
    try:
        box.port = server.sockets[0].getsockname()[1]
        yield box
    finally:
        if box.hold is not None:
            box.hold.set()
        loop.call_soon_threadsafe(server.close)
        _in(loop, _ended(loop))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _in(loop, work):
    return asyncio.run_coroutine_threadsafe(work, loop).result(10)


async def _ended(loop):
    """Talks that go on are broken off."""
    others = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
