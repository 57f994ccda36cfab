"""What the citizen says of the damage; photos that come meanwhile are taken in, too."""

from __future__ import annotations

from bot.api import Image, Reply, Skip, Text
from handlers.roads.intake import take_in
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.ledger.opening import MOST_WORDS
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.talk import Turn, feature


@feature.step(Text, Image, Skip)
def words(turn: Turn, said: Text | Image | Skip) -> Reply:
    """The answer to "how does it look?"."""
    unsent = unsent_of(turn)
    if unsent is None:
        return over(turn)
    if isinstance(said, Image):
        return also(turn, unsent, said)
    if isinstance(said, Skip):
        return go_on(turn, unsent.model_copy(update={"said": True}))
    return turn.pass_on() if turn.is_command(said.text) else noted(turn, unsent, said)


def noted(turn: Turn, unsent: Unsent, said: Text) -> Reply:
    """Note the words, and go on."""
    messages = unsent.messages | {"words": said.message_id}
    told = {"words": said.text.strip()[:MOST_WORDS], "said": True, "messages": messages}
    return go_on(turn, unsent.model_copy(update=told))


def also(turn: Turn, unsent: Unsent, image: Image) -> Reply:
    """A photo that comes while something else is asked."""
    if take_in(turn, image).silent:
        return turn.again()
    return go_on(turn, unsent, turn.words.photo_taken)
