"""The settings where they meet old buttons, odd content and hostile words."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.api import Feature, Moved, Nothing, Reply, Turn
from bot.citizens.places import place_table
from bot.db.base import metadata
from bot.registry import Registry
from bot.rehearsal import Chat
from bot.rehearsal.chat import Answer
from bot.testing import OpenChat
from handlers.settings import feature

OWN = Path(__file__).parents[3] / "content"
DISTRICTS = "districts:\n  - {name: 東部, group: 山側}\n  - {name: 西部, group: 海側}\n"
TOWNS = "町名,読み,地区,緯度,経度\n浜,はま,西部,38.40,141.30\n沢,さわ,,38.50,141.30\n"
NothingTurn = Turn[Nothing, Nothing]
OpenTalk = Callable[..., Chat]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A small city's tables of places."""
    folder = tmp_path / "content" / "platform"
    folder.mkdir(parents=True)
    (folder / "districts.yaml").write_text(DISTRICTS, "utf-8")
    (folder / "towns.csv").write_text(TOWNS, "utf-8")
    return folder.parent


@pytest.fixture
def talk(new_chat: OpenChat, city: Path) -> Chat:
    """A talk with the settings alone."""
    return new_chat(content=city, registry=Registry([feature]))


def pressed(chat: Chat, data: str) -> Any:
    return chat.does({"type": "postback", "data": data})


def areas(chat: Chat) -> set[tuple[str, str, str]]:
    query = select(place_table.c.slot, place_table.c.scheme, place_table.c.area)
    with chat.service.database.read() as connection:
        return {(row.slot, row.scheme, row.area) for row in connection.execute(query)}


def everything(chat: Chat) -> str:
    with chat.service.database.read() as connection:
        tables = metadata.sorted_tables
        return "".join(str(row) for t in tables for row in connection.execute(select(t)))


def test_a_town_without_a_district_asks_for_it(talk: Chat) -> None:
    pressed(talk, "settings:place?slot=home")
    assert talk.says("さわ").labels[:2] == ["山側", "海側"]
    assert "「沢」は、どの地区ですか" in talk.taps("海側")
    assert "自宅を「沢(西部)」にしました" in talk.taps("西部")
    assert areas(talk) == {("home", "town", "沢"), ("home", "district", "西部")}


def test_neither_coordinates_nor_addresses_are_kept(talk: Chat) -> None:
    pressed(talk, "settings:place?slot=work")
    address = "日本、〒986-0000 宮城県石巻市浜1-2-3"
    assert "勤め先・学校を「浜(西部)」にしました" in talk.stands_at(38.4001, 141.3001, address)
    kept = everything(talk)
    assert areas(talk) == {("work", "town", "浜"), ("work", "district", "西部")}
    for secret in ("38.4", "141.3", "1-2-3", "986-0000"):
        assert secret not in kept


def test_a_location_far_from_everything_is_not_guessed(talk: Chat) -> None:
    pressed(talk, "settings:place?slot=home")
    assert "どの町か、分かりませんでした" in talk.stands_at(38.45, 141.45)
    assert "町の名前だけを送るか" in talk.says("火星")
    assert areas(talk) == set()


@pytest.mark.parametrize(
    "data",
    [
        "settings:put?slot=home&town=火星&district=月",
        "settings:put?slot=home&district=<script>",
        "settings:put?slot=home",
        "settings:put?slot=moon&district=東部",
        "settings:place?slot=moon",
        "settings:drop?slot=moon",
        "settings:districts?slot=moon&page=99",
        "settings:districts?slot=home&town=浜&group=火星&page=-7",
        "settings:topic?topic=gone&wanted=1",
        "settings:topics?page=99",
        "settings:language?code=tlh",
        "settings:_skip?step=confirmed&talk=old",
    ],
)
def test_a_forged_or_outdated_button_stores_nothing(talk: Chat, data: str) -> None:
    assert pressed(talk, data).messages, "and is answered all the same"
    assert areas(talk) == set()


def test_the_button_that_deletes_holds_for_one_question(talk: Chat) -> None:
    pressed(talk, "settings:put?slot=home&district=東部")
    question = talk.says("すべて消す")
    assert "元に戻せません" in question
    button = _button(question)
    talk.says("やめる")
    assert "もう使えません" in pressed(talk, button)
    assert areas(talk) != set()
    again = _button(talk.says("すべて消す"))
    assert "もう使えません" in pressed(talk, button), "nor for the next question"
    assert "すべて消しました" in pressed(talk, again)
    assert areas(talk) == set()


def _button(answer: Answer) -> str:
    return str(answer.messages[0]["contents"]["footer"]["contents"][0]["action"]["data"])


