"""Reads LINE messages as a person sees them: the visible texts and the buttons.

For the terminal citizen and for tests; takes the JSON that LINE takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

_TEXTS = ("text", "title", "address", "originalContentUrl")


def texts(message: Json) -> list[str]:
    """Every text a citizen can read in the message, in reading order; altText only if nothing else."""
    found = [text for text in _texts(message) if text]
    return found or [str(message.get("altText", ""))]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        yield from (str(node[key]) for key in _TEXTS if isinstance(node.get(key), str))
        for key, value in node.items():
            if key not in ("quickReply", "action", "actions", "defaultAction"):
                yield from _texts(value)


def buttons(message: Json) -> list[tuple[str, dict[str, Any]]]:
    """The message's buttons as (label, action), quick replies last."""
    return [(str(action.get("label", "")), action) for action in _actions(message)]


def _actions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from _actions(item)
    elif isinstance(node, dict):
        yield from (v for k, v in node.items() if k in ("action", "defaultAction"))
        yield from node.get("actions", ())
        later = node.get("quickReply")
        for key, value in node.items():
            if key not in ("action", "defaultAction", "actions", "quickReply"):
                yield from _actions(value)
        yield from _actions(later)
