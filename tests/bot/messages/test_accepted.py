"""Whatever builds is accepted: by the SDK's models, and by the emulator's own checks."""

import datetime as dt

from hypothesis import HealthCheck, Phase, given, settings
from linebot.v3.messaging.models import Message as SdkMessage  # type: ignore[import-untyped]

from bot.emulator.validate.requests import ONLY_MESSAGES
from bot.messages import DatetimePickerAction, JsonObject, Message, TextMessage

from .strategies import messages

slow = settings(
    max_examples=40,
    deadline=None,
    # Shrinking a message takes minutes and makes it no clearer: the faults name the property.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slow
@given(messages())
def test_the_sdk_reads_and_writes_the_same(message: Message) -> None:
    assert SdkMessage.from_dict(message.payload()).to_dict() == with_sdk_defaults(message.payload())


@slow
@given(messages())
def test_the_emulator_accepts_it(message: Message) -> None:
    assert list(ONLY_MESSAGES({"messages": [message.payload()]})) == []


def test_the_emulator_accepts_each_mode_of_a_picker() -> None:
    day = dt.datetime(2026, 4, 1, 0, 0, tzinfo=dt.UTC)
    night = day.replace(hour=23, minute=59)
    pickers = (
        DatetimePickerAction("日", "x", "date", day.date(), day.date(), None),
        DatetimePickerAction("時", "x", "time", day.time(), day.time(), night.time()),
        DatetimePickerAction("日時", "x", "datetime", night, day, night),
    )
    body = {"messages": [TextMessage("いつ", quick=pickers).payload()]}
    assert list(ONLY_MESSAGES(body)) == []


def with_sdk_defaults(part: JsonObject) -> JsonObject:
    """`part` with what the SDK writes unasked: a picture's default size and stillness."""
    return {name: _with_defaults(each) for name, each in part.items()}


def _with_defaults(part: object) -> object:
    if isinstance(part, list):
        return [_with_defaults(each) for each in part]
    if not isinstance(part, dict):
        return part
    picture = part.get("type") == "image" and "url" in part
    return ({"size": "md", "animated": False} if picture else {}) | with_sdk_defaults(part)
