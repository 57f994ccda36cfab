"""The talk about days and districts: what is collected when, and where the citizen lives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.api import Action, Location, PostbackAction, Reply, Text, Verdict, fill, fold, menu
from handlers.garbage.calendar.area import Area
from handlers.garbage.choosing import NAME_LIMIT, button_label, carried, page_of
from handlers.garbage.doubts import (
    described,
    is_doubtful,
    is_others,
    is_question,
    means_something_else,
)
from handlers.garbage.finding.areas import AreaHits, without_city
from handlers.garbage.finding.days import Days
from handlers.garbage.finding.questions import Ask, Question
from handlers.garbage.reminders.places import settle
from handlers.garbage.reminders.slots import HOME, place_name, slot_asked_for
from handlers.garbage.sorting import ask_thing, sorting, tell
from handlers.garbage.talk import (
    CATEGORY,
    PLACE,
    Turn,
    blocks,
    calendar_of,
    feature,
    home,
    understand,
)
from handlers.garbage.telling.days import DayTeller
from handlers.garbage.telling.text import hours
from handlers.garbage.telling.things import tell_uncollected

MOST_KINDS = 12
OVERVIEW = Question(Ask.OVERVIEW)


# -- commands


@feature.command(
    "ごみの日", "ごみ", "ごみ出し", "ごみ収集", "ごみ収集日", "ごみの収集日", menu=True
)
def overview(turn: Turn) -> Reply:
    return _tell(turn, OVERVIEW, "")


@feature.command("地区を変える", "ごみの地区", "ごみの地区を変える")
def other_area(turn: Turn) -> Reply:
    return ask_area(turn, turn.words.ask_area_again, "")


@feature.question
def asked(turn: Turn, text: str) -> Reply:
    question = understand(turn, text)
    if question is None or (is_doubtful(turn, question) and is_others(turn, question, text)):
        return turn.pass_on()
    return _answer(turn, question, text)


# -- buttons


@feature.postback("day")
def show_day(turn: Turn, area: str, on: date) -> Reply:
    return _tell(turn, Question(Ask.DAYS, Days(on, on), area=_named(turn, area)), "")


@feature.postback("coming")
def show_coming(turn: Turn, area: str, start: date) -> Reply:
    return _tell(turn, Question(Ask.CALENDAR, Days(start, start), area=_named(turn, area)), "")


@feature.postback("kind")
def show_kind(turn: Turn, kind: str) -> Reply:
    calendar = calendar_of(turn)
    kinds = [label for label in calendar.collected if label.startswith(kind)][:1]
    same = [thing for label in kinds for thing in calendar.dictionary.named(label)]
    items = same[0].items if len(same) == 1 else ()
    return _answer(turn, Question(Ask.WHEN, kinds=tuple(kinds), thing=kind, items=items), kind)


@feature.postback("change")
def change_area(turn: Turn) -> Reply:
    return other_area(turn)


@feature.postback("area")
def pick_area(turn: Turn, area: str, question: str = "", keep: bool = True) -> Reply:
    found = calendar_of(turn).area_like(area)
    if found is None:
        return ask_area(turn, fill(turn.words.area_gone, area=area), question)
    return _settle(turn, found, question, keep=keep)


@feature.postback("list")
def list_areas(
    turn: Turn, group: str = "", found: str = "", page: int = 0, question: str = ""
) -> Reply:
    """Districts to choose from: those found by a name, those of a group, or first the groups."""
    finder = calendar_of(turn).finder
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
        label, next_page = turn.words.more_label, page + 1
        more = turn.button(label, list_areas, group, found, next_page, question)
        buttons.append(more)
    return turn.say(menu(fill(turn.words.many_areas, count=shown.count), buttons))


# -- the step


@feature.step(Text, Location)
def where(turn: Turn, spot: Text | Location) -> Reply:
    """The answer to "where do you live?": a name, or a place on the map with its address."""
    text = without_city(spot.text if isinstance(spot, Text) else spot.address, turn.city.name)
    finder = calendar_of(turn).finder
    hits = finder.named(text)
    if not hits.labels and isinstance(spot, Text) and is_question(turn, text):
        return turn.pass_on()
    hits = hits if hits.labels else finder.leading(text)
    if not hits.labels and isinstance(spot, Location):
        return turn.again(turn.words.place_unclear, quick=_ways(turn, turn.draft.question))
    if not hits.labels:
        hits = finder.search(text)
        if means_something_else(turn, text, hits):
            return turn.pass_on()
    return _choose(turn, hits, text, turn.draft.question)


# -- answers


def _answer(turn: Turn, question: Question, text: str) -> Reply:
    """Answer a question; `text` is asked again once the district is known."""
    match question.ask:
        case Ask.AREA:
            hits = question.area
            return _choose(turn, hits, text, "") if hits.labels else other_area(turn)
        case Ask.TIME:
            return _time(turn)
        case Ask.HOW:
            return _how(turn, question, text) if question.thing else sorting(turn)
        case Ask.WHEN if not question.kinds:
            return _no_such_kind(turn, question.thing)
    return _tell(turn, question, text)


def _how(turn: Turn, question: Question, text: str) -> Reply:
    """How a thing is thrown away; of one that is not known, when the kind that it speaks of is collected."""
    found = turn.search(question.thing, CATEGORY)
    if found.verdict is Verdict.NONE and question.kinds:
        return _tell(turn, replace(question, ask=Ask.WHEN), text)
    return tell(turn, question.thing, found)


def _tell(turn: Turn, question: Question, text: str) -> Reply:
    """Answer for the district that is named, else for the citizen's own; ask if there is none."""
    labels, own = question.area.labels, home(turn)
    if len(labels) > 1:
        return _choose(turn, question.area, "", text, keep=own is None)
    found = calendar_of(turn).area(labels[0]) if labels else own
    if found is None:
        return ask_area(turn, _why_ask(turn), text)
    sheet, name = DayTeller(blocks(turn, found)).answer(question), found.label[:NAME_LIMIT]
    further: list[Action] = []
    if sheet.further:
        further = [turn.button(turn.words.more_label, show_coming, name, sheet.further)]
    return turn.say(sheet.message(*further), quick=_quick(turn, found, own))


