"""Doubts: whether a text is for garbage at all, or better left to others and to the search."""

from __future__ import annotations

from bot.api import Verdict, fold
from handlers.garbage.finding.areas import AreaHits
from handlers.garbage.finding.concepts import about
from handlers.garbage.finding.questions import Ask, Question
from handlers.garbage.sorting import is_better_elsewhere
from handlers.garbage.talk import CATEGORY, Turn, calendar_of, feature, understand


def is_doubtful(turn: Turn, question: Question) -> bool:
    """Whether a question names something that garbage may know nothing of."""
    if question.ask is Ask.WHEN:
        return not question.kinds and not described(turn, question.thing)
    return question.ask is Ask.HOW and bool(question.thing) and not question.kinds


def is_others(turn: Turn, question: Question, text: str) -> bool:
    """Whether another feature knows more of what is asked."""
    return is_better_elsewhere(turn, text, turn.search(question.thing, CATEGORY))


def is_question(turn: Turn, text: str) -> bool:
    """Whether a text asks something, where the name of a district was awaited."""
    return fold(text) in feature.commands or understand(turn, text) is not None


def means_something_else(turn: Turn, text: str, places: AreaHits) -> bool:
    """Whether the search knows a text better than the list of districts does."""
    verdict = turn.search(text).verdict
    return verdict is Verdict.CLEAR or (verdict is Verdict.NEAR and not places.labels)


def described(turn: Turn, thing: str) -> list[str]:
    """The kinds without collection days that a word means, and of which the city says what to do."""
    calendar = calendar_of(turn)
    return [one for one in about(thing, calendar.uncollected) if calendar.how(one)]
