"""What is sent to a public page: how much of it is taken, and from whose pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request
from werkzeug.exceptions import Forbidden

LARGEST_FORM = 64 * 1024
_OURS = ("same-origin", "none")


@dataclass(frozen=True, slots=True)
class Sending:
    """What a page takes. `most`: bytes; `elsewhere`: also from programs and pages of other sites."""

    most: int
    elsewhere: bool

    def admit(self, request: Request) -> None:
        """Prepare to read the request.

        Raises:
            Forbidden: a browser sent it from a page of another site.
        """
        request.max_content_length = self.most
        request.max_form_memory_size = min(self.most, LARGEST_FORM)
        if not self.elsewhere and not _is_ours(request):
            raise Forbidden


def _is_ours(request: Request) -> bool:
    """Whether the page that sends is one of ours, as far as the browser says."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched in _OURS
    # Older browsers: our pages tell no referrer, so their origin is "null".
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.host
