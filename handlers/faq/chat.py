"""The talk about frequent questions: by category, or straight from the search."""

from __future__ import annotations

from bot.api import (
    Action,
    Entry,
    Line,
    Message,
    MessageAction,
    Reply,
    UriAction,
    card,
    cards,
    choice_label,
    fill,
    menu,
    page_of,
)
from handlers.faq.content import Questions
from handlers.faq.files.schema import Question
from handlers.faq.talk import Turn, contact, feature, questions_of
from handlers.faq.words import Words

MOST_PARAGRAPHS = 20


@feature.command("よくある質問", "よくあるご質問", "FAQ", "Q&A", "質問", "質問一覧", menu=True)
def start(turn: Turn) -> Reply:
    return _categories(turn, 0)


@feature.postback("categories")
def list_categories(turn: Turn, page: int = 0) -> Reply:
    return _categories(turn, page)


@feature.postback("category")
def show_category(turn: Turn, name: str, page: int = 0) -> Reply:
    """The questions of a category whose answers hold today."""
    found = questions_of(turn).offered(turn.now.date()).get(name)
    if not found:
        return _categories(turn, 0)
    shown, more = page_of(found, page)
    buttons: list[Action] = [_button(turn, one) for one in shown]
    if more:
        buttons.append(turn.button(turn.words.more_label, show_category, name, page + 1))
    return turn.say(
        menu(fill(turn.words.which_question, category=name), buttons), quick=_ways(turn)
    )


@feature.postback("answer")
def answer(turn: Turn, id: str) -> Reply:
    """The answer to one question, as long as it holds."""
    found, today = questions_of(turn).by_id.get(id), turn.now.date()
    if found is None:
        return turn.say(fill(turn.words.gone, contact=contact(turn)), quick=_ways(turn))
    if found.ended_on(today):
        ended = fill(turn.words.ended, question=found.question, contact=contact(turn))
        return turn.say(ended, quick=_ways(turn))
    if found.valid_from and not found.holds_on(today):
        day = found.valid_from
        wait = fill(turn.words.not_yet, question=found.question, month=day.month, day=day.day)
        return turn.say(wait, quick=_ways(turn))
    return turn.say(_card(turn, found), *_related(turn, found), quick=_ways(turn))


@feature.documents
def offered(questions: Questions, _words: Words) -> list[Entry]:
    """Every question by all its wordings, but those that had ended when the files were read."""
    return [
        Entry(one.question, answer.data(one.id), "faq", one.reading, tuple(one.asked_as))
        for one in questions.all()
        if not one.ended_on(questions.loaded)
    ]


def _card(turn: Turn, found: Question) -> Message:
    words = turn.words
    lines: list[Line] = _paragraphs(found.answer)
    if day := found.updated:
        lines.append(fill(words.updated, year=day.year, month=day.month, day=day.day))
    buttons: list[Action] = [UriAction(link.label, link.url) for link in found.links]
    if found.ask:
        said = fill(words.counter, counter=found.ask)
        buttons.append(MessageAction(words.counter_label, said))
    return cards(card(found.question, lines, buttons))


def _paragraphs(answer: str) -> list[Line]:
    """The answer in paragraphs; in one piece where they would make the card too large for LINE."""
    parts = [part for piece in answer.split("\n\n") if (part := piece.strip())]
    return [*parts] if len(parts) <= MOST_PARAGRAPHS else [answer.strip()]


def _related(turn: Turn, found: Question) -> list[Message]:
    known, today = questions_of(turn).by_id, turn.now.date()
    others = [known[key] for key in found.related if key in known and known[key].holds_on(today)]
    return [menu(turn.words.related, [_button(turn, one) for one in others])] if others else []


def _categories(turn: Turn, page: int) -> Reply:
    names = list(questions_of(turn).offered(turn.now.date()))
    if not names:
        return turn.say(fill(turn.words.none, contact=contact(turn)))
    shown, more = page_of(names, page)
    buttons: list[Action] = [turn.button(name, show_category, name) for name in shown]
    if more:
        buttons.append(turn.button(turn.words.more_label, list_categories, page + 1))
    return turn.say(menu(turn.words.which_category, buttons))


def _button(turn: Turn, question: Question) -> Action:
    return turn.button(choice_label(question.question), answer, question.id)


def _ways(turn: Turn) -> list[Action]:
    return [turn.button(turn.words.categories_label, list_categories)]
