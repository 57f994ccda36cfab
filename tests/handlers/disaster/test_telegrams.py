"""Reading telegrams: every sample there is, and the quirks of each kind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from handlers.disaster.telegrams import Areas, Claim, Info, Status, Telegram, Unreadable, read
from handlers.disaster.telegrams.hazards import Hazard
from tests.handlers.disaster import written
from tests.handlers.disaster.written import CITY, kind, new, old, warning

ISHINOMAKI = Areas(
    cities=(CITY,),
    wider=("040000", "040010", "040012"),
    quake=("222",),
    tsunami=("220",),
    sanriku=True,
)


def said(data: bytes, areas: Areas = ISHINOMAKI) -> dict[Hazard, tuple[int, int, int]]:
    """The levels that a telegram claims, where they are not simply none."""
    claims = read(data, areas).claims
    found = {one.hazard: (one.low, one.high, one.level) for one in claims}
    return {hazard: levels for hazard, levels in found.items() if levels != (0, 0, 0)}


def only(data: bytes) -> Claim:
    (claim,) = read(data, ISHINOMAKI).claims
    return claim


def test_every_sample_is_read_without_a_fault(shared: Path) -> None:
    folders = ("official_samples", "live2026", "live_noto2024", "live_seismic", "live_warning")
    files = [file for folder in folders for file in (shared / "jma" / folder).rglob("*.xml")]
    telegrams = {file.name: read(file.read_bytes(), ISHINOMAKI) for file in files}
    assert len(telegrams) > 200
    strange = {name: one.problems for name, one in telegrams.items() if one.problems}
    assert strange == {}
    assert {one.status for one in telegrams.values()} == set(Status)


@pytest.mark.parametrize(
    ("end", "code", "hazard", "level"),
    [
        ("大雨", "10", Hazard.RAIN, 2), ("大雨", "03", Hazard.RAIN, 3),
        ("大雨", "43", Hazard.RAIN, 4), ("大雨", "33", Hazard.RAIN, 5),
        ("土砂", "49", Hazard.LANDSLIDE, 4), ("土砂災害", "39", Hazard.LANDSLIDE, 5),
        ("高潮", "48", Hazard.SURGE, 4), ("暴風", "32", Hazard.SNOWSTORM, 5),
        ("波浪", "07", Hazard.WAVE, 3), ("大雪", "36", Hazard.SNOW, 5),
        ("その他注意報", "14", Hazard.THUNDER, 2),
    ],
)  # fmt: skip
def test_new_telegrams_say_a_level_exactly(end: str, code: str, hazard: Hazard, level: int) -> None:
    assert said(new(end, code)) == {hazard: (level, level, level)}


def test_a_new_telegram_says_that_nothing_is_in_force_of_what_it_covers_only() -> None:
    claims = read(new("土砂災害", "00"), ISHINOMAKI).claims
    assert [(one.hazard, one.level) for one in claims] == [(Hazard.LANDSLIDE, 0)]


def test_old_telegrams_say_ranges_and_which_rain_they_mean() -> None:
    """警報 of an old telegram may be level 4, and 大雨警報（土砂災害） says nothing of flooding."""
    assert said(old("03", "08", condition="土砂災害、浸水害")) == {
        Hazard.RAIN: (3, 4, 3), Hazard.LANDSLIDE: (3, 4, 3), Hazard.SURGE: (3, 4, 3),
    }  # fmt: skip
    assert said(old("03", condition="土砂災害")) == {
        Hazard.RAIN: (0, 2, 0), Hazard.LANDSLIDE: (3, 4, 3),
    }  # fmt: skip
    assert said(old("05", "14")) == {Hazard.STORM: (3, 3, 3), Hazard.THUNDER: (2, 2, 2)}


def test_a_released_kind_keeps_its_code_and_is_over_all_the_same() -> None:
    released = warning("（Ｒ０６）（大雨）", kind("33", status="解除"))
    assert said(released) == {}
    lowered = warning("（Ｒ０６）（大雨）", kind("03", status="特別警報から警報"))
    assert said(lowered) == {Hazard.RAIN: (3, 3, 3)}


def test_another_city_and_another_table_with_the_same_number_are_nothing_to_us() -> None:
    assert read(new("大雨", "33", city="0420900"), ISHINOMAKI).claims == ()
    # 220 is 宮城県 among the coasts and 宮城県北部 among the areas of quakes.
    quake = written.shaken_area("7").replace(b"<Code>222</Code>", b"<Code>220</Code>")
    assert read(quake, ISHINOMAKI).claims == ()


def test_an_unknown_code_is_a_problem_and_no_guess() -> None:
    telegram = read(warning("（Ｒ０６）（大雨）", kind("77", "大雨超特別警報")), ISHINOMAKI)
    assert [one.level for one in telegram.claims] == [0]
    assert telegram.problems == ("知らない警報・注意報のコードです: 77 大雨超特別警報",)
    strange = read(written.report("宇宙天気警報"), ISHINOMAKI)
    assert strange.problems == ("知らない種類の電文です: 宇宙天気警報",)


def test_intensities_with_spaces_missing_ones_and_unknown_magnitudes() -> None:
    claim = only(written.shaken("5+"))
    assert (claim.level, claim.facts["comment"]) == (6, "safe")
    silent = written.shaken("4").replace(
        b"</MaxInt></City>", "</MaxInt><Condition>震度５弱以上未入電</Condition></City>".encode()
    )
    assert (only(silent).level, only(silent).facts["missing"]) == (5, "1")
    assert only(written.shaken("4", city="0420900")).absent


def test_a_tsunami_is_told_by_its_code_and_a_coast_that_is_not_named_is_absent() -> None:
    levels = {
        code: only(written.tsunami(code)).level for code in ("53", "52", "51", "62", "71", "60")
    }
    assert levels == {"53": 5, "52": 5, "51": 4, "62": 2, "71": 1, "60": 0}
    assert only(written.tsunami("52", area="210")).absent
    both = read(written.tsunami("52", event="20260901115900 20260901121500"), ISHINOMAKI)
    assert both.events == ("20260901115900", "20260901121500")


def test_a_river_is_ours_where_a_district_of_ours_may_be_flooded() -> None:
    ours, others = only(written.river("40")), only(written.river("40", city="0420900"))
    assert (ours.level, ours.here, ours.facts["districts"]) == (4, True, "門脇 石巻")
    assert not others.here
    assert only(written.river("10", flooded=False)).level == 0
    assert only(written.river("51")).level == 5


def test_landslide_alerts_and_special_warnings() -> None:
    def alert(code: str) -> bytes:
        item = f"<Item>{kind(code)}<Area><Code>{CITY}</Code></Area></Item>"
        return written.report("土砂災害警戒情報", f"<Warning>{item}</Warning>")

    assert said(alert("3")) == {Hazard.LANDSLIDE: (4, 5, 4)}
    assert said(alert("1")) == said(alert("0")) == {Hazard.LANDSLIDE: (0, 3, 0)}
    item = f"""<h:Item><h:Kind><h:Code>37</h:Code></h:Kind><h:Areas><h:Area><h:Code>{CITY}</h:Code>
    </h:Area></h:Areas></h:Item>"""
    head = f'<h:Headline><h:Information type="x（市町村等）">{item}</h:Information></h:Headline>'
    levels = said(written.report("気象特別警報報知", head=head))
    assert levels[Hazard.WAVE] == (5, 5, 5)
    assert levels[Hazard.RAIN] == (0, 4, 0)


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"<Report>", b"<html/>", "<Report>テスト</Report>".encode(),
        b'<!DOCTYPE a [<!ENTITY b "c">]><Report>&b;</Report>',
        b"<a>" * 100 + b"</a>" * 100,
        written.report("地震情報").replace("通常".encode(), "本番".encode()),
        written.report("地震情報").replace(b"ReportDateTime", b"OtherDateTime"),
    ],
)  # fmt: skip
def test_what_is_no_telegram_is_said_to_be_none(bad: bytes) -> None:
    with pytest.raises(Unreadable):
        read(bad, ISHINOMAKI)


def test_a_recall_claims_nothing_and_says_what_it_recalls() -> None:
    telegram = read(written.report("地震情報", event="1", info="取消"), ISHINOMAKI)
    assert isinstance(telegram, Telegram)
    assert (telegram.info, telegram.claims, telegram.source) == (Info.CANCELLED, (), "quake")
    assert telegram.concerns


def test_indentation_and_prefixes_change_nothing() -> None:
    plain = new("大雨", "43", sent=written.NOON + timedelta(seconds=3))
    indented = plain.replace(b"><", b">\n\t  <")
    prefixed = plain.replace(b"<Body xmlns=", b"<Body xmlns:jmx_eb='x' xmlns=")
    assert said(plain) == said(indented) == said(prefixed) == {Hazard.RAIN: (4, 4, 4)}
