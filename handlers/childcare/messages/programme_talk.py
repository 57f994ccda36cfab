"""The talk about programmes: by the age of a child, which is kept or asked for, and the district."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.api import (
    Action,
    Bubble,
    Entry,
    FlexMessage,
    Picked,
    PostbackAction,
    Reply,
    Text,
    card,
    cards,
    choice_label,
    fill,
    menu,
    page_of,
)
from handlers.childcare.birthdays import Unread, read_birthday
from handlers.childcare.content import Childcare
from handlers.childcare.messages.kept import children, home_district
from handlers.childcare.messages.programme import Kind, Programme, Whom
from handlers.childcare.messages.rendering import link
from handlers.childcare.plan.wording import age_words
from handlers.childcare.talk import Turn, childcare_of, feature
from handlers.childcare.unread import unread
from handlers.childcare.words import Words

CATEGORY = "childcare"
# Stands for no child in a button: programmes for all ages.
NOBODY = date.min


# -- commands


@feature.command("子育て支援", "子育ての支援", "子育て支援制度")
def support(turn: Turn) -> Reply:
    return _begin(turn, "")


@feature.command("教室", "子育て教室", "子育ての教室", "親子教室")
def classes(turn: Turn) -> Reply:
    return _begin(turn, str(Kind.CLASS))


@feature.command("手当", "子育ての手当", "子どもの手当")
def allowances(turn: Turn) -> Reply:
    return _begin(turn, str(Kind.ALLOWANCE))


# -- buttons and the question


@feature.postback("programmes_ask")
def ask_programmes(turn: Turn, kind: str = "") -> Reply:
    return _begin(turn, kind)


@feature.postback("programme")
def show_programme(turn: Turn, id: str) -> Reply:
    one = childcare_of(turn).programmes_by_id.get(id)
    if one is None or not one.is_offered(turn.now.date(), None):
        return turn.say(turn.words.programmes_gone)
    return turn.say(cards(_card(turn.words, one)))


@feature.postback("programmes")
def list_programmes(turn: Turn, kind: str = "", page: int = 0) -> Reply:
    """Those for all ages."""
    return turn.end(_list(turn, kind, [], page))


@feature.postback("programmes_for")
def list_for(turn: Turn, kind: str, born: date, due: bool = False, page: int = 0) -> Reply:
    """Those for one child; with `due` and no day, those for anybody who expects one."""
    whom = Whom(None if born == NOBODY else born, expected=due)
    return turn.end(_list(turn, kind, [whom], page))


@feature.step(Text, Picked)
def age_of_child(turn: Turn, said: Text | Picked) -> Reply:
    found = said.value if isinstance(said, Picked) else read_birthday(said.text)
    quick = _quick(turn, turn.draft.kind)
    if isinstance(found, Unread) or not isinstance(found, date):
        return unread(turn, said, found, quick)
    if found > turn.now.date():
        return turn.again(turn.words.in_the_future, quick=quick)
    return turn.end(_list(turn, turn.draft.kind, [Whom(found)], 0))


def programme_entries(childcare: Childcare) -> Iterable[Entry]:
    """Each programme, for the search."""
    for one in childcare.programmes:
        data = show_programme.data(one.id)
        yield Entry(one.name, data, CATEGORY, one.reading, tuple(one.also_called))


# -- what is told


def _begin(turn: Turn, kind: str) -> Reply:
    """For the children that are kept; else ask for an age, which is not."""
    if not _offered(turn, kind):
        return turn.say(fill(turn.words.programmes_none, kind=_name(turn.words, kind), whom=""))
    kept = [Whom(one.born, one.expected) for one in children(turn).all()]
    if kept:
        return turn.say(_list(turn, kind, kept, 0))
    asked = turn.words.programmes_ask
    return turn.start(age_of_child, asked, quick=_quick(turn, kind), kind=kind)


def _quick(turn: Turn, kind: str) -> list[Action]:
    words, today = turn.words, turn.now.date()
    return [
        turn.pick_date(age_of_child, words.birthday_label, initial=today, latest=today),
        turn.button(words.programmes_pregnant_label, list_for, kind, NOBODY, True),
        turn.button(words.programmes_all_label, list_programmes, kind),
    ]


def _offered(turn: Turn, kind: str) -> list[Programme]:
    today, district = turn.now.date(), home_district(turn) or None
    return [
        one
        for one in childcare_of(turn).programmes
        if one.is_offered(today, district) and (not kind or one.kind == kind)
    ]


def _list(turn: Turn, kind: str, whom: Sequence[Whom], page: int) -> FlexMessage | str:
    words, today = turn.words, turn.now.date()
    found = [
        one
        for one in _offered(turn, kind)
        if not whom or any(one.is_for(each, today) for each in whom)
    ]
    named = {"kind": _name(words, kind), "whom": _whom(turn, whom)}
    if not found:
        return menu(
            fill(words.programmes_none, **named),
            [turn.button(words.programmes_all_label, list_programmes, kind)],
        )
    shown, more = page_of(found, page)
    buttons = [turn.button(choice_label(one.name), show_programme, one.id) for one in shown]
    if more:
        buttons.append(_more(turn, kind, whom, page + 1))
    return menu(fill(words.programmes_some, count=len(found), **named), buttons)


def _more(turn: Turn, kind: str, whom: Sequence[Whom], page: int) -> PostbackAction:
    """The next page; with several children, that of the programmes for all ages."""
    label = turn.words.programmes_more_label
    if len(whom) != 1:
        return turn.button(label, list_programmes, kind, 0 if whom else page)
    return turn.button(label, list_for, kind, whom[0].born or NOBODY, whom[0].expected, page)


def _whom(turn: Turn, whom: Sequence[Whom]) -> str:
    words, today = turn.words, turn.now.date()
    ages = [
        words.programmes_pregnant
        if each.expected or each.born is None
        else fill(words.programmes_whom, age=age_words(words, each.born, today))
        for each in whom
    ]
    return "、".join(dict.fromkeys(ages)) or words.programmes_any


def _name(words: Words, kind: str) -> str:
    return kind if kind in (Kind.CLASS, Kind.ALLOWANCE) else words.programmes_support


def _card(words: Words, one: Programme) -> Bubble:
    """One programme: what, when, how, and where to ask."""
    named = ((words.programme_dates, one.dates), (words.programme_how, one.how),
        (words.programme_where, "、".join(one.districts)))  # fmt: skip
    actions: list[Action] = []
    if one.url:
        actions.append(link(words.programme_page_label, one.url))
    if one.phone:
        actions.append(link(words.programme_phone_label, f"tel:{one.phone}"))
    return card(one.name, [one.what, *((name, said) for name, said in named if said)], actions)
