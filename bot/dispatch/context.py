"""What surrounds one event, and running a feature's function in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from bot import emergency
from bot.feature import AnyFeature
from bot.registry import Registry
from bot.talk.reply import Reply
from bot.turn import Scene, Turn
from bot.usage import Counted, Kind

AnyTurn = Turn[Any, Any]
_NO_FEATURES = Registry(())


@dataclass(frozen=True, slots=True)
class Context(Scene):
    """The scene as dispatch needs it, which fills in `features` and `registry` by itself.

    `used` gathers what is counted of use.
    """

    used: list[Counted] = field(default_factory=list)
    registry: Registry = _NO_FEATURES

    @property
    def emergency(self) -> bool:
        """Whether staff switched the emergency mode on."""
        return emergency.current(self.connection()).is_on

    @property
    def shown(self) -> Sequence[AnyFeature]:
        """The features in the order of the menu."""
        return self.registry.ordered(emergency=self.emergency)


def run(feature: AnyFeature, context: Context, call: Callable[[AnyTurn], Reply]) -> Reply:
    """What a feature's function answers, with its records sent to the database."""
    with closing(Turn(feature, context)) as turn:
        reply = call(turn)
        turn.flush()
    # A step of a conversation that the feature leads already is no question of its own.
    if not reply.passed and context.talk.feature != feature.name:
        context.used.append((Kind.QUESTION, feature.name))
    return reply
