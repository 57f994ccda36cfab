"""Broadcasts from the console to LINE: writing, approving, sending, repeating, correcting, trials."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from bot import citizens, schedule
from bot.citizens import citizen_table
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics
from bot.console.trial import Browser
from bot.mailing import mailing_table
from bot.outbox import Lane
from bot.rehearsal import SetClock
from bot.staff import Role
from bot.testing import OpenStaff
from handlers.broadcasts import links, store
from handlers.broadcasts.jobs import rules_of
from handlers.broadcasts.talk import feature
from handlers.childcare.tables import Child
from tests.bot.road import FakeLine

HOME = "/console/broadcasts"
EVENTS = Topic("events", "市の行事", "", default=False)
WRITTEN: dict[str, Any] = {
    "title_ja": "川開き祭り",
    "body_ja": "8月1日に開きます。",
    "topics": ["events"],
    "start": "now",
    "repeat": "once",
}


def person(number: int) -> str:
    return f"U{number:032x}"


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """What differs between databases is tried with the mailings and the faults."""
    file = tmp_path / "broadcasts.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def town(new_staff: OpenStaff) -> Browser:
    """A writer of 道路; ten citizens want 市の行事, half of them live in 河北, one reads Korean."""
    writer = new_staff(Role.ROADS, name="道路 花子")
    service = writer.service
    service.line._transport = FakeLine()
    with service.database.write() as connection:
        for number in range(1, 13):
            citizens.follow(connection, person(number), 1)
            if number <= 10:
                Topics(connection, person(number), ()).want(EVENTS, wanted=True)
            district = "河北" if number % 2 else "牡鹿"
            Places(connection, person(number)).put("home", district=district)
        citizens.set_language(connection, person(3), "ko")
    return writer


def line(browser: Browser) -> FakeLine:
    found = browser.service.line._transport
    assert isinstance(found, FakeLine)
    return found


def work(browser: Browser) -> None:
    """The clock's jobs of this feature, and the senders."""
    service = browser.service
    for one in feature.schedules.values():
        one.run(schedule.job_of(service, feature))
    service.delivery.send_due()


def got(browser: Browser) -> dict[str, list[str]]:
    """Who got which title; each call once."""
    found: dict[str, list[str]] = {}
    for sent in line(browser).sent:
        words = json.dumps(sent.body["messages"], ensure_ascii=False)
        title = re.search(r'"altText": ?"([^"\\]+)', words)
        assert title
        found.setdefault(title[1], []).extend(sent.body["to"])
    return {title: sorted(people) for title, people in found.items()}


def wrote(browser: Browser, **more: Any) -> int:
    """Write a broadcast; its number."""
    answer = browser.send(f"{HOME}/new", **(WRITTEN | more))
    assert answer.status_code == 200, answer.text
    return int(re.findall(rf"{HOME}/(\d+)/edit", answer.text)[0])


def approved(new_staff: OpenStaff, number: int, writer: Browser) -> Browser:
    assert writer.send(f"{HOME}/{number}/ask").status_code == 200
    chief = new_staff(Role.PR, name="広報 太郎")
    assert "承認しました" in chief.send(f"{HOME}/{number}/approve").text
    return chief


def test_one_writes_another_approves_and_those_who_want_it_get_it(
    new_staff: OpenStaff, town: Browser
) -> None:
    number = wrote(town, title_ko="축제", body_ko="8월 1일에 열립니다.")
    page = town.get(f"{HOME}/{number}").text
    assert "<strong>10人</strong>" in page
    previews = re.findall('data-line-messages="([^"]*)"', page)
    japanese, korean = (str(json.loads(html.unescape(one))) for one in previews)
    assert "川開き祭り" in japanese
    assert "届いた理由・配信停止" in japanese
    assert "수신 이유" in korean
    work(town)
    assert got(town) == {}, "a draft is not sent"
    approved(new_staff, number, town)
    work(town)
    work(town)
    wanted = [person(n) for n in range(1, 11)]
    assert got(town) == {"川開き祭り": [p for p in wanted if p != person(3)], "축제": [person(3)]}
    done = town.get(f"{HOME}/{number}").text
    assert "配信終わり" in done
    assert "10人" in done
    trail = new_staff(Role.ADMIN).get("/console/audit").text
    assert all(words in trail for words in ("お知らせを書いた", "承認を頼んだ", "配信を承認した"))


