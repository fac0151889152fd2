"""Signatures of webhooks by the Standard Webhooks specification 1.0: HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence

PREFIX = "whsec_"
VERSION = "v1"
TOLERANCE_S = 300
"""How far the clocks of sender and receiver may be apart; what is older may be a copy somebody kept."""
LEAST, MOST = 24, 64
"""Bytes of a secret."""
_SECRET = re.compile(r"whsec_[A-Za-z0-9+/]+={0,2}")
_TIME = re.compile(r"[0-9]{1,12}")


class UnsignedError(Exception):
    """A message that nobody with the secret has sent, or not lately."""


def secret_of(key: bytes) -> str:
    """A key as people pass it on."""
    return PREFIX + b64encode(key).decode()


def key_of(secret: str) -> bytes:
    """The bytes of a secret; `ValueError` where it is none, or one of another length than the specification asks."""
    if not _SECRET.fullmatch(secret):
        raise ValueError("a secret is whsec_ and base64")
    key = b64decode(secret.removeprefix(PREFIX), validate=True)
    if not LEAST <= len(key) <= MOST:
        raise ValueError(f"a secret has {LEAST} to {MOST} bytes")
    return key


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """One signature; `timestamp` is whole seconds of the epoch."""
    signed = b".".join((message_id.encode(), str(timestamp).encode(), body))
    return f"{VERSION},{b64encode(hmac.digest(key_of(secret), signed, 'sha256')).decode()}"


def signed_headers(secrets: Sequence[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """What is sent beside the body; while a secret is being changed there are two signatures."""
    made = [signature(secret, message_id, timestamp, body) for secret in secrets]
    return {"webhook-id": message_id, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(made)}


def demand_signed(
    secrets: Sequence[str], message_id: str, timestamp: str, signatures: str, body: bytes, now: float
) -> None:
    """`UnsignedError` unless one of the secrets signed it, within five minutes of now."""
    if not message_id or not _TIME.fullmatch(timestamp) or not signatures:
        raise UnsignedError("webhook-id, webhook-timestamp and webhook-signature are needed")
    if abs(now - int(timestamp)) > TOLERANCE_S:
        raise UnsignedError("the webhook-timestamp is too far from the time here")
    expected = [signature(secret, message_id, int(timestamp), body).encode() for secret in secrets]
    given = [each.encode(errors="replace") for each in signatures.split(" ")]
    # Every pair is compared, whichever fits, so that the time taken says nothing.
    fits = [hmac.compare_digest(one, other) for one in given for other in expected]
    if not any(fits):
        raise UnsignedError("no webhook-signature fits")
