"""Logging in at the organization's own provider (OpenID Connect).

The start is a link and not a form: the content policy holds forms to this site, also when they are redirected. What
a form held that a login interrupted stays on its page, since the link then opens another.
"""

from __future__ import annotations

import hmac
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, current_app, redirect, request, session, url_for

from apex.actions.breaker import SharedBreaker
from apex.actions.call import Call
from apex.actions.oidc import StrangerError, known
from apex.errors import AuthenticationError, ExternalServiceError, NotFoundError, RateLimitError
from apex.extensions import db
from apex.outside.oidc import Journey, Person, Provider, SignOnError
from apex.store.verb import Verb
from apex.web.ask import wanted_form
from apex.web.limit import throttle_way
from apex.web.login import enter, own_address, stay_out
from apex.web.origin import origin
from apex.web.route import afterwards, mount
from apex.web.who import settings

bp = Blueprint("oidc", __name__)
KEPT = "journeys"
"""Under which the cookie keeps what is awaited back from the provider."""
AT_ONCE = 2
LIFE_S = 600
LONGEST = 500
"""Characters of an address to go to afterwards: a cookie does not hold much."""


@mount(bp, "/login/oidc", ["GET"], None)
def start(call: Call) -> Response:
    """Send the browser to the provider."""
    url, journey = _provider().start(_callback())
    address = own_address(request.args.get("next", ""))
    kept = {**asdict(journey), "next": address if len(address) <= LONGEST else "", "at": int(call.now.timestamp())}
    session[KEPT] = [*_kept()[1 - AT_ONCE :], kept]
    return current_app.make_response(redirect(url, 303))


@mount(bp, "/login/oidc/callback", ["GET"], None, limit=None)
def back(call: Call) -> Response:
    """Open a session for whom the provider says it is, if that is somebody here."""
    provider, address = _provider(), ""
    try:
        throttle_way()
        kept = _awaited(call)
        address = own_address(kept["next"])
        person = _arrived(provider, kept)
        user = known(call, person.email, verified=person.verified)
    except (AuthenticationError, StrangerError, RateLimitError) as refused:
        return _refused(call, refused, address)
    return enter(call, user.id, "single sign-on", address)


def _arrived(provider: Provider, kept: dict[str, Any]) -> Person:
    """Whom the provider sent back. It is the only end this login has."""
    session[KEPT] = [other for other in _kept() if other["state"] != kept["state"]]
    if "code" not in request.args:
        raise SignOnError(f"the login was not completed: {_fault()}")
    journey = Journey(kept["state"], kept["nonce"], kept["verifier"])
    try:
        return provider.finish(_callback(), journey, request.args["code"])
    except ExternalServiceError:
        # The code may not be used yet: the same address can be asked for again.
        session[KEPT] = [*_kept(), kept]
        raise


def _refused(call: Call, refused: AuthenticationError | StrangerError | RateLimitError, address: str) -> Response:
    reason = f"single sign-on, {refused.code}: {refused.message}"
    afterwards(lambda: call.record(Verb.LOGIN_FAILED, "login", "", reason=reason))
    if wanted_form() != "page" or not isinstance(refused, AuthenticationError):
        raise refused
    return stay_out(refused.message, address)


def _provider() -> Provider:
    chosen = settings().oidc
    if chosen is None:
        raise NotFoundError("single sign-on is not set up here")
    made: Provider = current_app.extensions.setdefault("apex_oidc", Provider(chosen, SharedBreaker(db.engine)))
    return made


def _callback() -> str:
    return origin() + url_for("oidc.back")


def _kept() -> list[dict[str, Any]]:
    return list(session.get(KEPT, ()))


def _awaited(call: Call) -> dict[str, Any]:
    """What was kept of the login this is the end of."""
    given = request.args.get("state", "").encode()
    for kept in _kept():
        if hmac.compare_digest(kept["state"].encode(), given) and 0 <= call.now.timestamp() - kept["at"] < LIFE_S:
            return kept
    raise SignOnError("this login was not begun in this browser, or is over; begin again")


def _fault() -> str:
    """The provider's word for what went wrong, if it is a plain one."""
    word = request.args.get("error", "")
    return word if word.replace("_", "").isalpha() and len(word) <= 40 else "the provider sent no code"
