"""What can be taken up into content/departments/: the national holidays as the Cabinet Office lists them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.importing import Column, Layout, Refusal, Values, day, line
from handlers.departments.talk import feature


@feature.importer(
    Layout(
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
)
def holidays(row: Values) -> Iterable[Values]:
    """One holiday."""
    if not all(row.values()):
        raise Refusal("日付か名前が空です。", "両方を書いてください。")
    yield row
