"""What both ends of a push do to its content: keys, encryption (RFC 8291, 8188) and the sender's name (RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
import re
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

# RFC 8030, section 7.2: what a push service must take at least, and what those of the browsers take at most.
LARGEST_BODY = 4096

_CURVE = SECP256R1()
_POINT = 65
_SALT = 16
# salt, record size, length of the key's name, the key
_HEADER = _SALT + 4 + 1 + _POINT
_LAST_RECORD = b"\x02"


class PushError(Exception):
    """What is wrong with a push, in a sentence."""


def encode(data: bytes) -> str:
    """Base64url without padding, as these protocols write it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The reverse, with padding or without."""
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def new_key() -> EllipticCurvePrivateKey:
    """A key on P-256."""
    return generate_private_key(_CURVE)


def point(key: EllipticCurvePrivateKey) -> bytes:
    """Its public half, as an uncompressed point."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass(frozen=True)
class Recipient:
    """A browser's end of a subscription, where a test stands in for the browser: its keys."""

    key: EllipticCurvePrivateKey = field(default_factory=new_key)
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    def subscription(self, endpoint: str) -> dict[str, Any]:
        """As a page gets it from `PushSubscription.toJSON()`."""
        keys = {"p256dh": encode(point(self.key)), "auth": encode(self.secret)}
        return {"endpoint": endpoint, "expirationTime": None, "keys": keys}

    def decrypt(self, body: bytes) -> Any:
        """What was pushed, from JSON."""
        return json.loads(self.decrypt_text(body))

    def decrypt_text(self, body: bytes) -> str:
        """What was pushed."""
        if len(body) < _HEADER or body[_SALT + 4] != _POINT:
            raise PushError("The body does not begin with a header of aes128gcm that names a key")
        sender, record = body[_SALT + 5 : _HEADER], body[_HEADER:]
        shared = self.key.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(_CURVE, sender))
        key, nonce = _content_keys(shared, self.secret, point(self.key), sender, body[:_SALT])
        padded = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\x00")
        if not padded.endswith(_LAST_RECORD):
            raise PushError("There is no delimiter of a last record")
        return padded[:-1].decode()


def encrypt(content: Any, subscription: dict[str, Any]) -> bytes:
    """JSON for a subscription, as the application's server encrypts it."""
    recipient, secret = decode(subscription["keys"]["p256dh"]), decode(subscription["keys"]["auth"])
    sender, salt = new_key(), os.urandom(_SALT)
    shared = sender.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(_CURVE, recipient))
    key, nonce = _content_keys(shared, secret, recipient, point(sender), salt)
    record = AESGCM(key).encrypt(nonce, json.dumps(content).encode() + _LAST_RECORD, None)
    return salt + LARGEST_BODY.to_bytes(4, "big") + bytes([_POINT]) + point(sender) + record


def sign(key: EllipticCurvePrivateKey, audience: str) -> str:
    """The header `Authorization` of an application's server (RFC 8292, section 3)."""
    claims = {"aud": audience, "exp": int(time.time()) + 3600, "sub": "mailto:tests@example.org"}
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
    numbers = decode_dss_signature(key.sign(signed.encode(), ECDSA(SHA256())))
    signature = encode(b"".join(number.to_bytes(32, "big") for number in numbers))
    return f"vapid t={signed}.{signature}, k={encode(point(key))}"


def check_sender(authorization: str, audience: str, expected: bytes) -> dict[str, Any]:
    """Sees that a push comes from whom the subscription is for, and returns what they claim."""
    parts = dict(re.findall(r"\b([tk])=([\w.-]+)", authorization))
    if not authorization.lower().startswith("vapid ") or parts.keys() != {"t", "k"}:
        raise PushError("No sender is named as RFC 8292 says")
    if decode(parts["k"]) != expected:
        raise PushError("The sender is not whom this subscription is for")
    head, claims, signature = parts["t"].split(".")
    numbers = decode(signature)
    if json.loads(decode(head)).get("alg") != "ES256" or len(numbers) != 64:
        raise PushError("The signature is none of ES256")
    r, s = int.from_bytes(numbers[:32], "big"), int.from_bytes(numbers[32:], "big")
    try:
        EllipticCurvePublicKey.from_encoded_point(_CURVE, expected).verify(
            encode_dss_signature(r, s), f"{head}.{claims}".encode(), ECDSA(SHA256())
        )
    except InvalidSignature:
        raise PushError("The signature does not fit") from None
    said = json.loads(decode(claims))
    now = time.time()
    if said.get("aud") != audience:
        raise PushError(f"The audience is {said.get('aud')!r}, and this is {audience!r}")
    if not now < said.get("exp", 0) <= now + 24 * 3600:
        raise PushError("It has expired, or would be good for more than a day")
    if not str(said.get("sub", "")).startswith(("mailto:", "https:")):
        raise PushError("It says no way to reach the sender")
    return said


def _content_keys(shared: bytes, secret: bytes, recipient: bytes, sender: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """RFC 8291, section 3.4: the key and the nonce."""
    material = _derive(shared, secret, b"WebPush: info\x00" + recipient + sender, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\x00", 16)
    return key, _derive(material, salt, b"Content-Encoding: nonce\x00", 12)


def _derive(material: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(material)


def _json(value: Any) -> str:
    return encode(json.dumps(value, separators=(",", ":")).encode())
