"""What is stored about the citizen, and what news comes to them and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.api import Holdings, Place, Reply, Unit, fill, fit
from handlers.settings.erasing import ask_erase
from handlers.settings.language import language_name
from handlers.settings.talk import Turn, back, feature, place_name, slot_titles

MOST_TEXT = 5000


@feature.command(
    "登録の内容", "登録内容", "登録の内容を見る", "保存している内容", "なぜ届いた", "なぜ届くの"
)
def stored(turn: Turn) -> Reply:
    """A plain list of all that is held of the citizen, and the news that they get."""
    words = turn.words
    held = [words.stored_lead, words.stored_id, *_platform(turn, turn.account.holdings())]
    for title, lines in turn.stored():
        held += [fill(words.stored_of, title=title, line=line) for line in lines]
    texts = ["\n".join([*held, words.never_stored]), "\n".join([words.why_lead, *_reasons(turn)])]
    quick = [turn.button(words.erase_label, ask_erase), back(turn)]
    return turn.say(*(fit(text, MOST_TEXT, Unit.UTF16) for text in texts), quick=quick)


@feature.postback("stored")
def show_stored(turn: Turn) -> Reply:
    return stored(turn)


def _platform(turn: Turn, held: Holdings) -> Iterator[str]:
    words = turn.words
    if held.followed_ms is not None:
        day = datetime.fromtimestamp(held.followed_ms / 1000, UTC)
        local = day.astimezone(turn.now.tzinfo)
        yield fill(words.stored_followed, year=local.year, month=local.month, day=local.day)
    for place in held.places:
        yield from _place(turn, place)
    for topic, wanted in held.topics.items():
        yield _topic(turn, topic, words.wanted if wanted else words.unwanted)
    if held.language:
        yield fill(words.stored_language, language=language_name(turn))
    if held.news:
        yield fill(words.stored_news, count=held.news)
    if held.in_talk:
        yield words.stored_talk
    yield words.stored_messages


def _place(turn: Turn, place: Place) -> Iterator[str]:
    words, slot = turn.words, slot_titles(turn).get(place.slot, place.slot)
    if place.town or place.district:
        yield fill(words.stored_place, slot=slot, place=place_name(place))
    for scheme, area in place.areas.items():
        if scheme not in ("district", "town"):
            of = turn.title_of(scheme)
            yield fill(words.stored_area, slot=slot, of=of, area=area)


def _topic(turn: Turn, topic: str, state: str) -> str:
    found = turn.topics.get(topic)
    if found is None:
        return fill(turn.words.stored_old_topic, topic=topic, state=state)
    return fill(turn.words.stored_topic, title=found.title, state=state)


def _reasons(turn: Turn) -> list[str]:
    words = turn.words
    lines = [
        fill(words.why_default if topic.default else words.why_chosen, title=topic.title)
        for topic, wanted in turn.topics.all()
        if wanted
    ]
    lines += [fill(words.why_set, line=line) for line, _ in turn.settings()]
    return lines or [words.why_nothing]
