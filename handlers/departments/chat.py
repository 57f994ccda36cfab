"""The talk about counters: by an event of life, by subject, or by name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Action, Entry, Reply, cards, choice_label, fill, menu, page_of
from handlers.departments.cards import counter_card
from handlers.departments.directory import Directory
from handlers.departments.files.schema import Department
from handlers.departments.talk import Turn, contact, directory_of, districts, feature
from handlers.departments.words import Words

# LINE takes 12 cards side by side, and a card's words are long.
MOST_CARDS = 8


@feature.command("窓口案内", "市役所の窓口", "窓口", "どこに行けばいい", "担当の窓口", menu=True)
def topics(turn: Turn) -> Reply:
    """Events of life to choose from; the counters themselves where the city wrote down none."""
    directory = directory_of(turn)
    if directory is None:
        return _without(turn)
    if not directory.topics:
        return _departments(turn, directory, 0)
    return _topics(turn, directory, 0)


@feature.command("電話帳", "市役所の電話帳", "部署一覧", "課の一覧", "市役所の課")
def phone_book(turn: Turn) -> Reply:
    directory = directory_of(turn)
    return _departments(turn, directory, 0) if directory else _without(turn)


@feature.postback("topics")
def list_topics(turn: Turn, page: int = 0) -> Reply:
    directory = directory_of(turn)
    return _topics(turn, directory, page) if directory else _without(turn)


@feature.postback("departments")
def list_departments(turn: Turn, page: int = 0) -> Reply:
    directory = directory_of(turn)
    return _departments(turn, directory, page) if directory else _without(turn)


@feature.postback("topic")
def show_topic(turn: Turn, name: str, page: int = 0) -> Reply:
    """What there is to do about an event of life."""
    directory = directory_of(turn)
    topic = directory.topic(name) if directory else None
    if topic is None:
        return turn.say(turn.words.gone, quick=_ways(turn))
    shown, more = page_of(topic.subjects, page)
    buttons: list[Action] = [turn.button(choice_label(one), show_subject, one) for one in shown]
    if more:
        buttons.append(turn.button(turn.words.more_label, show_topic, name, page + 1))
    return turn.say(menu(fill(turn.words.which_subject, topic=topic.name), buttons))


@feature.postback("subject")
def show_subject(turn: Turn, name: str) -> Reply:
    """The counters for a subject, those of the citizen's own district first."""
    directory = directory_of(turn)
    found = directory.handling(name, districts(turn)) if directory else []
    if directory is None or not found:
        return turn.say(turn.words.gone, quick=_ways(turn))
    several = fill(turn.words.counters_for, subject=name, count=len(found))
    lead = several if len(found) > 1 else fill(turn.words.counter_for, subject=name)
    return _tell(turn, directory, found, lead)


@feature.postback("department")
def show_department(turn: Turn, name: str) -> Reply:
    directory = directory_of(turn)
    found = directory.department(name) if directory else None
    if directory is None or found is None:
        return turn.say(turn.words.gone, quick=_ways(turn))
    return _tell(turn, directory, [found])


@feature.documents
def offered(directory: Directory, _words: Words) -> list[Entry]:
    """Every counter and every subject by all its names."""
    counters = [
        Entry(
            one.name,
            show_department.data(one.name),
            "department",
            one.reading,
            tuple(one.also_called),
        )
        for one in directory.departments
    ]
    return counters + [
        Entry(
            one.name, show_subject.data(one.name), "department", one.reading, tuple(one.also_called)
        )
        for one in directory.subjects
    ]


# -- answers


def _tell(turn: Turn, directory: Directory, found: Sequence[Department], lead: str = "") -> Reply:
    shown = found[:MOST_CARDS]
    words, common = turn.words, turn.common.hours
    told = cards(
        *(counter_card(words, common, directory, one, turn.holidays, turn.now) for one in shown)
    )
    before, after = [lead] if lead else [], [directory.file.notice or ""]
    return turn.say(*before, told, *filter(None, after), quick=_ways(turn))


def _topics(turn: Turn, directory: Directory, page: int) -> Reply:
    shown, more = page_of(directory.topics, page)
    buttons: list[Action] = [
        turn.button(choice_label(one.name), show_topic, one.name) for one in shown
    ]
    if more:
        buttons.append(turn.button(turn.words.more_label, list_topics, page + 1))
    by_name = turn.button(turn.words.departments_label, list_departments)
    return turn.say(menu(turn.words.which_topic, buttons), quick=[by_name])


def _departments(turn: Turn, directory: Directory, page: int) -> Reply:
    shown, more = page_of(directory.departments, page)
    buttons: list[Action] = [
        turn.button(choice_label(one.name), show_department, one.name) for one in shown
    ]
    if more:
        buttons.append(turn.button(turn.words.more_label, list_departments, page + 1))
    return turn.say(menu(turn.words.which_department, buttons))


def _without(turn: Turn) -> Reply:
    return turn.say(fill(turn.words.no_directory, contact=contact(turn)))


def _ways(turn: Turn) -> list[Action]:
    return [
        turn.button(turn.words.topics_label, list_topics),
        turn.button(turn.words.departments_label, list_departments),
    ]