def test_a_city_without_tables_still_has_settings(new_chat: OpenChat, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    chat = new_chat(content=tmp_path / "bare", registry=Registry([feature]))
    card = chat.says("設定")
    assert "場所を変える" not in card.labels
    assert "お知らせの種類" not in card.labels
    assert "いまは、場所を登録できません" in chat.says("場所を変える")
    assert pressed(chat, "settings:place?slot=home").messages
    assert pressed(chat, "settings:districts?slot=home").messages
    assert "届くお知らせはありません" in chat.says("なぜ届いた？")


def test_a_place_whose_district_left_the_table_is_still_shown(
    new_chat: OpenChat, city: Path
) -> None:
    chat = new_chat(content=city, registry=Registry([feature]))
    pressed(chat, "settings:put?slot=home&district=東部")
    (city / "platform" / "districts.yaml").write_text(DISTRICTS.replace("東部", "北部"), "utf-8")
    assert chat.service.library.refresh()
    assert "自宅: 東部" in chat.says("設定")
    assert "今の一覧にありません" in pressed(chat, "settings:put?slot=work&district=東部")


def _neighbour() -> Feature[Any, Any]:
    other = Feature("neighbour", title="となり")

    @other.postback("wake")
    def wake(turn: NothingTurn) -> Reply:
        return turn.say("起こします")

    @other.settings
    def setting(turn: NothingTurn) -> tuple[str, Any]:
        return "毎朝7時に起こします。", turn.button("起こす時刻", wake)

    @other.stored
    def stored(turn: NothingTurn) -> list[str]:
        home = turn.places.area("neighbour")
        return [f"起こす所 {home}"] if home else []

    @other.on(Moved)
    def moved(turn: NothingTurn, event: Moved) -> Reply:
        if turn.places.get(event.slot):
            turn.places.put_area("neighbour", "角部屋", event.slot)
        return turn.pass_on()

    return other


def test_features_add_to_the_settings_without_being_named(new_chat: OpenChat, city: Path) -> None:
    chat = new_chat(content=city, registry=Registry([feature, _neighbour()]))
    card = chat.says("設定")
    assert "毎朝7時に起こします" in card
    assert "起こします" in chat.taps("起こす時刻")
    assert "起こす所" not in chat.says("登録の内容")
    pressed(chat, "settings:put?slot=home&district=東部")
    told = chat.says("登録の内容")
    assert "となり 起こす所 角部屋" in told
    assert "自宅のとなりの地区 角部屋" in told
    assert "・毎朝7時に起こします" in told


def test_what_is_stored_is_told_kind_by_kind(new_chat: OpenChat, city: Path) -> None:
    shutil.copytree(OWN / "settings", city / "settings")
    chat = new_chat(content=city, registry=Registry([feature]))
    chat.follows()
    pressed(chat, "settings:put?slot=parents&town=浜")
    pressed(chat, "settings:topic?topic=events&wanted=1")
    pressed(chat, "settings:language?code=ko")
    pressed(chat, "settings:place?slot=home")
    told = pressed(chat, "settings:stored")
    for words in (
        "友だち追加の日 2026年11月21日", "実家・家族の家 浜(西部)", "「市の行事」は受け取る",
        "言葉 한국어", "途中の手続き", "受け取ったメッセージの番号",
        "返事の控え", "「市の行事」 あなたが選びました", "「ごみの収集の変更」 はじめから届く設定です",
    ):  # fmt: skip
        assert words in told, words
    (city / "settings" / "topics.yaml").write_text("topics: []\n", "utf-8")
    chat.service.library.refresh()
    assert "いまはないお知らせ(events)は受け取る" in pressed(chat, "settings:stored")


HOSTILE = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("&=?%+#; \u3000{}<>\"'\\🏠👨‍👩‍👧"),
    ),
    min_size=1,
    max_size=40,
)


@given(name=HOSTILE)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_district_name_can_be_chosen_or_is_refused_with_a_fault(
    new_chat: OpenChat, city: Path, name: str
) -> None:
    (city / "platform" / "districts.yaml").write_text(
        f"districts:\n  - name: {json.dumps(name)}\n  - name: 別\n", "utf-8"
    )
    chat = new_chat(content=city, registry=Registry([feature]))
    faults = [fault for fault in chat.service.library.current.errors if "districts" in str(fault)]
    pressed(chat, "settings:drop?slot=home")
    listed = pressed(chat, "settings:districts?slot=home")
    assert listed.messages
    if not faults:
        assert "自宅を「" in chat.taps(listed.labels[0])
        assert ("home", "district", name.strip()) in areas(chat) or listed.labels[0] == "別"
