"""What can be taken up into content/garbage/: the files of 5374 cities, and dictionaries of items.

Sources: 5374 (Code for Kanazawa), 自治体標準オープンデータセット 「ごみ分別」, and cities' dictionaries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.content import Table
from bot.importing import Column, Layout, Refusal, Values, day, hiragana, line, text
from handlers.garbage.calendar.tokens import parse_cell
from handlers.garbage.files.area_table import AREA_HEADERS, says_when
from handlers.garbage.files.layout import key
from handlers.garbage.talk import feature

_LABELS = (
    "分別区分",
    "label",
    "type",
    "分別",
    "分別種別",
    "ごみの種類",
    "ごみ区分",
    "区分",
    "分類",
    "種別",
    "分別の種類",
    "ごみの分別",
    "kubun",
)
_NAMES = (
    "品目",
    "name",
    "品名",
    "品目名",
    "ゴミの品目",
    "ごみの品目",
    "ごみ品目",
    "ごみの名前",
    "ごみの名称",
    "品目名称",
    "hinmoku",
)
_NOTICES = ("注意点", "notice", "注意事項", "出し方", "出し方のポイント", "備考", "note")
_READINGS = ("ふりがな", "furigana", "よみ", "よみがな", "読み", "読み仮名", "hiragana")
_KIND = re.compile(
    r"ごみ|ゴミ|塵|燃|資源|びん|ビン|瓶|缶|カン|かん|ペット|プラ|紙|布|衣類|粗大|有害|危険|金属|電池|埋|容器|回収|収集"
)
_MARKINGS = ("styles", "bgcolor", "description", "sublabel")


@feature.importer(
    Layout(
        "items",
        title="ごみの分別の一覧(品目ごと)",
        file="target.csv",
        columns=(
            Column("label", _LABELS, line, needed=True),
            Column("name", _NAMES, line, needed=True),
            Column("notice", _NOTICES, text),
            Column("furigana", (*_READINGS, "ゴミの品目_カナ", "品目_カナ", "50音"), hiragana),
        ),
        keys=(("name",),),
    )
)
def items(row: Values) -> Iterable[Values]:
    """One item; the initial that many files have for a reading is none."""
    if not row["name"] or not row["label"]:
        raise Refusal("品目か分別区分が空です。", "両方を書いてください。")
    given = row.get("furigana", "")
    initial = len(given) == 1 and len(row["name"]) > 1
    yield {**row, "furigana": "" if initial else given}


@feature.importer(
    Layout(
        "kinds",
        title="ごみの分別の説明(description.csv)",
        file="description.csv",
        columns=(
            Column("label", ("分別", "分別区分", "ごみの種類"), line, needed=True),
            Column("sublabel", (), line),
            Column("description", ("説明", "出し方")),
            Column("styles", ("style",), line),
            Column("bgcolor", ("color", "色", "背景色"), line),
        ),
        keys=(("label",),),
        signs=_MARKINGS,
    )
)
def kinds(row: Values) -> Iterable[Values]:
    """One kind of garbage."""
    if not row["label"]:
        raise Refusal("分別の名前が空です。", "label の列に名前を書いてください。")
    yield row


@feature.importer(
    Layout(
        "centres",
        title="ごみ処理施設の休み(center.csv)",
        file="center.csv",
        columns=(
            Column("名称", ("センター", "施設名", "施設"), line, needed=True),
            Column("休止開始日", ("休止開始", "休業開始日"), day),
            Column("休止終了日", ("休止終了", "休業終了日"), day),
        ),
        keys=(("名称", "休止開始日"),),
        signs=("休止開始日", "休止日", "休業日"),
        others=line,
        other_fits=lambda header, _cells: header in ("休止日", "休業日"),
    )
)
def centres(row: Values) -> Iterable[Values]:
    """The closings of a centre; some cities write single days, each in a column of its own."""
    name, first, last = row["名称"], row.get("休止開始日", ""), row.get("休止終了日", "")
    single = [day(one) for key in ("休止日", "休業日") for one in row.get(key, "").split()]
    if not name:
        raise Refusal("施設の名前が空です。", "名称の列に名前を書いてください。")
    days = [(one, one) for one in dict.fromkeys(single)]
    for begin, end in days or [(first or last, last or first)]:
        yield {"名称": name, "休止開始日": begin, "休止終了日": end}


@feature.importer(
    Layout(
        "remarks",
        title="ごみの収集の注意(remarks.csv)",
        file="remarks.csv",
        columns=(
            Column("ID", ("番号",), line, needed=True),
            Column("注意事項", ("備考", "remark"), text, needed=True),
        ),
        keys=(("ID",),),
        signs=("注意事項", "remark"),
    )
)
def remarks(row: Values) -> Iterable[Values]:
    """One remark and its number."""
    if not row["ID"] or not row["注意事項"]:
        raise Refusal("番号か注意事項が空です。", "両方を書いてください。")
    yield row


def _speaks_of_days(_name: str, table: Table) -> bool:
    """Whether some column of a kind of garbage holds mostly collection days.

    Many a list has places and days; events and closings are told by their headers.
    """
    for number, header in enumerate(table.header):
        cells = [row.cell(number) for row in table.rows]
        if _KIND.search(key(header)) and _mostly(_is_day, cells):
            return True
    return False


def _is_day(cell: str) -> bool:
    schedule, misread = parse_cell(cell, {})
    return not schedule.empty and not misread


def _mostly(said: Callable[[str], bool], cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and 2 * sum(map(said, filled)) >= len(filled)


def _is_a_kind(_header: str, cells: Sequence[str]) -> bool:
    return _mostly(says_when, cells) or not any(cell.strip() for cell in cells)


@feature.importer(
    Layout(
        "areas",
        title="ごみの収集日(地区ごと)",
        file="area_days.csv",
        columns=(
            Column("地名", tuple(AREA_HEADERS), line, needed=True),
            Column(
                "センター", ("center", "centre", "収集センター", "処理センター", "処理施設"), line
            ),
        ),
        keys=(("地名",),),
        fits=_speaks_of_days,
        others=line,
        other_fits=_is_a_kind,
    )
)
def areas(row: Values) -> Iterable[Values]:
    """One district; its other columns are the kinds of garbage."""
    if not row["地名"]:
        raise Refusal("地名が空です。", "地区の名前を書いてください。")
    yield row
