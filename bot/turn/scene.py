"""The scene of one event: who, when, and with what content; the same for every feature it is shown to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.citizens import Citizen
from bot.content import Snapshot
from bot.conversation import Talk
from bot.feature import AnyFeature
from bot.misses import Miss


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds one event. `now` is in the city's time zone.

    `stamp` names a conversation that would begin with the event; `moved` gathers the slots of the
    places that the step changed, `misses` what was asked in vain; `features` are all there are.
    """

    citizen: Citizen
    talk: Talk
    now: datetime
    stamp: str
    snapshot: Snapshot
    connection: Callable[[], Connection]
    moved: dict[str, None] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    features: Sequence[AnyFeature] = ()

    def missed(self, text: str, category: str = "") -> None:
        """Count a text that had no answer, without who asked, so that staff hear of it."""
        self.misses.append(Miss(self.now.date(), text, category))
