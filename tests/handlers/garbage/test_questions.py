"""What citizens ask, understood against several cities' own names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.city import Calendar
from handlers.garbage.finding.concepts import about, concept
from handlers.garbage.finding.days import find_days
from handlers.garbage.finding.items import Dictionary
from handlers.garbage.finding.questions import Ask, Question
from handlers.garbage.kinds import Item, Kind
from handlers.garbage.rules import Rules

SATURDAY = date(2026, 11, 21)
KINDS = ["燃やすごみ", "金属類", "ペットボトル", "びん・缶・古紙・乾電池", "プラスチック容器包装"]
AREAS = ["【新屋】鳥木町・沖田町", "【新屋】元町", "【土崎港】中央", "【土崎港】北一丁目", "鈴木町"]
ITEMS = [
    Item("アイロン", "金属類", kind="金属類"),
    Item("アイロン台", "粗大ごみ"),
    Item("はさみ", "金属類", kind="金属類"),
    Item("きもの", "古布"),
    Item("油（食用）", "燃やすごみ", kind="燃やすごみ"),
    Item("扇風機", "粗大ごみ"),
    Item("包丁", "金属類", reading="ほうちょう", kind="金属類"),
    Item("コンピューター", "収集しません"),
]


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    areas = [Area(label, dict.fromkeys(KINDS, Schedule())) for label in AREAS]
    kinds = [*map(Kind, KINDS), Kind("粗大ごみ", "電話で申し込み")]
    return Calendar(areas, kinds, ITEMS, Rules())


def ask(calendar: Calendar, text: str) -> Question:
    question = calendar.understand(text, SATURDAY)
    assert question is not None, text
    return question


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("今日のごみ", 0),
        ("きょうのゴミは？", 0),
        ("本日は何ごみですか", 0),
        ("明日", 1),
        ("明日は？", 1),
        ("あしたは何のごみの日？", 1),
        ("あすのゴミ", 1),
        ("あさって", 2),
        ("明後日のごみ", 2),
        ("しあさってのごみ", 3),
        ("３日後のごみ", 3),
        ("土曜日", 0),
        ("次の土曜日のごみ", 7),
        ("日曜のごみ", 1),
        ("来週の火曜日のごみ", 3),
        ("再来週の月曜", 9),
        ("11/25", 4),
        ("１１／２５のごみ", 4),
        ("12月3日は何ごみ", 12),
        ("12月3日(木)は何ごみ", 12),
        ("2026年12月3日のごみ", 12),
        ("25日のごみは？", 4),
        ("昨日のごみ", -1),
        ("大晦日のごみ", 40),
        ("元旦は？", 41),
    ],
)
def test_a_day(calendar: Calendar, text: str, days: int) -> None:
    question = ask(calendar, text)
    assert question.ask is Ask.DAYS
    assert question.days is not None
    assert question.days.single
    assert question.days.first == SATURDAY + timedelta(days=days)
    assert question.kinds == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("今週", date(2026, 11, 21), date(2026, 11, 22)),
        ("来週のごみ", date(2026, 11, 23), date(2026, 11, 29)),
        ("今月のごみ", date(2026, 11, 21), date(2026, 11, 30)),
        ("来月の収集", date(2026, 12, 1), date(2026, 12, 31)),
        ("年末年始のごみ", date(2026, 12, 29), date(2027, 1, 3)),
        ("お盆の収集", date(2027, 8, 13), date(2027, 8, 16)),
    ],
)
def test_a_period(calendar: Calendar, text: str, first: date, last: date) -> None:
    question = ask(calendar, text)
    assert question.ask is Ask.DAYS
    assert question.days is not None
    assert (question.days.first, question.days.last) == (first, last)


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        (date(2026, 12, 28), "1/4", date(2027, 1, 4)),
        (date(2026, 11, 21), "11月20日", date(2026, 11, 20)),
        (date(2026, 11, 21), "2月28日", date(2027, 2, 28)),
        (date(2027, 1, 31), "31日", date(2027, 1, 31)),
        (date(2027, 2, 1), "31日", date(2027, 3, 31)),
        (date(2026, 12, 31), "年末年始", date(2026, 12, 31)),
        (date(2027, 1, 2), "正月", date(2027, 1, 2)),
    ],
)
def test_the_year_and_month_of_a_day(today: date, text: str, expected: date) -> None:
    found = find_days(text, today)
    assert found is not None
    assert found[0].first == expected


@pytest.mark.parametrize("text", ["2/30", "13/1", "32日", "あすふぁると", "きょうだい", "0日"])
def test_no_day(text: str) -> None:
    assert find_days(text, SATURDAY) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("燃えるごみはいつ", "燃やすごみ"),
        ("燃やせるゴミの日", "燃やすごみ"),
        ("もえるゴミはいつですか？", "燃やすごみ"),
        ("可燃ごみ", "燃やすごみ"),
        ("普通ごみはいつ", "燃やすごみ"),
        ("燃やすごみの収集日を教えてください", "燃やすごみ"),
        ("次のペットボトル", "ペットボトル"),
        ("次はいつペットボトル", "ペットボトル"),
        ("次の燃やすごみはいつ", "燃やすごみ"),
        ("つぎのペットボトルの収集日はいつですか", "ペットボトル"),
        ("ペットボトルは何曜日？", "ペットボトル"),
        ("缶はいつ", "びん・缶・古紙・乾電池"),
        ("びん", "びん・缶・古紙・乾電池"),
        ("空き缶の日はいつ", "びん・缶・古紙・乾電池"),
        ("新聞はいつ", "びん・缶・古紙・乾電池"),
        ("プラスチックの日", "プラスチック容器包装"),
        ("プラごみはいつ", "プラスチック容器包装"),
        ("金属", "金属類"),
        ("アイロンはいつ出せる？", "金属類"),
    ],
)
def test_a_kind(calendar: Calendar, text: str, kind: str) -> None:
    question = ask(calendar, text)
    assert question.ask is Ask.WHEN
    assert question.kinds == (kind,)


@pytest.mark.parametrize("text", ["不燃ごみはいつ", "粗大ごみ", "資源ごみの日", "粗大ごみの出し方"])
def test_a_kind_that_is_not_collected_here(calendar: Calendar, text: str) -> None:
    question = ask(calendar, text)
    assert question.ask is Ask.WHEN
    assert question.kinds == ()
    assert question.thing.endswith("ごみ")


@pytest.mark.parametrize(
    "text", ["明日は燃えるごみの日？", "明日燃えるごみ出せる？", "あした可燃？"]
)
def test_a_kind_on_a_day(calendar: Calendar, text: str) -> None:
    question = ask(calendar, text)
    assert question.ask is Ask.DAYS
    assert question.kinds == ("燃やすごみ",)


@pytest.mark.parametrize(
    ("text", "ask_for", "count"),
    [
        ("新屋元町の燃えるごみはいつ", Ask.WHEN, 1),
        ("新屋元町燃えるごみ", Ask.WHEN, 1),
        ("鈴木町のびんは？", Ask.WHEN, 1),
        ("土崎は明日何のごみ", Ask.DAYS, 2),
        ("明日の土崎のごみ", Ask.DAYS, 2),
        ("鳥木町は今日なに", Ask.DAYS, 1),
        ("新屋元町の収集カレンダー", Ask.CALENDAR, 1),
        ("鳥木町", Ask.AREA, 1),
    ],
)
def test_a_district_in_the_question(
    calendar: Calendar, text: str, ask_for: Ask, count: int
) -> None:
    question = ask(calendar, text)
    assert question.ask is ask_for
    assert len(question.area.labels) == count


@pytest.mark.parametrize(
    ("text", "ask_for"),
    [
        ("収集カレンダー", Ask.CALENDAR),
        ("ごみカレンダー", Ask.CALENDAR),
        ("今後の予定", Ask.CALENDAR),
        ("ごみの日はいつ", Ask.CALENDAR),
        ("次はいつ", Ask.CALENDAR),
        ("ごみ出しの時間", Ask.TIME),
        ("ごみは何時まで？", Ask.TIME),
        ("何時までに出せばいいですか", Ask.TIME),
        ("地区を変えたい", Ask.AREA),
        ("分別", Ask.HOW),
    ],
)
def test_other_questions(calendar: Calendar, text: str, ask_for: Ask) -> None:
    assert ask(calendar, text).ask is ask_for


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("あいろんの捨て方は？", "あいろん"),
        ("アイロンは何ごみ？", "アイロン"),
        ("アイロンはどうやって捨てるの", "アイロン"),
        ("アイロンを捨てたいのですが", "アイロン"),
        ("アイロンの出し方を教えてください", "アイロン"),
        ("明日アイロンを捨てたい", "アイロン"),
        ("はさみの捨て方", "はさみ"),
        ("きもの捨て方", "きもの"),
        ("コンピュータは何ごみ", "コンピュータ"),
        ("こわれた扇風機を処分したい", "こわれた扇風機"),
        ("バーベキューコンロの捨て方は？", "バーベキューコンロ"),
    ],
)
def test_a_thing_to_throw_away(calendar: Calendar, text: str, thing: str) -> None:
    question = ask(calendar, text)
    assert (question.ask, question.thing) == (Ask.HOW, thing)


@pytest.mark.parametrize("text", ["アイロン", "はさみ", "油", "ほうちょう", "こわれた扇風機"])
def test_the_name_of_a_thing_alone_is_left_to_the_search(calendar: Calendar, text: str) -> None:
    assert calendar.understand(text, SATURDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "保育園の申し込み",
        "道路に穴があいています",
        "明日の天気",
        "今日は何曜日",
        "婚姻届の用紙",
        "扇風機を盗まれた",
        "こんにちは",
        "12月3日の健診",
        "明日の天気は？",
        "母子手帳はいつもらえる",
        "転入届はどこに出す",
        "マイナンバーカードは何ですか",
        "パスポートをなくしたらどうすればいい",
        "ペットの登録はいつ",
        "油絵教室はいつ",
        "となりの人が倒れた",
        "ごみを燃やす",
        "庭で燃やしていい",
        "確定申告はいつ出す",
        "明日書類を出したい",
        "",
        "あ" * 200,
    ],
)
def test_what_is_not_about_garbage(calendar: Calendar, text: str) -> None:
    assert calendar.understand(text, SATURDAY) is None


def test_a_cap_is_no_bottle(calendar: Calendar) -> None:
    question = ask(calendar, "ペットボトルのキャップの捨て方")
    assert question.ask is Ask.HOW
    assert question.kinds == ()
    assert calendar.understand("ペットボトルのキャップ", SATURDAY) is None


def test_a_kind_brings_what_the_dictionary_says_of_it() -> None:
    area = Area("河北", {"ペットボトル": Schedule()})
    item = Item("ペットボトル", "ペットボトル", "つぶす", kind="ペットボトル")
    calendar = Calendar([area], [], [item], Rules())
    assert ask(calendar, "ペットボトル").items == (item,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("アイロン", ["アイロン"]),
        ("ｱｲﾛﾝ", ["アイロン"]),
        ("コンピュータ", ["コンピューター"]),
        ("ほうちょう", ["包丁"]),
        ("油", ["油（食用）"]),
        ("アイロ", []),
        ("保育園", []),
    ],
)
def test_things_by_their_exact_names(calendar: Calendar, text: str, names: list[str]) -> None:
    assert [thing.name for thing in calendar.dictionary.named(text)] == names


def test_a_whole_name_goes_before_a_part_of_another() -> None:
    cup, set_ = Item("茶わん", "金属類"), Item("皿・茶わん", "燃やすごみ")
    wood, china = Item("箸（木）", "燃やすごみ"), Item("箸（金属）", "金属類")
    dictionary = Dictionary([set_, cup, wood, china])
    assert [thing.items for thing in dictionary.named("茶わん")] == [(cup,)]
    assert [thing.items for thing in dictionary.named("箸")] == [(wood,), (china,)]


@pytest.mark.parametrize("text", ["あしたのゴミわ？", "あしたのごみは", "あしたのゴミ"])
def test_tomorrow_however_it_is_written(calendar: Calendar, text: str) -> None:
    question = ask(calendar, text)
    assert question.days is not None
    assert question.days.first == SATURDAY + timedelta(days=1)
    assert (question.ask, question.kinds) == (Ask.DAYS, ())


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("燃えるごみ", "burnable"),
        ("燃やせるゴミ", "burnable"),
        ("可燃", "burnable"),
        ("燃えないごみ", "unburnable"),
        ("燃やさない", "unburnable"),
        ("不燃物", "unburnable"),
        ("埋立てるしかないごみ", "unburnable"),
        ("スプレー缶", "spray"),
        ("カン", "can"),
        ("ビン", "bottle"),
        ("てんぷら油", "oil"),
        ("衣類", "cloth"),
        ("用紙", None),
        ("布施町", None),
    ],
)
def test_concepts(word: str, meaning: str | None) -> None:
    assert concept(word) == meaning


def test_a_name_goes_before_a_concept() -> None:
    kinds = ["不燃ごみ", "破砕ゴミ（有害ごみ）", "有害"]
    assert about("有害ごみ", kinds) == ["有害"]
    assert about("破砕ごみ", kinds) == ["破砕ゴミ（有害ごみ）"]
    assert about("燃えないごみ", kinds) == ["不燃ごみ", "破砕ゴミ（有害ごみ）"]
    assert about("ペット", kinds) == []


@pytest.mark.parametrize("text", ["資源ごみってなに", "資源ごみとは何ですか", "資源ごみ"])
def test_what_asks_is_no_part_of_a_kind_that_is_not_known(calendar: Calendar, text: str) -> None:
    assert ask(calendar, text).thing == "資源ごみ"
