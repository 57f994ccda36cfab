"""The report to headquarters (事後報告): what went online in a period, and how it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.catalogue import View
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.registry.taps import taps_by_day, taps_by_procedure


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure and how often its link was opened in the period."""

    number: int
    procedure: Procedure
    taps: int


@dataclass(frozen=True, slots=True)
class Report:
    """A period, its first and last day included.

    Attributes:
        new: what went online in it, by day.
        used: all that is published and was opened in it, the most used first.
        online, published: how many of the published procedures count as online at the end of the period.
        by_definition: how many published procedures there are by each definition.
        days: opened links by day, without the days on which there were none.
    """

    first: date
    last: date
    new: list[Line]
    used: list[Line]
    online: int
    published: int
    by_department: Mapping[str, int]
    by_channel: Mapping[str, int]
    by_definition: Mapping[str, int]
    days: Mapping[date, int]

    @property
    def share(self) -> float:
        """The share of online procedures among the published ones, 0 to 1."""
        return self.online / self.published if self.published else 0.0


def report(
    connection: Connection, view: View, vocabulary: Vocabulary, first: date, last: date
) -> Report:
    """The report on a period. What has been withdrawn since is not in it."""
    taps = taps_by_procedure(connection, first, last)
    shown = view.everything.values()
    lines = [Line(one.id, one.procedure, taps.get(one.id, 0)) for one in shown]
    counted = {one.name for one in vocabulary.online if one.counts}
    online = [one for one in lines if one.procedure.online in counted]
    new = [one for one in online if _within(one.procedure.online_since, first, last)]
    new.sort(key=lambda one: (str(one.procedure.online_since), one.number))
    return Report(
        first=first,
        last=last,
        new=new,
        used=sorted((o for o in lines if o.taps), key=lambda o: (-o.taps, o.number)),
        online=sum(_within(one.procedure.online_since, date.min, last) for one in online),
        published=len(lines),
        by_department=_count(one.procedure.department for one in new),
        by_channel=_count(one.procedure.channel for one in new),
        by_definition=_count(one.procedure.online for one in lines),
        days=taps_by_day(connection, first, last),
    )


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _count(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(name or "（なし）" for name in names).most_common())
