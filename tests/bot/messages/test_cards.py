"""The ready-made cards: readable, spoken, never refused for their shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import JsonObject, LocationAction, MessageAction, MessageError, card, cards, menu
from bot.messages.cards import GREEN, INK, PAPER, ink_on, luminance

ACTION = MessageAction("くわしく", "くわしく")


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"))
def test_titles_can_be_read_on_any_colour(color: str) -> None:
    assert contrast(color, ink_on(color)) >= 4.5
    assert contrast(color, ink_on(color)) == max(contrast(color, INK), contrast(color, PAPER))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast(GREEN, PAPER) >= 7
    assert contrast(INK, PAPER) >= 7


def test_all_words_wrap_and_are_large() -> None:
    bubble = card("ごみの日", ["今日です", ("曜日", "月曜日")], [ACTION]).payload()
    texts = [part for part in walk(bubble) if part.get("type") == "text"]
    assert [part["text"] for part in texts] == ["ごみの日", "今日です", "曜日", "月曜日"]
    assert all(part["wrap"] and part["size"] in {"md", "lg", "xl"} for part in texts)


def test_cards_speak_their_own_words() -> None:
    first = card("ごみの日", [("曜日", "月曜日")], [ACTION])
    assert cards(first).alt_text == "ごみの日\n曜日\n月曜日"
    assert cards(first, alt="ごみ").alt_text == "ごみ"
    assert cards(first).payload()["contents"]["type"] == "bubble"
    assert cards(first, card("次")).payload()["contents"]["type"] == "carousel"
    long = cards(card("題", ["あ" * 4000]))
    assert len(long.alt_text) == 1500
    assert long.alt_text.endswith("…")


def test_a_menu_asks_and_offers() -> None:
    message = menu("どれにしますか", [ACTION, ACTION], color="#FFEE00")
    assert message.alt_text == "どれにしますか"
    buttons = message.payload()["contents"]["footer"]["contents"]
    assert [button["style"] for button in buttons] == ["secondary", "secondary"]


def test_a_card_refuses_what_line_refuses() -> None:
    with pytest.raises(MessageError, match="LocationAction"):
        card("題", actions=[LocationAction("場所")])
    with pytest.raises(MessageError, match="13 items"):
        cards(*[card("題")] * 13)
    with pytest.raises(MessageError, match="0 items"):
        cards()


def walk(part: object) -> list[JsonObject]:
    if isinstance(part, dict):
        return [part, *(found for each in part.values() for found in walk(each))]
    return [found for each in part for found in walk(each)] if isinstance(part, list) else []
