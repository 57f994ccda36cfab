"""Choosing receivers of broadcasts by the age of a child, among parents who want messages about theirs."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import Select, select

from handlers.childcare.plan.ages import same_day
from handlers.childcare.tables import Child
from handlers.childcare.talk import feature


class Months(BaseModel):
    """Ages in whole months, both counting; expected children have none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: int = Field(0, title="何か月から", ge=0, le=216)
    most: int = Field(
        title="何か月まで", ge=0, le=216, description="1歳6か月なら18。その月齢の子を含みます。"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Months:
        if self.least > self.most:
            raise ValueError("「何か月から」より大きい数にしてください。")
        return self


@feature.audience(Months, title="子どもの月齢")
def age(months: Months, now: datetime) -> Select[str]:
    """The parents of a child that is so old on this day."""
    today = now.date()
    youngest = _born(today, months.least)
    oldest = _born(today, months.most + 1)
    return (
        select(Child.citizen)
        .where(Child.expected.is_(False), Child.messages_since.is_not(None))
        .where(Child.born <= youngest, Child.born > oldest)
        .distinct()
    )


def _born(today: date, months: int) -> date:
    """The last day of birth of who is so many months old today."""
    year, month = divmod(12 * today.year + today.month - 1 - months, 12)
    born = date(year, month + 1, 1)
    while born.month == month + 1 and same_day(born, months) <= today:
        born = date.fromordinal(born.toordinal() + 1)
    return date.fromordinal(born.toordinal() - 1)
