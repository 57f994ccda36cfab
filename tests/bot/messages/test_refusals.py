"""What LINE refuses beside lengths."""

import datetime as dt
from collections.abc import Callable

import pytest

from bot.messages import (
    Action,
    BlockStyle,
    Box,
    Bubble,
    ButtonsTemplate,
    CameraAction,
    CameraRollAction,
    Carousel,
    CarouselColumn,
    CarouselTemplate,
    ConfirmTemplate,
    DatetimePickerAction,
    FlexButton,
    FlexImage,
    FlexText,
    Icon,
    ImageMessage,
    LocationAction,
    LocationMessage,
    MessageAction,
    MessageError,
    PostbackAction,
    QuickReplyItem,
    RichMenuSwitchAction,
    Separator,
    StickerMessage,
    TextMessage,
    UriAction,
    encode_url,
)

OK = MessageAction("はい", "はい")
PICTURE = "https://example.jp/a.png"
DAY = dt.date(2026, 4, 1)


def pick(
    mode: str,
    low: dt.date | dt.time | None,
    start: dt.date | dt.time | None = None,
    high: dt.date | dt.time | None = None,
) -> DatetimePickerAction:
    return DatetimePickerAction("日", "x", mode, start, low, high)  # type: ignore[arg-type]


def bubble(size: str | None = None) -> Bubble:
    return Bubble(body=Box("vertical", ()), size=size)  # type: ignore[arg-type]


REFUSED: list[tuple[str, Callable[[], object]]] = [
    ("TextMessage.text: empty", lambda: TextMessage("")),
    ("TextMessage.text: int, LINE takes text", lambda: TextMessage(5)),  # type: ignore[arg-type]
    ("TextMessage.text: not Unicode", lambda: TextMessage("\ud83d")),
    ("MessageAction.text: empty", lambda: MessageAction("x", "")),
    ("PostbackAction.data: empty", lambda: PostbackAction("x", "")),
    ("label empty", lambda: QuickReplyItem(MessageAction("", "x"))),
    ("no label", lambda: QuickReplyItem(MessageAction(None, "x"))),
    ("no label", lambda: FlexButton(MessageAction(None, "x"))),
    ("fill_in_text: LINE takes it only", lambda: PostbackAction("x", "x", fill_in_text="x")),
    ("PostbackAction.input_option: 'x'", lambda: PostbackAction("x", "x", None, "x")),  # type: ignore[arg-type]
    ("UriAction.uri: not a URL of", lambda: UriAction("x", "ftp://example.jp/")),
    ("UriAction.uri: not a URL of", lambda: UriAction("x", "tel:")),
    ("UriAction.uri: a URL without a host", lambda: UriAction("x", "https://?x")),
    ("UriAction.uri: a URL without a host", lambda: UriAction("x", "https://[::1")),
    ("UriAction.uri: spaces", lambda: UriAction("x", "https://example.jp/a b")),
    ("UriAction.uri: spaces", lambda: UriAction("x", "https://example.jp/ごみ")),
    ("original_url: not a URL of https", lambda: ImageMessage("http://a.jp/a.png", PICTURE)),
    ("latitude: 90.1, LINE takes -90 to 90", lambda: LocationMessage("x", "x", 90.1, 0)),
    ("longitude: -180.1", lambda: LocationMessage("x", "x", 0, -180.1)),
    ("latitude: nan", lambda: LocationMessage("x", "x", float("nan"), 0)),
    ("StickerMessage.package_id: 'x'", lambda: StickerMessage("x", "1")),
    ("max: 2026-04-01, LINE takes only what is later", lambda: pick("date", DAY, None, DAY)),
    ("initial: 2026-03-31", lambda: pick("date", DAY, dt.date(2026, 3, 31))),
    ("min: a date where mode is time", lambda: pick("time", DAY)),
    (
        "min: a datetime where mode is date",
        lambda: pick("date", dt.datetime(2026, 4, 1, tzinfo=dt.UTC)),
    ),
    ("min: the year 1899", lambda: pick("date", dt.date(1899, 12, 31))),
    ("FlexText.text: missing", FlexText),
    ("FlexText.size: 'big'", lambda: FlexText("x", size="big")),
    ("FlexText.color: 'red'", lambda: FlexText("x", color="red")),
    ("FlexText.weight: 'heavy'", lambda: FlexText("x", weight="heavy")),  # type: ignore[arg-type]
    ("FlexText.flex: -1", lambda: FlexText("x", flex=-1)),
    ("FlexImage.aspect_ratio: LINE takes", lambda: FlexImage(PICTURE, aspect_ratio="1:4")),
    ("FlexImage.aspect_ratio: LINE takes", lambda: FlexImage(PICTURE, aspect_ratio="100001:1")),
    ("FlexImage.aspect_ratio: '0:1'", lambda: FlexImage(PICTURE, aspect_ratio="0:1")),
    ("Box.contents: Icon", lambda: Box("vertical", (Icon(PICTURE),))),
    ("Box.contents: Separator", lambda: Box("baseline", (Separator(),))),
    ("Box.offset_top: '1em'", lambda: Box("vertical", (), offset_top="1em")),
    ("BlockStyle.background_color", lambda: BlockStyle("#FFF")),
    ("Bubble.body: missing", Bubble),
    ("Carousel.bubbles: 0 items", lambda: Carousel(())),
    ("Carousel.bubbles: of several", lambda: Carousel((bubble("nano"), bubble("giga")))),
    ("ButtonsTemplate.actions: 0 items", lambda: ButtonsTemplate("x", ())),
    ("ConfirmTemplate.actions: 1 items", lambda: ConfirmTemplate("x", (OK,))),
    (
        "CarouselTemplate.columns: with different",
        lambda: CarouselTemplate((CarouselColumn("x", (OK,)), CarouselColumn("x", (OK, OK)))),
    ),
    (
        "CarouselTemplate.columns: with different",
        lambda: CarouselTemplate((CarouselColumn("x", (OK,)), CarouselColumn("x", (OK,), "x"))),
    ),
]


