"""From the place to the number: steps, ways back, owners, the same damage twice."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal import Chat
from handlers.roads.ledger.numbers import shown
from handlers.roads.tables import draft_table, photo_table
from tests.handlers.roads.talk.reporter import (
    HALL,
    PHOTO,
    cases,
    count,
    reported,
)


def test_a_pothole_from_the_pin_to_the_number(chat: Chat) -> None:
    assert "お名前や電話番号はうかがいません" in chat.says("通報")
    assert "何がこわれていますか" in chat.stands_at(*HALL)
    assert "写真はありますか" in chat.taps("道路の穴・ひび")
    assert "写真を1枚受け取りました" in chat.shows(PHOTO)
    assert "どんな様子" in chat.taps("写真はこれで終わり")
    whole = chat.says("タイヤがはまるくらいの穴")
    for said in ("この内容で送りますか", "道路の穴・ひび", "1枚", "タイヤがはまるくらいの穴"):
        assert said in whole
    sent = chat.taps("送る")
    (case,) = cases(chat)
    assert shown(case.number) in sent
    assert (case.kind, case.photos, case.words) == ("hole", 1, "タイヤがはまるくらいの穴")
    assert (case.town, case.rough, case.source) != ("", True, "web")
    assert count(chat, draft_table) == 0


def test_words_instead_of_a_pin_a_photo_and_a_kind(chat: Chat) -> None:
    chat.says("通報")
    assert "何がこわれていますか" in chat.says("穀町14-1 市役所の前")
    assert "写真はありますか" in chat.says("街灯がつかないんです")
    assert "この内容で送りますか" in chat.says("夜になっても暗いまま")
    chat.taps("送る")
    (case,) = cases(chat)
    assert (case.kind, case.rough, case.place) == ("light", True, "穀町14-1 市役所の前")
    assert case.words == "夜になっても暗いまま"


def test_a_landmark_that_no_map_knows_still_gets_through(chat: Chat) -> None:
    chat.says("通報")
    assert "見つかりませんでした" in chat.says("ぽぽぽ商店のかどのところ")
    assert "何がこわれていますか" in chat.taps("このまま進む")
    chat.says("カーブミラー")
    chat.taps("写真はない")
    chat.taps("書かない")
    chat.taps("送る")
    assert (cases(chat)[0].place, cases(chat)[0].rough) == ("ぽぽぽ商店のかどのところ", True)


def test_any_part_can_be_changed_and_any_question_gone_back_to(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    assert "何がこわれていますか" in chat.taps("ひとつ前に戻る")
    chat.taps("段差・歩道のいたみ")
    chat.shows(PHOTO)
    chat.taps("写真はこれで終わり")
    chat.taps("書かない")
    assert "場所はどこ" in chat.taps("場所を直す")
    assert "この内容で送りますか" in chat.stands_at(38.4350, 141.3030)
    assert "写真はありますか" in chat.taps("写真を直す")
    assert "様子" in chat.taps("写真はない")
    chat.taps("様子を直す")
    chat.says("歩道が持ち上がっています")
    chat.taps("種類を直す")
    assert "歩道が持ち上がっています" in chat.taps("側溝・ふた")
    chat.taps("送る")
    (case,) = cases(chat)
    assert (case.kind, case.latitude, case.photos) == ("gutter", 38.4350, 0)


def test_what_was_left_is_offered_again(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.says("やめる")
    chat.says("今日のごみ")
    assert "書きかけの通報があります" in chat.says("通報")
    assert "写真を1枚受け取りました" in chat.taps("続きから")
    chat.says("やめる")
    chat.says("通報")
    assert "場所はどこ" in chat.taps("はじめから書く")
    assert count(chat, photo_table) == 0
    chat.stands_at(*HALL)
    chat.says("通報")
    assert "消しました" in chat.taps("取りやめて消す")
    assert count(chat, draft_table) == 0


def test_buttons_of_a_report_that_is_over_harm_nothing(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    whole = chat.says("穴です")
    chat.taps("送る")
    chat._last = whole
    assert "もう使えません" in chat.taps("送る")
    chat._last = whole
    assert "もう使えません" in chat.taps("種類を直す")
    assert len(cases(chat)) == 1


def test_urgent_kinds_show_the_phone_first(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("ほかの種類を見る")
    chat._last = chat.says("木が倒れています")
    assert "先に電話" in chat._last
    assert "0225-95-1111" in chat._last
    chat.taps("写真はない")
    chat.says("道をふさいでいます")
    chat.taps("送る")
    assert cases(chat)[0].priority == 2


@pytest.mark.parametrize(("said", "owner", "phone"), [
    ("信号が消えています", "police", "110"),
    ("電柱が傾いています", "power", "0120-175-366"),
])  # fmt: skip
def test_what_is_another_ones_says_whom_to_call(
    chat: Chat, said: str, owner: str, phone: str
) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    asked = chat.says(said)
    assert phone in asked
    assert "管理しています" in asked
    chat.taps("市から伝えてほしい")
    chat.taps("写真はない")
    chat.taps("書かない")
    assert "引き継ぎます" in chat.taps("送る")
    assert cases(chat)[0].owner == owner


def test_a_national_road_by_its_name(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    assert "#9910" in chat.says("国道45号の交差点です")
    assert "この内容で送りますか" in chat.taps("市のものだと思う")
    chat.taps("送る")
    assert cases(chat)[0].owner == "city"


def test_a_place_outside_of_the_city(chat: Chat) -> None:
    chat.says("通報")
    told = chat.stands_at(38.268, 140.872)
    assert "石巻市の外のようです" in told
    assert "#9910" in told
    assert "何がこわれていますか" in chat.stands_at(*HALL)


def test_the_same_damage_is_joined(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    case = reported(first)
    second.says("通報")
    second.stands_at(HALL[0] + 0.00005, HALL[1])
    second.taps("道路の穴・ひび")
    second.shows(PHOTO)
    second.taps("写真はこれで終わり")
    asked = second.says("私も見ました")
    assert "これと同じですか" in asked
    joined = second.taps("これと同じ")
    assert shown(case.number) in joined
    (now,) = cases(first)
    assert (now.reporters, now.photos, now.unread) == (2, 1, True)
