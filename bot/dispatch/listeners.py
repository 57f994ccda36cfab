"""Listeners: features that are told of an event, whether or not it was meant for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot import replies
from bot.dispatch.context import AnyTurn, Context, run
from bot.events import Event, Follow, Moved
from bot.talk.reply import End, Reply

# A call holds five messages, and the greeting is one of them.
MOST_BEFORE_GREETING = replies.MOST_MESSAGES - 1


def told(event: Event, context: Context, *, first: bool = False) -> Reply:
    """Tell the features that listen; all of them, or only until one answers."""
    heard = Reply(passed=True)
    for feature in context.features:
        listener = feature.listeners.get(type(event))
        if listener is None:
            continue
        reply = run(feature, context, partial(_tell, listener, event))
        if reply.passed:
            continue
        heard = Reply(heard.messages + reply.messages, reply.then)
        if first:
            break
    return heard


def with_moves(reply: Reply, context: Context) -> Reply:
    """Tell the features of the places that the step changed; add what they say to its answer."""
    for slot in list(context.moved):
        reply = replies.appended(reply, told(Moved(slot), context).messages)
    return reply


def followed(event: Follow, context: Context) -> Reply:
    """The greeting, after what features say to who follows."""
    greeting = replies.greeting(event, context.snapshot, context.shown)
    more = told(event, context).messages[:MOST_BEFORE_GREETING]
    return Reply((*more, *greeting.messages), End())


def _tell(listener: Callable[..., Reply], event: Event, turn: AnyTurn) -> Reply:
    return listener(turn, event)
