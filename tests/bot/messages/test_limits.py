"""Each of LINE's limits: at the limit accepted, one more refused with a telling error."""

from collections.abc import Callable

import pytest

from bot.messages import (
    Action,
    Box,
    Bubble,
    ButtonsTemplate,
    Carousel,
    CarouselColumn,
    CarouselTemplate,
    ClipboardAction,
    ConfirmTemplate,
    FlexButton,
    FlexMessage,
    FlexText,
    ImageCarouselColumn,
    ImageCarouselTemplate,
    ImageMessage,
    LocationMessage,
    MessageAction,
    MessageError,
    PostbackAction,
    QuickReplyItem,
    RichMenuSwitchAction,
    Sender,
    TemplateMessage,
    TextMessage,
    UriAction,
    check_call,
)
from bot.messages.places import RICH_MENU

Build = Callable[[int], object]

WIDE = "葛\U000e0100"  # 3 UTF-16 units, 1 grapheme
OK = MessageAction("はい", "はい")
PICTURE = "https://example.jp/a.png"


def bubble(characters: int = 1) -> Bubble:
    return Bubble(body=Box("vertical", (FlexText("a" * characters),)))


def bubble_of(size: int) -> Bubble:
    """A bubble of `size` bytes, in texts of at most 9,000 characters."""
    texts: tuple[FlexText, ...] = (FlexText("a"),)
    missing = size - Bubble(body=Box("vertical", texts)).size_bytes
    frame = len(',{"type":"text","text":""}')
    while missing > 9_000:
        texts += (FlexText("a" * (9_000 - frame)),)
        missing -= 9_000
    return Bubble(body=Box("vertical", (*texts, FlexText("a" * (missing - frame)))))


def carousel_of(size: int) -> Carousel:
    half = bubble_of(20_000)
    rest = size - Carousel((half, half)).size_bytes + 20_000
    return Carousel((half, bubble_of(rest)))


def url(length: int) -> str:
    return "https://example.jp/".ljust(length, "a")


def buttons(text: str = "x", title: str | None = None, image: str | None = None) -> ButtonsTemplate:
    return ButtonsTemplate(text, (OK,), title, image)


def column(text: str = "x", title: str | None = None, image: str | None = None) -> CarouselColumn:
    return CarouselColumn(text, (OK,), title, image)


