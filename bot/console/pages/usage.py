"""/console/usage: how much the bot is used, as plots that print. Counts only, nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from wtforms import DateField
from wtforms.validators import Optional

from bot import usage
from bot.console.forms import Form
from bot.console.plots import Plot, Shape, by_category, over_time
from bot.console.plots.plot import MOST_LINES
from bot.console.roles import EVERYONE
from bot.console.sections import Console
from bot.console.visit import Answer, Visit
from bot.feature import Feature, Nothing
from bot.sheets import CSV, XLSX, Row, as_csv, as_workbook
from bot.usage import CLEAR, NEAR, NONE, REJECTED, Days, Kind

feature = Feature("usage", title="利用状況")
console = Console(feature, __name__, label="利用状況", order=790)
USUAL, LONGEST = timedelta(days=89), timedelta(days=3660)
_SEARCHED = {
    CLEAR: "すぐに答えた",
    NEAR: "選んでもらった",
    REJECTED: "選んでもらったが、中になかった",
    NONE: "見つからなかった",
}


class PeriodForm(Form):
    """The period."""

    first = DateField("はじめの日", [Optional()])
    last = DateField("おわりの日", [Optional()])


@dataclass(frozen=True, slots=True)
class Use:
    """What is known of a period, both days included. `questions` and `searches` by what staff call them."""

    first: date
    last: date
    followers: Days
    questions: Mapping[str, Days]
    searches: Mapping[str, Days]

    @property
    def found(self) -> dict[date, int]:
        """Searches of each day that found something."""
        return {
            day: self._sum(day, CLEAR) + self._sum(day, NEAR) - self._sum(day, REJECTED)
            for day in self.searched
        }

    @property
    def searched(self) -> dict[date, int]:
        """Searches of each day."""
        days = sorted({day for one in self.searches.values() for day in one})
        return {day: sum(self._sum(day, name) for name in (CLEAR, NEAR, NONE)) for day in days}

    def _sum(self, day: date, name: str) -> int:
        return self.searches.get(_SEARCHED[name], {}).get(day, 0)

    @property
    def success(self) -> float | None:
        """The share of searches that found something, 0 to 1; None where there were none."""
        total = sum(self.searched.values())
        return max(0, sum(self.found.values())) / total if total else None


@console.page("", roles=EVERYONE, label="利用状況")
def use(visit: Visit[Nothing]) -> Answer:
    """Followers, questions by feature, and what came of searches."""
    made = _use(visit)
    form = PeriodForm(data={"first": made.first, "last": made.last})
    return visit.page(
        "console/usage.html",
        form=form, made=made, plots=_plots(made), asked=_address(made),
        followers=max(made.followers.items(), default=(None, None))[1],
        questions=sum(sum(days.values()) for days in made.questions.values()),
    )  # fmt: skip


@console.page("/usage.csv", roles=EVERYONE)
def use_csv(visit: Visit[Nothing]) -> Answer:
    """The same as one table."""
    rows: list[Row] = []
    for title, table in _tables(_use(visit)).items():
        rows += [(title,), *table, ()]
    return visit.file(as_csv(rows), CSV, "usage.csv")


@console.page("/usage.xlsx", roles=EVERYONE)
def use_xlsx(visit: Visit[Nothing]) -> Answer:
    """The same as a workbook."""
    return visit.file(as_workbook(_tables(_use(visit))), XLSX, "usage.xlsx")


def _use(visit: Visit[Nothing]) -> Use:
    first, last = _period(visit)
    titles = {name: one.title for name, one in visit.service.registry.features.items()}
    questions = usage.counted(visit.db, Kind.QUESTION, first, last)
    searches = usage.counted(visit.db, Kind.SEARCH, first, last)
    followers = usage.counted(visit.db, Kind.FOLLOWERS, first, last)
    ranked = sorted(questions.items(), key=lambda one: -sum(one[1].values()))
    return Use(
        first,
        last,
        followers.get(usage.FOLLOWING, {}),
        {titles.get(name, name): days for name, days in ranked},
        {_SEARCHED[name]: searches.get(name, {}) for name in _SEARCHED},
    )


def _period(visit: Visit[Nothing]) -> tuple[date, date]:
    """The days that were asked for; the last ninety where they are no period."""
    today = visit.now.date()
    form = visit.filters(PeriodForm)
    first, last = form.first.data, form.last.data
    fits = form.accepted and first and last and timedelta(0) <= last - first <= LONGEST
    return (first, last) if fits and first and last else (today - USUAL, today)


def _plots(made: Use) -> list[Plot]:
    first, last = made.first, made.last
    totals = {name: sum(days.values()) for name, days in made.questions.items()}
    return [
        over_time("友だちの数", {"友だち": made.followers}, first, last, unit="人", level=True),
        over_time("機能ごとの質問の数", _few(made.questions), first, last, shape=Shape.LINES),
        by_category("期間の合計", "機能", totals, name="質問"),
        over_time("検索の結果", made.searches, first, last, shape=Shape.LINES),
    ]


def _few(series: Mapping[str, Days]) -> dict[str, Days]:
    """As many lines as can be told apart: the most used, and the rest together."""
    names = list(series)
    if len(names) <= MOST_LINES:
        return dict(series) or {"質問": {}}
    rest: dict[date, int] = {}
    for name in names[MOST_LINES - 1 :]:
        for day, count in series[name].items():
            rest[day] = rest.get(day, 0) + count
    return {name: series[name] for name in names[: MOST_LINES - 1]} | {"そのほか": rest}


def _tables(made: Use) -> dict[str, list[Row]]:
    days = [made.first + timedelta(days=n) for n in range((made.last - made.first).days + 1)]
    tables: dict[str, list[Row]] = {
        "友だち": [("日", "友だち"), *((d.isoformat(), made.followers.get(d, "")) for d in days)]
    }
    for title, series in (("質問", made.questions), ("検索", made.searches)):
        rows: list[Row] = [
            (d.isoformat(), *(one.get(d, 0) for one in series.values())) for d in days
        ]
        tables[title] = [("日", *series), *rows]
    return tables


def _address(made: Use) -> dict[str, str]:
    return {"first": made.first.isoformat(), "last": made.last.isoformat()}
