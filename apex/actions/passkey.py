"""Passkeys: made in a browser somebody has just logged in with, used instead of password and second step."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import webauthn
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_authentication_credential_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from apex.actions.call import Call
from apex.errors import AuthenticationError, ConflictError, InvalidInputError, Problem
from apex.schema.passkey import NewPasskey
from apex.store.login import Login
from apex.store.passkey import Passkey, mark_used, passkey_by_credential, passkeys_of
from apex.store.user import User, lock_user
from apex.store.verb import Verb

T = TypeVar("T")
log = logging.getLogger("apex.actions")
NAME = "APEX"
LIFE = timedelta(minutes=5)
"""How long a challenge can be answered."""
FRESH = timedelta(minutes=15)
"""How old a session may be that adds a passkey: what was left open on a desk is not enough."""
MOST = 20
VERIFIED = UserVerificationRequirement.REQUIRED
LONGEST_ID = 1023
UNREADABLE = (
    WebAuthnException,
    InvalidSignature,
    UnsupportedAlgorithm,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
)
"""What the library raises at bytes of a stranger, some of it from below."""
REFUSED = "the passkey is not known here, or could not be verified; try again or log in another way"


@dataclass(frozen=True, slots=True)
class Place:
    """Where passkeys hold: the origin of the pages, and the host a browser ties them to."""

    origin: str
    host: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a device is to sign, and when it was asked to."""

    value: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """The passkey that answered, whose it is, and what its device counts now."""

    passkey_id: str
    user_id: str
    count: int


def passkey_state(passkey: Passkey) -> dict[str, Any]:
    used = passkey.used_at
    return {
        "id": passkey.id,
        "name": passkey.name,
        "created_at": passkey.created_at.isoformat(),
        "used_at": used.isoformat() if used else None,
    }


def fresh(call: Call) -> bool:
    """Whether the caller is in a browser and has logged in a short while ago."""
    login = call.session.get(Login, call.actor.login_id) if call.actor.login_id else None
    return login is not None and call.now - login.created_at < FRESH


def creation(call: Call, user: User, place: Place, challenge: Challenge) -> dict[str, Any]:
    """What a browser needs for making a passkey."""
    _demand_fresh(call)
    held = passkeys_of(call.session, user.id)
    if len(held) >= MOST:
        raise ConflictError(f"an account has at most {MOST} passkeys; remove one first")
    options = webauthn.generate_registration_options(
        rp_id=place.host,
        rp_name=NAME,
        user_id=user.id.encode(),
        user_name=user.email,
        user_display_name=user.name or user.email,
        challenge=challenge.value,
        timeout=int(LIFE.total_seconds() * 1000),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(
                id=base64url_to_bytes(each.credential_id),
                transports=[AuthenticatorTransport(t) for t in each.transports],
            )
            for each in held
        ],
    )
    return options_to_json_dict(options)


def register(call: Call, user: User, place: Place, challenge: Challenge, wanted: NewPasskey) -> Passkey:
    """Keep the public half of the passkey a browser made."""
    _demand_fresh(call)

    def work() -> Passkey:
        made = webauthn.verify_registration_response(
            credential=wanted.passkey,
            expected_challenge=challenge.value,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
        # Asked for none, a browser passes on none, or a device's statement about itself.
        if made.fmt not in (AttestationFormat.NONE, AttestationFormat.PACKED) or len(made.credential_id) > LONGEST_ID:
            raise ValueError("not of the kind that was asked for")
        decoded_public_key_to_cryptography(decode_credential_public_key(made.credential_public_key))
        told = parse_registration_credential_json(wanted.passkey).response.transports or []
        return Passkey(
            user_id=user.id,
            credential_id=bytes_to_base64url(made.credential_id),
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=wanted.name.strip() or "Passkey",
            created_at=call.now,
            transports=sorted({each.value for each in told}),
        )

    passkey = _verified(work)
    if passkey is None:
        raise InvalidInputError([Problem("passkey", "could not be verified; try again", "passkey")])
    # Of two that add at once, one must see what the other did.
    lock_user(call.session, user)
    if len(passkeys_of(call.session, user.id)) >= MOST:
        raise ConflictError(f"an account has at most {MOST} passkeys; remove one first")
    if passkey_by_credential(call.session, passkey.credential_id) is not None:
        raise ConflictError("this passkey was added before")
    call.session.add(passkey)
    call.session.flush()
    call.record(Verb.PASSKEY_ADDED, "passkey", passkey.id, changes={"name": (None, passkey.name)})
    return passkey


def request(place: Place, challenge: Challenge) -> dict[str, Any]:
    """What a browser needs for using a passkey, whichever of them a person has here."""
    options = webauthn.generate_authentication_options(
        rp_id=place.host,
        challenge=challenge.value,
        timeout=int(LIFE.total_seconds() * 1000),
        user_verification=VERIFIED,
    )
    return options_to_json_dict(options)


def prove(call: Call, place: Place, challenge: Challenge, credential: str) -> Proof:
    """Who answered the challenge. Whatever is wrong reads the same."""
    given = _verified(lambda: parse_authentication_credential_json(credential))
    found = passkey_by_credential(call.session, given.id) if given is not None else None
    if given is None or found is None:
        raise AuthenticationError(REFUSED)
    passkey, user = found
    answer = _verified(
        lambda: webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge.value,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )
    named = given.response.user_handle == user.id.encode()
    if answer is None or not named or not user.active:
        raise AuthenticationError(REFUSED)
    return Proof(passkey.id, user.id, answer.new_sign_count)


def use(call: Call, proof: Proof, challenge: Challenge) -> None:
    """Have the challenge used up. Of several who bring the same answer one comes in."""
    if not mark_used(call.session, proof.passkey_id, challenge.at, call.now, proof.count):
        raise AuthenticationError(REFUSED)


def remove(call: Call, passkey: Passkey) -> None:
    """Forget a passkey: it opens nothing from now on."""
    call.session.delete(passkey)
    call.record(Verb.PASSKEY_REMOVED, "passkey", passkey.id, changes={"name": (passkey.name, None)})


def _demand_fresh(call: Call) -> None:
    if not call.actor.login_id:
        raise ConflictError("a passkey is made in a browser where you are logged in, not with a token")
    if not fresh(call):
        raise ConflictError("it is a while since you logged in; log in again, then add the passkey")


def _verified(work: Callable[[], T]) -> T | None:
    """What the library made of bytes a browser sent; None where it refuses them, or trips over them."""
    try:
        return work()
    except UNREADABLE as refused:
        log.info("a passkey is refused: %s: %.200s", type(refused).__name__, refused)
        return None
