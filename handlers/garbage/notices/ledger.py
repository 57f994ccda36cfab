"""What to send of a notice: new, corrected, withdrawn or nothing, against what was sent before."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.api import PostbackAction
from handlers.garbage.notices.notice import Hits, Notice
from handlers.garbage.notices.tables import SentNotice
from handlers.garbage.notices.telling import correction_sheet, notice_sheet, withdrawal_sheet
from handlers.garbage.plans import Draft, grouped
from handlers.garbage.telling.sheet import Sheet
from handlers.garbage.words import Words


def told(hits: Hits) -> str:
    """The districts that are told and the kinds named to each, for `SentNotice.told`."""
    return json.dumps({area: list(kinds) for area, kinds in hits.items()}, ensure_ascii=False)


def told_hits(sent: SentNotice) -> Hits:
    """The districts that were told, with the kinds that were named to each."""
    found: Hits = json.loads(sent.told)
    return found


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes the letters of notices.

    Attributes:
        quick: put under every message, such as "why did I get this?".
    """

    words: Words
    today: date
    quick: tuple[PostbackAction, ...]

    def told(self, notice: Notice, before: SentNotice | None) -> list[Draft]:
        """A notice to those whom it hits; who heard another version of it hears of the correction."""
        heard = told_hits(before) if before and not before.withdrawn else {}
        drafts = []
        new = {area: kinds for area, kinds in notice.hits.items() if area not in heard}
        again = {area: kinds for area, kinds in notice.hits.items() if area in heard}
        gone = {area: kinds for area, kinds in heard.items() if area not in notice.hits}
        for hits, tell in ((new, notice_sheet), (again, correction_sheet)):
            drafts += self._grouped(
                (tell(self.words, notice, kinds, self.today), area) for area, kinds in hits.items()
            )
        return drafts + (self._withdrawn(before, gone) if before else [])

    def withdrawn(self, sent: SentNotice) -> list[Draft]:
        """That a notice does not hold any more, to all who were told."""
        return self._withdrawn(sent, told_hits(sent))

    def _withdrawn(self, sent: SentNotice, hits: Hits) -> list[Draft]:
        return self._grouped(
            (withdrawal_sheet(self.words, sent.day, kinds, self.today), area)
            for area, kinds in hits.items()
        )

    def _grouped(self, sheets: Iterable[tuple[Sheet, str]]) -> list[Draft]:
        return grouped((s.message().with_quick(*self.quick), area) for s, area in sheets)
