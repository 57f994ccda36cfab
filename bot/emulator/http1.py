"""HTTP/1.1 as far as a server of WSGI applications needs it: reading requests, writing answers."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from werkzeug.serving import DechunkedInput

LONGEST_LINE = 64 * 1024
MOST_HEADERS = 200
LARGEST_BODY = 64 * 1024 * 1024
BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"

WsgiApp = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
Headers = list[tuple[str, str]]


class BadRequestError(Exception):
    """What came is no HTTP request; `answer` is what to say before closing."""

    def __init__(self, answer: bytes = BAD_REQUEST) -> None:
        super().__init__(answer)
        self.answer = answer


def read_request(
    stream: IO[bytes], proceed: Callable[[bytes], Any], surroundings: Environ
) -> Environ | None:
    """Return the next request as a WSGI environment, None where the client has ended.

    The body is read whole: nothing of it may be left over for the next request. `proceed` writes
    the interim answer to a client that waits for one.
    """
    line = stream.readline(LONGEST_LINE)
    if line == b"\r\n":  # some clients put an empty line behind a body
        line = stream.readline(LONGEST_LINE)
    if not line:
        return None
    environ = _request_line(line) | surroundings
    _read_headers(stream, environ)
    if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
        proceed(CONTINUE)
    body = _read_body(stream, environ)
    environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = io.BytesIO(body)
    return environ


def _request_line(line: bytes) -> Environ:
    words = line.decode("latin-1").split()
    if len(words) != 3 or not words[2].startswith("HTTP/1."):
        raise BadRequestError
    method, target, version = words
    path, _, query = target.partition("?")
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": version,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _read_headers(stream: IO[bytes], environ: Environ) -> None:
    for _ in range(MOST_HEADERS):
        line = stream.readline(LONGEST_LINE)
        if line in (b"\r\n", b"\n"):
            return
        name, colon, value = line.decode("latin-1").partition(":")
        if not colon or not name or name != name.strip():
            raise BadRequestError
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value.strip()}" if key in environ else value.strip()
    raise BadRequestError


def _read_body(stream: IO[bytes], environ: Environ) -> bytes:
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        body = _dechunked(stream)
    else:
        length = environ.get("CONTENT_LENGTH", "0")
        if not (length.isascii() and length.isdigit()):
            raise BadRequestError
        wanted = min(int(length), LARGEST_BODY + 1)
        body = stream.read(wanted)
        if len(body) < wanted:  # the client went away in the middle
            raise BadRequestError
    if len(body) > LARGEST_BODY:
        raise BadRequestError(TOO_LARGE)
    return body


def _dechunked(stream: IO[bytes]) -> bytes:
    source = DechunkedInput(stream)
    body = bytearray()
    while (part := source.read(LONGEST_LINE)) and len(body) <= LARGEST_BODY:
        body += part
    return bytes(body)


def keeps_alive(environ: Environ) -> bool:
    """Tell whether the client wants to go on with the same connection."""
    wish = environ.get("HTTP_CONNECTION", "").lower()
    if environ["SERVER_PROTOCOL"] == "HTTP/1.0":
        return "keep-alive" in wish
    return "close" not in wish


def run(app: WsgiApp, environ: Environ) -> tuple[str, Headers, bytes]:
    """Call the application and return its whole answer: status, headers, body."""
    begun: list[tuple[str, Headers]] = []

    def start_response(status: str, headers: Headers, _: Any = None) -> None:
        begun.append((status, headers))

    parts = app(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
    return *begun[-1], body


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


def response(status: str, headers: Headers, body: bytes, *, keep: bool, bodiless: bool) -> bytes:
    """Return the bytes of an answer."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    if not any(name.lower() == "content-length" for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}")
    lines.append(f"Date: {_date(int(time.time()))}")
    lines.append(f"Connection: {'keep-alive' if keep else 'close'}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return head if bodiless else head + body
