"""Buttons: a postback or a picked date, and the step it was made for, if that still is there."""

from __future__ import annotations

from bot import replies
from bot.dispatch.context import Context, run
from bot.events import Picked, Postback, Skip
from bot.feature import AnyFeature, Button
from bot.talk import choices
from bot.talk.postback import SAID, StaleButton, read, split
from bot.talk.reply import Reply
from bot.turn import PICK, SKIP
from bot.usage import REJECTED, Kind


def said(event: Postback | Picked) -> str | None:
    """The text that a rich menu says in the citizen's name; None where the button is no such one."""
    name, action, raw = split(event.data)
    return raw.get("text", "") if (name, action) == SAID else None


def pressed(event: Postback | Picked, context: Context) -> Reply:
    """What the button's step answers; a friendly word where it does not fit any more."""
    name, action, raw = split(event.data)
    if (name, action) == choices.NONE_OF_THESE:
        return _none_of_these(raw, context)
    feature = context.registry.features.get(name)
    try:
        if feature is None:
            raise StaleButton(f"of no feature: {name}")
        if action in (SKIP, PICK):
            return _stamped(feature, event, raw, context)
        return _plain(feature, action, event, raw, context)
    except StaleButton:
        return replies.expired(context.snapshot, context.shown)


def _plain(
    feature: AnyFeature,
    action: str,
    event: Postback | Picked,
    raw: dict[str, str],
    context: Context,
) -> Reply:
    """A button whose data carry all that its step needs."""
    button = feature.buttons.get(action)
    if button is None:
        raise StaleButton(action)
    given = raw | _picked(button, event, raw) if isinstance(event, Picked) else raw
    values = read(button.types, given, set(button.required))
    return run(feature, context, lambda turn: button.run(turn, **values))


def _picked(button: Button[...], event: Picked, raw: dict[str, str]) -> dict[str, str]:
    """What was picked, for the parameters of its type that the data leave open."""
    return {
        key: event.value.isoformat()
        for key, kind in button.types.items()
        if key not in raw and kind is type(event.value)
    }


def _stamped(
    feature: AnyFeature, event: Postback | Picked, raw: dict[str, str], context: Context
) -> Reply:
    """A button that belongs to the question that is open, and to no other."""
    step, talk = feature.steps.get(raw.get("step", "")), context.talk
    here = (talk.feature, talk.step, talk.stamp)
    if step is None or here != (feature.name, step.name, raw.get("talk")):
        raise StaleButton("of a finished conversation")
    given = event if isinstance(event, Picked) else Skip()
    if not isinstance(given, step.kinds):
        raise StaleButton("the step takes no such event")
    return run(feature, context, lambda turn: step.run(turn, given))


def _none_of_these(raw: dict[str, str], context: Context) -> Reply:
    context.missed(raw.get("text", ""), raw.get("category", ""))
    context.used.append((Kind.SEARCH, REJECTED))
    return replies.none_of_these(context.snapshot, context.shown)
