"""The talk where it meets changed content, old buttons and the map."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.rehearsal import Chat
from bot.testing import OpenChat
from tests.handlers.garbage.conftest import OWN

CSV = "地名,センター,燃やすごみ,びん\n東町,,月 木,水2\n西町,,火 金,水3\n"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A small city's files, as staff would keep them."""
    folder = tmp_path / "content" / "garbage"
    folder.mkdir(parents=True)
    (folder / "area_days.csv").write_text(CSV, "utf-8")
    return folder.parent


def located(address: str) -> dict[str, object]:
    return {
        "type": "location",
        "title": "自宅",
        "address": address,
        "latitude": 38.43,
        "longitude": 141.3,
    }


def test_a_place_on_the_map_names_the_district(new_chat: OpenChat, city: Path) -> None:
    chat = new_chat(content=city)
    chat.says("明日のごみ")
    answer = chat.does(located("日本、〒986-0000 宮城県見本市西町1-2-3"))
    assert "地区を「西町」にしました" in answer


def test_a_place_outside_all_districts_is_asked_again(chat: Chat) -> None:
    chat.says("ごみ")
    answer = chat.does(located("日本、〒986-0000 宮城県石巻市小船越1"))
    assert "その場所がどの地区か" in answer
    assert "一覧から選ぶ" in answer.labels


def test_a_district_that_left_the_calendar_is_asked_for_again(
    new_chat: OpenChat, city: Path
) -> None:
    chat = new_chat(content=city)
    chat.says("東町")
    (city / "garbage" / "area_days.csv").write_text(CSV.replace("東町", "中町"), "utf-8")
    assert chat.service.library.refresh()
    answer = chat.says("明日のごみ")
    assert "「東町」は、今の収集日の表にありません" in answer
    assert "地区を「中町」にしました" in chat.says("中町")


def test_a_button_of_a_district_that_is_gone(new_chat: OpenChat, city: Path) -> None:
    chat = new_chat(content=city)
    old = {"type": "postback", "data": "garbage:area?area=南町&question=&keep=1"}
    assert "「南町」は、今の収集日の表にありません" in chat.does(old)
    old = {"type": "postback", "data": "garbage:day?area=南町&on=2026-11-24"}
    assert "地区を教えてください" in chat.does(old)


def test_a_button_of_a_thing_that_is_gone(chat: Chat) -> None:
    gone = chat.does({"type": "postback", "data": "garbage:thing?name=宇宙船"})
    assert "「宇宙船」の捨て方は、見つかりませんでした" in gone


def test_a_city_with_one_district_never_asks(new_chat: OpenChat, city: Path) -> None:
    (city / "garbage" / "area_days.csv").write_text("地名,センター,びん\n全域,,月\n", "utf-8")
    assert "明日 11月22日(日)" in new_chat(content=city).says("明日のごみ")


def test_a_city_that_says_nothing_of_hours_gets_nobody_elses(
    new_chat: OpenChat, city: Path
) -> None:
    chat = new_chat(content=city)
    chat.says("東町")
    assert "8時30分" not in chat.says("明日のごみ")
    assert "分かりません" in chat.says("ごみは何時まで")


def test_a_notice_of_the_city_stands_under_every_answer(new_chat: OpenChat, city: Path) -> None:
    shutil.copy(OWN / "rules.yaml", city / "garbage" / "rules.yaml")
    chat = new_chat(content=city)
    chat.says("東町")
    for text in ("ごみ", "明日", "びんはいつ", "来週", "収集カレンダー"):
        assert "見本です" in chat.says(text)


def test_a_question_outlives_a_district_that_was_not_found(new_chat: OpenChat, city: Path) -> None:
    chat = new_chat(content=city)
    chat.says("びんはいつ")
    assert "見つかりませんでした" in chat.says("ひがしまち")
    answer = chat.says("東町")
    assert "びん" in answer
    assert "12月9日(水)" in answer


def test_days_that_cannot_be_read_are_never_told_as_no_collection(
    new_chat: OpenChat, city: Path
) -> None:
    csv = "地名,センター,燃やすごみ,びん\n東町,,月 木,第2水曜 要確認\n"
    (city / "garbage" / "area_days.csv").write_text(csv, "utf-8")
    chat = new_chat(content=city)
    for text in ("明日のごみ", "来週", "びんはいつ", "明日はびんの日？"):
        answer = chat.says(text)
        assert "「びん」の収集日は、分かりません" in answer, text
        assert "収集はありません" not in answer, text
        assert "いいえ" not in answer, text


def test_a_note_stands_beside_the_next_day_too(new_chat: OpenChat, city: Path) -> None:
    csv = "地名,センター,燃やすごみ\n東町,,月 木 祝日除く\n"
    (city / "garbage" / "area_days.csv").write_text(csv, "utf-8")
    answer = new_chat(content=city).says("明日のごみ")
    assert "次は 11月23日(月) 燃やすごみ" in answer
    assert "祝日除く" in answer


def test_a_kind_that_is_fetched_on_request_says_so(new_chat: OpenChat, city: Path) -> None:
    csv = "地名,センター,燃やすごみ,粗大ごみ\n東町,,月 木,電話で申込\n"
    (city / "garbage" / "area_days.csv").write_text(csv, "utf-8")
    answer = new_chat(content=city).says("粗大ごみはいつ")
    assert "電話で申込" in answer
