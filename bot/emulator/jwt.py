"""JSON Web Tokens, as far as LINE uses them here: read, and signed with the channel secret."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any


def encode(claims: dict[str, Any], secret: str) -> str:
    """Return a token signed with HS256."""
    head = _part({"alg": "HS256", "typ": "JWT"})
    signed = f"{head}.{_part(claims)}"
    return f"{signed}.{_sign(signed, secret)}"


def decode(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (header, claims) without verifying; ValueError where it is no token."""
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("a token has three parts")
    head, claims = (_read(part) for part in parts[:2])
    return head, claims


def verify(token: str, secret: str) -> dict[str, Any]:
    """Return the claims of a token signed with HS256; ValueError where it was not."""
    head, claims = decode(token)
    signed, _, given = token.rpartition(".")
    if head.get("alg") != "HS256" or not hmac.compare_digest(
        _sign(signed, secret).encode(), given.encode()
    ):
        raise ValueError("the signature is wrong")
    return claims


def _part(value: dict[str, Any]) -> str:
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _sign(signed: str, secret: str) -> str:
    return _text(hmac.digest(secret.encode(), signed.encode(), hashlib.sha256))


def _read(part: str) -> dict[str, Any]:
    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("a part is not JSON in base64") from error
    if not isinstance(value, dict):
        raise ValueError("a part is no object")
    return value
