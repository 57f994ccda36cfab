"""これと同じですか: the reporter joins a case that is there, or goes on."""

from __future__ import annotations

from bot.api import Image, Reply, Skip, Text, fill
from handlers.roads.ledger.case import NoSuchCase, find
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.opening import join_case
from handlers.roads.reporting.asking import go_on, over, unsent_of
from handlers.roads.reporting.sending import finished, report_of
from handlers.roads.reporting.words import also
from handlers.roads.talk import Turn, feature, now_ms


@feature.step(Skip, Image, Text)
def near(turn: Turn, said: Skip | Image | Text) -> Reply:
    """None of them is the same."""
    unsent = unsent_of(turn)
    if unsent is None:
        return over(turn)
    if isinstance(said, Image):
        return also(turn, unsent, said)
    if isinstance(said, Text):
        return turn.pass_on()
    return go_on(turn, unsent.model_copy(update={"near": True}))


@feature.postback("same")
def same(turn: Turn, of: int, case: int) -> Reply:
    """It is this one: join it."""
    unsent, connection = unsent_of(turn, of), turn.db.connection()
    if unsent is None:
        return over(turn)
    present = find(connection, case)
    if present is None or (not present.open and present.merged_into is None):
        # It was repaired while the citizen looked at it.
        return go_on(turn, unsent.model_copy(update={"near": True}))
    try:
        joined = join_case(connection, case, report_of(turn, unsent), now_ms(turn))
    except NoSuchCase:
        return over(turn)
    number = shown(joined.case.number)
    return finished(turn, unsent, joined.case, fill(turn.words.joined, number=number))
