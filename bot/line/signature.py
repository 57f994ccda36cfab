"""The webhook's signature: base64(HMAC-SHA256(channel secret, raw body))."""

from __future__ import annotations

import base64
import hashlib
import hmac


def sign(secret: str, body: bytes) -> str:
    """The signature that LINE puts into `x-line-signature`."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def is_signed(secret: str, body: bytes, signature: str) -> bool:
    """Whether the body comes from LINE; takes the same time for every wrong signature."""
    return hmac.compare_digest(sign(secret, body).encode(), signature.encode())
