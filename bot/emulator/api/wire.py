"""Calls and answers, free of any web framework: the emulator's hot path is here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl

from bot.emulator.errors import ApiError
from bot.emulator.rates import DEFAULT, Rate

if TYPE_CHECKING:
    from bot.emulator.emulator import Emulator

JSON = "application/json"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
DECODER = json.JSONDecoder(parse_constant=_no_constant)


@dataclass(slots=True)
class Call:
    """One request to the API."""

    method: str
    path: str
    query_string: str
    content_type: str
    body: bytes
    request_id: str
    retry_key: str | None
    authorization: str | None
    at: float
    params: tuple[str, ...] = ()
    event_id: str | None = None
    """The event a reply answered, for the ledger."""

    def json(self) -> dict[str, Any]:
        """Return the body as a JSON object; 400 where it is none, 415 where it says so."""
        kind = self.content_type.partition(";")[0].strip().lower()
        if kind != JSON:
            raise ApiError(415, f"The content type, {kind or 'none'}, is not supported")
        return parse_object(self.body)

    def query(self) -> dict[str, str]:
        """Return the query parameters."""
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    def form(self) -> dict[str, str]:
        """Return the parameters of a form."""
        text = self.body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True))


@dataclass(slots=True)
class Answer:
    """One response."""

    status: int
    body: bytes = b"{}"
    content_type: str = JSON
    headers: Sequence[tuple[str, str]] = field(default_factory=tuple)


Handler = Callable[["Emulator", Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: how it is called, who serves it, what holds for it."""

    method: str
    template: str
    handler: Handler
    rate: Rate = DEFAULT
    retry_key: bool = False
    open: bool = False
    """Needs no channel access token (the token endpoints themselves)."""
    limit: int = 2 * 1024 * 1024

    @property
    def name(self) -> str:
        """The endpoint's name in the ledger: method and template."""
        return f"{self.method} {self.template}"

    def pattern(self) -> re.Pattern[str]:
        """Return the expression its paths match."""
        return re.compile(re.sub(r"\{\w+\}", "([^/]+)", self.template))


def answer(value: Any, status: int = 200) -> Answer:
    """Return a JSON answer."""
    return Answer(status, dump(value))


def dump(value: Any) -> bytes:
    """Return compact JSON."""
    return ENCODER.encode(value).encode("utf-8", "replace")


def refusal(error: ApiError) -> Answer:
    """Return the answer that tells of a refusal."""
    return Answer(error.status, dump(error.body()), headers=error.headers)


def parse_object(body: bytes) -> dict[str, Any]:
    """Parse a JSON object as LINE does: no NaN, UTF-8 only, nothing absurdly deep."""
    try:
        value = DECODER.decode(body.decode("utf-8"))
    except json.JSONDecodeError as error:
        place = f"(line: {error.lineno}, column: {error.colno})"
        raise ApiError(400, f"The request body could not be parsed as JSON {place}") from error
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "The request body could not be parsed as JSON") from error
    if not isinstance(value, dict):
        raise ApiError(400, "The request body must be a JSON object")
    return value
