"""The talk about facilities and events where it meets locations, old buttons and odd content."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.rehearsal import Chat, SetClock
from bot.testing import OpenChat
from bot.time import JAPAN

HEAD = "名称,種別,所在地_連結表記,地区,緯度,経度,電話番号,利用可能曜日,開始時間,終了時間,URL,備考"
MORE = (
    ",利用可能日時特記事項,受入年齢,収容定員,時間外対応,一時預かり,病児保育,授乳室,おむつ替え,お湯"
)
EVENTS = (
    "イベント名,開始日,終了日,開始時間,終了時間,説明,場所名称,対象,URL,備考,開始日時特記事項,住所,料金,"
    "定員,申込方法,連絡先名称,連絡先電話番号,緯度,経度\n"
)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


def press(data: str) -> dict[str, object]:
    return {"type": "postback", "data": data}


def city(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "content" / "childcare"
    folder.mkdir(parents=True)
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text(rows, "utf-8")
    return folder.parent


def test_a_location_is_not_kept(chat: Chat) -> None:
    """Neither in the conversation nor in the buttons that go on from it."""
    chat.says("授乳室")
    assert "もっと見る" in chat.stands_at(38.43451234, 141.30281234).labels
    chat.taps("もっと見る")
    engine = chat.service.database.engine
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                assert "38.43451234" not in str(row), table


def test_whom_to_call_in_an_emergency_is_said_once_and_again_after_a_while(
    chat: Chat, clock: SetClock
) -> None:
    for waits, told in ((0, True), (1, False), (28, False), (2, True), (1, False)):
        clock.move(timedelta(minutes=waits))
        assert ("119番" in chat.says("小児科")) is told, waits
    assert "119番" not in chat.says("保育所を探す")
    assert "119番" in chat.says("病院"), "something else was asked meanwhile"


@pytest.mark.parametrize(
    "data",
    [
        "childcare:facility?name=どこにもない保育所",
        "childcare:find?group=moon&kind=",
        "childcare:find?group=care&kind=どこにもない種類",
        "childcare:kinds?group=moon",
        "childcare:kinds?group=care&part=月&page=-3",
        "childcare:area?group=care&kind=&name=どこにもない地区",
        "childcare:areas?group=care&kind=&page=99",
        "childcare:at?group=care&kind=&town=月の町&district=",
        "childcare:more?group=care&kind=&found=zzz_000000.12__",
        "childcare:open?group=clinic&kind=&found=",
        "childcare:event?id=00000000",
        "childcare:events?page=-1",
        "childcare:event_age?name=99歳",
        "childcare:event_district?name=月&page=7",
    ],
)
def test_an_old_button_is_answered_kindly(chat: Chat, data: str) -> None:
    assert chat.does(press(data)).messages


def test_a_city_without_tables(new_chat: OpenChat, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path))
    for asked in ("保育所を探す", "病院", "授乳室"):
        assert "まだ登録されていません" in chat.says(asked)
    assert "登録されていません" in chat.says("イベント")
    assert chat.says("子育て").labels == ["予防接種と健診の予定"]


def test_facilities_without_coordinates_are_found_by_district(
    new_chat: OpenChat, tmp_path: Path
) -> None:
    rows = "東保育所,認可保育所,見本市東1,東地区,,,,,,,,\n"
    chat = new_chat(content=city(tmp_path, facilities=f"{HEAD}\n{rows}"))
    chat.says("保育所を探す")
    assert "地図の上の場所が分かるものがありません" in chat.stands_at(38.4, 141.3)
    answer = chat.does(press("childcare:area?group=care&kind=&name=東地区"))
    assert "東保育所" in answer
    assert "地図を見る" not in answer.labels


def test_enormous_texts_fit_into_messages(
    new_chat: OpenChat, tmp_path: Path, clock: SetClock
) -> None:
    clock.now = datetime(2026, 11, 20, 10, tzinfo=JAPAN)
    long = "ながい名前👨‍👩‍👧&=?" * 120
    link = "https://example.jp/" + "x" * 800
    rows = "".join(
        f"{long}{n},種{n}{long},{long},{long},38.4,141.{300 + n},0225-95-1111,月-金,9:00,17:00,"
        f"{link},{long},{long},{long},{long},{long},1,1,1,1,1\n"
        for n in range(25)
    )
    events = "".join(
        f"{n}{long},2026-11-2{n % 9},2027-03-01,9:00,10:00,{long},{long},小学生{long},{link},"
        f"{long},{long},{long},{long},{long},{long},{long},0225-95-1111,38.4,141.3\n"
        for n in range(9)
    )
    chat = new_chat(
        content=city(tmp_path, facilities=f"{HEAD}{MORE}\n{rows}", events=EVENTS + events)
    )
    assert "どの施設" in chat.says("保育所を探す")
    chat.does(press("childcare:find?group=care"))
    assert "5か所" in chat.stands_at(38.4, 141.3)
    chat.taps("もっと見る")
    assert "ながい名前" in chat.taps("もっと見る")
    assert "ながい名前" in chat.says("イベント")
    assert "ながい名前" in chat.taps("もっと見る")


def test_braces_in_a_name_are_only_a_name(new_chat: OpenChat, tmp_path: Path) -> None:
    rows = '{count}&="東"?保育所,{kind},,,38.4,141.3,,,,,,\n'
    chat = new_chat(content=city(tmp_path, facilities=f"{HEAD}\n{rows}"))
    chat.says("保育所を探す")
    assert "{count}" in chat.stands_at(38.4, 141.3)
