"""The talk about events: what comes, today, this weekend, by district and by age. Past ones never show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from bot.api import Action, Entry, Reply, Residence, choice_label, fill, menu, page_of
from handlers.childcare.events.ages import offered, suits
from handlers.childcare.events.cards import EventTeller
from handlers.childcare.events.event import Day, Event, Events, next_day, weekend
from handlers.childcare.events.words import EventWords
from handlers.childcare.facilities.listing import district_of, in_order
from handlers.childcare.talk import Turn, childcare_of, feature

CATEGORY = "childcare"
SHOWN = 5


@feature.command(
    "イベント", "子どものイベント", "イベントを探す", "イベント情報", "催し", "子育てイベント"
)
def start(turn: Turn) -> Reply:
    return _coming(turn, 0)


@feature.command("今週末のイベント", "週末のイベント", "土日のイベント", "今度の土日のイベント")
def this_weekend(turn: Turn) -> Reply:
    return _weekend(turn, 0)


@feature.command("今日のイベント", "きょうのイベント")
def this_day(turn: Turn) -> Reply:
    return _today(turn, 0)


@feature.postback("events")
def list_coming(turn: Turn, page: int = 0) -> Reply:
    return _coming(turn, page)


@feature.postback("events_today")
def list_today(turn: Turn, page: int = 0) -> Reply:
    return _today(turn, page)


@feature.postback("events_weekend")
def list_weekend(turn: Turn, page: int = 0) -> Reply:
    return _weekend(turn, page)


@feature.postback("event_districts")
def list_districts(turn: Turn, page: int = 0) -> Reply:
    """The districts in which something is on."""
    names = _districts(turn)
    if not names:
        return turn.say(turn.words.events.none_such, quick=_ways(turn))
    shown, more = page_of(names, page)
    buttons = [turn.button(choice_label(one), list_district, one) for one in shown]
    if more:
        buttons.append(turn.button(turn.words.events.more_label, list_districts, page + 1))
    return turn.say(menu(turn.words.events.which_district, buttons))


@feature.postback("event_district")
def list_district(turn: Turn, name: str, page: int = 0) -> Reply:
    where, words = _places(turn), turn.words.events
    days = [one for one in events_of(turn).coming(turn.now) if where[one.event] == name]
    lead = fill(words.in_district, district=name, count=len(days))

    def more(turn: Turn, number: int) -> Action:
        return turn.button(words.more_label, list_district, name, number)

    return _shown(turn, days, page, lead, words.none_such, more)


@feature.postback("event_ages")
def list_ages(turn: Turn) -> Reply:
    """The ages for which something is on."""
    words = turn.words.events
    ages = offered((one.event for one in events_of(turn).coming(turn.now)), words)
    if not ages:
        return turn.say(words.none_such, quick=_ways(turn))
    buttons = [turn.button(one.name, list_age, one.name) for one in ages[:10]]
    return turn.say(menu(words.which_age, buttons))


@feature.postback("event_age")
def list_age(turn: Turn, name: str, page: int = 0) -> Reply:
    words = turn.words.events
    age = next((one for one in words.ages if one.name == name), None)
    coming = events_of(turn).coming(turn.now) if age else []
    days = [one for one in coming if age and suits(one.event, age, words)]
    lead = fill(words.for_age, age=name, count=len(days))

    def more(turn: Turn, number: int) -> Action:
        return turn.button(words.more_label, list_age, name, number)

    return _shown(turn, days, page, lead, words.none_such, more)


@feature.postback("event")
def show(turn: Turn, id: str) -> Reply:
    event = events_of(turn).of_id(id)
    if event is None:
        return turn.say(turn.words.events.gone, quick=_ways(turn))
    day = next_day(event, turn.now)
    if day is None:
        return turn.say(turn.words.events.over, quick=_ways(turn))
    return turn.say(_teller(turn).message([day]), *_notes(turn), quick=_ways(turn))


def event_entries(events: Events, words: EventWords) -> Iterable[Entry]:
    """Every event by its name, and for whom they are; those that are over say so when asked for."""
    for one in events.all:
        yield Entry(one.name, show.data(one.id), CATEGORY, one.reading)
    for age in words.ages if events.all else ():
        also = tuple(f"{word}のイベント" for word in age.also)
        yield Entry(f"{age.name}のイベント", list_age.data(age.name), CATEGORY, synonyms=also)


def events_of(turn: Turn) -> Events:
    return childcare_of(turn).events


# -- answers


def _coming(turn: Turn, page: int) -> Reply:
    days, words = events_of(turn).coming(turn.now), turn.words.events

    def more(turn: Turn, number: int) -> Action:
        return turn.button(words.more_label, list_coming, number)

    return _shown(turn, days, page, fill(words.coming, count=len(days)), words.none_coming, more)


def _today(turn: Turn, page: int) -> Reply:
    today, words = turn.now.date(), turn.words.events
    days = events_of(turn).coming(turn.now, today, today)

    def more(turn: Turn, number: int) -> Action:
        return turn.button(words.more_label, list_today, number)

    return _shown(turn, days, page, fill(words.today, count=len(days)), words.none_today, more)


def _weekend(turn: Turn, page: int) -> Reply:
    days, words = events_of(turn).coming(turn.now, *weekend(turn.now.date())), turn.words.events

    def more(turn: Turn, number: int) -> Action:
        return turn.button(words.more_label, list_weekend, number)

    return _shown(turn, days, page, fill(words.weekend, count=len(days)), words.none_weekend, more)


def _shown(
    turn: Turn,
    days: Sequence[Day],
    page: int,
    lead: str,
    none: str,
    more: Callable[[Turn, int], Action],
) -> Reply:
    """Five events of a list; the first five where the page is no more."""
    if not days:
        return turn.say(none, quick=_ways(turn))
    begin = page * SHOWN if 0 <= page * SHOWN < len(days) else 0
    shown, rest = days[begin : begin + SHOWN], days[begin + SHOWN :]
    further = [more(turn, begin // SHOWN + 1)] if rest else []
    told = _teller(turn).message(shown)
    return turn.say(lead, told, *_notes(turn), quick=[*further, *_ways(turn)])


def _ways(turn: Turn) -> list[Action]:
    words = turn.words.events
    buttons: list[Action] = [
        turn.button(words.all_label, list_coming),
        turn.button(words.today_label, list_today),
        turn.button(words.weekend_label, list_weekend),
    ]
    if len(_districts(turn)) > 1:
        buttons.append(turn.button(words.district_label, list_districts))
    return [*buttons, turn.button(words.age_label, list_ages)]


def _districts(turn: Turn) -> Sequence[str]:
    where = _places(turn)
    coming = (where[one.event] for one in events_of(turn).coming(turn.now))
    return in_order(coming, turn.residence)


def _places(turn: Turn) -> Mapping[Event, str]:
    return _districts_of(events_of(turn), turn.residence, turn.city.name)


@lru_cache(maxsize=4)
def _districts_of(events: Events, residence: Residence, city: str) -> Mapping[Event, str]:
    return {
        one: district_of(one.district, one.address, one.town, residence, city) for one in events.all
    }


def _teller(turn: Turn) -> EventTeller:
    return EventTeller(turn.words.events, turn.common.hours, turn.now)


def _notes(turn: Turn) -> list[str]:
    told = "\n".join(filter(None, (events_of(turn).notice, events_of(turn).source)))
    return [told] if told else []