def test_nobody_approves_their_own_and_a_change_needs_approval_anew(
    new_staff: OpenStaff, town: Browser
) -> None:
    author = new_staff(Role.PR, name="広報 花子")
    number = wrote(author)
    author.send(f"{HOME}/{number}/ask")
    assert author.get(f"{HOME}/{number}/approve").status_code == 303
    assert "配信を承認する" not in author.get(f"{HOME}/{number}").text
    assert town.get(f"{HOME}/{number}/approve").status_code == 403, "道路 approves nothing"
    other = new_staff(Role.DX)
    other.send(f"{HOME}/{number}/approve")
    town.send(f"{HOME}/{number}/edit", **(WRITTEN | {"title_ja": "直した題"}))
    work(town)
    assert got(town) == {}, "what was approved is not what it says now"
    back = other.get(f"{HOME}/{number}").text
    assert "下書き" in back
    town.send(f"{HOME}/{number}/ask")
    other.send(f"{HOME}/{number}/return", remark="日付を書いてください")
    assert "日付を書いてください" in town.get(f"{HOME}/{number}").text


def test_receivers_by_district_language_and_a_features_criterion(
    new_staff: OpenStaff, town: Browser
) -> None:
    with town.service.database.write() as connection:
        for number, born in ((1, date(2026, 1, 1)), (5, date(2020, 1, 1)), (2, date(2026, 1, 1))):
            connection.execute(
                insert(Child).values(
                    citizen=person(number), expected=False, born=born, district="", weekly=False,
                    messages_since=date(2026, 1, 1), plan_since=None,
                )
            )  # fmt: skip
    everywhere = wrote(town, districts=["河北"], languages=["ja"])
    assert "<strong>4人</strong>" in town.get(f"{HOME}/{everywhere}").text
    use, least, most = (f"by_childcare_age__{name}" for name in ("use", "least", "most"))
    young: dict[str, Any] = {use: "y", least: "6", most: "24", "districts": ["河北"]}
    number = wrote(town, **young)
    page = town.get(f"{HOME}/{number}").text
    assert "<strong>1人</strong>" in page
    assert "子どもの月齢：何か月から 6、何か月まで 24" in page
    assert 'value="6"' in town.get(f"{HOME}/{number}/edit").text, "it is shown as it was typed"
    approved(new_staff, number, town)
    work(town)
    assert got(town) == {"川開き祭り": [person(1)]}
    wrong = town.send(f"{HOME}/new", **(WRITTEN | young | {least: "30"}))
    assert wrong.status_code == 422
    assert "「何か月から」より大きい数にしてください" in wrong.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"body_ja": ""}, "本文を書いてください"),
        ({"topics": []}, "お知らせの種類を選んでください"),
        ({"title_en": "Festival"}, "題と本文の両方を書いてください"),
        ({"label_1": "申し込む", "url_1": "javascript:alert(1)"}, "https:// か tel: で始まる"),
        ({"image": "http://example.jp/a.jpg"}, "https:// で始まるアドレス"),
        ({"towns": "ない町"}, "「ない町」という町は"),
        ({"start": "at"}, "日と時刻の両方を入れてください"),
        ({"start": "at", "day": "2026-11-01", "time": "09:00"}, "もう過ぎた日時です"),
        ({"repeat": "weekly"}, "はじめの日時を決めてください"),
        ({"excluded": "12/31"}, "「12/31」は日付として読めません"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(
    town: Browser, typed: dict[str, Any], said: str
) -> None:
    answer = town.send(f"{HOME}/new", **(WRITTEN | typed))
    assert answer.status_code == 422
    assert said in answer.text
    assert "まだお知らせはありません" in town.get(HOME).text, "nothing half-done stays"


def test_it_repeats_until_it_is_cancelled_and_catches_up_after_a_pause(
    new_staff: OpenStaff, town: Browser, clock: SetClock
) -> None:
    when = {"start": "at", "day": "2026-11-24", "time": "09:00", "repeat": "weekly"}
    number = wrote(town, **when, excluded="2026-12-01")
    approved(new_staff, number, town)
    times = []
    for _ in range(50):
        work(town)
        times.append(len(line(town).sent))
        clock.move(timedelta(hours=12))
    assert times[6:8] == [0, 1], "09:00 of the 24th, seen by a clock that came back at 19:00"
    assert times[-1] == 3, "24 November, 8 and 15 December"
    later = new_staff(Role.ROADS, name="道路 花子")
    later.send(f"{HOME}/{number}/cancel")
    clock.move(timedelta(days=30))
    work(town)
    assert len(line(town).sent) == 3
    with town.service.database.read() as connection:
        found = store.find(connection, number)
    assert found
    assert found.state == "cancelled"


def test_nobody_gets_more_news_than_the_cap_and_what_is_urgent_is_exempt(
    new_staff: OpenStaff, town: Browser
) -> None:
    most = rules_of(schedule.job_of(town.service, feature)).most_a_day
    for count in range(most + 1):
        approved(new_staff, wrote(town, title_ja=f"お知らせ{count}"), town)
        work(town)
    assert len(got(town)) == most
    disaster = new_staff(Role.DISASTER)
    number = wrote(disaster, title_ja="断水", urgent="y", topics=[])
    disaster.send(f"{HOME}/{number}/ask")
    new_staff(Role.PR).send(f"{HOME}/{number}/approve")
    work(town)
    assert got(town)["断水"] == [person(n) for n in range(1, 13)], "everybody, beyond the cap"
    with town.service.database.read() as connection:
        lanes = Counter(connection.scalars(select(mailing_table.c.lane)))
    assert lanes == {Lane.NEWS: most + 1, Lane.DISASTER: 1}
    assert "urgent" not in town.get(f"{HOME}/new").text, "道路 has nothing urgent to send"


def test_a_correction_goes_to_the_same_and_says_what_it_corrects(
    new_staff: OpenStaff, town: Browser
) -> None:
    number = wrote(town, districts=["河北"])
    approved(new_staff, number, town)
    work(town)
    first = got(town)["川開き祭り"]
    with town.service.database.write() as connection:
        for citizen in first:
            Topics(connection, citizen, ()).want(EVENTS, wanted=False)
            Places(connection, citizen).put("home", district="牡鹿")
    (address,) = re.findall(rf"{HOME}/{number}/runs/\d+/correct", town.get(f"{HOME}/{number}").text)
    other = new_staff(Role.ROADS, Role.VIEWER, name="道路 次郎")
    assert other.get(address).status_code == 303, "another's broadcast is not theirs to correct"
    assert "【取り消し】川開き祭り" in town.get(address).text
    answer = town.send(address, title_ja="日付の訂正", body_ja="8月2日です。")
    assert "訂正を送ります" in answer.text
    work(town)
    assert got(town)["日付の訂正"] == first
    assert "先にお送りした「川開き祭り」について" in line(town).sent[-1].body["messages"][0]["text"]
    assert "訂正を送りました" in town.get(f"{HOME}/{number}").text
    town.send(address, title_ja="もう一度", body_ja="8月3日です。")
    work(town)
    assert got(town)["もう一度"] == first


def test_a_draft_goes_to_oneself_once_the_code_was_typed(
    new_staff: OpenStaff, town: Browser
) -> None:
    number = wrote(town)
    assert town.get(f"{HOME}/{number}/trial").location.endswith("/line")
    code = re.search(r"職員 (\d{8})", town.send(f"{HOME}/line").text)
    assert code
    with town.service.database.write() as connection:
        now = schedule.job_of(town.service, feature).now
        assert links.link(connection, "00000000", person(50), now) is None
        assert links.link(connection, code[1], person(50), now) == "道路 花子"
        assert links.link(connection, code[1], person(51), now) is None, "once"
    town.send(f"{HOME}/{number}/trial")
    work(town)
    work(town)
    assert got(town) == {"川開き祭り": [person(50)]}
    assert "ためし送り" in line(town).sent[0].body["messages"][0]["text"]
    town.send(f"{HOME}/line/remove")
    assert town.get(f"{HOME}/{number}/trial").location.endswith("/line")


def test_two_who_decide_at_once_decide_one(new_staff: OpenStaff, town: Browser) -> None:
    number = wrote(town)
    town.send(f"{HOME}/{number}/ask")
    one, other = new_staff(Role.PR), new_staff(Role.DX)
    page = f"{HOME}/{number}/approve"
    assert one.send(page).status_code == 200
    with pytest.raises(LookupError):  # It waits no more: the page leads away.
        other.send(page)
    work(town)
    assert sorted(got(town)) == ["川開き祭り"]
    with town.service.database.read() as connection:
        assert connection.scalar(select(citizen_table.c.id).limit(1))
