"""What the bot says where no feature speaks: greeting, menu, apology, not understood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.content import Snapshot
from bot.content.words import fill
from bot.conversation import Talk
from bot.events import Event, Follow, Image, Location, Media, Sticker
from bot.feature import AnyFeature
from bot.messages import Action, Message, MessageAction, PostbackAction, TextMessage, UriAction
from bot.messages import menu as button_menu
from bot.normalise import fold
from bot.talk.reply import End, Reply
from bot.talk.words import FixedAnswer, platform_words

Features = Sequence[AnyFeature]
"""The features in the order in which the menu shows them."""

MOST_QUICK_REPLIES = 13
MOST_MESSAGES = 5


@lru_cache(maxsize=200)
def _folded(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, texts))


def escape_words(snapshot: Snapshot) -> frozenset[str]:
    """Words that end any conversation, folded."""
    return _folded(tuple(platform_words(snapshot).escape))


def menu_words(snapshot: Snapshot) -> frozenset[str]:
    """Words that open the menu, folded."""
    return _folded(tuple(platform_words(snapshot).menu))


def _entries(features: Features) -> list[MessageAction]:
    entries = [MessageAction(f.title, f.entry) for f in features if f.entry]
    return entries[:MOST_QUICK_REPLIES]


def _text(snapshot: Snapshot, sentence: str) -> str:
    said, city = platform_words(snapshot), snapshot.city
    contact = fill(said.contact_phone, phone=city.phone) if city.phone else said.contact_desk
    return fill(sentence, city=city.name, contact=contact)


def _with_menu(snapshot: Snapshot, sentence: str, features: Features) -> TextMessage:
    return TextMessage(_text(snapshot, sentence)).with_quick(*_entries(features))


def menu(snapshot: Snapshot, features: Features, *, emergency: bool = False) -> Reply:
    """What the bot can do, as buttons; in the emergency mode it says so."""
    said = platform_words(snapshot)
    lead = said.emergency_lead if emergency else said.menu_lead
    return Reply((_with_menu(snapshot, lead, features),))


def fixed(text: str, snapshot: Snapshot) -> Reply:
    """The answer to a text that is one of the words with a fixed answer, or a passed reply."""
    return _fixed(text, snapshot, lambda typed, _answer, words: typed in words)


def urgent(text: str, snapshot: Snapshot) -> Reply:
    """The same, for urgent words only."""
    return _fixed(text, snapshot, lambda typed, answer, words: answer.urgent and typed in words)


def urgent_inside(
    text: str, snapshot: Snapshot, harmless: Callable[[str], bool] = lambda _word: False
) -> Reply:
    """The answer to a text with an urgent word somewhere in it, or a passed reply.

    A word of which `harmless` holds does not count; it is asked with folded words.
    """

    def fits(typed: str, answer: FixedAnswer, words: frozenset[str]) -> bool:
        return answer.urgent and any(word in typed and not harmless(word) for word in words)

    return _fixed(text, snapshot, fits)


def which_one(asked: str, choices: Sequence[PostbackAction], snapshot: Snapshot) -> Reply:
    """Several things may be meant; who cannot see the card hears them too."""
    sentence = fill(platform_words(snapshot).which_one, asked=asked)
    heard = "\n".join([sentence, *(choice.label or "" for choice in choices)])
    return Reply((button_menu(sentence, choices, alt=heard),))


def none_of_these(snapshot: Snapshot, features: Features) -> Reply:
    """Nothing that was offered was meant."""
    return Reply((_with_menu(snapshot, platform_words(snapshot).none_of_these, features),))


def _fixed(
    text: str, snapshot: Snapshot, fits: Callable[[str, FixedAnswer, frozenset[str]], bool]
) -> Reply:
    typed = fold(text)
    for answer in platform_words(snapshot).fixed:
        if fits(typed, answer, _folded(tuple(answer.when))):
            quick: list[Action] = [UriAction(one.label, f"tel:{one.phone}") for one in answer.call]
            quick += [MessageAction(text, text) for text in answer.next]
            told = TextMessage(_text(snapshot, answer.say)).with_quick(*quick)
            return Reply((told,), command=answer.then or "")
    return Reply(passed=True)


def greeting(event: Follow, snapshot: Snapshot, features: Features) -> Reply:
    """The first words to a new follower, or to one who comes back."""
    said = platform_words(snapshot)
    sentence = said.welcome_back if event.is_unblocked else said.greeting
    return Reply((_with_menu(snapshot, sentence, features),), End())


def expired(snapshot: Snapshot, features: Features) -> Reply:
    """A button from a finished conversation or an older version was pressed."""
    return Reply((_with_menu(snapshot, platform_words(snapshot).button_expired, features),))


def stopped(snapshot: Snapshot, talk: Talk, features: Features) -> Reply:
    """The citizen typed an escape word."""
    said = platform_words(snapshot)
    sentence = said.stopped if talk.feature else said.nothing_to_stop
    return Reply((_with_menu(snapshot, sentence, features),), End())


def apology(snapshot: Snapshot) -> Reply:
    """The event could not be handled, whatever was tried."""
    return Reply((TextMessage(_text(snapshot, platform_words(snapshot).apology)),))


def not_understood(event: Event, snapshot: Snapshot, talk: Talk, features: Features) -> Reply:
    """Nobody wanted the event: say so kindly, and show a way on."""
    said = platform_words(snapshot)
    if talk.feature:
        return with_stop(Reply((TextMessage(_text(snapshot, said.wrong_kind)),)), snapshot)
    sentence = {
        Image: said.photo_unexpected,
        Location: said.location_unexpected,
        Sticker: said.sticker,
        Media: said.media_unexpected,
    }.get(type(event), said.not_found)
    return Reply((_with_menu(snapshot, sentence, features),))


def appended(reply: Reply, more: Sequence[Message]) -> Reply:
    """The answer with further messages, as far as a call holds them; its quick replies come last.

    LINE shows the quick replies of the last message only.
    """
    said = [*reply.messages, *more][:MOST_MESSAGES]
    if not more or not said:
        return reply
    quick = [action for message in said for action in message.quick]
    plain = [message.with_quick() for message in said]
    plain[-1] = plain[-1].with_quick(*list(dict.fromkeys(quick))[:MOST_QUICK_REPLIES])
    return replace(reply, messages=tuple(plain))


def with_stop(reply: Reply, snapshot: Snapshot) -> Reply:
    """Add the button that ends the conversation to the last message, where there is room."""
    if not reply.messages:
        return reply
    said, last = platform_words(snapshot), reply.messages[-1]
    if len(last.quick) >= MOST_QUICK_REPLIES:
        return reply
    stop = MessageAction(said.stop_label, said.escape[0])
    shown: Message = last.with_quick(*last.quick, stop)
    return replace(reply, messages=(*reply.messages[:-1], shown))
