"""Audiences: whom they mean, and that each of them gets one language."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import combinations

import pytest
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Select, insert, or_, select

from bot import citizens
from bot.api import Feature, Nothing
from bot.audience import Areas, Audience, Audiences, Choice, version_for
from bot.citizens import LANGUAGES, citizen_table
from bot.citizens.places import Places
from bot.citizens.topics import Topic, Topics
from bot.mailing import Letter, Mailer
from bot.registry import Registry
from bot.time import JAPAN
from tests.bot.mailing.town import order, person, written
from tests.bot.road import Road

WARNINGS = Topic("warnings", "防災", "避難のお知らせ", default=True)
EVENTS = Topic("events", "行事", "祭りのお知らせ", default=False)
NOW = datetime(2026, 11, 29, 9, tzinfo=JAPAN)


class Ages(BaseModel):
    most: int = Field(title="何か月まで", ge=0)


def schooling() -> Feature[Nothing, Nothing]:
    """A feature that knows the last digit of everybody's id, as if it were an age."""
    feature = Feature("school", title="学校")

    @feature.audience(Ages, title="学年")
    def age(ages: Ages, now: datetime) -> Select[str]:
        assert now == NOW
        young = (citizen_table.c.id.like(f"%{digit:x}") for digit in range(ages.most + 1))
        return select(citizen_table.c.id).where(or_(*young))

    return feature


@pytest.fixture
def audiences() -> Audiences:
    return Audiences((WARNINGS, EVENTS), Registry([schooling()]).criteria(), NOW)


def settle(road: Road) -> list[str]:
    """Forty followers: a language, a home and a wish each, in turns; and one who blocked the account."""
    people = [person(number) for number in range(40)]
    with road.database.write() as connection:
        for number, citizen in enumerate(people):
            citizens.follow(connection, citizen, 1)
            places = Places(connection, citizen)
            places.put("home", district="1" if number % 4 else "2", town=f"t{number % 5}")
            if number % 8 == 0:
                places.put("work", district="1")
            if number % 2:
                Topics(connection, citizen, ()).want(EVENTS, wanted=True)
            if number % 3 == 0:
                Topics(connection, citizen, ()).want(WARNINGS, wanted=False)
            if number % 9 < len(LANGUAGES):
                citizens.set_language(connection, citizen, LANGUAGES[number % 9])
        citizens.follow(connection, person(99), 1)
        citizens.block(connection, person(99), 2)
    return people


def found(road: Road, audiences: Audiences, audience: Audience) -> set[int]:
    numbers = {person(number): number for number in range(100)}
    with road.database.read() as connection:
        ids = list(connection.scalars(audiences.whom(audience)))
        assert audiences.count(connection, audience) == len(ids) == len(set(ids))
    return {numbers[one] for one in ids}


def test_kinds_narrow_down_and_alternatives_widen(road: Road, audiences: Audiences) -> None:
    settle(road)
    everyone = set(range(40))
    home = {n for n in everyone if n % 4}
    cases = {
        Audience(everyone=True): everyone,
        Audience(topics=("events",)): {n for n in everyone if n % 2},
        Audience(topics=("warnings",)): {n for n in everyone if n % 3},
        Audience(topics=("warnings", "events")): {n for n in everyone if n % 3 or n % 2},
        _in(district=["1"]): home | {n for n in everyone if n % 8 == 0},
        _in(district=["2"], town=["t1"]): (everyone - home) | {n for n in everyone if n % 5 == 1},
        Audience(languages=("ja",)): {n for n in everyone if n % 9 in (0, 7, 8)},
        Audience(languages=("ko", "vi")): {n for n in everyone if n % 9 in (5, 6)},
        Audience(topics=("events",), places=_in(district=["2"]).places): set(),
    }
    for audience, wanted in cases.items():
        assert found(road, audiences, audience) == wanted, audience
        assert Audience.model_validate_json(audience.model_dump_json()) == audience


def _in(**areas: list[str]) -> Audience:
    chosen = [Areas(scheme=scheme, areas=tuple(some)) for scheme, some in areas.items()]
    return Audience(places=tuple(chosen))


def test_a_feature_chooses_by_what_it_knows(road: Road, audiences: Audiences) -> None:
    settle(road)
    young = Audience(criteria=(Choice(criterion="school.age", values={"most": 3}),))
    wanted = {n for n in range(40) if int(person(n)[-1], 16) <= 3}
    assert 0 < len(wanted) < 40
    assert found(road, audiences, young) == wanted
    both = young.model_copy(update={"languages": ("ko",)})
    assert found(road, audiences, both) == {n for n in wanted if n % 9 == 5}


def test_what_is_not_known_is_refused(audiences: Audiences) -> None:
    for wrong in ({}, {"everyone": True, "topics": ["events"]}, {"languages": ["de"]}):
        with pytest.raises(ValidationError):
            Audience.model_validate(wrong)
    for gone in ({"topics": ["sports"]}, {"criteria": [{"criterion": "school.size"}]}):
        with pytest.raises(LookupError):
            audiences.whom(Audience.model_validate(gone))
    wrong_value = Choice(criterion="school.age", values={"most": -1})
    with pytest.raises(ValidationError):
        audiences.whom(Audience(criteria=(wrong_value,)))
    with pytest.raises(ValueError, match="de"):
        audiences.readers(Audience(everyone=True), ["ja", "de"])


def test_every_reader_gets_one_language_whatever_is_given(road: Road, audiences: Audiences) -> None:
    people = settle(road)
    with road.database.write() as connection:  # A language that is offered no more.
        connection.execute(
            insert(citizen_table).values(id=person(77), following=True, language="x")
        )
    given = [chosen for size in (1, 2, 3, 7) for chosen in combinations(LANGUAGES, size)]
    with road.database.read() as connection:
        for some in given:
            readers = audiences.readers(Audience(everyone=True), some)
            got = Counter(one for query in readers.values() for one in connection.scalars(query))
            assert got == Counter([*people, person(77)]), some


@pytest.mark.parametrize(
    ("language", "given", "read"),
    [
        ("ko", ["ja", "ko"], "ko"),
        ("ko", ["ja", "easy_ja", "en"], "easy_ja"),
        ("vi", ["ja", "en"], "en"),
        ("zh-Hant", ["ja", "en", "zh-Hans"], "zh-Hans"),
        ("easy_ja", ["en", "ja"], "ja"),
        ("ja", ["en"], "en"),
    ],
)
def test_who_is_not_written_to_in_their_language_gets_the_next_best(
    language: str, given: list[str], read: str
) -> None:
    assert version_for(language, given) == read


def test_a_message_in_several_languages_is_a_letter_for_each(
    road: Road, audiences: Audiences
) -> None:
    people = settle(road)
    words = {"ja": ["避難指示"], "ko": ["대피 지시"], "en": ["Evacuate"]}
    letters: list[Letter] = audiences.letters(Audience(everyone=True), words)
    assert [one.name for one in letters] == ["ja", "en", "ko"]
    Mailer(road.database, road.clock).send(order(road), letters)
    texts = Counter(text for (_, text), times in written(road).items() for _ in range(times))
    assert texts.total() == len(people)
    assert texts["대피 지시"] == sum(n % 9 == 5 for n in range(40))
    assert texts["避難指示"] == sum(n % 9 in (0, 1, 7, 8) for n in range(40))
