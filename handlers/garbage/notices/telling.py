"""What citizens are told of notices: in answers, and in messages of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.api import fill
from handlers.garbage.notices.notice import Notice, What
from handlers.garbage.telling.sheet import Note, Sheet
from handlers.garbage.telling.text import day_text
from handlers.garbage.words import Words


def tell_notice(words: Words, notice: Notice, kinds: Sequence[str], today: date) -> str:
    """A notice in one sentence, and the further words of the staff."""
    sentence = {
        What.DELAYED: words.notice_delayed,
        What.CANCELLED: words.notice_cancelled,
        What.CHANGED: words.notice_changed,
    }[notice.what]
    to = day_text(notice.to, today) if notice.to else ""
    day = day_text(notice.day, today)
    told = fill(sentence, day=day, kinds="、".join(kinds), to=to)
    return f"{told}\n{notice.say}" if notice.say else told


def notice_sheet(words: Words, notice: Notice, kinds: Sequence[str], today: date) -> Sheet:
    """A notice as a message of its own."""
    return _sheet(words.notice_title, tell_notice(words, notice, kinds, today))


def correction_sheet(words: Words, notice: Notice, kinds: Sequence[str], today: date) -> Sheet:
    """The corrected words of a notice that went out before."""
    return _sheet(words.notice_corrected_title, tell_notice(words, notice, kinds, today))


def withdrawal_sheet(words: Words, day: date, kinds: Sequence[str], today: date) -> Sheet:
    """That a notice which went out before does not hold any more."""
    told = fill(words.notice_withdrawn, day=day_text(day, today), kinds="、".join(kinds))
    return _sheet(words.notice_withdrawn_title, told)


def _sheet(title: str, told: str) -> Sheet:
    sheet = Sheet(title, said=title)
    sheet.add(Note(told))
    return sheet
