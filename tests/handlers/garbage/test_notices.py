"""Delays, cancellations and moved collections: read from the file, told once, corrected, withdrawn."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.citizens.topics import Topic, Topics
from bot.content import Faults
from handlers.garbage.notices.jobs import TOPIC
from tests.handlers.garbage.conftest import load_folder
from tests.handlers.garbage.evening import Evening, Open, said, write_content
from tests.passing import Killed, at, person

MON = date(2026, 11, 23)


def listed(*notices: str, **more: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in more.items())
    return head + "notices:\n" + "".join(f"  - {{{notice}}}\n" for notice in notices)


LATE = "id: snow, date: 2026-11-23, what: 遅れ, districts: [北町]"
ALL_LATE = "id: snow, date: 2026-11-23, what: 遅れ"


def writes(city: Evening, *notices: str, **more: str) -> None:
    """Staff save the file."""
    write_content(city.content, notices=listed(*notices, **more))


def firsts(city: Evening) -> dict[tuple[str, str], int]:
    return dict(city.got())


def faults_of(folder: Path, notices: str) -> Faults:
    return load_folder(write_content(folder, notices=notices) / "garbage")[1]


@pytest.fixture
def city(open_city: Open) -> Evening:
    """Two people in a district that is hit, one in each of the others."""
    city = open_city("2026-11-23 09:00", notices="notices: []")
    for number, area in enumerate(["北町", "北町", "南町", "西町"], start=1):
        city.lives(number, area)
    city.runs()
    return city


NEWS = "ごみの収集のお知らせ"
CORRECTED = "【訂正】ごみの収集のお知らせ"
WITHDRAWN = "【取り消し】ごみの収集のお知らせ"


# -- who is told


def test_only_the_districts_that_are_hit_are_told_and_once(city: Evening) -> None:
    writes(city, f"{LATE}, say: 昼ごろになります")
    city.goes_on("2026-11-23 10:00", timedelta(minutes=10))
    assert firsts(city) == {(person(1), NEWS): 1, (person(2), NEWS): 1}
    assert len(city.calls()) == 1
    assert "11月23日(月)の「燃えるごみ」は、収集が遅れています" in city.texts()[0]
    assert "昼ごろになります" in city.texts()[0]


def test_only_where_that_kind_is_collected_that_day(city: Evening) -> None:
    writes(city, ALL_LATE, "id: glass, date: 2026-11-23, what: 中止, kinds: [びん]")
    city.runs()
    assert {citizen for citizen, _ in firsts(city)} == {person(1), person(2), person(3)}
    assert len(city.calls()) == 1


def test_a_centre_stands_for_its_districts(city: Evening) -> None:
    writes(city, f"{ALL_LATE}, centres: [東部]")
    city.runs()
    assert {citizen for citizen, _ in firsts(city)} == {person(1), person(2), person(3)}


def test_another_place_counts_and_nobody_is_told_twice(city: Evening) -> None:
    city.lives(1, "南町", "parents")
    city.lives(4, "北町", "parents")
    writes(city, ALL_LATE)
    city.runs()
    assert firsts(city) == {(person(number), NEWS): 1 for number in (1, 2, 3, 4)}


def test_who_turned_the_topic_off_is_not_told(city: Evening) -> None:
    with city.service.database.write() as connection:
        topic = Topic(TOPIC, "ごみの収集の変更", "", default=True)
        Topics(connection, person(1), [topic]).want(topic, False)
    writes(city, LATE)
    city.runs()
    assert firsts(city) == {(person(2), NEWS): 1}


def test_a_kind_of_its_own_for_each_district(city: Evening) -> None:
    """On the first Wednesday only the east collects bottles."""
    city.clock.now = at("2026-12-02 09:00")
    writes(city, "id: a, date: 2026-12-02, what: 中止")
    city.runs()
    assert {citizen for citizen, _ in firsts(city)} == {person(1), person(2), person(3)}
    assert "「びん」の収集は、中止です" in city.texts()[0]


# -- corrections and withdrawals


def test_a_change_is_sent_as_a_correction(city: Evening) -> None:
    writes(city, LATE)
    city.runs()
    writes(city, f"{LATE}, say: 夕方になります")
    city.runs()
    city.runs()
    assert firsts(city) == {(person(n), title): 1 for n in (1, 2) for title in (NEWS, CORRECTED)}
    assert "夕方になります" in city.texts()[1]


def test_a_correction_of_the_districts_tells_each_what_concerns_it(city: Evening) -> None:
    writes(city, LATE)
    city.runs()
    writes(city, LATE.replace("[北町]", "[南町]"))
    city.runs()
    assert firsts(city) == {
        (person(1), NEWS): 1, (person(2), NEWS): 1,
        (person(1), WITHDRAWN): 1, (person(2), WITHDRAWN): 1,
        (person(3), NEWS): 1,
    }  # fmt: skip


@pytest.mark.parametrize("gone", ["", f"{LATE}, published: false"])
def test_a_notice_that_is_taken_back_is_withdrawn(city: Evening, gone: str) -> None:
    writes(city, LATE)
    city.runs()
    write_content(city.content, notices=listed(gone) if gone else "notices: []")
    city.runs()
    city.runs()
    assert firsts(city) == {(person(n), title): 1 for n in (1, 2) for title in (NEWS, WITHDRAWN)}
    writes(city, LATE)
    city.runs()
    assert firsts(city)[person(1), NEWS] == 2, "published again, it is news again"


def test_what_was_never_sent_is_not_withdrawn(city: Evening) -> None:
    writes(city, f"{LATE}, published: false")
    city.runs()
    write_content(city.content, notices="notices: []")
    city.runs()
    assert not city.calls()


def test_the_notice_of_a_past_day_is_neither_sent_nor_withdrawn(city: Evening) -> None:
    writes(city, LATE, LATE.replace("snow", "old").replace("11-23", "11-19"))
    city.runs()
    assert len(city.calls()) == 1
    city.clock.now = at("2026-11-24 09:00")
    write_content(city.content, notices="notices: []")
    city.runs()
    assert len(city.calls()) == 1


def test_a_file_that_cannot_be_read_withdraws_nothing(city: Evening) -> None:
    writes(city, LATE)
    city.runs()
    for broken in ("notices: [", "notices: [{id: x}]"):
        write_content(city.content, notices=broken)
        city.service.library.refresh()
        city.runs()
    (city.content / "garbage" / "notices.yaml").unlink()
    city.runs()
    assert len(city.calls()) == 1


# -- the hours


def test_at_night_a_notice_waits_until_the_morning(city: Evening) -> None:
    city.clock.now = at("2026-11-26 03:00")
    writes(city, LATE.replace("11-23", "11-26"))
    city.goes_on("2026-11-26 05:59", timedelta(minutes=10))
    assert not city.calls()
    city.goes_on("2026-11-26 06:01", timedelta(minutes=1))
    assert len(city.calls()) == 1


def test_an_urgent_notice_does_not_wait(city: Evening) -> None:
    city.clock.now = at("2026-11-26 03:00")
    writes(city, f"{LATE}, urgent: true".replace("11-23", "11-26"))
    city.runs()
    assert len(city.calls()) == 1


def test_the_hours_are_the_citys_own(city: Evening) -> None:
    city.clock.now = at("2026-11-26 06:30")
    writes(city, LATE.replace("11-23", "11-26"), send_from='"7:00"')
    city.runs()
    assert not city.calls()
    city.skips_to("2026-11-26 07:00")
    assert len(city.calls()) == 1


# -- whatever dies


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("write", range(1, 7))
def test_a_clock_that_dies_anywhere_tells_each_once(
    city: Evening, write: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.mailing.mailer.CALL_PEOPLE", 1)
    monkeypatch.setattr("bot.mailing.mailer.PIECE_CALLS", 1)
    writes(city, ALL_LATE)
    with suppress(Killed), city.dies(write, after=after):
        city.runs()
    city.service.delivery.send_due()
    city.runs()
    city.runs()
    assert firsts(city) == {(person(number), NEWS): 1 for number in (1, 2, 3)}


# -- in answers and reminders


def test_answers_show_a_delay(city: Evening) -> None:
    writes(city, LATE)
    city.service.library.refresh()
    chat = city.chat
    chat.says("北町")
    answer = chat.says("今日のごみ")
    assert "燃えるごみ" in answer
    assert "収集が遅れています" in answer
    chat.says("地区を変える")
    chat.says("南町")
    assert "遅れて" not in chat.says("今日のごみ")


def test_a_moved_collection_is_on_its_new_day_everywhere(city: Evening) -> None:
    writes(city, "id: a, date: 2026-11-26, what: 変更, to: 2026-11-27")
    city.service.library.refresh()
    chat = city.chat
    chat.says("北町")
    assert "11月27日(金)" in chat.says("燃えるごみはいつ")
    assert "11月27日(金)に変わりました" in chat.says("11/26のごみ")
    assert "燃えるごみ" in chat.says("11/27のごみ")


def test_reminders_follow_a_cancellation(city: Evening) -> None:
    city.wishes(7, "day", "7:00", "北町")
    writes(city, "id: a, date: 2026-11-26, what: 中止, say: 大雪のため")
    city.goes_on("2026-11-26 09:00", timedelta(minutes=30))
    (text,) = [said(m) for c in city.calls() for m in c["messages"] if person(7) in c["to"]]
    assert text.startswith("今日 11月26日(木)の「燃えるごみ」は休みです。")
    assert "収集は、中止です。\n大雪のため" in text
    assert "8時30分までに" not in text


def test_notices_for_a_district_and_a_day(tmp_path: Path) -> None:
    folder = write_content(tmp_path, notices=listed(LATE))
    calendar = load_folder(folder / "garbage")[0]
    north, south = calendar.areas_by_label["北町"], calendar.areas_by_label["南町"]
    assert [notice.id for notice in calendar.notices_for(north, MON)] == ["snow"]
    assert calendar.notices_for(north, MON + timedelta(days=1)) == []
    assert calendar.notices_for(south, MON) == []


# -- faults


@pytest.mark.parametrize(
    ("notice", "message"),
    [
        (
            "id: a, date: 2099-11-23, what: 遅れ, districts: [東町]",
            "「東町」という地区は、ありません",
        ),
        ("id: a, date: 2099-11-23, what: 遅れ, kinds: [紙]", "「紙」という分別は、ありません"),
        ("id: a, date: 2099-11-23, what: 遅れ, centres: [中央]", "「中央」というセンターは"),
        ("id: a, date: 2099-11-23, what: 変更", "変更のあとの日がありません"),
        ("id: a, date: 2099-11-23, what: 遅れ, to: 2099-11-24", "to は、変更のときだけ"),
        ("id: a, date: 2099-11-23, what: 変更, to: 2099-11-23", "もとの日と同じ"),
        ("id: a, date: 2020-11-23, what: 遅れ", "2020-11-23は、過ぎた日です"),
        ("id: a, date: 2099-11-25, what: 遅れ, kinds: [びん]", "その収集がありません"),
        ("id: a, date: 11月23日, what: 遅れ", "日付として読めません"),
        ("id: a, date: 2099-11-23, what: おくれ", "決められた言葉ではありません"),
        ("id: あ, date: 2099-11-23, what: 遅れ", "書き方が決まりに合いません"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, notice: str, message: str) -> None:
    faults = faults_of(tmp_path, "notices:\n\n  - {" + notice + "}\n")
    found = [fault for fault in faults if message in str(fault)]
    assert found, list(map(str, faults))
    assert (found[0].file, found[0].line) == ("notices.yaml", 3)


def test_two_notices_of_one_id_are_a_fault(tmp_path: Path) -> None:
    first = "id: a, date: 2099-11-23, what: 遅れ"
    (fault,) = faults_of(tmp_path, listed(first, first)).errors
    assert fault.line == 3
    assert "idが、2つあります" in fault.message


def test_days_may_be_written_as_people_do(tmp_path: Path) -> None:
    folder = write_content(tmp_path, notices=listed("id: a, date: 令和81年11月23日, what: 遅れ"))
    calendar, faults = load_folder(folder / "garbage")
    assert not faults.errors
    assert calendar.announced
    assert calendar.announced.notices[0].day == date(2099, 11, 23)
