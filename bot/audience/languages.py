"""Which of the languages that a message is given in somebody reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import func
from sqlalchemy.sql.elements import ColumnElement

from bot.citizens import LANGUAGES, citizen_table

UNCHOSEN: Final = "ja"
# What is read where a message is not given in the citizen's own language. More people from abroad read
# plain Japanese than English: 出入国在留管理庁・文化庁「在留支援のためのやさしい日本語ガイドライン」(2020).
_NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "ja": ("easy_ja",),
    "easy_ja": ("ja",),
    "zh-Hans": ("zh-Hant", "easy_ja", "en"),
    "zh-Hant": ("zh-Hans", "easy_ja", "en"),
    "en": ("easy_ja",),
}
_OTHERS: Final = ("easy_ja", "en")

language_read: ColumnElement[str] = func.coalesce(citizen_table.c.language, UNCHOSEN)


def version_for(language: str, given: Collection[str]) -> str:
    """Which of the languages that a message is `given` in a reader of `language` gets."""
    wished = (language, *_NEXT.get(language, _OTHERS), "ja")
    return next((one for one in wished if one in given), next(iter(given)))


def reads(version: str, given: Collection[str]) -> ColumnElement[bool]:
    """Whether a row of `citizen_table` is of a reader of `version`, one of those `given`."""
    mine = [one for one in LANGUAGES if version_for(one, given) == version]
    if UNCHOSEN in mine:  # Whoever has a language that we do not know is not left out.
        return language_read.not_in([one for one in LANGUAGES if one not in mine])
    return language_read.in_(mine)


def sound(given: Collection[str]) -> Collection[str]:
    """The languages; raises ValueError where there are none, or unknown ones."""
    if not given or set(given) - set(LANGUAGES):
        raise ValueError(f"languages of {', '.join(LANGUAGES)} are wanted, not {sorted(given)}")
    return given
