"""Questions as staff write them, good and bad."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handlers.faq.chat import offered
from handlers.faq.files.schema import Question
from handlers.faq.talk import feature
from tests.handlers.faq.conftest import OWN, LoadFiles, load_folder

SMALL = """category: 住民票
questions:
  - id: move-in
    question: 転入届は？
    answer: 窓口へ
"""


def test_files_become_categories_in_their_order(load_files: LoadFiles) -> None:
    other = SMALL.replace("住民票", "税金").replace("move-in", "tax").replace("転入届", "税")
    questions, faults = load_files(b=SMALL, a=other, c="order: 1\n" + other.replace("tax", "t2"))
    assert {name: len(of) for name, of in questions.categories.items()} == {"税金": 2, "住民票": 1}
    assert "同じ質問がもう1つあります" in str(*faults)


@pytest.mark.parametrize(
    ("more", "place", "message"),
    [
        ("related: [tax]", "6行 15文字目", "「tax」という id の質問がありません"),
        ("links: [{label: 開く, url: 'javascript:x'}]", "6行 30文字目", "リンク先として読めません"),
        ("links: [{label: 開く, url: https://例.jp}]", "6行 30文字目", "リンク先として読めません"),
        ("valid_until: 2026-11-20", "6行 18文字目", "valid_until の日を過ぎた"),
        ("valid_until: 来年", "6行 18文字目", "日付として読めません"),
        ("awnser: x", "6行 5文字目", "「awnser」という項目はありません"),
    ],
)
def test_a_fault_says_where_and_what(
    load_files: LoadFiles, more: str, place: str, message: str
) -> None:
    _, faults = load_files(a=f"{SMALL}    {more}\n")
    assert [(fault.place.spot, message in fault.message) for fault in faults] == [(place, True)]


def test_an_id_that_two_have_is_the_first_ones(load_files: LoadFiles) -> None:
    questions, faults = load_files(a=SMALL, b=SMALL.replace("転入届", "転出届"))
    assert [one.question for one in questions.all()] == ["転入届は？"]
    (fault,) = faults
    assert (fault.file, fault.place.spot) == ("b.yaml", "3行 9文字目")
    assert "a.yaml でも使われています" in fault.message


@pytest.mark.parametrize("name", ["", "A", "転入", "a b", "x" * 41])
def test_an_id_that_would_not_live_for_ever(load_files: LoadFiles, name: str) -> None:
    _, faults = load_files(a=SMALL.replace("move-in", f'"{name}"'))
    assert "id として使えません" in str(*faults.errors)


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.none() | days, st.none() | days, days)
def test_an_answer_is_offered_on_its_days_only(
    first: date | None, last: date | None, day: date
) -> None:
    if first and last and first > last:
        first, last = last, first
    one = Question(id="a", question="問", answer="答", valid_from=first, valid_until=last)
    assert one.holds_on(day) == ((first or day) <= day <= (last or day))
    assert not (one.holds_on(day) and one.ended_on(day))


def test_the_search_is_not_offered_what_has_ended(load_files: LoadFiles) -> None:
    assert feature.offer is offered
    questions, _ = load_files(a=f"{SMALL}    valid_until: 2026-11-20\n")
    words = feature.words.model_validate(yaml.safe_load((OWN / "words.yaml").read_text("utf-8")))
    assert offered(questions, words) == []


def test_our_own_questions_are_sound() -> None:
    questions, faults = load_folder(OWN)
    assert not list(faults)
    assert len(list(questions.all())) == 43


def test_our_own_questions_point_to_counters_that_exist() -> None:
    """The two features do not know each other; the sample content of both must agree."""
    file = yaml.safe_load((OWN.parent / "departments" / "departments.yaml").read_text("utf-8"))
    known = {subject for one in file["departments"] for subject in one["handles"]}
    asked = {one.ask for one in load_folder(OWN)[0].all() if one.ask}
    assert asked <= known
