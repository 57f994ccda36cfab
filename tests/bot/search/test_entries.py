"""Entries that resemble each other, and what features tell about theirs."""

import pytest
from pydantic import ValidationError

from bot.search import Entry, Index, SearchWords, Verdict
from tests.bot.search import city

NO_WORDS = SearchWords()


def index_of(*entries: Entry) -> Index:
    return Index.build(entries, NO_WORDS)


def test_the_same_title_with_other_data_is_a_choice() -> None:
    index = index_of(Entry("机", "a", "garbage"), Entry("机", "b", "garbage"))

    found = index.search("机")

    assert found.verdict is Verdict.NEAR
    assert {hit.entry.data for hit in found.hits} == {"a", "b"}


def test_the_same_entry_twice_is_one_hit() -> None:
    index = index_of(Entry("机", "a", "garbage"), Entry("机", "a", "garbage"))

    found = index.search("机")

    assert (found.verdict, len(found.hits)) == (Verdict.CLEAR, 1)


def test_a_reading_that_no_dictionary_knows() -> None:
    index = index_of(Entry("雄勝", "a", "department", reading="おがつ"))

    assert index.search("おがつ").verdict is Verdict.CLEAR


def test_a_single_kana_is_only_a_place_in_a_list() -> None:
    index = index_of(Entry("冷蔵庫", "a", "garbage", reading="れ"))

    assert index.search("れ").verdict is not Verdict.CLEAR


def test_a_synonym_of_one_entry() -> None:
    index = index_of(Entry("可搬式電源", "a", "garbage", synonyms=("ポタ電",)))

    assert index.search("ポタ電の捨て方").hits[0].entry.data == "a"


@pytest.mark.parametrize(("title", "asked"), [("紙", "髪"), ("照明", "証明"), ("科学", "化学")])
def test_words_that_sound_alike_are_kept_apart_by_their_kanji(title: str, asked: str) -> None:
    index = index_of(Entry(title, "a", "garbage"))

    assert index.search(asked).verdict is not Verdict.CLEAR


@pytest.mark.parametrize("asked", ["水筒", "水道"])
def test_a_flask_is_no_chickenpox_whatever_staff_say_of_flasks(asked: str) -> None:
    words = SearchWords.model_validate({"synonyms": [["水筒", "すいとう", "水とう"]]})
    entry = Entry(
        "水痘(水ぼうそう)", "a", "childcare", reading="すいとう", synonyms=("みずぼうそう",)
    )

    assert Index.build([entry], words).search(asked).verdict is not Verdict.CLEAR


def test_the_end_of_a_compound_is_not_found_by_its_sound() -> None:
    index = index_of(Entry("缶（かん）", "a", "garbage", reading="かん"))

    assert index.search("図書館").verdict is Verdict.NONE
    assert index.search("空き缶").hits


@pytest.mark.parametrize(
    ("title", "asked"),
    [("発泡スチロール", "発砲スチロール"), ("乾電池", "感電池"), ("茶碗", "茶わん")],
)
def test_a_wrongly_converted_character_is_forgiven(title: str, asked: str) -> None:
    index = index_of(Entry(title, "a", "garbage"))

    assert index.search(asked).verdict is Verdict.CLEAR


def test_a_synonym_stands_inside_a_phrase() -> None:
    words = SearchWords.model_validate({"synonyms": [["携帯電話", "スマホ"]]})
    index = Index.build([Entry("携帯電話の充電器", "a", "garbage")], words)

    assert index.search("スマホの充電器").verdict is Verdict.CLEAR


def test_without_entries_nothing_is_found() -> None:
    assert index_of().search("傘").verdict is Verdict.NONE


def test_a_synonym_needs_another_word() -> None:
    with pytest.raises(ValidationError):
        SearchWords.model_validate({"synonyms": [["傘"]]})


def test_each_synonym_of_the_project_is_in_a_group_once() -> None:
    for group in city.words().synonyms:
        assert len(set(group)) == len(group), group
