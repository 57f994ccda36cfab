"""The cases of a filter as files: CSV, Excel, GeoJSON; without reporters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.sheets import CSV, XLSX, as_csv, as_workbook
from bot.staff import Answer
from handlers.roads.content import Content
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.figures import everything
from handlers.roads.ledger.numbers import shown
from handlers.roads.staff import filtering
from handlers.roads.staff.case import SOURCES
from handlers.roads.staff.mapping import GEOJSON, as_geojson, feature_of
from handlers.roads.staff.site import (
    EXPORTED,
    PRIORITIES,
    READERS,
    Visit,
    console,
    content_of,
    day_of,
    now_ms,
)

# A workbook is made in memory; a year of a large city fits.
MOST_IN_BOOK, MOST = 20_000, 200_000
Row = Sequence[str | int | float | None]
HEADER = (
    "受付番号", "種類", "状態", "内容", "場所", "地区", "町", "緯度", "経度", "優先度", "担当課", "担当者",
    "管理者", "受付方法", "受付日時", "最初の返事", "終わった日時", "期限", "通報した人数", "写真の枚数",
    "直っていませんの回数", "公開",
)  # fmt: skip


@console.page("/export.csv", roles=READERS)
def export_csv(visit: Visit) -> Answer:
    return visit.file(as_csv(_rows(visit, _cases(visit, MOST))), CSV, "roads.csv")


@console.page("/export.xlsx", roles=READERS)
def export_xlsx(visit: Visit) -> Answer:
    rows = list(_rows(visit, _cases(visit, MOST_IN_BOOK + 1)))
    if len(rows) > MOST_IN_BOOK + 1:
        return visit.page("too_many.html", most=MOST_IN_BOOK)
    return visit.file(as_workbook({"道路の通報": rows}), XLSX, "roads.xlsx")


@console.page("/export.geojson", roles=READERS)
def export_geojson(visit: Visit) -> Answer:
    cases = _cases(visit, MOST)
    header, *rows = _rows(visit, cases)
    named = (dict(zip(map(str, header), row, strict=True)) for row in rows)
    features = [
        feature_of(one.latitude, one.longitude, told)
        for one, told in zip(cases, named, strict=True)
    ]
    return visit.file(as_geojson(features), GEOJSON, "roads.geojson")


def _cases(visit: Visit, limit: int) -> Sequence[Case]:
    form = filtering.filters(visit)
    wanted, now = filtering.wanted(form, visit), now_ms(visit)
    return everything(visit.db, wanted, now_ms=now, limit=limit)


def _rows(visit: Visit, cases: Sequence[Case]) -> Iterator[Row]:
    content, people = content_of(visit), visit.colleagues(gone=True)
    visit.audit(EXPORTED, subject="roads", after={"件数": len(cases)})
    yield HEADER
    for one in cases:
        yield _row(one, content, people.get(one.assignee, one.assignee))


def _row(one: Case, content: Content, assignee: str) -> Row:
    return (
        shown(one.number), content.kind_label(one.kind), one.state.label, one.words, one.place, one.district,
        one.town, round(one.latitude, 6), round(one.longitude, 6), PRIORITIES.get(one.priority, ""),
        one.department, assignee, content.owner_name(one.owner) or "市", SOURCES.get(one.source, one.source),
        _moment(one.created_ms), _moment(one.answered_ms), _moment(one.finished_ms),
        f"{day_of(one.due_ms):%Y-%m-%d}" if one.open else "", one.reporters, one.photos, one.reopened,
        "公開" if one.published else "",
    )  # fmt: skip


def _moment(ms: int | None) -> str:
    return "" if ms is None else f"{day_of(ms):%Y-%m-%d %H:%M}"
