"""What a citizen does in the talk: each action becomes a webhook event and what they see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.emulator.attachments import files_of
from bot.emulator.citizens import Citizen
from bot.emulator.emulator import Emulator
from bot.emulator.errors import ApiError, not_found
from bot.emulator.media import Medium
from bot.emulator.webhooks.sender import Webhook

MEDIA_KINDS = frozenset({"image", "video", "audio", "file"})
PREPARED = frozenset({"video", "audio"})
Action = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acted:
    """The webhook an action caused, and the id of the message it wrote."""

    webhook: Webhook
    message_id: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the simulator API's answer."""
        found = {"webhookEventId": self.webhook.events[-1]["webhookEventId"]}
        return found if self.message_id is None else found | {"messageId": self.message_id}


def act(emulator: Emulator, user_id: str, action: Action) -> Acted:
    """Do what an action says; 400 where it makes no sense, 409 where the citizen blocks the bot."""
    kind = action.get("type")
    with emulator.lock:
        citizen = emulator.citizens.people.get(user_id)
        if citizen is None:
            raise not_found()
        do = ACTIONS.get(kind) if isinstance(kind, str) else None
        if do is None:
            raise ApiError(400, f"The type of an action is one of {sorted(ACTIONS)}")
        if not citizen.following and kind not in {"follow", "raw"}:
            raise ApiError(409, "The citizen does not follow the account")
        return do(emulator, citizen, action)


def _text(action: Action, name: str) -> str:
    value = action.get(name)
    if not isinstance(value, str) or not value:
        raise ApiError(400, f"The action needs {name!r}")
    return value


def _given(action: Action, *names: str) -> dict[str, Any]:
    return {name: action[name] for name in names if action.get(name) is not None}


def _emit(
    emulator: Emulator,
    citizen: Citizen,
    events: list[dict[str, Any]],
    shown: dict[str, Any] | None = None,
) -> Acted:
    """Send events and put each into the citizen's talk."""
    for event in events:
        message = _message_of(event) or shown
        emulator.timeline.add(
            emulator.clock(), "citizen", "webhook", (citizen.user_id,), (message,), event
        )
    written = _message_of(events[-1]) or {}
    return Acted(emulator.emit(citizen.user_id, events), written.get("id"))


def _message_of(event: dict[str, Any]) -> dict[str, Any] | None:
    """Return the message of an event; a raw event may hold anything in its place."""
    message = event.get("message")
    return message if isinstance(message, dict) else None


def _say(emulator: Emulator, citizen: Citizen, kind: str, **content: Any) -> Acted:
    event = emulator.events.message(kind, citizen.user_id, emulator.clock(), **content)
    return _emit(emulator, citizen, [event])


def _happen(
    emulator: Emulator, citizen: Citizen, kind: str, shown: Action | None = None, **content: Any
) -> Acted:
    event = emulator.events.event(kind, citizen.user_id, emulator.clock(), **content)
    return _emit(emulator, citizen, [event], shown)


def _write(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    quoted = _given(action, "quotedMessageId")
    return _say(emulator, citizen, "text", text=_text(action, "text"), **quoted)


def _stick(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    ids = {"packageId": _text(action, "packageId"), "stickerId": _text(action, "stickerId")}
    kind = action.get("stickerResourceType", "STATIC")
    return _say(emulator, citizen, "sticker", stickerResourceType=kind, **ids)


def _locate(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    for name in ("latitude", "longitude"):
        if not isinstance(action.get(name), int | float):
            raise ApiError(400, f"The action needs {name!r}")
    place = _given(action, "title", "address", "latitude", "longitude")
    return _say(emulator, citizen, "location", **place)


def _show(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    """Send files; several pictures sent together are a set, each in an event of its own."""
    kind, files, now = action["type"], files_of(action), emulator.clock()
    content = {"contentProvider": {"type": "line"}} if kind != "file" else {}
    content |= _given(action, "duration", "fileName")
    events = []
    group = emulator.ids.reply_token() if len(files) > 1 else None
    for index, (data, content_type) in enumerate(files, 1):
        own: dict[str, Any] = dict(content)
        if group is not None:
            own["imageSet"] = {"id": group, "index": index, "total": len(files)}
        if kind == "file":
            own["fileSize"] = len(data)
        event = emulator.events.message(kind, citizen.user_id, now, **own)
        wait = emulator.config.transcoding if kind in PREPARED else 0.0
        emulator.media.put(event["message"]["id"], Medium(data, content_type, now + wait))
        events.append(event)
    return _emit(emulator, citizen, events)


def _tap(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    postback = {"data": _text(action, "data")} | _given(action, "params")
    _switch_menu(emulator, citizen, action.get("params"))
    words = action.get("displayText")
    shown = {"type": "text", "text": words} if words else None
    return _happen(emulator, citizen, "postback", shown, postback=postback)


def _switch_menu(emulator: Emulator, citizen: Citizen, params: Any) -> None:
    """Show the menu a rich menu switch leads to, if it led anywhere."""
    if isinstance(params, dict) and params.get("status") == "SUCCESS":
        alias = emulator.rich_menus.alias(str(params.get("newRichMenuAliasId")))
        emulator.rich_menus.link([citizen.user_id], alias["richMenuId"])


def _follow(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    unblocked = bool(action.get("isUnblocked", not citizen.following))
    citizen.following = True
    return _happen(emulator, citizen, "follow", follow={"isUnblocked": unblocked})


def _unfollow(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    del action
    citizen.following = False
    return _happen(emulator, citizen, "unfollow")


def _unsend(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    message_id = _text(action, "messageId")
    emulator.media.unsend(message_id)
    return _happen(emulator, citizen, "unsend", unsend={"messageId": message_id})


def _raw(emulator: Emulator, citizen: Citizen, action: Action) -> Acted:
    given = action.get("event")
    if not isinstance(given, dict):
        raise ApiError(400, "The action needs 'event'")
    event = emulator.events.complete(given, citizen.user_id, emulator.clock())
    return _emit(emulator, citizen, [event])


ACTIONS: dict[str, Callable[[Emulator, Citizen, Action], Acted]] = {
    "text": _write,
    "sticker": _stick,
    "location": _locate,
    **dict.fromkeys(sorted(MEDIA_KINDS), _show),
    "postback": _tap,
    "follow": _follow,
    "unfollow": _unfollow,
    "unsend": _unsend,
    "raw": _raw,
}
