"""The talk about garbage: what is collected when, and what goes where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pydantic import BaseModel

from bot import api
from bot.api import Action, Feature, Location, PostbackAction, Reply, Text, menu
from bot.content.words import fill
from handlers.garbage.calendar.area import Area
from handlers.garbage.choosing import NAME_LIMIT, button_label, carried, page_of, quick_label
from handlers.garbage.city import Calendar
from handlers.garbage.content import load
from handlers.garbage.finding.areas import AreaHits, without_city
from handlers.garbage.finding.concepts import about
from handlers.garbage.finding.items import Match, Rank
from handlers.garbage.finding.questions import Ask, Question
from handlers.garbage.telling.days import DayTeller, hours
from handlers.garbage.telling.sheet import Sheet
from handlers.garbage.telling.things import ThingTeller, surest, tell_uncollected
from handlers.garbage.words import Words


class Draft(BaseModel):
    """What waits until the district is known: the question that was asked."""

    question: str = ""


feature = Feature(
    "garbage", title="ごみの日・分別", words=Words, draft=Draft, content=load, order=10
)
Turn = api.Turn[Words, Draft]
Tell = Callable[[DayTeller], Sheet]

# The label of the citizen's garbage district; until there is one, `home` may stand in for it.
PLACE = "garbage"
MOST_KINDS = 12


# -- commands


@feature.command(
    "ごみの日", "ごみ", "ごみ出し", "ごみ収集", "ごみ収集日", "ごみの収集日", menu=True
)
def overview(turn: Turn) -> Reply:
    return _tell(turn, "", AreaHits(), DayTeller.overview)


@feature.command("分別", "ごみ分別", "ごみの分別", "分別辞典", "ごみの捨て方", "捨て方")
def sorting(turn: Turn) -> Reply:
    return turn.start(what, turn.words.ask_thing)


@feature.command("地区を変える", "ごみの地区", "ごみの地区を変える")
def other_area(turn: Turn) -> Reply:
    return _ask_area(turn, turn.words.ask_area_again, "")


@feature.question
def asked(turn: Turn, text: str) -> Reply:
    question = _understand(turn, text)
    return turn.pass_on() if question is None else _answer(turn, question, text)


# -- buttons


@feature.postback("day")
def show_day(turn: Turn, area: str, on: date) -> Reply:
    return _tell(turn, "", _named(turn, area), lambda teller: teller.day(on))


@feature.postback("coming")
def show_coming(turn: Turn, area: str, start: date) -> Reply:
    return _tell(turn, "", _named(turn, area), lambda teller: teller.list_from(start))


@feature.postback("kind")
def show_kind(turn: Turn, kind: str) -> Reply:
    kinds = [label for label in _calendar(turn).collected if label.startswith(kind)]
    return _answer(turn, Question(Ask.WHEN, kinds=tuple(kinds[:1]), thing=kind), kind)


@feature.postback("thing")
def show_thing(turn: Turn, name: str) -> Reply:
    return _thing(turn, name, _calendar(turn).dictionary.entry(name))


@feature.postback("ask_thing")
def ask_thing(turn: Turn) -> Reply:
    return sorting(turn)


@feature.postback("change")
def change_area(turn: Turn) -> Reply:
    return other_area(turn)


@feature.postback("area")
def pick_area(turn: Turn, area: str, question: str = "", keep: bool = True) -> Reply:
    found = _calendar(turn).area_like(area)
    if found is None:
        return _ask_area(turn, fill(turn.words.area_gone, area=area), question)
    return _settle(turn, found, question, keep=keep)


@feature.postback("list")
def list_areas(
    turn: Turn, group: str = "", found: str = "", page: int = 0, question: str = ""
) -> Reply:
    """Districts to choose from: those of a group, those found by a name, or first the groups."""
    finder = _calendar(turn).finder
    groups = finder.groups()
    names = list(finder.search(found).labels) if found else groups.get(group, list(groups))
    shown = page_of(names, page)
    if found or group in groups:
        buttons = [_area_button(turn, name, question) for name in shown.choices]
    else:
        buttons = [
            turn.button(button_label(name), list_areas, group=name, question=question)
            for name in shown.choices
        ]
    if shown.more:
        further = turn.button(
            turn.words.more_label, list_areas,
            group=group, found=found, page=page + 1, question=question,
        )  # fmt: skip
        buttons.append(further)
    return turn.say(menu(fill(turn.words.many_areas, count=shown.count), buttons))


# -- steps


@feature.step(Text, Location)
def where(turn: Turn, spot: Text | Location) -> Reply:
    """The answer to "where do you live?": a name, or a place on the map with its address."""
    text = without_city(spot.text if isinstance(spot, Text) else spot.address, turn.city.name)
    finder = _calendar(turn).finder
    hits = finder.named(text)
    if not hits.labels and isinstance(spot, Text) and _understand(turn, text):
        return turn.pass_on()
    return _choose(turn, hits if hits.labels else finder.search(text), text, turn.draft.question)


@feature.step(Text)
def what(turn: Turn, said: Text) -> Reply:
    """The name of a thing; another question is answered as such."""
    question = _understand(turn, said.text)
    if question and question.ask is not Ask.HOW:
        return turn.pass_on()
    found = question.found if question else _calendar(turn).dictionary.lookup(said.text)
    return _thing(turn, question.thing if question else said.text, found)


# -- answers


def _answer(turn: Turn, question: Question, text: str) -> Reply:
    """Answer a question; `text` is asked again once the district is known."""
    match question.ask:
        case Ask.AREA:
            hits = question.area
            return _choose(turn, hits, text, "") if hits.labels else other_area(turn)
        case Ask.TIME:
            rules = _calendar(turn).rules
            when = hours(turn.words, rules) or turn.words.hours_unknown
            told = "\n".join(filter(None, [when, rules.how]))
            return turn.say(told, quick=_quick(turn, _home(turn)))
        case Ask.HOW:
            thing = question.thing
            return _thing(turn, thing, question.found) if thing else sorting(turn)
        case Ask.WHEN if not question.kinds:
            return _no_such_kind(turn, question.thing)
        case Ask.WHEN | Ask.CALENDAR | Ask.DAYS:
            return _tell(turn, text, question.area, _telling(question))


def _telling(question: Question) -> Tell:
    """How a question about days is answered once the district is known."""
    days, kinds = question.days, question.kinds
    if days and days.single:
        return lambda teller: teller.day(days.first, kinds)
    if kinds:
        return lambda teller: teller.when(kinds)
    if days:
        return lambda teller: teller.period(days.first, days.last)
    return lambda teller: teller.list_from(teller.today)


def _tell(turn: Turn, text: str, hits: AreaHits, tell: Tell) -> Reply:
    """Answer for the district that was named, else for the citizen's own; ask if there is none."""
    if len(hits.labels) > 1:
        return _choose(turn, hits, "", text, keep=_home(turn) is None)
    found = _calendar(turn).area(hits.labels[0]) if hits.labels else _home(turn)
    if found is None:
        return _ask_area(turn, _why_ask(turn), text)
    teller = DayTeller(turn.words, _calendar(turn), found, turn.now, _contact(turn))
    return turn.say(tell(teller).message(), quick=_quick(turn, found))


