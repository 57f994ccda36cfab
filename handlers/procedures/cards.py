"""A procedure as a card: all that a citizen needs before they start, and the way there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.api import Action, Bubble, HoursWords, Line, Unit, UriAction, card, fit
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.procedure import State
from handlers.procedures.telling import told
from handlers.procedures.words import Words

LINE_MOST = 500


def procedure_card(
    words: Words,
    hours: HoursWords,
    listed: Listed,
    now: datetime,
    *,
    site: str,
    contact: str,
    more: Sequence[Action] = (),
) -> Bubble:
    """The card of a procedure at `now` (the city's time).

    Args:
        site: where the city's own pages are, through which opened links are counted; may be empty.
        contact: whom to call where the link does not open.
        more: other buttons.
    """
    lines: list[Line] = [
        (name, fit(said, LINE_MOST, Unit.UTF16))
        for name, said in told(words, hours, listed, now, contact)
    ]
    return card(listed.procedure.name, lines, [*_ways(words, listed, site), *more])


def _ways(words: Words, listed: Listed, site: str) -> list[Action]:
    procedure, ways = listed.procedure, list[Action]()
    if procedure.url and listed.state is State.OPEN:
        address = f"{site}/procedures/go/{listed.id}" if site else procedure.url
        ways.append(UriAction(words.apply_label, address))
    if procedure.phone:
        ways.append(UriAction(words.call_label, f"tel:{procedure.phone}"))
    return ways
