"""What citizens are told: in the talk, in the search, on the web; and the form for help."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import emergency
from bot.api import LANGUAGES
from bot.emergency import Mode
from bot.rehearsal import SetClock
from bot.schedule import job_of
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis
from handlers.evacuation.calls import count_new
from handlers.evacuation.jobs import forget_calls
from handlers.evacuation.public.helping import GENEROUS
from handlers.evacuation.talk import feature
from tests.handlers.evacuation.conftest import HOME, City

CALL = {
    "kind": "help", "place": "見本町1-2-3 2階", "name": "試験 花子", "phone": "０９０-1234-5678",
    "people": "3人", "words": "水が上がってきて動けません", "consent": "yes",
}  # fmt: skip


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough; test_once.py has both."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


def sends(city: City, **fields: object) -> int:
    number = city.writes(**fields)
    city.releases(number)
    city.runs()
    return number


def whoever_talks(city: City) -> int:
    """The number of the citizen of the chat."""
    with city.chat.service.database.read() as connection:
        found = connection.exec_driver_sql("SELECT citizen FROM conversation").scalar()
    return int(str(found)[1:], 16)


def test_what_holds_for_my_place_comes_first(city: City) -> None:
    assert "いま出ている避難情報はありません" in city.chat.says("避難情報")
    sends(city, districts="雄勝", hazard="tsunami", level="emergency")
    sends(city, districts="河北", level="elderly")
    answer = city.chat.says("避難情報")
    assert "いま出ている避難情報です" in answer
    assert answer.text.index("緊急安全確保") < answer.text.index("高齢者等避難")
    assert "自宅の地区を登録すると" in answer
    city.lives(whoever_talks(city), "河北", language="en")
    answer = city.chat.says("避難情報")
    assert answer.text.index("Evacuation of the Elderly") < answer.text.index("Emergency Safety")
    assert "あなたの地区に出ています（河北）" in answer
    assert "市のほかの地区" in answer


def test_a_later_order_takes_the_place_of_an_earlier_one(city: City) -> None:
    sends(city, districts=["河北", "雄勝"], level="elderly")
    sends(city, districts=["河北", "雄勝", "北上"], level="order")
    answer = city.chat.says("避難情報")
    assert "避難指示" in answer
    assert "高齢者等避難" not in answer
    # A part of it goes up further: there the higher one counts, elsewhere the other.
    sends(city, districts="雄勝", level="emergency")
    city.lives(whoever_talks(city), "雄勝")
    answer = city.chat.says("避難情報")
    before, after = answer.text.split("市のほかの地区")
    assert "緊急安全確保" in before
    assert "避難指示" in after


def test_the_search_knows_what_is_in_force(city: City) -> None:
    assert "避難情報" in city.chat.says("避難したほうがいいですか")
    sends(city, districts="河北")
    answer = city.chat.says("河北の避難情報")
    assert "避難指示" in answer
    assert "河北" in answer


def test_the_fixed_answers_lead_there(city: City) -> None:
    answer = city.chat.says("避難")
    assert {"避難情報", "近くの避難所"} <= set(answer.labels)
    assert "いま出ている避難情報はありません" in city.chat.taps("避難情報")


def test_in_the_emergency_mode_it_stands_first_in_the_menu(city: City) -> None:
    city.switches(Mode.ON)
    assert city.chat.says("メニュー").labels[:2] == ["避難情報", "避難所を探す"]


def test_help_is_asked_for_on_the_web(city: City) -> None:
    answer = city.chat.says("助けが必要")
    assert "お名前や住所をお聞きしません" in answer
    assert "119番に電話" in answer.labels
    assert "安否を伝える・調べる" in answer.labels


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_in_every_language(city: City, code: str) -> None:
    sends(city, more="飯野川中学校")
    page = city.first.client.get(f"/evacuation?lang={code}")
    assert page.status_code == 200
    assert "飯野川中学校" in page.text
    content: Any = city.chat.service.library.current.words["evacuation"]
    words = content.languages[code]
    assert words.levels.order.name in page.text
    assert "{" not in page.text.split("<main")[1].split("</main>")[0]


def test_the_page_and_the_records_say_what_ended(city: City) -> None:
    number = sends(city)
    (one,) = json.loads(city.first.client.get("/evacuation.json").text)["orders"]
    assert (one["level"], one["hazard"], one["districts"]) == (4, "flood", ["河北"])
    city.first.send(f"{HOME}/{number}/withdraw", why="誤り")
    page = city.first.client.get("/evacuation").text
    assert "いま出ている避難情報はありません" in page
    assert "【取り消し】避難指示" in page
    city.clock.move(timedelta(hours=25))
    assert "【取り消し】" not in city.first.client.get("/evacuation").text


def test_a_call_for_help_and_who_may_read_it(city: City, new_staff: OpenStaff) -> None:
    web = city.first.client
    assert web.get("/evacuation/help").status_code == 200
    answer = web.post("/evacuation/help", data=CALL)
    assert answer.status_code == 303
    assert "受け付けました" in web.get(answer.headers["Location"]).text
    viewer, roads = new_staff(Role.VIEWER), new_staff(Role.ROADS)
    assert roads.get(f"{HOME}/help").status_code == 403
    masked = viewer.get(f"{HOME}/help/1").text
    assert "助けが必要" in masked
    assert "花子" not in masked
    assert "見本町" not in masked
    page = city.first.get(f"{HOME}/help/1").text
    assert "試験 花子" in page
    assert "090-1234-5678" in page
    assert "未対応の助けの求め" in city.first.get("/console/").text
    city.first.send(f"{HOME}/help/1", state="done", note="救助ずみ")
    log = new_staff(Role.ADMIN).get("/console/audit?subject=evacuation_help:1").text
    assert "個人情報を見た" in log
    assert "花子" not in log
    city.clock.move(timedelta(days=31))
    forget_calls(job_of(city.chat.service, feature))
    assert new_staff(Role.DISASTER).get(f"{HOME}/help/1").status_code == 404


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"place": ""}, "いまいる場所を書いてください"),
        ({"kind": ""}, "「助けが必要」か「無事です」"),
        ({"kind": "safe", "name": ""}, "お名前を書いてください"),
        ({"phone": "でんわ"}, "電話番号は"),
        ({"people": "たくさん"}, "人数は、数字で"),
        ({"consent": ""}, "同意を選んでください"),
    ],
)
def test_a_form_that_lacks_something_says_what(
    city: City, fields: dict[str, str], said: str
) -> None:
    answer = city.first.client.post("/evacuation/help", data=CALL | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert CALL["words"] in answer.text
    assert "ありません。" in city.first.get(f"{HOME}/help").text


def test_a_flood_of_calls_is_held_up_but_never_in_an_emergency(
    new_staff: OpenStaff, clock: SetClock
) -> None:
    desk = new_staff(Role.DISASTER, env={"FORM_LIMIT": "1"})
    web = desk.client

    def calls() -> int:
        return web.post("/evacuation/help", data=CALL).status_code

    assert [calls() for _ in range(GENEROUS)] == [303] * GENEROUS
    held = web.post("/evacuation/help", data=CALL)
    assert (held.status_code, held.headers["Retry-After"]) == (429, "600")
    assert CALL["words"] in held.text
    assert f'value="{CALL["place"]}"' in held.text
    assert "まだ送られていません" in held.text
    assert "tel:" in held.text
    with desk.service.database.write() as connection:
        emergency.switch(connection, Mode.ON, "試験", "試験", millis(clock()))
        assert count_new(connection) == GENEROUS
    many = GENEROUS * 10
    assert [calls() for _ in range(many)] == [303] * many
    page = desk.get(f"{HOME}/help").text
    assert page.count("同じ回線から多数") == GENEROUS
    assert "避難所のWi-Fi" in desk.get(f"{HOME}/help/{many + GENEROUS}").text
