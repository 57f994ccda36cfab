"""`Pointers`: to which categories of answers the words of a question point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.search.frames import verbal
from bot.search.keys import kanji
from bot.search.tokens import Tokens
from bot.search.words import Category


class Pointers:
    """The question words of each category, those apart that also say how a thing is (壊れた)."""

    def __init__(self, categories: Mapping[str, Category], states: Iterable[str]) -> None:
        begun = {state[:end] for state in states for end in range(1, len(state) + 1)}
        forms = {
            key: frozenset(telling(verbal(each.questions))) for key, each in categories.items()
        }
        self._sure = {key: Tokens(each - begun) for key, each in forms.items()}
        self._hinted = {key: Tokens(each & begun) for key, each in forms.items()}

    def read(self, text: str) -> tuple[frozenset[str], bool]:
        """The categories that flat text points to, and whether surely so."""
        sure = _pointed(self._sure, text)
        return sure or _pointed(self._hinted, text), bool(sure)

    def names(self, category: str, text: str) -> bool:
        """Whether flat text points to this category, surely or not."""
        each = (self._sure.get(category), self._hinted.get(category))
        return any(tokens.inside(text) for tokens in each if tokens)


def _pointed(categories: Mapping[str, Tokens], text: str) -> frozenset[str]:
    return frozenset(key for key, tokens in categories.items() if tokens.inside(text))


def telling(forms: Iterable[str]) -> Iterator[str]:
    """The forms that say something wherever they stand; うる (売る) is also the end of だんぼうる."""
    return (form for form in forms if len(form) > 2 or kanji(form))
