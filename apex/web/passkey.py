"""Passkeys: added, listed and removed on the account page; used on the login page."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, request, session, url_for
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge

from apex.actions import passkey as action
from apex.actions.call import Call
from apex.actions.outcome import Outcome
from apex.actions.passkey import Challenge, Place, passkey_state
from apex.errors import AuthenticationError, ConflictError, InvalidInputError, NotFoundError, RateLimitError
from apex.schema.passkey import NewPasskey
from apex.schema.read import read
from apex.store.passkey import Passkey, passkeys_of
from apex.store.user import User
from apex.store.verb import Verb
from apex.web.account import account_page
from apex.web.ask import typed, wanted_form, wants_page
from apex.web.limit import throttle_way
from apex.web.login import enter, stay_out
from apex.web.origin import origin
from apex.web.respond import View, answer, done, respond
from apex.web.route import afterwards, apart, mount

bp = Blueprint("passkey", __name__)
login_bp = Blueprint("passkey_login", __name__)
KEPT = "challenge"
"""Under which the cookie says what a device was asked to sign, for what, and when."""
LOGIN = "login"
LATE = "that took too long, or was answered before; try again"


@mount(bp, "/account/passkeys", ["GET"], "account.read")
def index(call: Call) -> Response:
    """One's passkeys."""
    if wants_page():
        return account_page(call)
    items = [passkey_state(each) for each in passkeys_of(call.session, call.actor.id)]
    return respond(View("", "", None, Outcome(inputs=None, result={"items": items, "total": len(items)}, exact=True)))


@mount(bp, "/account/passkeys/options", ["POST"], "account.edit", writes=False, keyed=False)
def begin(call: Call) -> Response:
    """What the browser needs for making a passkey; the challenge in it holds for five minutes."""
    options = action.creation(call, _own(call), place(), _challenge(call, f"add {call.actor.id}"))
    return answer(Outcome(inputs=None, result=options, exact=True))


@mount(bp, "/account/passkeys", ["POST"], "account.edit", keyed=False)
def add(call: Call) -> Response:
    """Keep a passkey the browser has made."""
    try:
        wanted = read(NewPasskey, typed())
        made = action.register(call, _own(call), place(), _asked(call, f"add {call.actor.id}"), wanted)
    except InvalidInputError as refused:
        if wants_page():
            return account_page(call, problems=refused.problems, status=422)
        raise
    return done(Outcome(inputs=None, result=passkey_state(made), exact=True), url_for("account.show"), 201)


@mount(bp, "/account/passkeys/<passkey_id>", ["DELETE"], "account.edit")
def remove(call: Call, passkey_id: str) -> Response:
    found = call.session.get(Passkey, passkey_id)
    if found is None or found.user_id != call.actor.id:
        raise NotFoundError("there is no such passkey")
    action.remove(call, found)
    return done(Outcome(inputs=None, result={"removed": passkey_id}), url_for("account.show"))


@mount(bp, "/account/passkeys/<passkey_id>/remove", ["POST"], "account.edit")
def take_away(call: Call, passkey_id: str) -> Response:
    return remove(call, passkey_id)


@mount(login_bp, "/login/passkey/options", ["POST"], None, writes=False)
def ask(call: Call) -> Response:
    """What the browser needs for using a passkey."""
    return answer(Outcome(inputs=None, result=action.request(place(), _challenge(call, LOGIN)), exact=True))


@mount(login_bp, "/login/passkey", ["POST"], None, writes=False, limit=None)
def save(call: Call) -> Response:
    """Open a session for who has the passkey. It stands for password and second step: its device asked who it is."""
    try:
        throttle_way()
        challenge = _asked(call, LOGIN)
        proof = action.prove(call, place(), challenge, request.form.get("passkey", ""))
        apart(lambda: action.use(call, proof, challenge))
    except (AuthenticationError, ConflictError, RateLimitError) as refused:
        reason = f"passkey, {refused.code}: {refused.message}"
        afterwards(lambda: call.record(Verb.LOGIN_FAILED, "login", "", reason=reason))
        if wanted_form() != "page" or isinstance(refused, RateLimitError):
            raise
        return stay_out(refused.message)
    return enter(call, proof.user_id, "passkey")


def place() -> Place:
    """Where passkeys are made for. Browsers tie them to a name and to none of its ports."""
    here = origin()
    host = urlsplit(here).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return Place(here, host)
    raise ConflictError(f"browsers keep passkeys for a name and not for {host}; open APEX by its name (localhost here)")


def _challenge(call: Call, purpose: str) -> Challenge:
    """Something to sign, kept in the cookie until it comes back."""
    made = Challenge(generate_challenge(), call.now)
    session[KEPT] = [purpose, bytes_to_base64url(made.value), made.at.isoformat()]
    return made


def _asked(call: Call, purpose: str) -> Challenge:
    """What was asked to be signed, for this and in the last minutes. Whatever comes of it, it is asked once."""
    if "challenge" not in g:  # the handler runs again when its transaction has to be repeated
        g.challenge = session.pop(KEPT, None) or ["", "", call.now.isoformat()]
    kept, value, at = g.challenge
    since = datetime.fromisoformat(at)
    if kept != purpose or not timedelta(0) <= call.now - since < action.LIFE:
        raise ConflictError(LATE)
    return Challenge(base64url_to_bytes(value), since)


def _own(call: Call) -> User:
    return call.session.get_one(User, call.actor.id)
