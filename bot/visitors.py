"""Where a request comes from: the visitor's own address, as far as proxies are trusted."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from werkzeug.wrappers import Request

from bot.settings.console import ConsoleSettings, Network

FORWARDED = "X-Forwarded-For"


def is_within(address: str, networks: Iterable[Network]) -> bool:
    """Whether an address lies in one of these networks; False for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)


def client_of(peer: str, forwarded: str, proxies: tuple[Network, ...]) -> str:
    """The address of the browser.

    Args:
        peer: who opened the connection.
        forwarded: X-Forwarded-For. Read from its end, as far as trusted proxies wrote it: what stands
            before them is whatever the browser claimed.
    """
    address = peer
    for claimed in reversed([each.strip() for each in forwarded.split(",") if each.strip()]):
        if not is_within(address, proxies):
            break
        address = claimed
    return address


def who_of(peer: str, forwarded: str) -> str:
    """The address to count by; "" where a private peer forwards for somebody that it was not trusted to name.

    Everybody in the city would have the address of such a proxy, and one flood would shut all of them out.
    """
    try:
        hidden = bool(forwarded) and not ip_address(peer).is_global
    except ValueError:
        hidden = True
    return "" if hidden else peer


class BehindProxies:
    """WSGI: puts the browser's own address and scheme into the request, as far as proxies are trusted."""

    def __init__(self, inner: Any, settings: ConsoleSettings) -> None:
        self._inner, self._settings = inner, settings

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        request, peer = Request(environ), environ.get("REMOTE_ADDR", "")
        if is_within(peer, self._settings.proxies):
            forwarded = request.headers.get(FORWARDED, "")
            environ["REMOTE_ADDR"] = client_of(peer, forwarded, self._settings.proxies)
            if request.headers.get("X-Forwarded-Proto") == "https":
                environ["wsgi.url_scheme"] = "https"
        return self._inner(environ, start)
