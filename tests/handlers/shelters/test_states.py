"""Which shelters are open: told by staff in two taps or by a file, and told to citizens at once."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from bot import emergency
from bot.app import create_app
from bot.console.trial import Browser
from bot.emergency import Mode
from bot.rehearsal import Chat, SetClock
from bot.service import build
from bot.staff import Role
from bot.testing import OpenChat, OpenStaff, settings_for
from handlers.shelters.shelter import Shelter
from tests.handlers.shelters.conftest import load_folder

HOME = "/console/shelters"
HEAD = "名称,地区,所在地_連結表記,緯度,経度,災害種別_洪水,災害種別_津波\n"
ROWS = (
    "近小学校,東,見本市東1,38.400,141.300,1,1\n"
    "中公民館,東,見本市東2,38.405,141.300,1,\n"
    "遠体育館,西,見本市西1,38.450,141.300,1,1\n"
)
HERE = {
    "type": "location",
    "title": "ここ",
    "address": "見本市",
    "latitude": 38.4,
    "longitude": 141.3,
}


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough: states are kept as places are."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "shelters"
    folder.mkdir(parents=True)
    (folder / "shelters.csv").write_text(HEAD + ROWS, "utf-8")
    return folder.parent


@pytest.fixture
def staff(new_staff: OpenStaff, city: Path) -> Browser:
    return new_staff(Role.DISASTER, content=city, name="防災 花子")


@pytest.fixture
def talk(new_chat: OpenChat, city: Path) -> Chat:
    return new_chat(content=city)


@pytest.fixture
def web(database_url: str, clock: SetClock, city: Path) -> Iterator[Client]:
    service = build(settings_for(database_url, city), clock=clock)
    yield create_app(service).test_client()
    service.database.close()


def shelters(city: Path) -> dict[str, Shelter]:
    listed, _ = load_folder(city / "shelters")
    return {one.name: one for one in listed.all}


def tell(staff: Browser, city: Path, name: str, state: str, people: str = "") -> None:
    address = f"{HOME}/{shelters(city)[name].id}"
    assert staff.send(address, state=state, people=people).status_code == 200


def sent(staff: Browser, text: str, name: str = "open.csv") -> str:
    """Send a file; returns the address of the page that shows what it would change, or the page."""
    file = (io.BytesIO(text.encode()), name)
    answer = staff.send(f"{HOME}/import", follow=False, file=file)
    return answer.headers.get("Location", "") or answer.text


def order(answer: object) -> list[str]:
    """The names of the shelters, in the order of the cards."""
    return re.findall(r"近小学校|中公民館|遠体育館|寄合い処", str(answer))


def test_two_taps_open_a_shelter_and_citizens_see_it_at_once(
    staff: Browser, city: Path, talk: Chat, web: Client
) -> None:
    talk.says("避難所")
    assert "いま開いているかどうかは、ここでは分かりません" in talk.does(HERE)
    first = re.search(rf'href="({HOME}/[0-9a-f]+)"', staff.get(HOME).text)
    assert first
    page = staff.get(first[1]).text
    assert all(f'value="{state}"' in page for state in ("open", "full", "closed", "unopened"))
    tell(staff, city, "中公民館", "open", "42")
    answer = talk.says("開いている避難所")
    assert "いま開いている避難所は1か所" in answer
    assert "避難している人 42人" in answer
    assert "11月21日 7:00現在" in answer
    page = web.get("/shelters").text
    assert "いま開いている避難所は <strong>1か所" in page
    assert page.index("中公民館") < page.index("近小学校")
    body = json.loads(web.get("/shelters.json").text)
    told = {one["name"]: (one["state"], one["people"]) for one in body["shelters"]}
    assert told["中公民館"] == ("open", 42)
    assert told["近小学校"] == ("unopened", None)
    log = staff.service.database
    with log.read() as connection:
        summary = connection.exec_driver_sql("SELECT summary FROM staff_audit").scalar()
    assert "中公民館" in str(summary)


def test_in_an_emergency_open_ones_go_first_and_full_ones_last(
    staff: Browser, city: Path, talk: Chat
) -> None:
    tell(staff, city, "近小学校", "full")
    tell(staff, city, "遠体育館", "open")
    talk.says("避難所")
    assert order(talk.does(HERE)) == ["近小学校", "中公民館", "遠体育館"]
    with staff.service.database.write() as connection:
        emergency.switch(connection, Mode.ON, "大雨", "試験", 0)
    answer = talk.does(HERE)
    assert order(answer) == ["遠体育館", "中公民館", "近小学校"]
    assert "いま開いている避難所を先に" in answer
    # Who runs from a tsunami is not led past the hill nearby.
    talk.says("津波の避難所")
    assert order(talk.does(HERE))[0] == "近小学校"


def test_a_drill_changes_nothing_for_citizens(staff: Browser, city: Path, talk: Chat) -> None:
    tell(staff, city, "遠体育館", "open")
    with staff.service.database.write() as connection:
        emergency.switch(connection, Mode.DRILL, "訓練", "試験", 0)
    talk.says("避難所")
    assert order(talk.does(HERE)) == ["近小学校", "中公民館", "遠体育館"]


def test_who_may_change_states(new_staff: OpenStaff, staff: Browser, city: Path) -> None:
    address = f"{HOME}/{shelters(city)['近小学校'].id}"
    viewer = new_staff(Role.VIEWER)
    assert "開設中にする" not in viewer.get(address).text
    assert viewer.get(f"{HOME}/import").status_code == 403
    assert staff.send(address, state="burning").status_code == 422
    assert staff.send(address, state="open", people="-1").status_code == 422
    assert staff.get(f"{HOME}/0123456789ab").status_code == 404


def test_a_file_is_shown_before_it_is_taken_up(staff: Browser, city: Path, talk: Chat) -> None:
    tell(staff, city, "近小学校", "open", "10")
    text = (
        "名称,人数_令和6年1月9日午後6時時点,所在地_連結表記,緯度,経度\n"
        '遠体育館,"1,200",見本市西1,38.45,141.3\n寄合い処,40,見本市北1,38.41,141.3\n'
    )
    plan = sent(staff, text)
    shown = staff.get(plan).text
    assert "2か所が変わります" in shown
    assert "一覧にない避難所" in shown
    assert "このファイルにない、開設中・満員の避難所を閉鎖にする" in shown
    assert "開いている避難所は1か所" in talk.says("開いている避難所")
    staff.send(plan, close="y")
    answer = talk.says("開いている避難所")
    assert order(answer)[:2] == ["遠体育館", "寄合い処"]
    assert "1,200人" in answer
    assert staff.get(plan).status_code == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("名称,開設状況\n近小学校,ひらいてる\n", "「ひらいてる」は分かりません"),
        ("名称,開設状況,人数\n近小学校,開設,たくさん\n", "人数として読めません"),
        ("名称,開設状況\n近小学校,開設\n近小学校,満員\n", "2行目にも同じ避難所"),
        ("名称,開設状況\n,開設\n", "避難所の名前が空です"),
        ("なまえ,開設状況\n近小学校,開設\n", "「名称」の列がありません"),
        ("名称,住所\n近小学校,東\n", "「開設状況」の列も「人数」の列もありません"),
        ('{"features": [1]}', "GeoJSONとして読めません"),
        ("", "ファイルに何も書かれていません"),
    ],
)
def test_a_wrong_file_changes_nothing_and_says_why(
    staff: Browser, city: Path, talk: Chat, text: str, said: str
) -> None:
    assert said in sent(staff, text)
    assert "いま開いていると登録された避難所はありません" in talk.says("開いている避難所")


def test_what_is_written_out_can_be_taken_up_again(staff: Browser, city: Path) -> None:
    tell(staff, city, "近小学校", "full", "300")
    text = staff.get(f"{HOME}/export.csv").data.decode("utf-8-sig")
    assert "近小学校,満員,300" in text
    assert "変わるところはありません" in sent(staff, text)


def test_when_all_is_over_every_shelter_goes_back(staff: Browser, city: Path, talk: Chat) -> None:
    tell(staff, city, "近小学校", "open")
    assert "1か所" in staff.get(f"{HOME}/reset").text
    staff.send(f"{HOME}/reset")
    assert "ありません" in talk.says("開いている避難所")


def test_a_place_by_its_name(chat: Chat) -> None:
    chat.says("避難所")
    assert "「穀町」のあたりから" in chat.says("穀町")
    assert "「穀町」のあたりから" in chat.says("穀町の近くの避難所は？")
    assert "河北の避難場所・避難所です" in chat.says("河北の避難所")


def test_the_real_open_shelters_of_nanao(staff: Browser, shared: Path) -> None:
    """The first file of each layout, and GeoJSON; they open what they name."""
    folder = shared / "opendata" / "open_shelters_nanao"
    for name in (
        "open_shelter_Nanao-shi_2024-01-09-1800.csv",
        "open_shelter_Nanao-shi_2024-08-31-1300.csv",
    ):
        plan = sent(staff, (folder / name).read_text("utf-8-sig"), name)
        assert plan.startswith(f"{HOME}/import/"), plan[-2000:]
        staff.send(plan, close="y")
    body = json.loads(staff.client.get("/shelters.json").text)
    (one,) = [one for one in body["shelters"] if one["state"] == "open"]
    assert (one["name"], one["people"]) == ("矢田郷地区コミュニティセンター", 40)
    assert "flood" in one["hazards"]
    same = sent(staff, (folder / "open_shelter_Nanao-shi.geojson").read_text("utf-8"), "a.geojson")
    assert "変わるところはありません" in same


def test_havens_are_known_to_other_features(talk: Chat, staff: Browser, city: Path) -> None:
    from bot.havens import havens_of

    tell(staff, city, "遠体育館", "open")
    service = talk.service
    with service.database.read() as connection:
        features = service.registry.features.values()
        found = havens_of(features, service.library.current, connection)
    assert {one.name: one.is_open for one in found}["遠体育館"] is True
