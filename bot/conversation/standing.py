"""Where a citizen's conversation stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """The awaited step of a feature and what has been gathered for it (`draft`, JSON).

    `stamp` marks the buttons that belong to this conversation; `feature` is empty when there is none.
    `offered` are the buttons of the last answer (`bot.talk.offered`).
    """

    feature: str = ""
    step: str = ""
    draft: str = "{}"
    stamp: str = ""
    updated_ms: int = 0
    offered: str = ""