def _time(turn: Turn) -> Reply:
    rules, own = calendar_of(turn).rules, home(turn)
    when = hours(turn.words, rules) or turn.words.hours_unknown
    told = "\n".join(filter(None, [when, rules.how]))
    return turn.say(told, quick=_quick(turn, own, own))


def _no_such_kind(turn: Turn, thing: str) -> Reply:
    """A kind without collection days, or one that this city does not have."""
    calendar = calendar_of(turn)
    if known := described(turn, thing):
        sheet = tell_uncollected(turn.words, calendar, known[0])
        return turn.say(sheet.message(), quick=[turn.button(turn.words.thing_label, ask_thing)])
    turn.missed(thing, CATEGORY)
    kinds = calendar.collected[:MOST_KINDS]
    buttons = [turn.button(button_label(one), show_kind, one[:NAME_LIMIT]) for one in kinds]
    return turn.say(menu(fill(turn.words.no_such_kind, thing=thing), buttons))


# -- the district


def _why_ask(turn: Turn) -> str:
    gone = turn.places.area(PLACE)
    return fill(turn.words.area_gone, area=gone) if gone else turn.words.ask_area


def ask_area(turn: Turn, sentence: str, question: str) -> Reply:
    """Ask where the citizen lives; `question` is asked again once that is known."""
    if not calendar_of(turn).areas:
        return turn.say(turn.words.no_calendar)
    return turn.start(where, sentence, quick=_ways(turn, question), question=question)


def _choose(turn: Turn, hits: AreaHits, said: str, question: str, *, keep: bool = True) -> Reply:
    """Settle on the district that was found, or let the citizen choose among several."""
    words, calendar = turn.words, calendar_of(turn)
    if hits.single:
        return _settle(turn, calendar.areas_by_label[hits.single], question, keep=keep)
    if not hits.labels:
        sentence = fill(words.no_such_area, thing=said)
        return turn.ask(where, sentence, quick=_ways(turn, question), question=question)
    named = words.which_area if hits.sure else words.perhaps_area
    sentence = fill(named, thing=said) if said else words.which_of_them
    shown = page_of(hits.labels, 0)
    buttons = [_area_button(turn, label, question, keep=keep) for label in shown.choices]
    if shown.more:
        found = (said or question)[:NAME_LIMIT]
        buttons.append(turn.button(words.more_label, list_areas, found=found, page=1))
    return turn.ask(where, menu(sentence, buttons), question=question)


def _settle(turn: Turn, found: Area, question: str, *, keep: bool) -> Reply:
    """Remember the district, and answer what was asked before it was known."""
    if slot := slot_asked_for(question):
        return _settle_reminders(turn, slot, found, question)
    opening = []
    if keep:
        settle(turn, HOME, found)
        opening.append(fill(turn.words.area_chosen, area=found.label))
    before = (question and understand(turn, question)) or OVERVIEW
    answer = _answer(turn, replace(before, area=AreaHits((found.label,))), question)
    return turn.end(*opening, *answer.messages)


def _settle_reminders(turn: Turn, slot: str, found: Area, question: str) -> Reply:
    settle(turn, slot, found)
    name = place_name(turn.words, slot)
    opening = fill(turn.words.remind_area_chosen, place=name, area=found.label)
    return turn.end(opening, *feature.commands[fold(question)](turn).messages)


def _named(turn: Turn, area: str) -> AreaHits:
    """The district that a button carries; none where the calendar no longer has it."""
    found = calendar_of(turn).area_like(area)
    return AreaHits((found.label,) if found else ())


# -- buttons under answers


def _ways(turn: Turn, question: str) -> list[Action]:
    """Ways to name a district without typing."""
    listed = turn.button(turn.words.list_label, list_areas, question=carried(question))
    return [turn.pick_location(), listed]


def _quick(turn: Turn, found: Area | None, own: Area | None) -> list[Action]:
    words, today = turn.words, turn.now.date()
    change = turn.button(words.change_label, change_area)
    things = turn.button(words.thing_label, ask_thing)
    if found is None:
        return [things, change]
    name = found.label[:NAME_LIMIT]
    keep = [] if own is found else [turn.button(words.keep_label, pick_area, name)]
    return [
        *keep,
        turn.button(words.today_label, show_day, name, today),
        turn.button(words.tomorrow_label, show_day, name, today + timedelta(days=1)),
        turn.button(words.coming_label, show_coming, name, today),
        *_reminders(turn, found, own),
        things,
        change,
    ]


def _reminders(turn: Turn, found: Area, own: Area | None) -> list[Action]:
    """The way to reminders, under answers about the citizen's own district."""
    if found is not own:
        return []
    return [turn.button(turn.words.remind_label, feature.buttons["remind"])]


def _area_button(turn: Turn, label: str, question: str, *, keep: bool = True) -> PostbackAction:
    return turn.button(button_label(label), pick_area, label[:NAME_LIMIT], carried(question), keep)
