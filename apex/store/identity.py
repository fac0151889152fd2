"""Where ids and secrets come from: ids sort by time of making, secrets are kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets

from ulid import ULID

ID_LENGTH = 26


def new_id() -> str:
    """An opaque id, 26 characters; later ids sort after earlier ones."""
    return str(ULID())


def new_secret() -> str:
    """256 bits of chance, fit for an address or a header."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret. Plain SHA-256 does, since the secret itself cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
