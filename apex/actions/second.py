"""The second step of logging in: codes of an app (RFC 6238), and recovery codes for when the app is lost."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pyotp

from apex.actions.account import end_logins
from apex.actions.call import Call
from apex.actions.password import judge, matches
from apex.errors import ConflictError, InvalidInputError, Problem
from apex.store.identity import digest
from apex.store.second import codes_left, replace_codes, spend_code, take_step
from apex.store.user import User, lock_user
from apex.store.vault import Vault, VaultError
from apex.store.verb import Verb

STEP_S = 30
DRIFT = 1
"""How many time steps a telephone's clock may be off, either way."""
STARTED_FOR = timedelta(minutes=15)
"""How long after its secret was shown a second step can be confirmed."""
CODES = 10
LETTERS = "abcdefghjkmnpqrstvwxyz0123456789"
"""Crockford's base 32, 80 bits a code. What he leaves out is read as what it was taken for."""
_READ_AS = str.maketrans("ilo", "110")
_SIX = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class Started:
    """What an app is given once: the secret, and the same as an address."""

    secret: str
    address: str


def shown(call: Call, user: User) -> dict[str, Any]:
    """How the second step of an account stands."""
    since = user.totp_since
    return {
        "on": since is not None,
        "since": since.isoformat() if since else None,
        "codes_left": codes_left(call.session, user.id) if since else 0,
    }


def start(call: Call, user: User, password: str, vault: Vault) -> Started:
    """A new secret, which counts once `confirm` has seen a code made of it."""
    if not matches(user.password_hash, password):
        raise _wrong("password", "is not the current password")
    lock_user(call.session, user)
    if user.totp_since is not None:
        raise ConflictError("this account has a second step; remove it first")
    secret = pyotp.random_base32()
    user.totp_secret, user.totp_started_at = vault.close(secret, user.id), call.now
    return _started(user, secret)


def again(call: Call, user: User, vault: Vault) -> Started | None:
    """What was started and is not confirmed yet, to be shown once more; None if there is nothing to confirm."""
    at = user.totp_started_at
    if user.totp_since is not None or at is None or call.now - at >= STARTED_FOR:
        return None
    return _started(user, _secret(user, vault))


def confirm(call: Call, user: User, code: str, vault: Vault) -> list[str]:
    """Have the second step count from now on: the recovery codes, which are kept nowhere. Other sessions end."""
    lock_user(call.session, user)
    if again(call, user, vault) is None:
        raise ConflictError("no second step was started, or too long ago; start again")
    step = _step(call, _secret(user, vault), code)
    if step is None:
        raise _wrong("code", "is not the one your app shows now")
    user.totp_since, user.totp_started_at, user.totp_step = call.now, None, step
    call.record(Verb.SECOND_FACTOR_SET, "user", user.id)
    end_logins(call, user, call.actor.login_id)
    return _codes(call, user)


def renew(call: Call, user: User, code: str, vault: Vault) -> list[str]:
    """New recovery codes; the ones before do not count any more."""
    _demand(call, user, code, vault)
    return _codes(call, user)


def remove(call: Call, user: User, password: str, code: str, vault: Vault) -> None:
    """Do without a second step, for who has the password, which must be long enough alone, and a code."""
    if not matches(user.password_hash, password):
        raise _wrong("password", "is not the current password")
    _demand(call, user, code, vault)
    try:
        judge(password, (user.email, user.name))
    except InvalidInputError as weak:
        raise _wrong("password", f"{weak.problems[0].message}: change it before you remove the second step") from None
    _take_off(call, user, call.actor.login_id)


def take_off(call: Call, user: User) -> None:
    """What an administrator does for who has lost app and recovery codes. Every session of the account ends."""
    lock_user(call.session, user)
    if user.totp_since is None:
        raise ConflictError(f"{user.email} has no second step")
    if user.id == call.actor.id:
        raise ConflictError("remove your own second step on your account page, with password and code")
    _take_off(call, user)


def passes(call: Call, user: User, code: str, vault: Vault) -> bool:
    """Whether a code of the app, or a recovery code, is right. It is used up by that."""
    if user.totp_since is None:
        return False
    plain = re.sub(r"[\s-]", "", code).lower()
    if _SIX.fullmatch(plain):
        step = _step(call, _secret(user, vault), plain)
        return step is not None and take_step(call.session, user.id, step)
    if not spend_code(call.session, user.id, _hash(plain), call.now):
        return False
    left = codes_left(call.session, user.id)
    call.record(Verb.RECOVERY_CODE_USED, "user", user.id, changes={"left": (left + 1, left)}, actor=user.id)
    return True


def _started(user: User, secret: str) -> Started:
    return Started(secret, pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name="APEX"))


def _secret(user: User, vault: Vault) -> str:
    try:
        return vault.open(user.totp_secret or "", user.id)
    except VaultError:
        message = "the second step of this account cannot be read any more: the server's secret key is another one now"
        raise ConflictError(f"{message}; use a recovery code, or ask an administrator to take it off") from None


def _step(call: Call, secret: str, code: str) -> int | None:
    """The time step this is the code of, if it is near enough."""
    totp, now = pyotp.TOTP(secret, interval=STEP_S), int(call.now.timestamp()) // STEP_S
    near = range(now - DRIFT, now + DRIFT + 1)
    plain = re.sub(r"\s", "", code).encode()
    return next((step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), plain)), None)


def _codes(call: Call, user: User) -> list[str]:
    drawn = ["".join(secrets.choice(LETTERS) for _ in range(16)) for _ in range(CODES)]
    replace_codes(call.session, user.id, [_hash(code) for code in drawn], call.now)
    call.record(Verb.RECOVERY_CODES_MADE, "user", user.id)
    return ["-".join(code[i : i + 4] for i in range(0, 16, 4)) for code in drawn]


def _hash(plain: str) -> str:
    return digest(plain.translate(_READ_AS))


def _demand(call: Call, user: User, code: str, vault: Vault) -> None:
    if user.totp_since is None:
        raise ConflictError("this account has no second step")
    if not passes(call, user, code, vault):
        raise _wrong("code", "is not right, or was used before")


def _take_off(call: Call, user: User, but: str = "") -> None:
    user.totp_secret = user.totp_started_at = user.totp_since = None
    replace_codes(call.session, user.id, (), call.now)
    end_logins(call, user, but)
    call.record(Verb.SECOND_FACTOR_REMOVED, "user", user.id)


def _wrong(field: str, message: str) -> InvalidInputError:
    return InvalidInputError([Problem(field, message, field)])
