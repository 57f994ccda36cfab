"""The talk about reminders: when, where, stop, and why."""

from __future__ import annotations

from datetime import datetime, time

from bot.api import Action, DatetimePickerAction, PostbackAction, Reply, fill, menu
from handlers.garbage.chat import ask_area
from handlers.garbage.reminders.forecast import first_reminder
from handlers.garbage.reminders.parts import Part, limit, minute_of, time_of
from handlers.garbage.reminders.places import area_at, settle, subscriptions
from handlers.garbage.reminders.slots import COMMANDS, HOME, SLOTS, place_name
from handlers.garbage.reminders.states import part_name, state
from handlers.garbage.talk import Turn, calendar_of, feature
from handlers.garbage.telling.text import day_text, time_text

EVENINGS = (18 * 60, 19 * 60, 20 * 60, 21 * 60)
# So many minutes before the end of the time to put garbage out.
BEFORE_LIMIT = (150, 120, 90, 60)
# The picker's button carries no time: LINE adds the one that was chosen.
IN_PICKER = time.max


# -- commands


@feature.command(
    COMMANDS[HOME], "ごみのお知らせ", "ごみの通知", "ごみのリマインダー", "リマインダー", "通知"
)  # fmt: skip
def at_home(turn: Turn) -> Reply:
    return _card(turn, HOME)


@feature.command(COMMANDS["work"])
def at_work(turn: Turn) -> Reply:
    return _card(turn, "work")


@feature.command(COMMANDS["parents"])
def at_parents(turn: Turn) -> Reply:
    return _card(turn, "parents")


@feature.command(COMMANDS["other"])
def elsewhere(turn: Turn) -> Reply:
    return _card(turn, "other")


# -- buttons


@feature.postback("remind")
def show(turn: Turn, slot: str = HOME) -> Reply:
    return _card(turn, slot)


@feature.postback("remind_places")
def list_places(turn: Turn) -> Reply:
    buttons = [turn.button(place_name(turn.words, slot), show, slot) for slot in SLOTS]
    return turn.say(menu(turn.words.remind_places, buttons))


@feature.postback("remind_time")
def choose_time(turn: Turn, slot: str, part: str, both: bool = False) -> Reply:
    """Ask for the time of one part; with `both`, for that of the other part after it."""
    chosen, found = _part(part), area_at(turn, _slot(slot))
    if found is None:
        return _card(turn, slot)
    asked = fill(turn.words.remind_when, part=part_name(turn.words, chosen))
    return turn.say(menu(asked, _times(turn, _slot(slot), chosen, both=both)))


@feature.postback("remind_at")
def set_time(turn: Turn, slot: str, part: str, at: time = IN_PICKER, both: bool = False) -> Reply:
    """Keep the time that a usual one's button carries, or that was chosen in LINE's picker."""
    chosen, slot = _part(part), _slot(slot)
    found = area_at(turn, slot)
    if found is None or at == IN_PICKER:
        return _card(turn, slot)
    until = limit(calendar_of(turn).rules)
    if chosen is Part.DAY and at >= until:
        late = fill(turn.words.remind_too_late, until=time_text(until))
        return turn.say(menu(late, _times(turn, slot, chosen, both=False)))
    settle(turn, slot, found)
    subscriptions(turn).put(slot, chosen, minute_of(at), found.label)
    told = _confirmed(turn, slot, chosen)
    if both and chosen is Part.EVE:
        return turn.say(told, *choose_time.run(turn, slot, str(Part.DAY)).messages)
    return turn.say(told, quick=_after(turn, slot, chosen))


@feature.postback("remind_stop")
def stop(turn: Turn, slot: str, part: str = "") -> Reply:
    words, mine = turn.words, subscriptions(turn)
    slot, chosen = _slot(slot), _part(part) if part else None
    mine.stop(slot, chosen)
    name = part_name(words, chosen) if chosen else f"{words.eve}・{words.morning}"
    told = fill(words.remind_stopped, place=place_name(words, slot), part=name)
    left = mine.all(slot)
    if not left:
        return turn.say(told, quick=[turn.button(words.remind_label, show, slot)])
    rest = fill(words.remind_left, state=state(words, left))
    return turn.say(f"{told}\n{rest}", quick=[turn.button(words.remind_stop_all_label, stop, slot)])


