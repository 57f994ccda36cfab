"""One polite GET: conditional, bounded in bytes and in time, never led to another host."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError

STEP_SECONDS = 5.0
# A server that dribbles its answer must not hold the clock for ever.
WHOLE_SECONDS = 20.0
_CHUNK = 65_536
_HEADERS = {
    "User-Agent": "Madoguchi feed reader",
    "Accept": "application/xml, text/xml, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


class Trouble(Exception):
    """A fetch that failed; `wait` is for how many seconds the server asks to be left alone."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.wait = reason, wait


@dataclass(frozen=True, slots=True)
class Known:
    """What the server said of the version that is known already (ETag, Last-Modified); empty if none."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, and what to say of it next time."""

    body: bytes
    known: Known = Known()


Fetch = Callable[[str, Known, int], Answer | None]
"""A fetch of an address: with what is known of it, and at most so many bytes; None: not modified."""


def fetch(url: str, known: Known = Known(), limit: int = 4_000_000) -> Answer | None:
    """GET an address; None if it has not changed since `known`.

    Redirections are not followed: whoever may redirect us could lead us into the city's own network.

    Raises:
        Trouble: no answer in time, another status than 200 and 304, or more than `limit` bytes.
    """
    try:
        answer = _pool().request(
            "GET", url, headers=_HEADERS | _condition(known), preload_content=False,
            redirect=False, retries=False,
        )  # fmt: skip
        try:
            return _answer(answer, limit)
        finally:
            answer.close()
    except (HTTPError, OSError, ValueError) as error:
        raise Trouble(type(error).__name__) from error


@cache
def _pool() -> PoolManager:
    return PoolManager(timeout=Timeout(STEP_SECONDS), maxsize=4)


def _answer(answer: BaseHTTPResponse, limit: int) -> Answer | None:
    if answer.status == 304:
        return None
    if answer.status != 200:
        raise Trouble(f"HTTP {answer.status}", _asked_wait(answer))
    fresh = Known(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    return Answer(_body(answer, limit), fresh)


def _condition(known: Known) -> dict[str, str]:
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in said.items() if value}


def _body(answer: BaseHTTPResponse, limit: int) -> bytes:
    end, parts, size = time.monotonic() + WHOLE_SECONDS, [], 0
    for part in answer.stream(_CHUNK, decode_content=True):
        size += len(part)
        if size > limit:
            raise Trouble(f"more than {limit} bytes")
        if time.monotonic() > end:
            raise Trouble("too slow")
        parts.append(part)
    return b"".join(parts)


def _asked_wait(answer: BaseHTTPResponse) -> float:
    said = answer.headers.get("Retry-After", "")
    return min(float(said), 3600.0) if said.isdecimal() else 0.0


def is_loopback(url: str) -> bool:
    """Whether an address names this machine and nothing else."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def on_same_host(link: str, base: str) -> str:
    """The address of `link` on the host of `base`: a feed may send us nowhere else.

    A mirror that copied a feed with its original addresses is read from the mirror, too. Empty if the link
    has no path.
    """
    there, here = urlsplit(link), urlsplit(base)
    if not there.path.startswith("/"):
        return ""
    return here._replace(path=there.path, query=there.query, fragment="").geturl()
