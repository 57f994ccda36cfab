"""The talk in which a parent asks for messages: a day, what is kept of it, and a yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.api import Action, FlexMessage, Picked, PostbackAction, Reply, Text, fill, menu
from handlers.childcare.birthdays import Unread, read_birthday
from handlers.childcare.messages.changes import child_card, list_card
from handlers.childcare.messages.children import (
    FURTHEST,
    LATEST,
    MOST_CHILDREN,
    Kind,
    day_in_range,
    forgotten_until,
)
from handlers.childcare.messages.kept import children, home_district, kept_text, kinds_there
from handlers.childcare.messages.texts import child_text, kinds_text
from handlers.childcare.plan.wording import years_and_months
from handlers.childcare.talk import Turn, childcare_of, feature
from handlers.childcare.unread import unread


@feature.command(
    "子育てのお知らせ",
    "子育てのお便り",
    "子育て通知",
    "予防接種のお知らせ",
    "健診のお知らせ",
    "子どもの登録",
)
def overview(turn: Turn) -> Reply:
    """What is kept, and what can be changed; the question for a child where nothing is."""
    mine = children(turn).all()
    if not mine:
        return add.run(turn)
    told = child_card(turn, mine[0]) if len(mine) == 1 else list_card(turn, mine)
    return turn.say(told, quick=[turn.button(turn.words.news_add_label, add)])


@feature.postback("news")
def show(turn: Turn) -> Reply:
    return overview(turn)


# -- asking for a day


@feature.postback("news_add")
def add(turn: Turn) -> Reply:
    """Say what is kept, for what, and until when; ask for the day of birth."""
    words, kinds = turn.words, kinds_there(turn)
    if len(children(turn).all()) >= MOST_CHILDREN:
        return turn.say(fill(words.news_no_more, most=MOST_CHILDREN))
    if not kinds:
        return turn.say(words.news_none_yet)
    asked = fill(words.news_ask, until=_limit(turn), messages=kinds_text(words, kinds))
    return turn.start(day_of_birth, asked, quick=_pickers(turn))


@feature.step(Text, Picked)
def day_of_birth(turn: Turn, said: Text | Picked) -> Reply:
    found = said.value if isinstance(said, Picked) else read_birthday(said.text)
    if isinstance(found, Unread) or not isinstance(found, date):
        return unread(turn, said, found, _pickers(turn))
    if found > turn.now.date():
        return turn.again(turn.words.in_the_future, quick=_pickers(turn))
    if not _fits(turn, found, expected=False):
        late = fill(turn.words.news_out_of_range, until=_limit(turn))
        return turn.again(late, quick=_pickers(turn))
    return turn.end(_consent(turn, found, kinds_there(turn), expected=False))


@feature.postback("news_due")
def add_expected(turn: Turn) -> Reply:
    """The same for a child that is not born yet."""
    if not kinds_there(turn, expected=True):
        return turn.say(turn.words.news_none_yet)
    return turn.start(day_expected, turn.words.news_ask_due, quick=[_due_picker(turn)])


@feature.step(Text, Picked)
def day_expected(turn: Turn, said: Text | Picked) -> Reply:
    found = said.value if isinstance(said, Picked) else read_birthday(said.text)
    quick = [_due_picker(turn)]
    if isinstance(found, Unread) or not isinstance(found, date):
        return unread(turn, said, found, quick)
    if not _fits(turn, found, expected=True):
        return turn.again(turn.words.news_not_due, quick=quick)
    return turn.end(_consent(turn, found, kinds_there(turn, expected=True), expected=True))


# -- the yes


@feature.postback("news_ask")
def ask(turn: Turn, born: date) -> Reply:
    """A day that the parent gave for the plan may be kept, if they say so."""
    if not _fits(turn, born, expected=False):
        return turn.say(fill(turn.words.news_out_of_range, until=_limit(turn)))
    return turn.say(_consent(turn, born, kinds_there(turn), expected=False))


@feature.postback("news_keep")
def keep(turn: Turn, born: date, due: bool, messages: bool, plan: bool) -> Reply:
    """The parent agreed: keep the day."""
    mine, there = children(turn), kinds_there(turn, expected=due)
    if not _fits(turn, born, expected=due):
        return turn.say(fill(turn.words.news_out_of_range, until=_limit(turn)))
    if len(mine.all()) >= MOST_CHILDREN and mine.get(born, expected=due) is None:
        return turn.say(fill(turn.words.news_no_more, most=MOST_CHILDREN))
    asked = {Kind.MESSAGES: messages, Kind.PLAN: plan}
    kinds = [kind for kind in there if asked[kind]]
    if not kinds:
        return turn.say(turn.words.news_none_yet)
    child = mine.keep(born, kinds, expected=due, district=home_district(turn))
    words = turn.words
    quick = [turn.button(words.news_change_label, show), turn.button(words.news_add_label, add)]
    return turn.say(kept_text(turn, child), quick=quick)


@feature.postback("news_no")
def decline(turn: Turn) -> Reply:
    return turn.say(turn.words.news_no_child)


def _consent(turn: Turn, born: date, kinds: Sequence[Kind], *, expected: bool) -> FlexMessage:
    words = turn.words
    child = child_text(words, born, expected=expected)
    asked = fill(words.news_consent, child=child)
    if expected:
        asked = fill(words.news_consent_due, child=child, days=LATEST.days)
    return menu(asked, [*_choices(turn, born, kinds, expected=expected), _no(turn)])


def _choices(
    turn: Turn, born: date, kinds: Sequence[Kind], *, expected: bool
) -> list[PostbackAction]:
    def yes(label: str, *chosen: Kind) -> PostbackAction:
        messages, plan = Kind.MESSAGES in chosen, Kind.PLAN in chosen
        return turn.button(label, keep, born, expected, messages, plan)

    words = turn.words
    if len(kinds) == 1:
        return [yes(words.news_keep_label, *kinds)]
    return [
        yes(words.news_both_label, *kinds),
        yes(words.news_messages_label, Kind.MESSAGES),
        yes(words.news_plan_label, Kind.PLAN),
    ]


def _no(turn: Turn) -> PostbackAction:
    return turn.button(turn.words.news_no_label, decline)


def _fits(turn: Turn, born: date, *, expected: bool) -> bool:
    schedule = childcare_of(turn).steps.schedule
    return day_in_range(schedule, born, turn.now.date(), expected=expected)


def _limit(turn: Turn) -> str:
    return years_and_months(turn.words, childcare_of(turn).steps.schedule.keep_months)


def _pickers(turn: Turn) -> list[Action]:
    today = turn.now.date()
    earliest = forgotten_until(childcare_of(turn).steps.schedule, today)
    label = turn.words.news_pick_label
    picker = turn.pick_date(day_of_birth, label, initial=today, earliest=earliest, latest=today)
    if not kinds_there(turn, expected=True):
        return [picker]
    return [picker, turn.button(turn.words.news_due_label, add_expected)]


def _due_picker(turn: Turn) -> Action:
    today = turn.now.date()
    label, latest = turn.words.news_pick_due_label, today + FURTHEST
    return turn.pick_date(day_expected, label, initial=today, earliest=today, latest=latest)
