"""Watching feeds on the web: polite, bounded fetching, and what an Atom feed lists.

    from bot.feeds import Known, Trouble, entries, fetch, is_loopback

    answer = fetch(url, Known(etag, modified), limit=4_000_000)     # None: not modified
    for entry in entries(parse(answer.body)): ...

`Fetch` is the seam: a feature takes the function as a parameter, and tests give their own.
"""

from bot.feeds.atom import Entry, Feed, read_feed
from bot.feeds.fetching import Answer, Fetch, Known, Trouble, fetch, is_loopback, on_same_host

__all__ = [
    "Answer",
    "Entry",
    "Feed",
    "Fetch",
    "Known",
    "Trouble",
    "fetch",
    "is_loopback",
    "on_same_host",
    "read_feed",
]
