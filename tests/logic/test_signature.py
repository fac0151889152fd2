"""Signatures of webhooks, held against the vector that the specification's own libraries test with."""

import hashlib
from base64 import b64decode, b64encode

import pytest

from apex.logic.signature import (
    TOLERANCE_S,
    UnsignedError,
    demand_signed,
    key_of,
    secret_of,
    signature,
    signed_headers,
)

# standard-webhooks/standard-webhooks, libraries/javascript/src/webhook.test.ts ("sign function works") and others.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
OTHER = secret_of(bytes(range(32)))


def by_hand(secret):
    """HMAC by RFC 2104 from SHA-256 alone."""
    key = b64decode(secret.removeprefix("whsec_")).ljust(64, b"\0")
    inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + f"{ID}.{AT}.".encode() + BODY).digest()
    return "v1," + b64encode(hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).digest()).decode()


def test_the_published_vector_is_signed_alike():
    assert signature(SECRET, ID, AT, BODY) == SIGNED == by_hand(SECRET)
    assert signature(OTHER, ID, AT, BODY) == by_hand(OTHER) != SIGNED


def test_while_a_secret_is_changed_there_are_two_signatures():
    headers = signed_headers([OTHER, SECRET], ID, AT, BODY)
    assert headers["webhook-signature"].split(" ") == [by_hand(OTHER), SIGNED]
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (ID, str(AT))
    for secret in (OTHER, SECRET):
        demand_signed([secret], ID, str(AT), headers["webhook-signature"], BODY, AT)


def test_what_is_signed_is_taken_within_five_minutes_either_way():
    for clock in (AT - TOLERANCE_S, AT, AT + TOLERANCE_S):
        demand_signed([SECRET], ID, str(AT), SIGNED, BODY, clock)
    for clock in (AT - TOLERANCE_S - 1, AT + TOLERANCE_S + 1):
        with pytest.raises(UnsignedError):
            demand_signed([SECRET], ID, str(AT), SIGNED, BODY, clock)


@pytest.mark.parametrize(
    "changed",
    [
        {"message_id": "msg_other"},
        {"message_id": ""},
        {"timestamp": str(AT + 1)},
        {"timestamp": "soon"},
        {"timestamp": "-5"},
        {"timestamp": ""},
        {"signatures": ""},
        {"signatures": "v1,"},
        {"signatures": SIGNED.replace("v1,", "v2,")},
        {"signatures": SIGNED.removeprefix("v1,")},
        {"signatures": "v1,g0hM9SsE+OTPJTGt/dtmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"signatures": "\udcff é v1,x"},
        {"body": b'{"test": 2432232315}'},
        {"secrets": [OTHER]},
        {"secrets": []},
    ],
)
def test_anything_else_is_not_taken(changed):
    given = {"secrets": [SECRET], "message_id": ID, "timestamp": str(AT), "signatures": SIGNED, "body": BODY, "now": AT}
    demand_signed(**given)
    with pytest.raises(UnsignedError):
        demand_signed(**{**given, **changed})


def test_one_of_several_signatures_is_enough():
    demand_signed([SECRET], ID, str(AT), f"v1,x {SIGNED} v1a,y", BODY, AT)


@pytest.mark.parametrize(
    "bad", ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AAAA", "whsec_a b", "whsec_=="]
)
def test_what_is_no_secret_is_refused(bad):
    with pytest.raises(ValueError):
        key_of(bad)
    assert key_of(secret_of(bytes(24))) == bytes(24)
