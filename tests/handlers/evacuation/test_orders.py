"""The whole way: written, previewed, released by a second person, sent to the right ones, taken back."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.emergency import Mode
from bot.schedule import job_of
from bot.staff import Role
from bot.testing import OpenStaff
from handlers.evacuation.jobs import send_released
from handlers.evacuation.talk import feature
from tests.handlers.evacuation.conftest import HOME, USUAL, City, number_in

ORDER = "【警戒レベル4】避難指示"
SQUARE = json.dumps([[38.40, 141.25], [38.40, 141.45], [38.46, 141.45], [38.46, 141.25]])


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """One kind of database is enough; test_once.py has both."""
    return f"sqlite:///{shutil.copyfile(migrated_sqlite, tmp_path / 'test.db')}"


def settle(city: City) -> None:
    """1, 2: 河北; 3 works there; 4: 雄勝; 5 has no place; 6 wants no such news; 7 speaks English."""
    city.lives(1, "河北")
    city.lives(2, "河北", "相野谷")
    city.lives(3, "河北", slot="work")
    city.lives(4, "雄勝")
    city.lives(5)
    city.lives(6, "河北")
    city.wants(6, "disaster", wanted=False)
    city.lives(7, "河北", language="en")


def to(first_line: str, *numbers: int) -> Counter[tuple[int, str]]:
    return Counter({(number, first_line): 1 for number in numbers})


def test_from_writing_to_lifting(city: City) -> None:
    settle(city)
    number = city.writes(more="飯野川中学校", remark="落ち着いて行動してください。")
    page = city.second.get(f"{HOME}/{number}").text
    assert "届ける人数</dt><dd>4人" in page
    for name in (
        "日本語",
        "やさしい日本語",
        "English",
        "中文(简体)",
        "中文(繁體)",
        "한국어",
        "Tiếng Việt",
    ):
        assert f"<h3>{name}</h3>" in page
    city.runs()
    assert not city.calls()
    assert "出しました" in city.releases(number).text
    city.runs()
    city.runs()
    english = "[Alert Level 4] Evacuation Instruction"
    assert city.got() == to(ORDER, 1, 2, 3) + to(english, 7)
    texts = {one["messages"][0]["altText"] for one in city.calls()}
    assert any("Kahoku (河北)" in text and "Issued\n2026-11-29 3:05" in text for text in texts)
    assert any("飯野川中学校" in text and "落ち着いて" in text for text in texts)
    # Somebody moves in, somebody moves away: the lifting goes to those who got the order.
    city.lives(8, "河北")
    city.lives(1, "雄勝")
    lifted = number_in(city.first.send(f"{HOME}/{number}/lift", follow=False))
    assert "理由が必要です" in city.releases(lifted, by=city.first).text
    city.releases(lifted)
    city.runs()
    assert city.got() - to(ORDER, 1, 2, 3) - to(english, 7) == to("避難指示 解除", 1, 2, 3) + to(
        "LIFTED: Evacuation Instruction", 7
    )
    assert "いま出ている避難情報はありません" in city.first.get(HOME).text


def test_one_person_alone_has_to_say_why(city: City, new_staff: OpenStaff) -> None:
    settle(city)
    number = city.writes()
    refused = city.releases(number, by=city.first)
    assert refused.status_code == 422
    city.runs()
    assert not city.calls()
    city.releases(number, by=city.first, alone="夜間で、ほかに職員がいないため")
    city.runs()
    assert sum(city.got().values()) == 4
    log = new_staff(Role.ADMIN).get(f"/console/audit?subject=evacuation:{number}").text
    assert "避難情報をひとりで出した" in log
    assert "夜間で、ほかに職員がいないため" in log


def test_who_changed_it_last_is_not_the_second_person(city: City) -> None:
    number = city.writes()
    fields = USUAL | {"level": "elderly", "hazard": "flood"}
    page = city.second.get(f"{HOME}/{number}/release").text
    assert city.second.send(f"{HOME}/{number}/edit", **fields).status_code == 200
    assert "理由が必要です" in city.releases(number, by=city.second).text
    # What the first one still has on the screen is not what stands there.
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', page)
    assert seen
    late = city.releases(number, by=city.first, seen=seen[1])
    assert "書き直されました" in late.text
    assert "出しました" in city.releases(number, by=city.first).text


def test_it_can_be_dropped_before_it_is_sent(city: City) -> None:
    settle(city)
    number = city.writes()
    city.first.send(f"{HOME}/{number}/cancel")
    assert city.second.get(f"{HOME}/{number}/release").status_code == 303
    city.runs()
    assert not city.calls()
    assert "だれにも届いていません" in city.first.get(f"{HOME}/{number}").text


def test_an_error_is_taken_back_with_one_tap(city: City) -> None:
    settle(city)
    number = city.writes()
    city.releases(number)
    city.runs()
    city.lives(2, "雄勝")
    city.lives(9, "河北")
    assert "理由を書いてください" in city.first.send(f"{HOME}/{number}/withdraw", why="").text
    city.first.send(f"{HOME}/{number}/withdraw", why="地区をまちがえた")
    city.runs()
    got = city.got()
    assert {who for (who, text) in got if text == "【取り消し】避難指示"} == {1, 2, 3}
    assert got[7, "SENT IN ERROR: Evacuation Instruction"] == 1
    assert (
        city.first.send(f"{HOME}/{number}/withdraw", page=HOME + "/new", why="x").status_code == 200
    )
    city.runs()
    assert city.got() == got
    assert "いま出ている避難情報はありません" in city.chat.says("避難情報")


def test_a_correction_goes_to_exactly_the_same(city: City) -> None:
    settle(city)
    number = city.writes()
    city.releases(number)
    city.runs()
    city.lives(2, "雄勝")
    city.lives(4, "河北")
    fields = USUAL | {"level": "order", "hazard": "landslide"}
    row = number_in(city.first.send(f"{HOME}/{number}/correct", follow=False, **fields))
    page = city.first.get(f"{HOME}/{row}/release").text
    assert "4人</strong>に送ります" in page
    assert "ひとりで出す理由" not in page
    city.releases(row, by=city.first)
    city.runs()
    assert {who for who, text in city.got() if text == "【訂正】警戒レベル4 避難指示"} == {1, 2, 3}
    answer = city.chat.says("避難情報")
    assert "土砂災害" in answer
    assert "洪水" not in answer


def test_a_correction_waits_for_the_order_itself(city: City) -> None:
    """While LINE is out of reach, taking the order back would leave people with neither."""
    settle(city)
    number = city.writes()
    city.releases(number)
    send_released(job_of(city.chat.service, feature))
    fields = USUAL | {"level": "elderly", "hazard": "flood"}
    row = number_in(city.first.send(f"{HOME}/{number}/correct", follow=False, **fields))
    city.releases(row, by=city.first)
    send_released(job_of(city.chat.service, feature))
    city.chat.service.delivery.send_due()
    assert {text for _, text in city.got()} == {ORDER, "[Alert Level 4] Evacuation Instruction"}
    city.runs()
    assert city.got()[1, "【訂正】警戒レベル3 高齢者等避難"] == 1


def test_a_drill_reaches_those_who_take_part_and_is_marked(city: City) -> None:
    settle(city)
    city.wants(4, "evacuation_drill")
    number = city.writes(mode="drill")
    page = city.second.get(f"{HOME}/{number}").text
    assert "訓練の避難情報です" in page
    assert "届ける人数</dt><dd>1人" in page
    city.releases(number)
    city.runs()
    assert city.got() == to(f"【訓練】{ORDER}", 4)
    (call,) = city.calls()
    alt = call["messages"][0]["altText"].splitlines()
    assert alt[1] == alt[-1] == "これは訓練です。本当の避難情報ではありません。"
    assert "いま出ている避難情報はありません" in city.chat.says("避難情報")
    assert "発令中" not in city.first.get(HOME).text
    body = city.first.client.get("/evacuation.json").get_json()
    assert body["orders"] == []
    city.first.send(f"{HOME}/{number}/withdraw", why="おわり")
    city.runs()
    assert city.got()[4, "【訓練】【取り消し】避難指示"] == 1


def test_while_a_drill_is_on_nothing_real_can_be_sent(city: City) -> None:
    settle(city)
    before = city.writes()
    city.switches(Mode.DRILL)
    assert "訓練中です" in city.first.get(f"{HOME}/{before}").text
    assert "訓練中は、本番の避難情報を出せません" in city.releases(before).text
    refused = city.first.send(f"{HOME}/new", level="order", mode="real", hazard="flood")
    assert refused.status_code == 422
    city.runs()
    assert not city.calls()


def test_towns_by_name_and_by_the_map(city: City) -> None:
    city.lives(1, "石巻（本庁）", "穀町")
    city.lives(2, "石巻（本庁）", "門脇町")  # its blocks are 門脇町一丁目 and so on
    city.lives(3, "石巻（本庁）")  # told us no town: may live there
    city.lives(4, "石巻（本庁）", "渡波町")
    city.lives(5, "牡鹿")
    number = city.writes(districts=[], towns="穀町\n門脇町一丁目")
    city.releases(number)
    city.runs()
    assert {who for who, _ in city.got()} == {1, 2, 3}
    drawn = city.writes(districts=[], shape=SQUARE)
    page = city.first.get(f"{HOME}/{drawn}").text
    assert "穀町" in page
    assert "鮎川" not in page
    city.releases(drawn)
    city.runs()
    assert {who for who, _ in city.got()} == {1, 2, 3, 4}


def test_who_has_no_place_gets_it_only_when_staff_want_that(city: City) -> None:
    settle(city)
    number = city.writes(unplaced="y")
    assert "届ける人数</dt><dd>5人" in city.first.get(f"{HOME}/{number}").text
    city.releases(number)
    city.runs()
    assert {who for who, _ in city.got()} == {1, 2, 3, 5, 7}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"districts": []}, "対象の地区を選ぶか"),
        ({"districts": [], "towns": "まぼろし町"}, "「まぼろし町」という町が分かりません"),
        ({"shape": "[[1,2],[3,4],[5,6]]"}, "日本の外"),
        ({"shape": "[[38.4,141.2]"}, "形が読み取れません"),
        (
            {"districts": [], "shape": "[[38.1,141.9],[38.1,141.91],[38.11,141.91]]"},
            "町がありません",
        ),
        ({"shape": json.dumps([[38.4, 141.3]] * 500)}, "200まで"),
        ({"more": "まぼろし小学校"}, "「まぼろし小学校」という避難所は一覧にありません"),
        ({"level": "panic"}, "選べないもの"),
        ({"hazard": ""}, "災害を選んでください"),
        ({"mode": ""}, "本番か訓練かを選んでください"),
        ({"time": "25:99"}, "発令の時刻を入れてください"),
        ({"remark": "あ" * 301}, "300文字以内"),
    ],
)
def test_what_is_filled_in_wrong_is_said(city: City, fields: dict[str, str], said: str) -> None:
    answer = city.first.send(f"{HOME}/new", **USUAL | fields)
    assert answer.status_code == 422
    assert said in answer.text


def test_only_the_disaster_office_writes_and_releases(city: City, new_staff: OpenStaff) -> None:
    number = city.writes()
    viewer = new_staff(Role.VIEWER)
    assert "避難指示" in viewer.get(f"{HOME}/{number}").text
    for path in ("/new", f"/{number}/release", f"/{number}/edit", f"/{number}/cancel"):
        assert viewer.get(HOME + path).status_code == 403


def test_an_old_order_is_not_sent_any_more(city: City) -> None:
    settle(city)
    number = city.writes()
    city.releases(number)
    city.clock.move(timedelta(hours=7))
    city.runs()
    assert not city.calls()
