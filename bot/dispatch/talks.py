"""Talks: where a conversation stands before an event and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.conversation import Talk
from bot.feature import AnyFeature
from bot.talk import offered
from bot.talk.reply import End, Goto, Keep, Reply


def alive(talk: Talk, features: Mapping[str, AnyFeature], now_ms: int) -> Talk:
    """A conversation that was left lying, or whose step a new version dropped, is over."""
    feature, idle_ms = features.get(talk.feature), now_ms - talk.updated_ms
    if idle_ms >= offered.PATIENCE_MS:
        talk = replace(talk, offered=offered.NOTHING)
    if feature is None or talk.step not in feature.steps:
        return Talk(offered=talk.offered)
    lives = idle_ms < feature.patience.total_seconds() * 1000
    return talk if lives else Talk(offered=talk.offered)


def after(talk: Talk, reply: Reply, now_ms: int) -> Talk:
    """The conversation with the buttons of the answer; an event without an answer leaves the old ones."""
    moved = _moved(talk, reply, now_ms)
    return replace(moved, offered=offered.offered(reply.messages)) if reply.messages else moved


def _moved(talk: Talk, reply: Reply, now_ms: int) -> Talk:
    match reply.then:
        case Keep():
            return talk
        case End():
            return Talk(offered=talk.offered)
        case Goto(feature, step, draft, stamp):
            return Talk(feature, step, draft, stamp, now_ms, talk.offered)
