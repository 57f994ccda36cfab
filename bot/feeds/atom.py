"""What an Atom feed (RFC 4287) lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.safe_xml import BadXml, Node, parse


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its id, its title, the address of what it announces, and when it changed."""

    id: str
    title: str
    link: str
    updated: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: when it says that it changed, and its entries in the feed's order."""

    updated: datetime | None
    entries: tuple[Entry, ...]


def read_feed(data: bytes, *, most_bytes: int) -> Feed:
    """A feed from its bytes. An entry without an id or a link is left out.

    Raises:
        BadXml: it is no XML, or no Atom feed.
    """
    root = parse(data, most_bytes=most_bytes)
    if root.name != "feed":
        raise BadXml(f"no Atom feed but <{root.name}>")
    found = [_entry(node) for node in root.all("entry")]
    return Feed(moment(root.value("updated")), tuple(one for one in found if one.link))


def moment(text: str) -> datetime | None:
    """A moment with its offset (RFC 3339); one without an offset is taken as UTC; None if unreadable."""
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _entry(node: Node) -> Entry:
    links = [link.attributes.get("href", "").strip() for link in node.all("link")]
    link = next(filter(None, links), "")
    named = node.value("id") or link
    return Entry(named, node.value("title"), link or named, moment(node.value("updated")))
