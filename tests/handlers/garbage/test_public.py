"""The pages of garbage: what a visitor without LINE reads."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from werkzeug.test import Client

from bot.rehearsal import SetClock
from bot.testing import OpenSite
from handlers.garbage.calendar.area import Area
from handlers.garbage.city import Calendar
from handlers.garbage.finding.text import squash
from tests.handlers.garbage import cities
from tests.handlers.garbage.conftest import OWN, load_folder
from tests.handlers.garbage.feeds import by_icalendar, by_vobject, of_the_calendar
from tests.handlers.garbage.test_real_cities import CITIES as REAL

TODAY = date(2026, 11, 21)
INVENTED = {
    name: getattr(cities, name) for name in ("SHIRASAGI", "MOMIJI", "AOBA", "MISAKI", "HOTARU")
}
VOID = {"meta", "link", "input", "br", "rect"}


class Page(HTMLParser):
    """A page as its parts; a tag that is not closed where it should be fails the test."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags = "", list[tuple[str, dict[str, str]]]()
        self._open: list[str] = []
        self._cells: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("th", "td"):
            self._cells.append("")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if {"th", "td"} & set(self._open):
            self._cells[-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table of days: each day and its kinds."""
        cells = [cell.split() for cell in self._cells[2:]]
        return [(" ".join(day), rest) for day, rest in zip(cells[::2], cells[1::2], strict=True)]


def read(site: Client, address: str, status: int = 200) -> Page:
    answer = site.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def page_of(site: Client, label: str) -> Page:
    return read(site, f"/garbage/{quote(label, safe='')}")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the project's content, to be changed."""
    return Path(shutil.copytree(OWN.parent, tmp_path / "content"))


# -- the list of districts


def test_the_list_leads_to_every_district(site: Client, ishinomaki: Calendar) -> None:
    links = [link["href"] for link in read(site, "/garbage").all("a")]
    for area in ishinomaki.areas:
        address = f"/garbage/{quote(area.label)}"
        assert address in links
        assert f"{area.label}のごみの収集日" in read(site, address).words


@pytest.mark.parametrize("wanted", ["河北", "かほく", "河北町", "ｶﾎｸ"])
def test_a_district_is_found_by_its_names(site: Client, wanted: str) -> None:
    page = read(site, f"/garbage?q={quote(wanted)}")
    assert "1件あります" in page.words
    assert {"href": f"/garbage/{quote('河北')}"} in page.all("a")
    assert {"href": f"/garbage/{quote('雄勝')}"} not in page.all("a")


def test_nothing_found_says_so_and_leads_back(site: Client) -> None:
    page = read(site, f"/garbage?q={quote('東京タワー')}")
    assert "見つかりませんでした" in page.words
    assert page.all("input")[0]["value"] == "東京タワー"
    assert page.all("a").count({"href": "/garbage"}) == 2, "in the navigation, and under the result"


def test_districts_stand_under_the_place_they_lie_in(new_site: OpenSite, tmp_path: Path) -> None:
    rows = "".join(f"【{town}】{n}区,,月\n" for town in ("東町", "西町") for n in range(1, 4))
    (tmp_path / "area_days.csv").write_text(f"地名,センター,ごみ\n{rows}", "utf-8")
    html = new_site(content=tmp_path).get("/garbage").text
    assert html.index("<h3>東町</h3>") < html.index("東町】3区") < html.index("<h3>西町</h3>")


def test_a_slash_at_the_end_is_forgiven(site: Client) -> None:
    assert site.get("/garbage/").headers["Location"] == "/garbage"


# -- a district


def test_today_tomorrow_and_four_weeks(site: Client, ishinomaki: Calendar) -> None:
    area = ishinomaki.areas_by_label["河北"]
    page = page_of(site, "河北")
    assert "今日 11月21日(土)" in page.words
    assert "明日 11月22日(日)" in page.words
    days = [TODAY + timedelta(days=n) for n in range(28)]
    expected = [(day, area.collected(day)) for day in days if area.collected(day)]
    assert [kinds for _, kinds in page.rows] == [kinds for _, kinds in expected]
    assert [time["datetime"] for time in page.all("time")] == [str(day) for day, _ in expected]
    assert page.rows[0] == ("11月23日(月)", ["缶"])


def test_a_day_of_collection_and_the_hour_that_is_over(site: Client, clock: SetClock) -> None:
    clock.move(timedelta(days=2))
    assert "過ぎました" not in page_of(site, "河北").words
    clock.move(timedelta(hours=2))
    page = page_of(site, "河北")
    assert "今日の分は、出す時間(8時30分まで)を過ぎました" in page.words
    assert "「缶」の次の収集日は、12月28日(月)です" in page.words


def test_the_day_changes_at_midnight_in_japan(site: Client, clock: SetClock) -> None:
    clock.move(timedelta(hours=16, minutes=59))
    assert "今日 11月21日(土)" in page_of(site, "河北").words
    clock.move(timedelta(minutes=1))
    assert "今日 11月22日(日)" in page_of(site, "河北").words


def test_suspended_days_are_named(site: Client, clock: SetClock) -> None:
    clock.move(timedelta(days=30))
    rows = dict(page_of(site, "河北").rows)
    assert rows["1月1日(金)"] == ["1月1日(金)の「燃やせるごみ」は休みです。"]


def test_how_to_put_out_and_whom_to_ask(site: Client) -> None:
    words = page_of(site, "河北").words
    for said in (
        "5時から8時30分までに出してください。", "町内のごみ集積所に", "ひもで十字に",
        "雨の日は、ぬれないように", "見本です", "電話 0225-95-1111",
    ):  # fmt: skip
        assert said in words


def test_where_the_calendar_ends(new_site: OpenSite, tmp_path: Path) -> None:
    table = "地名,センター,ごみ,びん\n町,,月,20261125 20261209\n"
    (tmp_path / "area_days.csv").write_text(table, "utf-8")
    assert (
        "「びん」の収集日は、2026年12月までしか分かりません"
        in page_of(new_site(content=tmp_path), "町").words
    )


def test_every_kind_has_a_word_beside_its_colour(site: Client) -> None:
    html = site.get(f"/garbage/{quote('河北')}").text
    swatches = html.split("<svg")[1:]
    assert len(swatches) > 20
    for swatch in swatches:
        mark, _, rest = swatch.partition("</svg>")
        assert 'aria-hidden="true"' in mark
        assert Page("<p>" + rest.split("</dt>")[0].split("</li>")[0] + "</p>").words.strip()


def test_the_page_leads_to_its_feeds(site: Client) -> None:
    page = page_of(site, "河北")
    path = f"/garbage/{quote('河北')}.ics"
    offered = [link["href"] for link in page.all("a") if link["href"].startswith("webcal:")]
    ends = ["", "?hours=1", "?alarm=evening"]
    assert offered == [f"webcal://localhost{path}{end}" for end in ends]
    assert all(f"http://localhost{path}{end}" in page.words for end in ends)
    assert site.get(page.all("link")[1]["href"]).content_type.startswith("text/calendar")
    for end in ends:
        assert site.get(path + end).status_code == 200


def test_another_name_leads_to_the_page(site: Client) -> None:
    answer = site.get(f"/garbage/{quote('かほく')}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/garbage/{quote('河北')}")


def test_an_unknown_district_is_told_and_the_others_are_listed(site: Client) -> None:
    page = read(site, f"/garbage/{quote('竜宮')}/1", 404)
    assert "「竜宮/1」という地区は、今の収集日の表にありません" in page.words
    assert {"href": f"/garbage/{quote('河北')}"} in page.all("a")
    assert site.get(f"/garbage/{quote('竜宮')}").headers["Cache-Control"] == "no-store"


HOSTILE = [
    "<script>alert(1)</script>",
    "\"'&amp;",
    "a/b//c",
    "100%?x=1#y",
    "{{7*7}}",
    "　é",
]


@pytest.mark.parametrize("label", HOSTILE)
def test_odd_names_are_names(label: str, new_site: OpenSite, tmp_path: Path) -> None:
    cell = '"' + label.replace('"', '""') + '"'
    (tmp_path / "area_days.csv").write_text(f"地名,センター,ごみ\n{cell},,月\n隣,,火\n", "utf-8")
    site = new_site(content=tmp_path)
    (area, _) = load_folder(tmp_path)[0].areas
    links = [link["href"] for link in read(site, "/garbage").all("a")]
    address = next(link for link in links if link.startswith("/garbage/") and quote("隣") not in link
                   and link != "/garbage/sorting")  # fmt: skip
    page = read(site, address)
    assert f"{area.label}のごみの収集日" in page.words
    assert page.all("script") == []
    feed = site.get(address + ".ics").data
    assert by_icalendar(feed) == by_vobject(feed) == of_the_calendar(area, TODAY)


@pytest.mark.parametrize("wanted", HOSTILE)
def test_odd_words_are_words(site: Client, wanted: str) -> None:
    for address in ("/garbage", "/garbage/sorting"):
        page = Page(site.get(address, query_string={"q": wanted}).text)
        assert page.all("script") == []
        assert page.all("input")[0]["value"] == wanted.strip()


# -- the dictionary


def test_all_things_stand_in_the_order_of_their_readings(
    site: Client, ishinomaki: Calendar
) -> None:
    html = site.get("/garbage/sorting").text
    assert html.count('class="entry"') == len(ishinomaki.items)
    rows = [html.index(f">{row}行</h2>") for row in "あかさたなはまやらわ"]
    assert rows == sorted(rows)
    assert rows[0] < html.index("<dt>アイロン</dt>") < rows[1]


@pytest.mark.parametrize("wanted", ["アイロン", "あいろん", "ｱｲﾛﾝ", "アイロ"])
def test_a_thing_is_found_by_a_part_of_its_name(site: Client, wanted: str) -> None:
    page = read(site, f"/garbage/sorting?q={quote(wanted)}")
    assert "アイロン" in page.words.split("件あります")[1]
    assert "燃やせないごみ" in page.words


def test_what_is_found_is_all_that_holds_the_word(site: Client, ishinomaki: Calendar) -> None:
    expected = [
        i.name for i in ishinomaki.items if "かん" in squash(i.name) + "/" + squash(i.reading)
    ]
    html = site.get("/garbage/sorting?q=カン").text
    found = [part.split("</dt>")[0] for part in html.split("<dt>")[1:]]
    assert expected
    assert sorted(found) == sorted(expected)


def test_a_thing_that_is_not_listed(site: Client) -> None:
    page = read(site, f"/garbage/sorting?q={quote('宇宙船')}")
    assert "見つかりませんでした" in page.words
    assert page.words.count("電話 0225-95-1111") == 2


# -- all cities


def look_around(site: Client, calendar: Calendar, pages: int, feeds: int) -> None:
    """Read the lists, and so many of the districts' pages and feeds."""
    for address in ("/garbage", "/garbage/sorting"):
        assert "None" not in read(site, address).words
    for area in some(calendar, pages):
        words = page_of(site, area.label).words
        assert all(kind in words for kind in area.schedules)
    for area in some(calendar, feeds):
        feed = site.get(f"/garbage/{quote(area.label, safe='')}.ics").data
        assert by_icalendar(feed) == by_vobject(feed) == of_the_calendar(area, TODAY)


def some(calendar: Calendar, most: int) -> Sequence[Area]:
    """Districts from all over the file, `most` or a few more."""
    return calendar.areas[:: max(1, len(calendar.areas) // most)]


@pytest.mark.parametrize("city", INVENTED.values(), ids=INVENTED)
def test_invented_cities(city: Mapping[str, bytes], new_site: OpenSite, tmp_path: Path) -> None:
    for name, data in city.items():
        (tmp_path / name).write_bytes(data)
    calendar = load_folder(tmp_path)[0]
    look_around(new_site(content=tmp_path), calendar, 9, 9)


@pytest.mark.parametrize("city", sorted(REAL))
def test_real_cities(city: str, new_site: OpenSite, shared: Path) -> None:
    folder = shared / "garbage" / city
    look_around(new_site(content=folder), load_folder(folder)[0], 40, 3)


# -- content that cannot be read


def test_content_in_trouble_is_told_politely(new_site: OpenSite, own: Path) -> None:
    (own / "platform" / "words.yaml").unlink()
    (own / "garbage" / "area_days.csv").write_text("", "utf-8")
    site = new_site(content=own)
    assert "収集日をお答えできません" in read(site, "/garbage").words
