"""What to say when a day of birth was asked for and something else came."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Action, Picked, Reply, Text
from handlers.childcare.birthdays import Unread
from handlers.childcare.talk import Turn


def unread(turn: Turn, said: Text | Picked, why: object, quick: Sequence[Action]) -> Reply:
    """Another question is answered as such; a half date is asked for again."""
    if why is Unread.NO_YEAR:
        return turn.again(turn.words.no_year, quick=quick)
    if isinstance(said, Text) and not any(sign.isdigit() for sign in said.text):
        return turn.pass_on()
    return turn.again(turn.words.not_a_date, quick=quick)
