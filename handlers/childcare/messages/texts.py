"""Children and what is wanted for them, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.api import fill
from handlers.childcare.messages.children import Kind, kinds_of
from handlers.childcare.plan.wording import day_words
from handlers.childcare.tables import Child
from handlers.childcare.words import Words


def child_text(words: Words, born: date, *, expected: bool) -> str:
    """2025年4月1日生まれのお子さん."""
    phrase = words.news_expected if expected else words.news_child
    return fill(phrase, day=day_words(born))


def kinds_text(words: Words, kinds: Iterable[Kind], *, weekly: bool = False) -> str:
    """お便り、予防接種と健診のお知らせ."""
    messages = words.news_messages_weekly if weekly else words.news_messages
    names = {Kind.MESSAGES: messages, Kind.PLAN: words.news_plan}
    return "、".join(names[kind] for kind in kinds) or words.news_nothing


def wanted_text(words: Words, child: Child) -> str:
    return kinds_text(words, kinds_of(child), weekly=child.weekly)


def states(words: Words, children: Sequence[Child], phrase: str) -> list[str]:
    """One line for each child, by a phrase with {child} and {kinds}."""
    return [
        fill(
            phrase,
            child=child_text(words, each.born, expected=each.expected),
            kinds=wanted_text(words, each),
        )
        for each in children
    ]