@pytest.mark.parametrize(("words", "build"), REFUSED)
def test_refused(words: str, build: Callable[[], object]) -> None:
    with pytest.raises(MessageError) as refused:
        build()
    assert words in str(refused.value)


@pytest.mark.parametrize("kind", [CameraAction, CameraRollAction, LocationAction])
def test_some_actions_stand_in_quick_replies_only(kind: type[Action]) -> None:
    assert QuickReplyItem(kind("x"))
    for build in (FlexButton, lambda action: ButtonsTemplate("x", (action,))):
        with pytest.raises(MessageError, match=f"{kind.__name__}, which LINE does not take"):
            build(kind("x"))


def test_rich_menus_are_switched_from_rich_menus_only() -> None:
    with pytest.raises(MessageError, match="does not take in a quick reply"):
        QuickReplyItem(RichMenuSwitchAction("x", "main", "x"))


def test_missing_and_superfluous_arguments_are_type_errors() -> None:
    with pytest.raises(TypeError, match="TextMessage: missing text"):
        TextMessage()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="TextMessage: unexpected too many"):
        TextMessage("a", "b", "c")  # type: ignore[call-arg, arg-type]


def test_unknown_properties_are_type_errors() -> None:
    with pytest.raises(TypeError, match="FlexText: unexpected wrapp"):
        FlexText("x", wrapp=True)  # type: ignore[call-arg]


def test_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        TextMessage("x").text = "y"  # type: ignore[misc]


def test_a_japanese_url_is_encoded_once() -> None:
    encoded = encode_url("https://example.jp/ごみ 袋?q=%E3%81%82#上")
    assert encoded == ("https://example.jp/%E3%81%94%E3%81%BF%20%E8%A2%8B?q=%E3%81%82#%E4%B8%8A")
    assert encode_url(encoded) == encoded
    assert UriAction("x", encoded)
