"""The kinds of news: each can be taken or stopped by a button."""

from __future__ import annotations

from bot.api import PostbackAction, Reply, Topic, fill, menu
from handlers.settings.talk import Turn, back, button_label, feature

MOST_TOPICS = 10


@feature.command("お知らせの種類", "お知らせの設定", "お知らせを選ぶ", "お知らせを止める")
def topics(turn: Turn) -> Reply:
    """Every kind of news, whether it comes, and a button that changes that."""
    return _page(turn, 0)


@feature.postback("topics")
def list_topics(turn: Turn, page: int = 0) -> Reply:
    return _page(turn, page)


@feature.postback("topic")
def set_topic(turn: Turn, topic: str, wanted: bool) -> Reply:
    """Take or stop one kind of news."""
    words, found = turn.words, turn.topics.get(topic)
    if found is None:
        return turn.say(words.topic_gone, quick=[back(turn)])
    turn.topics.want(found, wanted)
    sentence = words.topic_on if wanted else words.topic_off
    more = turn.button(words.topics_label, list_topics)
    return turn.say(fill(sentence, title=found.title), quick=[more, back(turn)])


def _page(turn: Turn, page: int) -> Reply:
    words, every = turn.words, turn.topics.all()
    start = page * MOST_TOPICS if 0 <= page * MOST_TOPICS < len(every) else 0
    shown = every[start : start + MOST_TOPICS]
    if not shown:
        return turn.say(words.why_nothing, quick=[back(turn)])
    lines = [words.topics_lead, *(_line(turn, topic, wanted) for topic, wanted in shown)]
    buttons = [_switch(turn, topic, wanted) for topic, wanted in shown]
    if start + MOST_TOPICS < len(every):
        buttons.append(turn.button(words.more_label, list_topics, page + 1))
    return turn.say(menu("\n".join(lines), buttons), quick=[back(turn)])


def _line(turn: Turn, topic: Topic, wanted: bool) -> str:
    words = turn.words
    state = words.wanted if wanted else words.unwanted
    return fill(words.topic_line, state=state, title=topic.title, description=topic.description)


def _switch(turn: Turn, topic: Topic, wanted: bool) -> PostbackAction:
    sentence = turn.words.unwant_label if wanted else turn.words.want_label
    label = button_label(fill(sentence, title=topic.title))
    return turn.button(label, set_topic, topic.id, not wanted)
