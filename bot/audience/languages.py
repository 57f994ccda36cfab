"""Which of the languages that a message is given in somebody reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import func, or_
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


def version_for(language: str, given: Collection[str]) -> str:
    """Which of the languages that a message is `given` in a reader of `language` gets."""
    wished = (language, *_NEXT.get(language, _OTHERS), "ja")
    return next((one for one in wished if one in given), next(iter(given)))


def speak(languages: Collection[str]) -> ColumnElement[bool]:
    """Whether a row of `citizen_table` is of somebody who chose one of these, or who never chose."""
    chose = citizen_table.c.language.in_(languages)  # As it stands, so that an index serves.
    return or_(chose, citizen_table.c.language.is_(None)) if UNCHOSEN in languages else chose


def reads(version: str, given: Collection[str]) -> ColumnElement[bool]:
    """Whether a row of `citizen_table` is of a reader of `version`, one of those `given`."""
    mine = [one for one in LANGUAGES if version_for(one, given) == version]
    if UNCHOSEN not in mine:
        return speak(mine)
    # Whoever has a language that we do not know is not left out.
    others = [one for one in LANGUAGES if one not in mine]
    return func.coalesce(citizen_table.c.language, UNCHOSEN).not_in(others)


def sound(given: Collection[str]) -> Collection[str]:
    """The languages; raises ValueError where there are none, or unknown ones."""
    if not given or set(given) - set(LANGUAGES):
        raise ValueError(f"languages of {', '.join(LANGUAGES)} are wanted, not {sorted(given)}")
    return given
