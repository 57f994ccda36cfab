"""The files of messages and programmes: how they are read, and what the check says of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from handlers.childcare.content import Childcare, load
from handlers.childcare.messages.moments import Moment, read_moment
from handlers.childcare.messages.programme import Whom
from tests.handlers.childcare.morning import MESSAGES, SCHEDULE, write_content

Read = Callable[..., tuple[Childcare, list[str]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """`read(messages={...}, schedule=..., programmes=...)`: what was read, and the faults as lines."""

    def load_them(
        messages: Mapping[str, str] = MESSAGES, programmes: str = "", **more: str
    ) -> tuple[Childcare, list[str]]:
        folder = write_content(tmp_path, messages, **more) / "childcare"
        (folder / "programmes.yaml").write_text(programmes or "programmes: []\n", "utf-8")
        faults = Faults()
        found = load(Folder((Directory(folder, "childcare"),), Trace(), faults))
        return found, [str(one) for one in faults]

    return load_them


def test_programmes_that_cannot_be_read_are_told_once(read: Read) -> None:
    invited = {"d30": "title: 三十日\nsince: 生後30日\nprogramme: class"}
    _, faults = read(messages=invited, programmes="programmes:\n\t- id: class\n")
    assert len([one for one in faults if "エラー" in one or "programmes" in one]) == 1
    assert "タブ" in faults[0]
    _, faults = read(messages=invited)
    assert "programme「class」が、programmes.yaml にありません" in faults[0]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("妊娠20週", Moment(-140, pregnant=True)),
        ("妊娠40週3日", Moment(3, pregnant=True)),
        ("生まれた日", Moment(0)),
        ("生後30日", Moment(30)),
        ("生後5週2日", Moment(37)),
        ("6か月", Moment(months=6)),
        ("１歳６ヶ月", Moment(months=18)),
        ("2歳", Moment(months=24)),
        ("30日", None),
        ("", None),
        ("来月", None),
    ],
)
def test_moments_as_staff_write_them(text: str, moment: Moment | None) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("born", "months", "day"),
    [
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
    ],
)
def test_months_end_on_the_day_families_keep(born: date, months: int, day: date) -> None:
    assert born.toordinal() + Moment(months=months).offset(born) == day.toordinal()


def test_a_message_without_a_day_and_two_of_one_day_are_told(read: Read) -> None:
    clash = MESSAGES | {"d30-again": "title: また三十日\nsince: 生後30日"}
    _, faults = read(clash)
    assert len(faults) == 2
    assert faults[0].startswith("childcare/messages/d30-again.md: 「また三十日」は、「三十日」")
    assert faults[1].startswith("childcare/messages/late.md: 「届かない」が届く日がありません")


def test_months_and_days_that_meet_in_some_months_only_are_told(read: Read) -> None:
    _, faults = read({"a": "title: 日\nsince: 生後59日", "b": "title: 月\nsince: 2か月"})
    assert len(faults) == 1
    assert "「月」は、「日」(a.md)と同じ日に当たることがあり" in faults[0]
    assert read({"a": "title: 日\nsince: 生後58日", "b": "title: 月\nsince: 2か月"})[1] == []


def test_silences_are_told_with_the_line_of_their_piece(read: Read) -> None:
    cadence = "cadence:\n  - {since: 生まれた日, until: 生後20日, every: 2, most: 7}\n"
    messages = {"a": "title: 初め\nsince: 生後4日", "b": "title: 次\nsince: 生後14日"}
    _, faults = read(messages, schedule=cadence)
    assert len(faults) == 1
    assert faults[0].startswith(
        "childcare/messages/schedule.yaml:2行: 生後5日から生後13日まで、お便りがありません(4回分)"
    )
    messages = {"a": "title: 初め\nsince: 生後4日\ndistricts: [北町]"}
    assert "生後0日から生後20日まで" in read(messages, schedule=cadence)[1][0]


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        (
            "title: あ\nsince: あした",
            "文",
            "x.md:3行 8文字目: 「あした」を、生まれてからの時期として",
        ),
        ("title: あ", "文", "x.md:2行 1文字目: 「since」がありません"),
        ("title: あ\nsince: 生後3日\nuntl: 生後9日", "文", "「until」の書き間違い"),
        ("title: あ\nsince: 生後3日\nuntil: 妊娠9週", "文", "一方だけが妊娠中"),
        (
            "title: あ\nsince: 生後3日\nprogramme: nothing",
            "文",
            "「nothing」が、programmes.yaml に",
        ),
        ("title: あ\nsince: 生後3日", "文\n\n| 表 |", "x.md:7行 1文字目: 表(|)は"),
        ("title: あ\nsince: 生後3日", "文 ![絵](a.png)", "x.md:5行 3文字目: 画像は"),
        ("title: あ\nsince: 生後3日", "[ここ](http:)", "x.md: LINEのカードにできません"),
        ("title: あ\nsince: 生後3日", "長い" * 20_000, "x.md: LINEのカードにできません"),
    ],
)
def test_each_mistake_has_its_place(read: Read, head: str, body: str, told: str) -> None:
    _, faults = read({"x": head}, body=body)
    assert len(faults) == 1
    assert told in faults[0]
    assert faults[0].startswith("childcare/messages/x.md")


def test_a_file_without_a_head_is_told(read: Read, tmp_path: Path) -> None:
    read({})
    (tmp_path / "childcare" / "messages" / "x.md").write_text("題名だけ\n", "utf-8")
    faults = Faults()
    place = Directory(tmp_path / "childcare", "childcare")
    load(Folder((place,), Trace(), faults))
    assert ["childcare/messages/x.md:1行" in str(one) for one in faults] == [True]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('at: "09:00"', 'at: "21:00"'), "at は end より前"),
        (("keep_until: 7歳", "keep_until: 生後7日"), "「7歳」のように"),
        (("until: 生後100日", "until: 妊娠41週"), "妊娠中と生まれたあとは"),
        (("every: 14", "every: 0"), "1以上"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_told(
    read: Read, change: tuple[str, str], told: str
) -> None:
    _, faults = read({}, schedule=SCHEDULE.replace(*change))
    assert len(faults) == 1
    assert told in faults[0]


PROGRAMMES = """\
programmes:
  - {id: parents, name: 両親学級, kind: 教室, since: 妊娠16週, until: 妊娠40週, what: 練習}
  - {id: grant, name: 給付, kind: 手当, since: 妊娠4週, until: 2歳, what: 給付}
  - {id: food, name: 離乳食, kind: 教室, since: 4か月, until: 1歳, districts: [北町], what: 食}
  - {id: all, name: 助成, kind: 手当, what: 助成, last: 2026-12-31}
