"""Refusals, in LINE's shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class ApiError(Exception):
    """A call is refused: HTTP status and LINE's error object `{message, details?}`."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Sequence[dict[str, str]] = (),
        headers: Sequence[tuple[str, str]] = (),
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details
        self.headers = tuple(headers)
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        """Return the JSON object LINE would answer; empty details are left out, as LINE does."""
        if "error" in self.extra:  # OAuth has a shape of its own
            return self.extra
        found: dict[str, Any] = {"message": self.message}
        if self.details:
            found["details"] = list(self.details)
        return found | self.extra


class ConnectionDroppedError(ConnectionError):
    """The connection ends without an answer: a fault on demand.

    A server closes the socket; under a test client this is what the caller sees.
    """


def invalid_property(name: str) -> ApiError:
    """Return the refusal of one property of the request body."""
    return ApiError(400, f"The property, '{name}', in the request body is invalid")


def not_found() -> ApiError:
    """Return LINE's 404."""
    return ApiError(404, "Not found")
