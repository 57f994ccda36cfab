"""Actions: what happens when a citizen touches a button. Where each may stand is in `places`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal, TypeAlias

from bot.messages.rules import Key, Length, Pattern, Url
from bot.messages.text import Unit
from bot.messages.value import JsonObject, Value, value

Data: TypeAlias = Annotated[str, Length(300)]
Words: TypeAlias = Annotated[str, Length(300, Unit.GRAPHEME)]
Link: TypeAlias = Annotated[str, Url(("http", "https", "line", "tel"), 1000)]
PickerMode: TypeAlias = Literal["date", "time", "datetime"]
Moment: TypeAlias = dt.date | dt.time
"""A `date`, a `time` or (being a `date`) a `datetime`; its wall clock counts, not its zone."""


@value
class Action(Value):
    """The base of all actions. `label` is None only where LINE shows none (a touchable image, say).

    How long a label may be depends on where the action stands; the container checks it.
    """

    label: str | None


@value
class PostbackAction(Action):
    """Sends `data` to the bot unseen; `display_text` appears as the citizen's words."""

    kind: ClassVar[str] = "postback"
    data: Data
    display_text: Words | None = None
    input_option: Literal["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"] | None = (
        None
    )
    fill_in_text: Words | None = None

    def _check(self) -> None:
        if self.fill_in_text is not None and self.input_option != "openKeyboard":
            raise self.fault("fill_in_text", "LINE takes it only with input_option openKeyboard")


@value
class MessageAction(Action):
    """Says `text` in the citizen's name."""

    kind: ClassVar[str] = "message"
    text: Words


@value
class UriAction(Action):
    """Opens a page, a telephone number or a screen of LINE. `alt_uri` is for the desktop."""

    kind: ClassVar[str] = "uri"
    uri: Link
    alt_uri: Link | None = None

    def payload(self) -> JsonObject:
        body = Value.payload(self)
        if self.alt_uri is not None:
            body["altUri"] = {"desktop": self.alt_uri}
        return body


@value
class DatetimePickerAction(Action):
    """Lets the citizen pick a day, a time or both between `min` and `max` (1900 to 2100)."""

    kind: ClassVar[str] = "datetimepicker"
    data: Data
    mode: PickerMode
    initial: Moment | None = None
    min: Moment | None = None
    max: Moment | None = None

    def _check(self) -> None:
        low, start, high = (self._written(name) for name in ("min", "initial", "max"))
        if low and high and low >= high:
            raise self.fault("max", f"{high}, LINE takes only what is later than min, {low}")
        if start and ((low and start < low) or (high and start > high)):
            raise self.fault("initial", f"{start}, LINE takes only what is from min to max")

    def _written(self, name: str) -> str | None:
        """A property in LINE's form, which sorts as time does."""
        value: Moment | None = getattr(self, name)
        if value is None:
            return None
        # A datetime is a date, so the type itself is compared.
        if type(value) is not _PICKED[self.mode]:
            raise self.fault(name, f"a {type(value).__name__} where mode is {self.mode}")
        if isinstance(value, dt.date) and not 1900 <= value.year <= 2100:
            raise self.fault(name, f"the year {value.year}, LINE takes 1900 to 2100")
        return value.strftime(_WRITTEN[self.mode])

    def payload(self) -> JsonObject:
        written = {name: self._written(name) for name in ("initial", "min", "max")}
        return Value.payload(self) | {name: text for name, text in written.items() if text}


_PICKED: dict[str, type] = {"date": dt.date, "time": dt.time, "datetime": dt.datetime}
_WRITTEN = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime": "%Y-%m-%dT%H:%M"}


@value
class CameraAction(Action):
    """Opens the camera. Quick replies only."""

    kind: ClassVar[str] = "camera"


@value
class CameraRollAction(Action):
    """Opens the phone's photos. Quick replies only."""

    kind: ClassVar[str] = "cameraRoll"


@value
class LocationAction(Action):
    """Opens the map to send a place. Quick replies only."""

    kind: ClassVar[str] = "location"


@value
class RichMenuSwitchAction(Action):
    """Shows another rich menu. Rich menus only."""

    kind: ClassVar[str] = "richmenuswitch"
    alias: Annotated[
        str,
        Key("richMenuAliasId"),
        Pattern("[a-z0-9_-]{1,32}", "1 to 32 of a-z, 0-9, _ and -"),
    ]
    data: Data


@value
class ClipboardAction(Action):
    """Copies `text` to the clipboard."""

    kind: ClassVar[str] = "clipboard"
    text: Annotated[str, Key("clipboardText"), Length(1000)]
