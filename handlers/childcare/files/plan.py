"""vaccinations.yaml and checkups.yaml: their schema, and the rules that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from bot.content import ContentError
from handlers.childcare.plan import rules
from handlers.childcare.plan.ages import LAST, Age, Gap, read_age, read_gap
from handlers.childcare.plan.rules import FIRST


def _age(value: object) -> object:
    found = read_age(value) if isinstance(value, str) else value
    if isinstance(found, Age):
        return found
    raise ContentError(
        f"「{value}」を年齢として読めません。",
        "2か月、1歳6か月、7か月の翌日、生後6週0日、12歳になる年度の始め のように書いてください。",
    )


def _gap(value: object) -> object:
    found = read_gap(value) if isinstance(value, str) else value
    if isinstance(found, Gap):
        return found
    raise ContentError(
        f"「{value}」を間隔として読めません。", "27日 か 6か月 のように書いてください。"
    )


OneAge = Annotated[Any, BeforeValidator(_age), PlainSerializer(str)]
OneGap = Annotated[Any, BeforeValidator(_gap), PlainSerializer(str)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Days(_Strict):
    """A period by its first and last day; either may be left open."""

    first: date = FIRST
    last: date = LAST

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ContentError("終わりの日が、始まりの日より前です。", "日付を確かめてください。")
        return self

    def period(self) -> rules.Period:
        return rules.Period(self.first, self.last)


class SinceRule(_Strict):
    """An age, and the days on which this rule was in force."""

    age: OneAge
    first: date = FIRST
    last: date = LAST


class Usual(_Strict):
    """The standard ages of a dose."""

    since: OneAge
    until: OneAge

    def ages(self) -> tuple[Age, Age]:
        return self.since, self.until


class WaitRule(_Strict):
    """An interval; `dose` counts the doses of the course from 1."""

    dose: Annotated[int, Field(ge=1)]
    least: OneGap
    usual: OneGap | None = None
    usual_until: OneGap | None = None

    def rule(self) -> rules.Wait:
        usual = self.usual or self.least
        return rules.Wait(self.dose - 1, self.least, usual, self.usual_until)


class DoseRule(_Strict):
    """One dose."""

    name: str
    since: list[SinceRule] | OneAge
    until: OneAge
    usual: Usual | None = None
    after: list[WaitRule] = []
    note: str = ""

    def rule(self) -> rules.Dose:
        since = self.since if isinstance(self.since, list) else [SinceRule(age=self.since)]
        return rules.Dose(
            self.name,
            [rules.Since(one.age, rules.Period(one.first, one.last)) for one in since],
            self.until,
            self.usual.ages() if self.usual else None,
            [one.rule() for one in self.after],
            self.note,
        )


class CourseRule(_Strict):
    """Doses in order; `begin` is needed for all but the first course."""

    doses: Annotated[list[DoseRule], Field(min_length=1)]
    begin: Usual | None = None
    note: str = ""

    @model_validator(mode="after")
    def _waits_for_earlier(self) -> Self:
        for number, dose in enumerate(self.doses, start=1):
            if any(wait.dose >= number for wait in dose.after):
                raise ContentError(
                    f"「{dose.name}」の間隔が、その回より後の回を指しています。",
                    "dose には、前の回の番号(1から)を書いてください。",
                )
        return self

    def rule(self) -> rules.Course:
        begin = self.begin.ages() if self.begin else None
        return rules.Course([dose.rule() for dose in self.doses], begin, self.note)


class VaccineRule(_Strict):
    """One vaccine under one version of its rules."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
    name: str
    reading: str = ""
    also_called: list[str] = []
    prevents: str = ""
    how: str = ""
    condition: str = ""
    source: str
    born: Days = Days()
    programme: Days = Days()
    courses: Annotated[list[CourseRule], Field(min_length=1)]

    def rule(self) -> rules.Vaccine:
        return rules.Vaccine(
            self.id,
            self.name,
            [course.rule() for course in self.courses],
            self.born.period(),
            self.programme.period(),
            self.condition,
            self.prevents,
            self.how,
            self.also_called,
            self.reading,
        )


class CheckupRule(_Strict):
    """One check-up."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
    name: str
    reading: str = ""
    also_called: list[str] = []
    since: OneAge
    until: OneAge
    by_law: bool = False
    note: str = ""
    source: str = ""

    def rule(self) -> rules.Checkup:
        return rules.Checkup(
            self.id, self.name, self.since, self.until, self.by_law, self.note,
            self.also_called, self.reading,
        )  # fmt: skip


def _once(ids: Sequence[str]) -> None:
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice:
        raise ContentError(f"id「{twice}」が2回出てきます。", "ちがう id にしてください。")


class Vaccinations(_Strict):
    """vaccinations.yaml. `checked` is the day on which the rules were last compared with the sources."""

    checked: date
    vaccines: list[VaccineRule] = []

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        _once([one.id for one in self.vaccines])
        return self


class Checkups(_Strict):
    """checkups.yaml."""

    checked: date
    checkups: list[CheckupRule] = []

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        _once([one.id for one in self.checkups])
        return self
