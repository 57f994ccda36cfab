"""Dispatch: one event and the citizen's conversation in, one answer and the next state out.

The order is fixed: postback > escape words > urgent words > what a button of the last answer says >
the awaited step > menu and exact commands > questions > the search over everything. So ごみ typed as a
note stays a note, and やめる always works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bot import replies
from bot.conversation import Talk
from bot.dispatch import buttons, listeners, talks, texts
from bot.dispatch.context import Context, run
from bot.events import Event, Follow, Picked, Postback, Text, Unfollow, Unknown, Unsend
from bot.normalise import fold
from bot.registry import Registry
from bot.talk.reply import End, Goto, Reply
from bot.time import millis
from bot.usage import NONE, Kind

__all__ = ["Context", "Dispatcher"]


class Dispatcher:
    """Picks the step that an event is for, runs it, and works out the next state."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def handle(self, event: Event, context: Context) -> tuple[Reply, Talk]:
        """Answer one event."""
        known, now_ms = self._registry.features, millis(context.now)
        live = replace(
            context,
            talk=talks.alive(context.talk, known, now_ms),
            moved={},
            features=tuple(known.values()),
            registry=self._registry,
        )
        reply = listeners.with_moves(_answer(event, live), live)
        if isinstance(reply.then, Goto):
            reply = replies.with_stop(reply, live.snapshot)
        return reply, talks.after(live.talk, reply, now_ms)


def _answer(event: Event, context: Context) -> Reply:
    match event:
        case Postback() | Picked():
            return _pressed(event, context)
        case Follow():
            return listeners.followed(event, context)
        case Unfollow():
            return Reply(then=End())
        case Unsend():
            listeners.told(event, context)
            return Reply()
        case Unknown():
            return Reply()
        case Text(text) if fold(text) in replies.escape_words(context.snapshot):
            return replies.stopped(context.snapshot, context.talk, context.shown)
    return _open(event, context)


def _pressed(event: Postback | Picked, context: Context) -> Reply:
    text = buttons.said(event)
    if text is None:
        return buttons.pressed(event, context)
    # What a menu says for the citizen is no answer to a question that is still open.
    return _answer(Text(text), replace(context, talk=Talk()))


def _open(event: Event, context: Context) -> Reply:
    for attempt in _attempts(event, context):
        reply = attempt()
        if not reply.passed:
            return texts.gone_on(reply, context)
    if isinstance(event, Text) and not context.talk.feature:
        context.missed(event.text)
        context.used.append((Kind.SEARCH, NONE))
    return replies.not_understood(event, context.snapshot, context.talk, context.shown)


def _attempts(event: Event, context: Context) -> Iterator[texts.Attempt]:
    def press(data: str) -> Reply:
        return _pressed(Postback(data), context)

    if isinstance(event, Text):
        yield from texts.before_the_step(event.text, context, press)
    yield partial(_awaited, event, context)
    if isinstance(event, Text):
        yield from texts.after_the_step(event.text, context, press)
    yield partial(listeners.told, event, context, first=True)


def _awaited(event: Event, context: Context) -> Reply:
    """The answer of the question that is open, if it takes such an event."""
    feature = context.registry.features.get(context.talk.feature)
    step = feature.steps.get(context.talk.step) if feature else None
    if feature is None or step is None or not isinstance(event, step.kinds):
        return Reply(passed=True)
    return run(feature, context, lambda turn: step.run(turn, event))