LIMITS: list[tuple[str, int, Build]] = [
    ("TextMessage.text", 5000, lambda n: TextMessage("あ" * n)),
    ("FlexMessage.alt_text", 1500, lambda n: FlexMessage("あ" * n, bubble())),
    ("TemplateMessage.alt_text", 1500, lambda n: TemplateMessage("あ" * n, buttons())),
    ("Bubble.body", 30_000, bubble_of),
    ("Carousel.bubbles", 50_000, carousel_of),
    ("Carousel.bubbles", 12, lambda n: Carousel((bubble(),) * n)),
    ("TextMessage.quick", 13, lambda n: TextMessage("x", quick=(OK,) * n)),
    ("QuickReplyItem.action", 20, lambda n: QuickReplyItem(MessageAction(WIDE * n, "x"))),
    ("QuickReplyItem.image_url", 2000, lambda n: QuickReplyItem(OK, url(n))),
    ("PostbackAction.data", 300, lambda n: PostbackAction("x", "あ" * n)),
    ("PostbackAction.display_text", 300, lambda n: PostbackAction("x", "x", WIDE * n)),
    (
        "PostbackAction.fill_in_text",
        300,
        lambda n: PostbackAction("x", "x", None, "openKeyboard", WIDE * n),
    ),
    ("MessageAction.text", 300, lambda n: MessageAction("x", WIDE * n)),
    ("UriAction.uri", 1000, lambda n: UriAction("x", url(n))),
    ("ClipboardAction.text", 1000, lambda n: ClipboardAction("x", "あ" * n)),
    ("FlexButton.action", 40, lambda n: FlexButton(MessageAction(WIDE * n, "x"))),
    ("Box.action", 40, lambda n: Box("vertical", (), action=MessageAction(WIDE * n, "x"))),
    (
        "ButtonsTemplate.actions",
        20,
        lambda n: ButtonsTemplate("x", (MessageAction("あ" * n, "x"),)),
    ),
    ("ButtonsTemplate.actions", 4, lambda n: ButtonsTemplate("x", (OK,) * n)),
    ("ButtonsTemplate.title", 40, lambda n: buttons(title=WIDE * n)),
    ("ButtonsTemplate.text", 160, lambda n: buttons(WIDE * n)),
    ("ButtonsTemplate.text", 60, lambda n: buttons(WIDE * n, title="x")),
    ("ButtonsTemplate.text", 60, lambda n: buttons(WIDE * n, image=PICTURE)),
    ("ConfirmTemplate.text", 240, lambda n: ConfirmTemplate(WIDE * n, (OK, OK))),
    ("ConfirmTemplate.actions", 2, lambda n: ConfirmTemplate("x", (OK,) * n)),
    ("CarouselTemplate.columns", 10, lambda n: CarouselTemplate((column(),) * n)),
    ("CarouselColumn.actions", 3, lambda n: CarouselColumn("x", (OK,) * n)),
    ("CarouselColumn.title", 40, lambda n: column(title=WIDE * n)),
    ("CarouselColumn.text", 120, lambda n: column(WIDE * n)),
    ("CarouselColumn.text", 60, lambda n: column(WIDE * n, title="x")),
    ("CarouselColumn.text", 60, lambda n: column(WIDE * n, image=PICTURE)),
    (
        "ImageCarouselColumn.action",
        12,
        lambda n: ImageCarouselColumn(PICTURE, MessageAction(WIDE * n, "x")),
    ),
    (
        "ImageCarouselTemplate.columns",
        10,
        lambda n: ImageCarouselTemplate((ImageCarouselColumn(PICTURE, OK),) * n),
    ),
    ("ImageMessage.original_url", 2000, lambda n: ImageMessage(url(n), PICTURE)),
    ("ImageMessage.preview_url", 2000, lambda n: ImageMessage(PICTURE, url(n))),
    ("LocationMessage.title", 100, lambda n: LocationMessage("あ" * n, "x", 0, 0)),
    ("LocationMessage.address", 100, lambda n: LocationMessage("x", "あ" * n, 0, 0)),
    ("Sender.name", 20, lambda n: Sender("あ" * n)),
    ("messages", 5, lambda n: check_call((TextMessage("x"),) * n)),
]


@pytest.mark.parametrize(("where", "limit", "build"), LIMITS)
def test_a_limit_is_accepted_and_one_more_refused(where: str, limit: int, build: Build) -> None:
    build(limit)
    with pytest.raises(MessageError) as refused:
        build(limit + 1)
    assert str(refused.value).startswith(f"{where}: ")
    assert f"{limit + 1} " in str(refused.value)
    assert f"at most {limit}" in str(refused.value)


def test_the_error_tells_the_unit() -> None:
    with pytest.raises(MessageError) as refused:
        TextMessage("あ" * 5001)
    assert str(refused.value) == "TextMessage.text: 5001 UTF-16 units, LINE takes at most 5000"
    with pytest.raises(MessageError, match="label 21 graphemes, LINE takes at most 20 in a quick"):
        QuickReplyItem(MessageAction("あ" * 21, "x"))


def test_text_counts_utf16_and_labels_count_graphemes() -> None:
    with pytest.raises(MessageError, match="5002 UTF-16 units"):
        TextMessage("𩸽" * 2501)
    assert QuickReplyItem(MessageAction("👨‍👩‍👧‍👦" * 20, "x"))


def test_rich_menu_labels_and_kinds() -> None:
    switch: Action = RichMenuSwitchAction("あ" * 20, "main", "x")
    assert RICH_MENU(switch) is None
    assert "at most 20" in str(RICH_MENU(RichMenuSwitchAction("あ" * 21, "main", "x")))


def test_a_call_of_more_than_two_megabytes() -> None:
    # A grapheme has no bound: 300 of them are how a message comes to weigh a megabyte.
    tower = ("e" + "\u0301" * 3000) * 300
    heavy = TextMessage("x", quick=(MessageAction("x", tower),))
    check_call((heavy,))
    with pytest.raises(MessageError, match=r"\d{7} bytes, LINE takes at most 2000000"):
        check_call((heavy, heavy))


def test_no_message_is_no_call() -> None:
    with pytest.raises(MessageError, match="0 items"):
        check_call(())
