"""What holds for any title and any text."""

import time
from concurrent.futures import ThreadPoolExecutor

import jaconv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import Verdict
from tests.bot.search import city

INDEX = city.index()
TITLES = st.sampled_from([entry.title for entry in city.entries()])
DISGUISES = st.sampled_from(
    [
        str.upper,
        lambda title: jaconv.z2h(title, kana=True, ascii=True),
        jaconv.kata2hira,
        jaconv.hira2kata,
        lambda title: f"　{title}　",
        lambda title: f"「{title}」！",
        lambda title: f"{title}。",
    ]
)
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("のはをがたいってどうごみ捨電池傘ーァ（）・ 何")),
    max_size=60,
)


@given(TITLES, DISGUISES)
def test_an_entry_is_found_by_its_title_however_it_is_written(title: str, disguise: object) -> None:
    assert callable(disguise)
    found = INDEX.search(disguise(title))

    assert found.verdict is not Verdict.NONE
    assert title in [hit.entry.title for hit in found.hits]


@given(TITLES)
def test_an_entry_is_the_answer_to_its_own_title(title: str) -> None:
    found = INDEX.search(title)

    assert (found.verdict, found.hits[0].entry.title) == (Verdict.CLEAR, title)


@given(TITLES)
def test_a_question_about_a_title_finds_it(title: str) -> None:
    assert title in [hit.entry.title for hit in INDEX.search(f"{title}はどうすればいいですか").hits]


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    found = INDEX.search(text)

    assert found == INDEX.search(text)
    assert (found.verdict is Verdict.NONE) == (not found.hits)
    assert all(0 < hit.score <= 1 for hit in found.hits)
    assert list(found.hits) == sorted(found.hits, key=lambda hit: -hit.score)


@pytest.mark.parametrize(
    "part", ["あ", "捨てるのの", "電池の", "いいですか", "傘 ", "牛乳ぱ", "gomi", "（", "😀", "缶"]
)
def test_a_long_text_is_quick(part: str) -> None:
    start = time.thread_time()
    INDEX.search(part * (5000 // len(part)))

    assert time.thread_time() - start < 0.25


def test_many_threads_may_search_at_once() -> None:
    texts = [f"{title}の捨て方は" for title in city.GARBAGE] * 10
    alone = [INDEX.search(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(INDEX.search, texts)) == alone
