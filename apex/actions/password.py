"""Passwords: kept as argon2id, judged before they are taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from apex.errors import InvalidInputError, Problem

LEAST = 15
LEAST_BEFORE_SECOND = 8
"""How long it must be where a second step stands behind it."""
MOST = 128
GUESSES = 1e10
"""How many guesses a password must stand; what is common, repeated or a keyboard walk stands fewer."""
GUESSES_BEFORE_SECOND = 1e7
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash nothing matches, so that an unknown account costs the same time."""
    return hashed("nobody has this password and nobody ever will")


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one; takes as long where there is no account."""
    try:
        return _HASHER.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def least(*, second: bool) -> int:
    """How many characters a password must have."""
    return LEAST_BEFORE_SECOND if second else LEAST


def judge(password: str, about: Sequence[str] = (), field: str = "password", *, second: bool = False) -> None:
    """`InvalidInputError` for a password that is short, long, common, or made of what is known of the person.

    `second`: a second step stands behind it.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 (its word lists are loaded only where a password is set)

    message, guesses = "", GUESSES_BEFORE_SECOND if second else GUESSES
    fewest = least(second=second)
    if len(password) < fewest:
        message = f"must have at least {fewest} characters; a sentence of a few words does"
    elif len(password) > MOST:
        message = f"must have at most {MOST} characters"
    elif zxcvbn(password[:72], [word for word in about if word])["guesses"] < guesses:
        message = "is easy to guess: too common, repeated, or made of your own name"
    if message:
        raise InvalidInputError([Problem(field, message, "password")])
