"""Webhooks of other programs: signed by what both sides know, taken in once, no session and no form."""

from __future__ import annotations

import logging
import re

from flask import Blueprint, Response, request

from apex.actions.call import Call
from apex.actions.hook import take_in
from apex.actions.outcome import Outcome
from apex.errors import AuthenticationError, NotFoundError
from apex.logic.signature import UnsignedError, demand_signed
from apex.settings import HookSettings
from apex.web.respond import answer
from apex.web.route import mount
from apex.web.who import settings

bp = Blueprint("hook", __name__)
log = logging.getLogger("apex.web")
MOST = 20_000
_ID = re.compile(r"[!-~]{1,100}")


@mount(bp, "/hooks/<source>", ["POST"], None, limit=2, keyed=False, body=MOST)
def receive(call: Call, source: str) -> Response:
    """What another program says of a project. Only one that is configured is heard."""
    known = next((each for each in settings().hooks if each.source == source), None)
    if known is None:
        raise NotFoundError("there is nothing at this address")
    body = request.get_data()
    return answer(Outcome(inputs=None, result=take_in(call, known, _sender(call, known, body), body), exact=True))


def _sender(call: Call, known: HookSettings, body: bytes) -> str:
    """The id of the message, which its signature covers."""
    message_id = request.headers.get("webhook-id", "")
    given = [request.headers.get(f"webhook-{name}", "") for name in ("timestamp", "signature")]
    try:
        demand_signed(known.secrets, message_id, given[0], given[1], body, call.now.timestamp())
    except UnsignedError as refused:
        log.warning("a webhook of %s was not taken: %s", known.source, refused)
        raise AuthenticationError(str(refused)) from None
    if not _ID.fullmatch(message_id):
        raise AuthenticationError("webhook-id must be 1 to 100 characters without spaces")
    return message_id