def _thing(turn: Turn, name: str, found: Sequence[Match]) -> Reply:
    words, again = turn.words, turn.button(turn.words.thing_label, ask_thing)
    found = found or _calendar(turn).dictionary.near(name)
    if (match := surest(found)) is not None:
        teller = ThingTeller(words, _calendar(turn), _home(turn), turn.now.date())
        others = [_thing_button(turn, one.name, quick_label) for one in found if one is not match]
        return turn.end(teller.thing(match).message(), quick=[*others[:4], again])
    if not found:
        sentence = fill(words.no_such_thing, thing=name)
        return turn.end(sentence, fill(words.ask_city_how, contact=_contact(turn)), quick=[again])
    sentence = words.perhaps_thing if found[0].rank is Rank.NEAR else words.which_thing
    shown = page_of(found, 0)
    buttons = [_thing_button(turn, one.name, button_label) for one in shown.choices]
    more = [words.and_more] if shown.more else []
    return turn.end(menu(fill(sentence, thing=name), buttons), *more, quick=[again])


def _no_such_kind(turn: Turn, thing: str) -> Reply:
    calendar = _calendar(turn)
    if described := [one for one in about(thing, calendar.uncollected) if calendar.how(one)]:
        sheet = tell_uncollected(turn.words, calendar, described[0])
        again = turn.button(turn.words.thing_label, ask_thing)
        return turn.say(sheet.message(), quick=[again])
    kinds = calendar.collected[:MOST_KINDS]
    buttons = [turn.button(button_label(one), show_kind, one[:NAME_LIMIT]) for one in kinds]
    return turn.say(menu(fill(turn.words.no_such_kind, thing=thing), buttons))