"""


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        (Whom(None, expected=True), {"両親学級", "給付"}),
        (Whom(date(2027, 2, 1), expected=True), {"両親学級", "給付"}),
        (Whom(date(2027, 7, 1), expected=True), {"給付"}),
        (Whom(date(2026, 11, 22), expected=True), {"給付"}),
        (Whom(date(2026, 11, 22)), {"給付", "助成"}),
        (Whom(date(2026, 7, 23)), {"給付", "助成"}),
        (Whom(date(2026, 7, 22)), {"給付", "離乳食", "助成"}),
        (Whom(date(2025, 11, 23)), {"給付", "離乳食", "助成"}),
        (Whom(date(2025, 11, 22)), {"給付", "助成"}),
        (Whom(date(2024, 11, 22)), {"助成"}),
    ],
)
def test_programmes_by_age(read: Read, whom: Whom, names: set[str]) -> None:
    childcare, faults = read({}, PROGRAMMES)
    assert faults == []
    today = date(2026, 11, 22)
    assert {one.name for one in childcare.programmes if one.is_for(whom, today)} == names


def test_programmes_by_district_and_date(read: Read) -> None:
    childcare, _ = read({}, PROGRAMMES)

    def offered(day: date, district: str | None) -> set[str]:
        return {one.id for one in childcare.programmes if one.is_offered(day, district)}

    assert offered(date(2026, 12, 31), None) == {"parents", "grant", "food", "all"}
    assert offered(date(2026, 12, 31), "南町") == {"parents", "grant", "all"}
    assert offered(date(2027, 1, 1), "北町") == {"parents", "grant", "food"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{id: a, name: 甲, kind: 講座, what: あ}", "「教室」、「手当」、「支援」"),
        ("{id: a, name: 甲, kind: 教室, what: あ, url: ftp://a}", "https:// で始まる"),
        ("{id: a, name: 甲, kind: 教室, what: あ, phone: 市役所}", "電話番号として"),
        ("{id: parents, name: 甲, kind: 教室, what: あ}", "id「parents」が2回"),
    ],
)
def test_mistakes_in_programmes_are_told(read: Read, line: str, told: str) -> None:
    _, faults = read({}, f"{PROGRAMMES}  - {line}\n")
    assert len(faults) == 1
    assert told in faults[0]
