"""The talk where it meets locations, old buttons and odd content."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from bot.rehearsal import Chat
from bot.testing import OpenChat

WARNING = "危険を感じたら、調べるより先に"
UNKNOWN = "いま開いているかどうかは、ここでは分かりません"
HEAD = "名称,所在地_連結表記,緯度,経度,災害種別_洪水,災害種別_津波,備考\n"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


def at(latitude: float, longitude: float) -> dict[str, object]:
    where = {"latitude": latitude, "longitude": longitude}
    return {"type": "location", "title": "ここ", "address": "宮城県石巻市穀町14-1", **where}


def press(data: str) -> dict[str, object]:
    return {"type": "postback", "data": data}


def city(tmp_path: Path, rows: str) -> Path:
    folder = tmp_path / "content" / "shelters"
    folder.mkdir(parents=True)
    (folder / "shelters.csv").write_text(HEAD + rows, "utf-8")
    return folder.parent


def test_the_nearest_five(chat: Chat) -> None:
    chat.says("近くの避難所")
    answer = chat.does(at(38.4345, 141.3028))
    for said in (WARNING, UNKNOWN, "近い順に5か所", "約110m（直線で）", "石巻市ささえあいセンター"):
        assert said in answer
    assert answer.labels.count("地図を見る") == 5


def test_the_nearest_for_a_disaster(chat: Chat) -> None:
    chat.does(press("shelters:hazard?kind=tsunami"))
    answer = chat.does(at(38.4345, 141.3028))
    assert "「津波」のときに使える場所を、近い順に5か所" in answer
    assert "石巻市ささえあいセンター" not in answer
    assert "使えない災害" in answer


def test_a_place_outside_the_city_is_said_to_be_outside(chat: Chat) -> None:
    chat.says("避難所")
    assert "石巻市の外のようです" in chat.does(at(35.68, 139.77))


def test_a_location_is_not_kept(chat: Chat) -> None:
    """Beside the answers, which go with the outbox, no table knows where the citizen was."""
    chat.says("避難所")
    chat.does(at(38.43451234, 141.30281234))
    engine = chat.service.database.engine
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                assert "38.43451234" not in str(row), table


@pytest.mark.parametrize(
    "data",
    [
        "shelters:shelter?name=どこにもない避難所",
        "shelters:district?name=どこにもない地区",
        "shelters:hazard?kind=meteor",
        "shelters:districts?hazard=meteor&page=99",
        "shelters:district?name=河北&page=-1",
        "shelters:hazard",
    ],
)
def test_an_old_button_is_answered_kindly(chat: Chat, data: str) -> None:
    assert chat.does(press(data)).labels


def test_a_city_without_shelters_still_warns(new_chat: OpenChat, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path, ""))
    answer = chat.says("避難所")
    assert WARNING in answer
    assert "まだ登録されていません" in answer
    assert "まだ登録されていません" in chat.does(press("shelters:hazards"))


def test_shelters_without_coordinates(new_chat: OpenChat, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path, "東小学校,見本市東1,,,1,,\n"))
    chat.says("避難所")
    assert "地図の上の場所が分かる避難所が" in chat.does(at(38.4, 141.3))
    assert "地図を見る" not in chat.does(press("shelters:shelter?name=東小学校")).labels


def test_enormous_names_fit_into_messages(new_chat: OpenChat, tmp_path: Path) -> None:
    name = "ながい名前👨‍👩‍👧" * 300
    rows = "".join(f"{name}{n},{name},38.4,141.{300 + n},1,1,{name}\n" for n in range(15))
    chat = new_chat(content=city(tmp_path, rows))
    chat.says("避難所")
    assert "近い順に5か所" in chat.does(at(38.4, 141.3))
    key = name.replace("\u200d", "")[:80]
    shown = chat.does(press(f"shelters:shelter?name={key}"))
    assert "ながい名前" in shown


def test_braces_in_a_name_are_only_a_name(new_chat: OpenChat, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path, '{count}&="東"?小学校,,38.4,141.3,1,,\n'))
    chat.says("避難所")
    assert "{count}" in chat.does(at(38.4, 141.3))


def test_what_cannot_be_seen_does_not_burst_a_button(new_chat: OpenChat, tmp_path: Path) -> None:
    folder = city(tmp_path, "")
    hidden, district = "\u200d" * 90, "地" * 200
    row = f"東{hidden}小学校,,38.4,141.3,1,,,{district}\n"
    (folder / "shelters" / "shelters.csv").write_text(HEAD.strip() + ",地区\n" + row, "utf-8")
    chat = new_chat(content=folder)
    assert "地" * 40 in chat.does(press("shelters:districts?hazard=flood")).labels
    assert "東小学校" in chat.does(press(f"shelters:district?name={'地' * 40}")).labels
    assert "東小学校" in chat.says("東小学校")
