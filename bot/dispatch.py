"""Dispatch: one event and the citizen's conversation in, one answer and the next state out.

The order is fixed: postback > escape words > urgent words > what a button of the last answer says >
the awaited step > menu and exact commands > questions > the search over everything. So ごみ typed as a
note stays a note, and やめる always works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import Connection

from bot import emergency, replies, seek
from bot.citizens import Citizen
from bot.content import Snapshot
from bot.documents import find
from bot.events import Event, Follow, Moved, Picked, Postback, Skip, Text, Unfollow, Unknown, Unsend
from bot.feature import AnyFeature
from bot.misses import Miss
from bot.normalise import fold
from bot.registry import Registry
from bot.search import Found, Hit, Verdict, romaji
from bot.standing import Talk
from bot.talk import choices, offered
from bot.talk.postback import SAID, StaleButton, read, split
from bot.talk.reply import End, Goto, Keep, Reply
from bot.time import millis
from bot.turn import PICK, SKIP, Turn
from bot.usage import NONE, REJECTED, Counted, Kind

AnyTurn = Turn[Any, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds one event. `stamp` names a conversation that would begin with it.

    `moved` gathers the slots of the places that the step changed, `misses` what was asked in vain,
    `used` what is counted of use; `features` are all there are.
    """

    citizen: Citizen
    talk: Talk
    now: datetime
    stamp: str
    snapshot: Snapshot
    connection: Callable[[], Connection]
    moved: dict[str, None] = field(default_factory=dict)
    features: Sequence[AnyFeature] = ()
    misses: list[Miss] = field(default_factory=list)
    used: list[Counted] = field(default_factory=list)

    @property
    def emergency(self) -> bool:
        """Whether staff switched the emergency mode on."""
        return emergency.current(self.connection()).is_on


