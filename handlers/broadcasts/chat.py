"""In the talk: why a broadcast came and how to stop it; and the code by which staff link their LINE."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.api import PostbackAction, Reply, Topic, fill, menu, tell_date
from handlers.broadcasts import links, store
from handlers.broadcasts.store import Run
from handlers.broadcasts.talk import Turn, feature
from handlers.broadcasts.words import Words

_CODE = re.compile(r"職員\s*(\d{8})")
MOST_NAMED = 10


@feature.postback("why")
def why(turn: Turn, of: int, at: int) -> Reply:
    """Why a broadcast came, and buttons that stop what it belongs to."""
    run = store.run(turn.db.connection(), of, at)
    if run is None:
        return turn.say(turn.words.why_old)
    said = "\n".join([*_reasons(turn, run)])
    wanted = [topic for topic in _topics(turn, run) if _wants(turn, topic)]
    if not wanted:
        return turn.say(said)
    buttons = [turn.button(_short(turn.words.stop_label, one), stop, one.id) for one in wanted]
    return turn.say(menu(f"{said}\n\n{turn.words.how_to_stop}", buttons))


@feature.postback("stop")
def stop(turn: Turn, topic: str) -> Reply:
    """Stop a kind of news."""
    found = turn.topics.get(topic)
    if found is None:
        return turn.say(turn.words.topic_gone)
    sentence = turn.words.stopped if _wants(turn, found) else turn.words.stopped_already
    turn.topics.want(found, False)
    back = turn.button(_short(turn.words.again_label, found), again, topic)
    return turn.say(fill(sentence, topic=found.title), quick=[back])


@feature.postback("again")
def again(turn: Turn, topic: str) -> Reply:
    """Take a kind of news again."""
    found = turn.topics.get(topic)
    if found is None:
        return turn.say(turn.words.topic_gone)
    turn.topics.want(found, True)
    return turn.say(fill(turn.words.taken_again, topic=found.title))


@feature.question
def code(turn: Turn, text: str) -> Reply:
    """A code of the console; whatever else is typed is not for us."""
    typed = _CODE.fullmatch(text.strip())
    if typed is None:
        return turn.pass_on()
    name = links.link(turn.db.connection(), typed[1], turn.citizen.id, turn.now)
    if name is None:
        return turn.say(turn.words.code_unknown)
    return turn.say(fill(turn.words.linked, name=name))


def why_button(of: int, at_ms: int, words: Words) -> Callable[[str], PostbackAction]:
    """Makes the button that every broadcast has, in a language."""
    data = why.data(of=of, at=at_ms)

    def button(language: str) -> PostbackAction:
        label = words.why_label.in_(language)
        return PostbackAction(label, data, display_text=label)

    return button


def _reasons(turn: Turn, run: Run) -> list[str]:
    words, audience = turn.words, run.audience
    lines = [fill(words.why_lead, title=run.draft.title, date=tell_date(turn.common.hours, run.at))]
    if run.urgent:
        lines.append(words.why_urgent)
    if titles := [topic.title for topic in _topics(turn, run)]:
        lines.append(fill(words.why_topic, topics="」「".join(titles)))
    if areas := [area for one in audience.places for area in one.areas]:
        more = "など" if len(areas) > MOST_NAMED else ""
        lines.append(fill(words.why_place, places="」「".join(areas[:MOST_NAMED]) + more))
    if audience.languages:
        lines.append(words.why_language)
    lines += [
        fill(words.why_criterion, title=turn.criterion(one.criterion)) for one in audience.criteria
    ]
    return lines if len(lines) > 1 else [*lines, words.why_everyone]


def _topics(turn: Turn, run: Run) -> list[Topic]:
    found = (turn.topics.get(one) for one in run.audience.topics)
    return [topic for topic in found if topic]


def _wants(turn: Turn, topic: Topic) -> bool:
    return any(wanted for one, wanted in turn.topics.all() if one.id == topic.id)


def _short(sentence: str, topic: Topic) -> str:
    """A label of at most twenty signs."""
    label = fill(sentence, topic=topic.title)
    spare = len(label) - 20
    return label if spare <= 0 else fill(sentence, topic=topic.title[: -spare - 1] + "…")
