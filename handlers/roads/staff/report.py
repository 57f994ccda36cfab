"""The report on a period: how much came in of what and where, and how long it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from bot.staff import Answer, DateField, Form, Optional, Plot, Shape, by_category, over_time
from handlers.roads.content import Content
from handlers.roads.ledger.figures import Figure, figures, middle
from handlers.roads.ledger.lists import Filter
from handlers.roads.ledger.states import State
from handlers.roads.staff.filtering import begin
from handlers.roads.staff.site import READERS, Visit, console, content_of, day_of, now_ms

USUAL, LONGEST = timedelta(days=364), timedelta(days=3660)
MOST_NAMES = 20


class PeriodForm(Form):
    """From when to when reports came in."""

    first = DateField("受け付けた日(から)", [Optional()])
    last = DateField("受け付けた日(まで)", [Optional()])


@console.page("/report", roles=READERS, label="集計")
def report(visit: Visit) -> Answer:
    """Counts and spans as plots with their tables; the last twelve months unless asked otherwise."""
    form, content = visit.filters(PeriodForm), content_of(visit)
    first, last = _period(form, visit.now.date())
    wanted = Filter(since_ms=begin(first), until_ms=begin(last, days=1))
    found = figures(visit.db, wanted, now_ms=now_ms(visit))
    asked = PeriodForm(data={"first": first, "last": last})
    return visit.page(
        "report.html",
        form=asked, first=first, last=last, count=len(found), mistakes=form.mistakes,
        answer=middle([one.days_to_answer for one in found]),
        finish=middle([one.days_to_finish for one in found]),
        states=Counter(State(one.state).label for one in found).most_common(),
        plots=_plots(found, content, first, last),
    )  # fmt: skip


def _plots(found: Sequence[Figure], content: Content, first: date, last: date) -> list[Plot]:
    came = Counter(day_of(one.created_ms).date() for one in found)
    ended = Counter(
        day_of(one.finished_ms).date() for one in found if one.finished_ms and one.state == "done"
    )
    kinds = _by(found, lambda one: content.kind_label(one.kind))
    districts = _by(found, lambda one: one.district or "分からない")
    return [
        over_time(
            "受け付けた通報と、そのうち完了したもの", {"受付": came, "完了": ended}, first, last
        ),
        by_category("種類ごとの通報", "種類", {name: len(some) for name, some in kinds.items()}),
        by_category(
            "地区ごとの通報", "地区", {name: len(some) for name, some in districts.items()}
        ),
        _spans("最初の返事までの日数(種類ごとの中央値)", kinds, lambda one: one.days_to_answer),
        _spans("完了までの日数(種類ごとの中央値)", kinds, lambda one: one.days_to_finish),
    ]


def _by(found: Sequence[Figure], name: Callable[[Figure], str]) -> Mapping[str, list[Figure]]:
    """The cases by a name, the most frequent first."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for one in found:
        groups[name(one)].append(one)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _spans(
    title: str, groups: Mapping[str, list[Figure]], days: Callable[[Figure], float | None]
) -> Plot:
    known = {name: middle([days(one) for one in some]) for name, some in groups.items()}
    some = {name: value for name, value in known.items() if value is not None}
    names = list(some)[:MOST_NAMES]
    return Plot(title, "種類", names, {"日数": [some[name] for name in names]}, "日", Shape.ROWS)


def _period(form: PeriodForm, today: date) -> tuple[date, date]:
    last = form.last.data or today
    first = form.first.data or last - USUAL
    fits = form.accepted and timedelta(0) <= last - first <= LONGEST
    return (first, last) if fits else (today - USUAL, today)
