"""The report as tables."""

from __future__ import annotations

from bot.sheets import Row
from handlers.procedures.registry.report import Line, Report

_COLUMNS = (
    "番号",
    "手続き名",
    "担当課",
    "申し込みの方法",
    "オンライン化の数え方",
    "オンライン化した日",
    "リンクが開かれた回数",
)


def sheets(made: Report) -> dict[str, list[Row]]:
    """A table for each part of the report, by its title."""
    period = f"{made.first.isoformat()}から{made.last.isoformat()}まで"
    return {
        "まとめ": [
            ("項目", "値"),
            ("期間", period),
            ("新しくオンライン化した手続き", len(made.new)),
            ("公開している手続き", made.published),
            ("うちオンライン化した手続き", made.online),
            ("オンライン化の割合", f"{made.share:.1%}"),
            ("リンクが開かれた回数", sum(made.days.values())),
        ],
        "新しくオンライン化": [_COLUMNS, *map(_row, made.new)],
        "担当課ごと": [("担当課", "件数"), *made.by_department.items()],
        "方法ごと": [("申し込みの方法", "件数"), *made.by_channel.items()],
        "数え方ごと": [("オンライン化の数え方", "公開中の件数"), *made.by_definition.items()],
        "使われた手続き": [_COLUMNS, *map(_row, made.used)],
        "日ごと": [
            ("日", "リンクが開かれた回数"),
            *((d.isoformat(), c) for d, c in made.days.items()),
        ],
    }


def one_table(made: Report) -> list[Row]:
    """All parts below each other, for a file that has one table only."""
    rows: list[Row] = []
    for title, table in sheets(made).items():
        rows += [(title,), *table, ()]
    return rows


def _row(one: Line) -> Row:
    p = one.procedure
    since = p.online_since.isoformat() if p.online_since else ""
    return (one.number, p.name, p.department, p.channel, p.online, since, one.taps)
