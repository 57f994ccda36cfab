"""Documents of tables: found as soon as their version changes, and gone as soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine

from bot.feature import Nothing
from bot.live import MOST_AT_ONCE, Live, found
from bot.search import Category, Entry, Found, Index, SearchWords, Verdict

NOW = datetime(2026, 11, 21, tzinfo=UTC)
WORDS = SearchWords()
NONE = Found(Verdict.NONE, ())


class Shop:
    """Documents that a test changes."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self.version, self.asked = 0, 0
        self.live: Live[Nothing] = Live(lambda *_: self.version, self._offer)

    def _offer(self, _connection: Connection, _now: datetime, _words: Nothing) -> Iterable[Entry]:
        self.asked += 1
        return [Entry(title, f"shop:show?name={title}", "shop") for title in self.titles]

    def put(self, *titles: str) -> None:
        self.titles, self.version = list(titles), self.version + 1

    def find(self, engine: Engine, text: str, words: SearchWords = WORDS) -> Found:
        with engine.connect() as connection:
            return found(
                [(self.live, Nothing())], NONE, lambda: connection, NOW, words, (text, None)
            )


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return create_engine(f"sqlite:///{tmp_path}/live.db")


def titles(found: Found) -> list[str]:
    return [hit.entry.title for hit in found.hits]


def test_a_change_is_found_at_once_and_what_is_gone_is_not(engine: Engine) -> None:
    shop = Shop()
    shop.put("児童手当", "妊娠の届出")
    assert titles(shop.find(engine, "児童手当")) == ["児童手当"]
    shop.put("妊娠の届出", "介護認定の申請")
    assert titles(shop.find(engine, "介護認定の申請"))[0] == "介護認定の申請"
    assert "児童手当" not in titles(shop.find(engine, "児童手当"))
    assert shop.find(engine, "妊娠の届出").verdict is Verdict.CLEAR


def test_documents_are_read_only_when_the_version_changes(engine: Engine) -> None:
    shop = Shop()
    shop.put("児童手当")
    for _ in range(3):
        shop.find(engine, "児童手当")
    assert shop.asked == 1


def test_very_many_at_once_are_found_when_their_index_is_made(engine: Engine) -> None:
    shop = Shop()
    shop.put("児童手当", "妊娠の届出")
    shop.find(engine, "児童手当")
    shop.put("児童手当", *(f"見本の申請{n}番" for n in range(MOST_AT_ONCE + 1)))
    assert titles(shop.find(engine, "児童手当")) == ["児童手当"]
    assert "妊娠の届出" not in titles(shop.find(engine, "妊娠の届出"))
    shop.live.wait(engine)
    assert titles(shop.find(engine, "見本の申請7番"))[0] == "見本の申請7番"


def test_databases_do_not_mix(engine: Engine, tmp_path: Path) -> None:
    shop, other = Shop(), create_engine(f"sqlite:///{tmp_path}/other.db")
    shop.put("児童手当")
    shop.find(engine, "児童手当")
    shop.titles = ["妊娠の届出"]
    assert titles(shop.find(other, "妊娠の届出")) == ["妊娠の届出"]
    assert titles(shop.find(engine, "児童手当")) == ["児童手当"]


def test_new_search_words_are_used(engine: Engine) -> None:
    shop = Shop()
    shop.put("児童手当")
    assert not shop.find(engine, "子ども給付金").hits
    words = SearchWords(
        categories={"shop": Category(title="店")}, synonyms=(("児童手当", "子ども給付金"),)
    )
    assert titles(shop.find(engine, "子ども給付金", words)) == ["児童手当"]


NAMES = ["児童手当", "妊娠の届出", "介護認定", "住民票の写し", "転出届", "印鑑登録"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sets(st.sampled_from(NAMES)), min_size=1, max_size=4))
def test_after_any_changes_it_finds_what_a_new_index_would(versions: list[set[str]]) -> None:
    shop, memory = Shop(), create_engine("sqlite://")
    for titles_now in versions:
        shop.put(*sorted(titles_now))
        shop.find(memory, "転出届")
    with memory.connect() as connection:
        fresh = Index.build(list(shop._offer(connection, NOW, Nothing())), WORDS)
    for name in NAMES:
        assert shop.find(memory, name) == fresh.search(name)
