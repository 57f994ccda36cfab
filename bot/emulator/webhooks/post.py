"""The network seam of webhooks."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import lru_cache

import urllib3

WebhookPost = Callable[[str, bytes, dict[str, str]], int]
"""Posts (url, body, headers) and returns the status; raises OSError where nothing was answered."""

TIMEOUT = 10.0


def signature(secret: str, body: bytes) -> str:
    """Return the value of `x-line-signature`."""
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


@lru_cache(maxsize=1)
def _pool() -> urllib3.PoolManager:
    return urllib3.PoolManager(maxsize=32, retries=False, timeout=TIMEOUT)


def http_post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post over HTTP with connections kept alive."""
    try:
        answer = _pool().request("POST", url, body=body, headers=headers, redirect=False)
    except (urllib3.exceptions.HTTPError, ValueError) as error:  # ValueError: no such address
        raise ConnectionError(str(error)) from error
    return int(answer.status)