# -- the district


def _why_ask(turn: Turn) -> str:
    gone = turn.places.get(PLACE)
    return fill(turn.words.area_gone, area=gone) if gone else turn.words.ask_area


def _ask_area(turn: Turn, sentence: str, question: str) -> Reply:
    if not _calendar(turn).areas:
        return turn.say(turn.words.no_calendar)
    return turn.start(where, sentence, quick=_ways(turn, question), question=question)


def _choose(turn: Turn, hits: AreaHits, said: str, question: str, *, keep: bool = True) -> Reply:
    """Settle on the district that was found, or let the citizen choose among several."""
    words = turn.words
    if hits.single:
        return _settle(turn, _calendar(turn).areas_by_label[hits.single], question, keep=keep)
    if not hits.labels:
        sentence = fill(words.no_such_area, thing=said)
        return turn.ask(where, sentence, quick=_ways(turn, question), question=question)
    named = words.which_area if hits.sure else words.perhaps_area
    sentence = fill(named, thing=said) if said else words.which_of_them
    shown = page_of(hits.labels, 0)
    buttons = [_area_button(turn, label, question, keep=keep) for label in shown.choices]
    if shown.more:
        found = said[:NAME_LIMIT] or question[:NAME_LIMIT]
        buttons.append(turn.button(words.more_label, list_areas, found=found, page=1))
    return turn.ask(where, menu(sentence, buttons), question=question)


def _settle(turn: Turn, found: Area, question: str, *, keep: bool) -> Reply:
    """Remember the district, and answer what was asked before it was known."""
    opening = []
    if keep:
        turn.places.put(found.label, PLACE)
        opening.append(fill(turn.words.area_chosen, area=found.label))
    before, here = _understand(turn, question), AreaHits((found.label,))
    if before is None:
        answer = _tell(turn, "", here, DayTeller.overview)
    else:
        answer = _answer(turn, replace(before, area=here), question)
    return turn.end(*opening, *answer.messages)


def _home(turn: Turn) -> Area | None:
    """The citizen's own district; the only one, in a city that has but one."""
    calendar = _calendar(turn)
    if len(calendar.areas) == 1:
        return calendar.areas[0]
    if kept := turn.places.get(PLACE):
        return calendar.area(kept)
    single = calendar.finder.named(turn.places.get() or "").single
    return calendar.area(single or "")


# -- buttons of answers


def _ways(turn: Turn, question: str) -> list[Action]:
    """Ways to name a district without typing."""
    listed = turn.button(turn.words.list_label, list_areas, question=carried(question))
    return [turn.pick_location(), listed]


def _quick(turn: Turn, found: Area | None) -> list[Action]:
    words, today = turn.words, turn.now.date()
    things = [
        turn.button(words.thing_label, ask_thing),
        turn.button(words.change_label, change_area),
    ]
    if found is None:
        return [*things]
    name = found.label[:NAME_LIMIT]
    days: list[Action] = [
        turn.button(words.today_label, show_day, name, today),
        turn.button(words.tomorrow_label, show_day, name, today + timedelta(days=1)),
        turn.button(words.coming_label, show_coming, name, today),
    ]
    own = _home(turn)
    keep = [] if own is found else [turn.button(words.keep_label, pick_area, name)]
    return [*keep, *days, *things]


def _area_button(turn: Turn, label: str, question: str, *, keep: bool = True) -> PostbackAction:
    name = label[:NAME_LIMIT]
    return turn.button(button_label(label), pick_area, name, carried(question), keep)


def _thing_button(turn: Turn, name: str, label: Callable[[str], str]) -> PostbackAction:
    return turn.button(label(name), show_thing, name[:NAME_LIMIT])


# -- what a turn knows


def _calendar(turn: Turn) -> Calendar:
    return turn.content(load)


def _understand(turn: Turn, text: str) -> Question | None:
    return _calendar(turn).understand(text, turn.now.date())


def _named(turn: Turn, area: str) -> AreaHits:
    """The district that a button carries; none where the calendar no longer has it."""
    found = _calendar(turn).area_like(area)
    return AreaHits((found.label,) if found else ())


def _contact(turn: Turn) -> str:
    """Whom to ask: as rules.yaml says, else the city's own number."""
    if contact := _calendar(turn).rules.contact:
        return contact
    phone = turn.city.phone
    return fill(turn.common.contact_phone, phone=phone) if phone else turn.common.contact_desk
