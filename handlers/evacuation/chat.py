"""The talk: what is in force for somebody's places and for the city, and where help is to be found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.api import (
    JAPAN,
    Action,
    Entry,
    FlexMessage,
    MessageAction,
    Place,
    Reply,
    UriAction,
    cards,
    fill,
)
from handlers.evacuation.content import Settings, load
from handlers.evacuation.messages import Teller, Told
from handlers.evacuation.orders.desk import Kind
from handlers.evacuation.orders.force import (
    Standing,
    for_places,
    in_force,
    just_over,
    version,
)
from handlers.evacuation.talk import Turn, feature
from handlers.evacuation.telling import teller_of
from handlers.evacuation.words import HOME, Words

MOST_CARDS = 10
CATEGORY = "shelter"


@feature.command(
    "避難情報", "いまの避難情報", "避難指示", "避難勧告", "高齢者等避難", "緊急安全確保",
    "避難指示は出ていますか", "evacuation", "避难信息", "避難資訊", "피난정보", "sơtán", menu=True,
)  # fmt: skip
def start(turn: Turn) -> Reply:
    return state.run(turn)


@feature.postback("state")
def state(turn: Turn) -> Reply:
    """Everything in force: first what holds for the citizen's places, then the rest."""
    return _told(turn, in_force(turn.db.connection()))


@feature.postback("order")
def show(turn: Turn, number: int) -> Reply:
    """One order, as it stands now; all of them where it is over."""
    found = [one for one in in_force(turn.db.connection()) if one.number == number]
    return _told(turn, found or in_force(turn.db.connection()))


@feature.command("助けが必要", "安否", "安否確認")
def want_help(turn: Turn) -> Reply:
    return helped.run(turn)


@feature.postback("help")
def helped(turn: Turn) -> Reply:
    """Where to ask for help, on the web: the talk asks for no name and no address."""
    return turn.say(turn.words.help, quick=_help_links(turn))


# -- what the search can find


@feature.documents
def offered(_settings: Settings, words: Words) -> list[Entry]:
    """The way to what is in force, and to help."""
    ask = Entry(words.ask, state.data(), CATEGORY, synonyms=tuple(words.ask_also))
    ask_help = Entry(words.help_ask, helped.data(), CATEGORY, synonyms=tuple(words.help_ask_also))
    return [ask, ask_help]


@feature.live_documents(lambda connection, _now: version(connection))
def standing(connection: Connection, _now: datetime, words: Words) -> Iterable[Entry]:
    """Each order in force, by its areas."""
    for one in in_force(connection):
        for area in (*one.order.area.districts, *one.order.area.towns):
            yield Entry(fill(words.of_area, area=area), show.data(one.number), CATEGORY)


# -- answers


def _told(turn: Turn, orders: Sequence[Standing]) -> Reply:
    words, places = turn.words, turn.places.all()
    mine = for_places(orders, places)
    others = [one for one in orders if all(one is not own for own, _ in mine)]
    said: list[str | FlexMessage] = []
    if mine:
        names = "、".join(dict.fromkeys(_place(place) for _, held in mine for place in held))
        said += [fill(words.yours, places=names), _shown(turn, [one for one, _ in mine])]
    if others:
        said += [words.others if mine else words.all, _shown(turn, others)]
    if not orders:
        said = [words.none, *_over(turn)]
    elif not places:
        said.append(words.no_place)
    return turn.say(*said[:5], quick=_ways(turn, has_place=bool(places)))


def _place(place: Place) -> str:
    return place.town or place.district or ""


def _shown(turn: Turn, orders: Sequence[Standing]) -> FlexMessage:
    teller, code = _teller(turn), _language(turn)
    told = [_as_told(one) for one in orders[:MOST_CARDS]]
    text = "\n\n".join(teller.text(one, code) for one in told)
    return cards(*(teller.bubble(one, code) for one in told), alt=text)


def _as_told(one: Standing) -> Told:
    at = datetime.fromtimestamp(one.since_ms / 1000, JAPAN)
    kind = one.last.kind if one.is_over else Kind.ISSUE
    return Told(one.order, kind, at, one.issued.drill)


def _over(turn: Turn) -> list[str | FlexMessage]:
    """What was lifted or withdrawn a short while ago."""
    hours = turn.content(load).ended_hours
    since = int((turn.now - timedelta(hours=hours)).timestamp() * 1000)
    over = just_over(turn.db.connection(), since)
    return [turn.words.ended, _shown(turn, over)] if over else []


def _teller(turn: Turn) -> Teller:
    return teller_of(turn.words, turn.residence, turn.city)


def _language(turn: Turn) -> str:
    chosen = turn.account.language or HOME
    return chosen if chosen in turn.words.languages else HOME


def _ways(turn: Turn, *, has_place: bool) -> list[Action]:
    words = turn.words
    ways: list[Action] = [MessageAction(words.shelters_label, words.shelters_label)]
    if turn.city.site:
        ways.append(UriAction(words.page_label, f"{turn.city.site}/evacuation"))
    ways.append(turn.button(words.help_label, helped))
    if not has_place:
        ways.append(MessageAction(words.settings_label, words.settings_label))
    return ways


def _help_links(turn: Turn) -> list[Action]:
    words, settings = turn.words, turn.content(load)
    own = f"{turn.city.site}/evacuation/help" if turn.city.site else ""
    links: list[Action] = []
    if settings.help_url or own:
        links.append(UriAction(words.help_label, settings.help_url or own))
    if settings.safety_url:
        links.append(UriAction(words.safety_label, settings.safety_url))
    links += [UriAction(words.fire_label, "tel:119"), UriAction(words.police_label, "tel:110")]
    return [*links, turn.button(words.again_label, state)]
