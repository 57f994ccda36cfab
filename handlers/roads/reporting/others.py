"""Roads and things of other owners: the citizen calls them, or the city passes the report on."""

from __future__ import annotations

from bot.api import Reply, Text
from handlers.roads.ledger.case import OURS
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.talk import Turn, feature


@feature.step(Text)
def others(turn: Turn, _said: Text) -> Reply:
    """Words are no answer here: dispatch says what is awaited, or follows a command."""
    return turn.pass_on()


@feature.postback("hand")
def hand(turn: Turn, of: int, owner: str) -> Reply:
    """The city shall pass it on."""
    unsent = unsent_of(turn, of)
    return go_on(turn, _told(unsent, owner, owner)) if unsent else over(turn)


@feature.postback("ours")
def ours(turn: Turn, of: int, owner: str) -> Reply:
    """The citizen takes it for the city's; staff will see."""
    unsent = unsent_of(turn, of)
    return go_on(turn, _told(unsent, owner, OURS)) if unsent else over(turn)


def _told(unsent: Unsent, owner: str, whose: str) -> Unsent:
    told = [*unsent.owners_told, owner]
    return unsent.model_copy(update={"owner": whose, "owners_told": told})
