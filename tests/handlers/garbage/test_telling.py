"""Answers as cards: within LINE's limits for every district of every real city, and well said."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from bot.time import JAPAN
from handlers.garbage.calendar.area import Area
from handlers.garbage.calendar.rules import Weekly
from handlers.garbage.calendar.schedule import Schedule
from handlers.garbage.chat import pick_area
from handlers.garbage.choosing import NAME_LIMIT, QUESTION_LIMIT, button_label, carried, page_of
from handlers.garbage.city import Calendar
from handlers.garbage.finding.items import Thing
from handlers.garbage.kinds import Item, Kind
from handlers.garbage.rules import Rules
from handlers.garbage.sorting import show_thing
from handlers.garbage.telling.blocks import Blocks
from handlers.garbage.telling.days import MOST_DAYS, DayTeller
from handlers.garbage.telling.sheet import Heading, Note, Row, Rule, Sheet
from handlers.garbage.telling.text import day_text, hours
from handlers.garbage.telling.things import ThingTeller
from handlers.garbage.words import Words
from tests.handlers.garbage.conftest import OWN, load_folder
from tests.handlers.garbage.test_real_cities import CITIES

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=JAPAN)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.model_validate(yaml.safe_load((OWN / "words.yaml").read_text("utf-8")))


def teller(words: Words, calendar: Calendar, area: Area, now: datetime = NOW) -> DayTeller:
    return DayTeller(Blocks(words, calendar, area, now, "市役所"))


@pytest.mark.parametrize("city", sorted(CITIES))
def test_every_district_fits_on_a_card(words: Words, shared: Path, city: str) -> None:
    calendar, _ = load_folder(shared / "garbage" / city)
    for area in calendar.areas:
        teller(words, calendar, area).overview().message()
        data = pick_area.data(area.label[:NAME_LIMIT], "あ" * QUESTION_LIMIT, True)
        assert calendar.area_like(area.label[:NAME_LIMIT]) is area
        assert len(data) <= 300
    for area in calendar.areas[:3]:
        told = teller(words, calendar, area)
        told.list_from(date(2026, 12, 20)).message()
        told.when(calendar.collected).message()
        told.period(date(2026, 12, 1), date(2027, 1, 31)).message()
        told.day(date(2026, 12, 31), calendar.collected).message()


@pytest.mark.parametrize("city", sorted(CITIES))
def test_every_thing_fits_on_a_card(words: Words, shared: Path, city: str) -> None:
    calendar, _ = load_folder(shared / "garbage" / city)
    things = ThingTeller(words, calendar, calendar.areas[0], NOW)
    for item in calendar.items[::7]:
        thing = calendar.dictionary.entry(item.name)
        assert thing is not None
        things.thing(thing).message()
        assert len(show_thing.data(item.name[:NAME_LIMIT])) <= 300


def test_a_card_reads_well_aloud() -> None:
    sheet = Sheet("河北", said="11月24日(火) 河北: 缶")
    sheet.add(Heading("今日"), Row("缶", "#123456", "あと3日"), Note(""), Rule(), Note("注意"))
    sheet.add(Note("注意"))
    assert sheet.text() == "11月24日(火) 河北: 缶\n今日\n・缶 あと3日\n注意"
    assert sheet.message().alt_text == sheet.text()


def test_names_stand_black_on_white_whatever_the_colour() -> None:
    sheet = Sheet("河北")
    sheet.add(Row("缶", "#FFFF99"))
    body = sheet.message().payload()["contents"]["body"]
    bar, name = body["contents"][0]["contents"]
    assert bar["backgroundColor"] == "#FFFF99"
    assert name["contents"][0]["color"] == "#111111"
    assert "backgroundColor" not in body


def test_more_days_than_fit_can_be_asked_for(words: Words) -> None:
    daily = Schedule(tuple(Weekly(day) for day in range(7)))
    area = Area("河北", {"缶": daily})
    calendar = Calendar([area], [Kind("缶")], [], Rules())
    sheet = teller(words, calendar, area).period(date(2026, 11, 1), date(2026, 11, 30))
    assert sum(isinstance(block, Row) for block in sheet.blocks) == MOST_DAYS
    assert sheet.further == date(2026, 11, 1 + MOST_DAYS)


def test_a_far_day_is_told_with_its_year() -> None:
    assert day_text(date(2026, 11, 22), NOW.date()) == "11月22日(日)"
    assert day_text(date(2027, 1, 6), NOW.date()) == "1月6日(水)"
    assert day_text(date(2028, 1, 6), NOW.date()) == "2028年1月6日(木)"


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({}, ""),
        ({"put_out_until": "8:30"}, "8時30分までに出してください。"),
        (
            {"put_out_from": "5:00", "put_out_until": "8:30"},
            "5時から8時30分までに出してください。",
        ),
    ],
)
def test_hours(words: Words, rules: dict[str, str], told: str) -> None:
    assert hours(words, Rules.model_validate(rules)) == told


def test_a_thing_of_two_kinds_tells_both(words: Words) -> None:
    items = (Item("布団", "粗大ごみ", "大きい物"), Item("布団", "燃やすごみ", "小さい物"))
    calendar = Calendar([], [], items, Rules())
    text = ThingTeller(words, calendar, None, NOW).thing(Thing("布団", items))
    assert text.text().splitlines()[:3] == ["布団: 粗大ごみ、燃やすごみ", "・粗大ごみ", "大きい物"]


def test_pages() -> None:
    names = [str(n) for n in range(23)]
    assert list(page_of(names, 0).choices) == names[:10]
    assert page_of(names, 1).more
    assert list(page_of(names, 2).choices) == names[20:]
    assert not page_of(names, 2).more
    assert list(page_of(names, 9).choices) == names[:10]
    assert page_of([], 0).count == 0


def test_what_travels_in_a_button() -> None:
    assert len(button_label("あ" * 50)) == 40
    assert carried("明日のごみ") == "明日のごみ"
    assert carried("あ" * 61) == ""
