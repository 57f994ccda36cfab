"""The talk about vaccinations and check-ups: a day of birth in, a plan out, and nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.api import Action, Entry, Picked, Reply, Text, cards, fill
from handlers.childcare.birthdays import Unread, read_birthday
from handlers.childcare.content import Childcare
from handlers.childcare.messages.asking import ask
from handlers.childcare.plan.telling import PlanTeller, tell_checkup, tell_vaccine
from handlers.childcare.talk import Turn, childcare_of, feature
from handlers.childcare.unread import unread
from handlers.childcare.words import Words

# The routine programme for children ends before this age.
OLDEST_YEARS = 18
CATEGORY = "childcare"


@feature.command(
    "予防接種",
    "予防接種の予定",
    "予防接種スケジュール",
    "ワクチン",
    "健診",
    "乳幼児健診",
    "健診の予定",
)
def ask_birthday(turn: Turn) -> Reply:
    if not childcare_of(turn).vaccines and not childcare_of(turn).checkups:
        return turn.say(turn.words.no_rules)
    return turn.start(birthday, turn.words.ask_birthday, quick=[_picker(turn)])


@feature.postback("plan")
def another(turn: Turn) -> Reply:
    return ask_birthday(turn)


@feature.step(Text, Picked)
def birthday(turn: Turn, said: Text | Picked) -> Reply:
    found = said.value if isinstance(said, Picked) else read_birthday(said.text)
    if isinstance(found, Unread) or not isinstance(found, date):
        return unread(turn, said, found, [_picker(turn)])
    today = turn.now.date()
    if found > today:
        return turn.again(turn.words.in_the_future, quick=[_picker(turn)])
    if found.year < today.year - OLDEST_YEARS:
        sentence = fill(turn.words.too_old, years=OLDEST_YEARS)
        return turn.again(sentence, quick=[_picker(turn)])
    teller = PlanTeller(turn.words, childcare_of(turn), found, today)
    asking = turn.button(turn.words.news_ask_label, ask, found)
    return turn.end(teller.message(), quick=[*_quick(turn), asking])


@feature.postback("vaccine")
def show_vaccine(turn: Turn, id: str) -> Reply:
    vaccine = childcare_of(turn).vaccines_by_id.get(id)
    if vaccine is None:
        return turn.say(turn.words.no_longer, quick=_quick(turn))
    return turn.say(cards(tell_vaccine(turn.words, vaccine)), quick=_quick(turn))


@feature.postback("checkup")
def show_checkup(turn: Turn, id: str) -> Reply:
    checkup = childcare_of(turn).checkups_by_id.get(id)
    if checkup is None:
        return turn.say(turn.words.no_longer, quick=_quick(turn))
    return turn.say(cards(tell_checkup(turn.words, checkup)), quick=_quick(turn))


def plan_entries(childcare: Childcare, words: Words) -> Iterable[Entry]:
    """The plan, and each vaccine and check-up, for the search."""
    if childcare.vaccines or childcare.checkups:
        label, also = words.menu_plan_label, words.menu_plan_also
        yield Entry(label, another.data(), CATEGORY, synonyms=also)
    for one in childcare.vaccines:
        # ロタの予防接種 asks for this one, not for vaccinations in general.
        named = [f"{name}の予防接種" for name in (one.name, *one.also_called)]
        data = show_vaccine.data(one.id)
        yield Entry(one.name, data, CATEGORY, one.reading, (*one.also_called, *named))
    for check in childcare.checkups:
        data = show_checkup.data(check.id)
        yield Entry(check.name, data, CATEGORY, check.reading, tuple(check.also_called))


def _picker(turn: Turn) -> Action:
    today = turn.now.date()
    earliest = date(today.year - OLDEST_YEARS, 1, 1)
    label = turn.words.birthday_label
    return turn.pick_date(birthday, label, initial=today, earliest=earliest, latest=today)


def _quick(turn: Turn) -> list[Action]:
    return [turn.button(turn.words.another_label, another)]
