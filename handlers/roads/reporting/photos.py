"""Photos of a report, as they come: one, several at once in any order, now or later, or none."""

from __future__ import annotations

from bot.api import Image, Reply, Skip, Text, fill, fold
from handlers.roads.intake import take_in
from handlers.roads.ledger.drafts import Unsent
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.reporting.questions import ask_photos
from handlers.roads.reporting.words import noted
from handlers.roads.talk import Turn, feature


@feature.step(Image, Text, Skip)
def photo(turn: Turn, said: Image | Text | Skip) -> Reply:
    """The answer to "is there a photo?": photos until it is enough; words are the next answer already."""
    unsent = unsent_of(turn)
    if unsent is None:
        return over(turn)
    if isinstance(said, Image):
        return took(turn, unsent, said) or ask_photos(turn, unsent)
    if isinstance(said, Skip) or fold(said.text) in map(fold, turn.words.no_photo_words):
        return go_on(turn, unsent.model_copy(update={"photos": True}))
    if turn.is_command(said.text):
        return turn.pass_on()
    return noted(turn, unsent.model_copy(update={"photos": True}), said)


@feature.postback("later")
def later(turn: Turn, of: int) -> Reply:
    """あとで送る"""
    unsent = unsent_of(turn, of)
    if unsent is None:
        return over(turn)
    return go_on(turn, unsent.model_copy(update={"photos": True, "later": True}))


def took(turn: Turn, unsent: Unsent, image: Image) -> Reply | None:
    """Take a photo in. Nothing is said until the last of those sent together; None: ask on."""
    got = take_in(turn, image)
    if got.silent:
        return turn.again()
    if got.is_full:
        enough = unsent.model_copy(update={"photos": True})
        return go_on(turn, enough, fill(turn.words.photos_full, most=got.most))
    return None
