"""A device that keeps passkeys, and answers as browsers have it answer: real keys, real signatures (WebAuthn 3)."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def unb64(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Key:
    """One passkey, with the half that never leaves the device."""

    rp_id: str
    user_handle: bytes
    id: bytes
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0

    def cose(self) -> bytes:
        numbers = self.private.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})


@dataclass
class Authenticator:
    """A device in a browser at `origin`. `counts` says whether it counts its uses; many never do."""

    origin: str
    verifies: bool = True
    counts: bool = True
    keys: list[Key] = field(default_factory=list)

    def create(self, options: dict, key_id: bytes = b"", cose: bytes = b"", **twist) -> dict:
        """Answer navigator.credentials.create(); `twist` bends origin, type or challenge of what is said."""
        assert options["authenticatorSelection"]["residentKey"] == "required"
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert options["attestation"] == "none"
        key = Key(options["rp"]["id"], unb64(options["user"]["id"]), id=key_id or secrets.token_bytes(32))
        self.keys.append(key)
        attested = bytes(16) + len(key.id).to_bytes(2, "big") + key.id + (cose or key.cose())
        data = self._data(key, ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._client_data("webauthn.create", options["challenge"], **twist)
        return self._credential(
            key, clientDataJSON=b64(said), attestationObject=b64(statement), transports=["internal", "hybrid"]
        )

    def get(self, options: dict, key: Key | None = None, **twist) -> dict:
        """Answer navigator.credentials.get() with the passkey of this site, or with the one given."""
        assert options["userVerification"] == "required"
        assert not options.get("allowCredentials")
        chosen = key or next(k for k in reversed(self.keys) if k.rp_id == options["rpId"])
        chosen.count += self.counts
        data = self._data(chosen)
        said = self._client_data("webauthn.get", options["challenge"], **twist)
        signature = chosen.private.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            chosen, clientDataJSON=b64(said), authenticatorData=b64(data), signature=b64(signature),
            userHandle=b64(chosen.user_handle),
        )  # fmt: skip

    def _data(self, key: Key, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(key.rp_id.encode()).digest() + bytes([flags]) + key.count.to_bytes(4, "big")

    def _client_data(self, kind: str, asked: str, **twist) -> bytes:
        said = {"type": kind, "challenge": asked, "origin": self.origin, "crossOrigin": False, **twist}
        return json.dumps(said).encode()

    def _credential(self, key: Key, **response) -> dict:
        return {"id": b64(key.id), "rawId": b64(key.id), "type": "public-key", "response": response}
