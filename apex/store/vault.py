"""Secrets that have to be read again are kept so that the database alone does not give them away."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class VaultError(Exception):
    """What is kept was closed under another key, for somebody else, or was changed since."""


class Vault:
    """AES-256-GCM under a key of its own, derived from the application's secret."""

    def __init__(self, secret_key: str) -> None:
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"apex second step 1").derive
        self._cipher = AESGCM(derive(secret_key.encode()))

    def close(self, plain: str, whose: str) -> str:
        """What to keep. It opens for the same account only: put into another's row it is worth nothing."""
        nonce = secrets.token_bytes(NONCE)
        return urlsafe_b64encode(nonce + self._cipher.encrypt(nonce, plain.encode(), whose.encode())).decode()

    def open(self, kept: str, whose: str) -> str:
        try:
            raw = urlsafe_b64decode(kept)
            return self._cipher.decrypt(raw[:NONCE], raw[NONCE:], whose.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise VaultError("this was not closed with this key") from error
