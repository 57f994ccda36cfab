"""Who wants which news, and in which language."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot import citizens
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics, topic_table, wanting
from bot.common_content import CommonContent, loader
from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from tests.bot.road import ALICE, BOB, CAROL, Road, event

WARNINGS = Topic("warnings", "防災", "避難のお知らせ", default=True)
EVENTS = Topic("events", "行事", "祭りのお知らせ", default=False)
CATALOGUE = (WARNINGS, EVENTS)


def topics(connection: Connection, citizen: str) -> Topics:
    return Topics(connection, citizen, CATALOGUE)


def test_only_differences_from_the_default_are_stored(road: Road) -> None:
    with road.database.write() as connection:
        mine = topics(connection, ALICE)
        assert mine.all() == [(WARNINGS, True), (EVENTS, False)]
        for topic, wanted in ((WARNINGS, True), (EVENTS, False)):
            mine.want(topic, wanted)
    assert road.count(topic_table) == 0
    with road.database.write() as connection:
        mine = topics(connection, ALICE)
        mine.want(WARNINGS, wanted=False)
        mine.want(EVENTS, wanted=True)
        mine.want(EVENTS, wanted=True)
        assert mine.all() == [(WARNINGS, False), (EVENTS, True)]
    assert road.count(topic_table) == 2


def test_a_topic_finds_the_followers_who_want_it(road: Road) -> None:
    road.receive(event("follow"), event("follow", BOB), event("follow", CAROL))
    road.handle()
    road.hears(event("unfollow", CAROL))
    with road.database.write() as connection:
        topics(connection, ALICE).want(WARNINGS, wanted=False)
        topics(connection, ALICE).want(EVENTS, wanted=True)
        topics(connection, CAROL).want(EVENTS, wanted=True)
        for citizen, district in ((ALICE, "河北"), (BOB, "河北"), (CAROL, "河北")):
            Places(connection, citizen).put(district=district)

        def found(topic: Topic, area: str = "") -> Iterable[str]:
            scheme = "district" if area else ""
            return set(connection.scalars(wanting(topic, scheme=scheme, area=area)))

        assert found(WARNINGS) == {BOB}
        assert found(EVENTS) == {ALICE}, "who blocked the account is left out"
        assert (found(WARNINGS, "河北"), found(EVENTS, "雄勝")) == ({BOB}, set())


def test_who_chose_something_is_a_follower_even_if_nobody_told_us(road: Road) -> None:
    with road.database.write() as connection:
        topics(connection, ALICE).want(EVENTS, wanted=True)
        assert list(connection.scalars(wanting(EVENTS))) == [ALICE]


def test_a_language_is_one_of_those_we_know(road: Road) -> None:
    with road.database.write() as connection:
        assert citizens.language_of(connection, ALICE) is None
        citizens.set_language(connection, ALICE, "easy_ja")
        citizens.set_language(connection, ALICE, "vi")
        assert citizens.language_of(connection, ALICE) == "vi"
        with pytest.raises(ValueError, match="klingon"):
            citizens.set_language(connection, ALICE, "klingon")


def _load(path: Path) -> tuple[CommonContent, list[str]]:
    faults = Faults()
    chain = (Directory(path / "platform", "platform"), Directory(path))
    read = loader(["settings", "garbage"])(Folder(chain, Trace(), faults))
    return read, [str(fault) for fault in faults]


def _write(path: Path, feature: str, *entries: str) -> None:
    (path / feature).mkdir(exist_ok=True)
    text = "topics:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries)
    (path / feature / "topics.yaml").write_text(text, "utf-8")


def test_any_feature_brings_topics_of_its_own(tmp_path: Path) -> None:
    _write(tmp_path, "settings", "id: events, title: 行事, description: 祭り, default: false")
    _write(tmp_path, "garbage", "id: late, title: 遅れ, description: 収集の遅れ, default: true")
    read, faults = _load(tmp_path)
    assert faults == []
    assert [(topic.id, topic.default) for topic in read.topics] == [
        ("events", False),
        ("late", True),
    ]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("id: late, title: あ, description: い, default: true", "「late」が2回"),
        ("id: 遅れ, title: あ, description: い, default: true", "topics.yaml:2行"),
        ("id: x, title: あ, description: い", "default"),
        (f"id: x, title: {'長' * 21}, description: い, default: true", "20文字"),
    ],
)
def test_a_slip_in_the_topics_is_told(tmp_path: Path, entry: str, words: str) -> None:
    _write(tmp_path, "settings", "id: late, title: 遅れ, description: 収集, default: true")
    _write(tmp_path, "garbage", entry)
    faults = _load(tmp_path)[1]
    assert any("garbage/topics.yaml" in fault and words in fault for fault in faults), faults
