"""What can be taken up into content/platform/: the national holidays, and the towns of the city.

Sources: 内閣府 「国民の祝日」 (syukujitsu.csv); lists of towns as 位置参照情報 and others give them out.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.importing.angles import degrees
from bot.importing.days import day
from bot.importing.layout import Column, Importer, Layout, Values
from bot.importing.values import Refusal, hiragana, line

HOLIDAYS = Layout(
    "holidays",
    title="国民の祝日(内閣府)",
    file="holidays.csv",
    columns=(
        Column("国民の祝日・休日月日", ("祝日", "月日", "年月日", "日付"), day, needed=True),
        Column("国民の祝日・休日名称", ("祝日名", "名称", "祝日名称"), line, needed=True),
    ),
    keys=(("国民の祝日・休日月日",),),
    fits=lambda name, table: any("祝日" in text for text in (name, *table.header)),
)
TOWNS: Layout = Layout(
    "towns",
    title="町の一覧(町名と地区)",
    file="towns.csv",
    columns=(
        Column("町名", ("町丁目名", "大字町丁目名", "町字名"), line, needed=True),
        Column("読み", ("よみ", "読みがな", "ふりがな", "町名_カナ"), hiragana),
        Column("地区", ("地区名",), line, needed=True),
        Column("緯度", ("latitude",), degrees),
        Column("経度", ("longitude",), degrees),
    ),
    keys=(("町名", "緯度"), ("町名",)),
    fits=lambda _name, table: all(map(TOWNS.meaning, filter(str.strip, table.header))),
)


def _filled(row: Values) -> Iterable[Values]:
    if not all(list(row.values())[:1]):
        raise Refusal("名前か日付が空です。", "書き足すか、行を消してください。")
    yield row


def own_importers() -> list[Importer]:
    """The importers of the platform itself."""
    return [Importer("platform", layout, _filled) for layout in (HOLIDAYS, TOWNS)]
