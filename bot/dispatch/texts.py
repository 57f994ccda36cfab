"""Texts: all that a typed text may mean, in the order in which it is tried.

`press` answers the data of a button, for what is a button typed or found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from bot import replies
from bot.dispatch import seeking
from bot.dispatch.context import AnyTurn, Context, run
from bot.documents import find
from bot.feature import AnyFeature
from bot.normalise import fold
from bot.search import Found, Hit, Verdict, romaji
from bot.talk import offered
from bot.talk.postback import split
from bot.talk.reply import Reply
from bot.usage import Kind

Attempt = Callable[[], Reply]
"""Asks one of those whom an event may be for; a passed reply means that it is not."""
Press = Callable[[str], Reply]


def before_the_step(text: str, context: Context, press: Press) -> Iterator[Attempt]:
    """What goes before the question that is open."""
    yield partial(replies.urgent, text, context.snapshot)
    yield partial(_label, text, context, press)


def after_the_step(text: str, context: Context, press: Press) -> Iterator[Attempt]:
    """What a text may mean where no question is open, or the open one does not take it."""
    yield partial(_command, text, context)
    for feature in context.features:
        if feature.asked:
            yield partial(run, feature, context, partial(_ask, feature, text))
    yield partial(seeking.answer, text, context.snapshot, partial(_find, context), press)


def gone_on(reply: Reply, context: Context) -> Reply:
    """The answer, and that of the command which is to follow it."""
    more = _run_command(fold(reply.command), context) if reply.command else None
    return replies.appended(replace(reply, command=""), more.messages) if more else reply


def _label(text: str, context: Context, press: Press) -> Reply:
    """The answer to a text that a button of the last answer says."""
    data = offered.typed(context.talk.offered, text)
    return Reply(passed=True) if data is None else press(data)


def _command(text: str, context: Context) -> Reply:
    typed = fold(text)
    if typed in replies.menu_words(context.snapshot):
        return replies.menu(context.snapshot, context.shown, emergency=context.emergency)
    # Typed in Latin letters by who cannot write kana: gomi.
    for command in (typed, fold(romaji(typed)) if typed.isascii() else ""):
        if (reply := _run_command(command, context)) is not None:
            return reply
    return replies.fixed(text, context.snapshot)


def _run_command(command: str, context: Context) -> Reply | None:
    feature = context.registry.commands.get(command)
    return run(feature, context, feature.commands[command]) if feature else None


def _ask(feature: AnyFeature, text: str, turn: AnyTurn) -> Reply:
    return feature.asked(turn, text) if feature.asked else Reply(passed=True)


def _find(context: Context, text: str) -> Found:
    found = find(context.features, context.snapshot, context.connection, context.now, text)
    if found.verdict is not Verdict.NONE:
        context.used.append((Kind.SEARCH, found.verdict.value))
    return _urgent_first(found, context) if context.emergency else found


def _urgent_first(found: Found, context: Context) -> Found:
    """What is for an emergency goes ahead of other possibilities, never of a clear answer."""
    kept = 1 if found.verdict is Verdict.CLEAR else 0

    def is_other(hit: Hit) -> bool:
        feature = context.registry.features.get(split(hit.entry.data)[0])
        return not (feature and feature.emergency)

    hits = (*found.hits[:kept], *sorted(found.hits[kept:], key=is_other))
    return replace(found, hits=hits)
