"""Typing what a button says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.messages import FlexMessage, MessageAction, PostbackAction, TextMessage, card, cards
from bot.rehearsal import Chat, SetClock
from bot.talk.offered import NOTHING, offered, typed

TODAY = PostbackAction("今日は？", "garbage:day?on=2026-11-21")
AGAIN = PostbackAction("今日は？", "garbage:day?on=2026-11-22")
LIST = PostbackAction("一覧から選ぶ", "garbage:list")


def _card(*actions: PostbackAction) -> FlexMessage:
    return cards(card("見出し", ["文"], actions))


def test_labels_of_cards_and_quick_replies_are_known_however_they_are_typed() -> None:
    kept = offered([_card(LIST), TextMessage("どうぞ").with_quick(TODAY)])
    assert typed(kept, "一覧からえらぶ") is None
    assert typed(kept, "一覧から選ぶ！") == LIST.data
    assert typed(kept, "　今日は ") == TODAY.data


def test_a_label_with_two_meanings_says_nothing() -> None:
    kept = offered([_card(TODAY, LIST), TextMessage("どうぞ").with_quick(AGAIN)])
    assert typed(kept, "今日は") is None
    assert typed(kept, "一覧から選ぶ") == LIST.data


def test_buttons_that_type_for_themselves_need_not_be_kept() -> None:
    assert offered([TextMessage("どうぞ").with_quick(MessageAction("ごみ", "ごみ"))]) == NOTHING
    assert typed(NOTHING, "ごみ") is None


@pytest.mark.parametrize(("minutes", "pressed"), [(29, True), (31, False)])
def test_a_label_is_understood_for_half_an_hour(
    chat: Chat, clock: SetClock, minutes: int, pressed: bool
) -> None:
    chat.says("ごみの日のお知らせ")
    chat.says("河北")
    clock.now += timedelta(minutes=minutes)
    assert ("何時にお知らせしますか" in chat.says("前の日の夜")) is pressed


def test_the_last_answer_counts_and_not_the_one_before(chat: Chat) -> None:
    chat.says("ごみの日のお知らせ")
    chat.says("河北")
    chat.says("ありがとう")
    assert "何時にお知らせしますか" not in chat.says("前の日の夜")