@feature.postback("remind_why")
def why(turn: Turn, slot: str, part: str) -> Reply:
    words, chosen, slot = turn.words, _part(part), _slot(slot)
    kept = subscriptions(turn).get(slot, chosen)
    name = place_name(words, slot)
    if kept is None:
        again = turn.button(words.remind_label, show, slot)
        return turn.say(fill(words.remind_why_not, place=name), quick=[again])
    at = time_text(time_of(kept.minute))
    told = fill(
        words.remind_why, place=name, area=kept.area, part=part_name(words, chosen), time=at
    )
    return turn.say(told, quick=_after(turn, slot, chosen))


# -- what is told


def _card(turn: Turn, slot: str) -> Reply:
    """The state of a place's reminders, and what can be chosen."""
    words, slot = turn.words, _slot(slot)
    name, found = place_name(words, slot), area_at(turn, slot)
    if found is None:
        sentence = words.ask_area if slot == HOME else fill(words.remind_ask_area, place=name)
        return ask_area(turn, sentence, COMMANDS[slot])
    kept = subscriptions(turn).all(slot)
    told = fill(words.remind_card, place=name, area=found.label, state=state(words, kept))
    eve, day = str(Part.EVE), str(Part.DAY)
    buttons = [
        turn.button(words.remind_eve_label, choose_time, slot, eve),
        turn.button(words.remind_morning_label, choose_time, slot, day),
        turn.button(words.remind_both_label, choose_time, slot, eve, both=True),
    ]
    if kept:
        buttons.append(turn.button(words.remind_stop_all_label, stop, slot))
    buttons.append(turn.button(words.remind_places_label, list_places))
    return turn.say(menu(told, buttons))


def _times(turn: Turn, slot: str, part: Part, *, both: bool) -> list[Action]:
    """The usual times as buttons, and LINE's picker for any other."""
    last = minute_of(limit(calendar_of(turn).rules))
    mornings = [last - before for before in BEFORE_LIMIT if last > before]
    usual = EVENINGS if part is Part.EVE else mornings
    buttons: list[Action] = [_at(turn, slot, part, time_of(minute), both) for minute in usual]
    latest = time_of(last - 1) if part is Part.DAY and last > 1 else None
    picker = set_time.data(slot=slot, part=str(part), both=both)
    label = turn.words.remind_pick_label
    return [*buttons, DatetimePickerAction(label, picker, mode="time", max=latest)]


def _at(turn: Turn, slot: str, part: Part, at: time, both: bool) -> PostbackAction:
    return turn.button(time_text(at), set_time, slot, str(part), at, both)


def _confirmed(turn: Turn, slot: str, part: Part) -> str:
    words, kept, area = turn.words, subscriptions(turn).get(slot, part), area_at(turn, slot)
    assert kept is not None
    assert area is not None
    at = time_text(time_of(kept.minute))
    name = part_name(words, part)
    told = fill(words.remind_set, place=place_name(words, slot), part=name, time=at)
    first = first_reminder(area, part, kept.minute, kept.since, turn.now)
    return f"{told}\n{_first(turn, first, at)}"


def _first(turn: Turn, first: datetime | None, at: str) -> str:
    if first is None:
        return turn.words.remind_no_first
    day = day_text(first.date(), turn.now.date())
    return fill(turn.words.remind_first, day=day, time=at)


def _after(turn: Turn, slot: str, part: Part) -> list[Action]:
    words = turn.words
    return [
        turn.button(words.remind_time_label, choose_time, slot, str(part)),
        turn.button(words.remind_stop_label, stop, slot, str(part)),
        turn.button(words.remind_label, show, slot),
        turn.button(words.remind_places_label, list_places),
    ]


def _part(part: str) -> Part:
    return Part(part) if part in set(Part) else Part.EVE


def _slot(slot: str) -> str:
    return slot if slot in SLOTS else HOME