class Dispatcher:
    """Picks the step that an event is for, runs it, and works out the next state."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def handle(self, event: Event, context: Context) -> tuple[Reply, Talk]:
        """Answer one event."""
        features = tuple(self._registry.features.values())
        live = replace(context, talk=self._alive(context), moved={}, features=features)
        reply = self._with_moves(self._answer(event, live), live)
        if isinstance(reply.then, Goto):
            reply = replies.with_stop(reply, live.snapshot)
        return reply, _offering(_next(live.talk, reply, millis(context.now)), reply)

    def _with_moves(self, reply: Reply, context: Context) -> Reply:
        """Tell the features of the places that the step changed; add what they say to its answer."""
        for slot in list(context.moved):
            told = self._told(Moved(slot), context)
            reply = replies.appended(reply, told.messages)
        return reply

    def _alive(self, context: Context) -> Talk:
        # A conversation that was left lying, or whose step a new version dropped, is over.
        talk, feature = context.talk, self._registry.features.get(context.talk.feature)
        idle_ms = millis(context.now) - talk.updated_ms
        if idle_ms >= offered.PATIENCE_MS:
            talk = replace(talk, offered=offered.NOTHING)
        if feature is None or talk.step not in feature.steps:
            return Talk(offered=talk.offered)
        alive = idle_ms < feature.patience.total_seconds() * 1000
        return talk if alive else Talk(offered=talk.offered)

    def _answer(self, event: Event, context: Context) -> Reply:
        match event:
            case Postback() | Picked():
                return self._pressed(event, context)
            case Follow():
                return self._followed(event, context)
            case Unfollow():
                return Reply(then=End())
            case Unsend():
                self._told(event, context)
                return Reply()
            case Unknown():
                return Reply()
            case Text(text) if fold(text) in replies.escape_words(context.snapshot):
                return replies.stopped(context.snapshot, context.talk, self._shown(context))
        return self._open(event, context)

    # -- buttons

    def _pressed(self, event: Postback | Picked, context: Context) -> Reply:
        name, action, raw = split(event.data)
        if (name, action) == choices.NONE_OF_THESE:
            return self._none_of_these(raw, context)
        if (name, action) == SAID:
            return self._said(raw.get("text", ""), context)
        feature = self._registry.features.get(name)
        if feature is None:
            return replies.expired(context.snapshot, self._shown(context))
        try:
            if action in (SKIP, PICK):
                return self._stamped(feature, event, raw, context)
            return self._button(feature, action, event, raw, context)
        except StaleButton:
            return replies.expired(context.snapshot, self._shown(context))

    def _button(
        self, feature: AnyFeature, action: str, event: Event, raw: dict[str, str], context: Context
    ) -> Reply:
        button = feature.buttons.get(action)
        if button is None:
            raise StaleButton(action)
        if isinstance(event, Picked):
            raw |= {
                key: event.value.isoformat()
                for key, kind in button.types.items()
                if key not in raw and kind is type(event.value)
            }
        values = read(button.types, raw, set(button.required))
        return _run(feature, context, lambda turn: button.run(turn, **values))

    def _stamped(
        self, feature: AnyFeature, event: Event, raw: dict[str, str], context: Context
    ) -> Reply:
        step, talk = feature.steps.get(raw.get("step", "")), context.talk
        here = (talk.feature, talk.step, talk.stamp)
        if step is None or here != (feature.name, step.name, raw.get("talk")):
            raise StaleButton("of a finished conversation")
        given = event if isinstance(event, Picked) else Skip()
        if not isinstance(given, step.kinds):
            raise StaleButton("the step takes no such event")
        return _run(feature, context, lambda turn: step.run(turn, given))

    def _none_of_these(self, raw: dict[str, str], context: Context) -> Reply:
        _missed(raw.get("text", ""), raw.get("category", ""), context)
        context.used.append((Kind.SEARCH, REJECTED))
        return replies.none_of_these(context.snapshot, self._shown(context))

    def _said(self, text: str, context: Context) -> Reply:
        """What a menu says for the citizen is no answer to a question that is still open."""
        return self._answer(Text(text), replace(context, talk=Talk()))

    # -- everything else

    def _open(self, event: Event, context: Context) -> Reply:
        for attempt in self._candidates(event, context):
            reply = attempt()
            if not reply.passed:
                return self._gone_on(reply, context)
        if isinstance(event, Text) and not context.talk.feature:
            _missed(event.text, "", context)
            context.used.append((Kind.SEARCH, NONE))
        return replies.not_understood(event, context.snapshot, context.talk, self._shown(context))

    def _gone_on(self, reply: Reply, context: Context) -> Reply:
        """The answer, and that of the command which is to follow it."""
        typed = fold(reply.command)
        feature = self._registry.commands.get(typed) if typed else None
        if feature is None:
            return reply
        more = _run(feature, context, feature.commands[typed])
        return replies.appended(replace(reply, command=""), more.messages)

    def _candidates(self, event: Event, context: Context) -> Iterator[Callable[[], Reply]]:
        if isinstance(event, Text):
            yield partial(replies.urgent, event.text, context.snapshot)
            yield partial(self._label, event.text, context)
        yield lambda: self._awaited(event, context)
        if isinstance(event, Text):
            yield lambda: self._command(event.text, context)
            for feature in self._registry.features.values():
                if feature.asked:
                    yield partial(_run, feature, context, partial(_ask, feature, event.text))
            press = partial(self._press, context)
            found = partial(self._find, context)
            yield partial(seek.answer, event.text, context.snapshot, found, press)
        yield lambda: self._told(event, context, first=True)

    def _label(self, text: str, context: Context) -> Reply:
        """The answer to a text that a button of the last answer says."""
        data = offered.typed(context.talk.offered, text)
        return Reply(passed=True) if data is None else self._press(context, data)

    def _awaited(self, event: Event, context: Context) -> Reply:
        feature = self._registry.features.get(context.talk.feature)
        step = feature.steps.get(context.talk.step) if feature else None
        if feature is None or step is None or not isinstance(event, step.kinds):
            return Reply(passed=True)
        return _run(feature, context, lambda turn: step.run(turn, event))

    def _command(self, text: str, context: Context) -> Reply:
        typed = fold(text)
        if typed in replies.menu_words(context.snapshot):
            on = context.emergency
            return replies.menu(context.snapshot, self._shown(context), emergency=on)
        # Typed in Latin letters by who cannot write kana: gomi.
        for command in (typed, fold(romaji(typed)) if typed.isascii() else ""):
            if feature := self._registry.commands.get(command):
                return _run(feature, context, feature.commands[command])
        return replies.fixed(text, context.snapshot)

    def _shown(self, context: Context) -> Sequence[AnyFeature]:
        """The features in the order of the menu."""
        return self._registry.ordered(emergency=context.emergency)

    def _find(self, context: Context, text: str) -> Found:
        found = find(context.features, context.snapshot, context.connection, context.now, text)
        if found.verdict is not Verdict.NONE:
            context.used.append((Kind.SEARCH, found.verdict.value))
        return self._urgent_first(found) if context.emergency else found

    def _urgent_first(self, found: Found) -> Found:
        """What is for an emergency goes ahead of other possibilities, never of a clear answer."""
        kept = 1 if found.verdict is Verdict.CLEAR else 0
        features = self._registry.features

        def is_other(hit: Hit) -> bool:
            feature = features.get(split(hit.entry.data)[0])
            return not (feature and feature.emergency)

        hits = (*found.hits[:kept], *sorted(found.hits[kept:], key=is_other))
        return replace(found, hits=hits)

    def _press(self, context: Context, data: str) -> Reply:
        return self._pressed(Postback(data), context)

    def _told(self, event: Event, context: Context, *, first: bool = False) -> Reply:
        """Tell the features that listen; all of them, or only until one answers."""
        heard = Reply(passed=True)
        for feature in self._registry.features.values():
            listener = feature.listeners.get(type(event))
            if listener is None:
                continue
            reply = _run(feature, context, partial(_tell, listener, event))
            if reply.passed:
                continue
            heard = Reply(heard.messages + reply.messages, reply.then)
            if first:
                break
        return heard

    def _followed(self, event: Follow, context: Context) -> Reply:
        greeting = replies.greeting(event, context.snapshot, self._shown(context))
        more = self._told(event, context)
        return Reply((*more.messages[:4], *greeting.messages), End())


def _run(feature: AnyFeature, context: Context, call: Callable[[AnyTurn], Reply]) -> Reply:
    turn = Turn(
        feature,
        context.citizen,
        context.snapshot,
        context.talk,
        context.now,
        context.stamp,
        context.connection,
        context.moved,
        context.features,
        context.misses,
    )
    with closing(turn):
        reply = call(turn)
        turn.flush()
    # A step of a conversation that the feature leads already is no question of its own.
    if not reply.passed and context.talk.feature != feature.name:
        context.used.append((Kind.QUESTION, feature.name))
    return reply


def _missed(text: str, category: str, context: Context) -> None:
    context.misses.append(Miss(context.now.date(), text, category))


def _tell(listener: Callable[..., Reply], event: Event, turn: AnyTurn) -> Reply:
    return listener(turn, event)


def _ask(feature: AnyFeature, text: str, turn: AnyTurn) -> Reply:
    return feature.asked(turn, text) if feature.asked else Reply(passed=True)


def _offering(talk: Talk, reply: Reply) -> Talk:
    """The conversation with the buttons of the answer; an event without an answer leaves the old ones."""
    return replace(talk, offered=offered.offered(reply.messages)) if reply.messages else talk


def _next(talk: Talk, reply: Reply, now_ms: int) -> Talk:
    match reply.then:
        case Keep():
            return talk
        case End():
            return Talk(offered=talk.offered)
        case Goto(feature, step, draft, stamp):
            return Talk(feature, step, draft, stamp, now_ms, talk.offered)
