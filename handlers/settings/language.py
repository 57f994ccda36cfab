"""The language in which the citizen wants to be spoken to."""

from __future__ import annotations

from collections.abc import Mapping

from bot.api import LANGUAGES, Reply, fill, menu
from handlers.settings.talk import Turn, back, feature


@feature.command("言葉", "言語", "言葉を変える", "Language", "语言", "語言", "언어", "Ngôn ngữ")
def languages(turn: Turn) -> Reply:
    """The languages to choose from, each by its own name."""
    buttons = [turn.button(name, set_language, code) for code, name in _names(turn).items()]
    return turn.say(menu(turn.words.language_lead, buttons), quick=[back(turn)])


@feature.postback("languages")
def choose_language(turn: Turn) -> Reply:
    return languages(turn)


@feature.postback("language")
def set_language(turn: Turn, code: str) -> Reply:
    if code not in LANGUAGES:
        return languages(turn)
    turn.account.choose_language(code)
    chosen = fill(turn.words.language_chosen, language=_names(turn)[code])
    return turn.say(chosen, quick=[back(turn)])


def language_name(turn: Turn) -> str:
    """The citizen's language by its own name; Japanese for who never chose."""
    return _names(turn)[turn.account.language or "ja"]


def _names(turn: Turn) -> Mapping[str, str]:
    words = turn.words
    return {
        "ja": words.language_ja,
        "easy_ja": words.language_easy_ja,
        "en": words.language_en,
        "zh-Hans": words.language_zh_hans,
        "zh-Hant": words.language_zh_hant,
        "ko": words.language_ko,
        "vi": words.language_vi,
    }
