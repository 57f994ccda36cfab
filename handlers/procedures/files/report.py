"""The report as tables, and its plot of use over time as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from xml.sax.saxutils import escape

from handlers.procedures.files.written import Row
from handlers.procedures.registry.report import Line, Report

# A bar for each day of a quarter; for longer periods one for each month.
MOST_DAYS = 93
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 800, 260, 56, 40, 16
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


def plot(made: Report) -> str:
    """Bars of the opened links, by day or by month; the axis begins at 0."""
    bars = _bars(made)
    most = max([*bars.values(), 1])
    step = (WIDTH - LEFT) / max(len(bars), 1)
    high = HEIGHT - BOTTOM - TOP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>リンクが開かれた回数</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for value in (0, most):
        y = TOP + high * (1 - value / most)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH}" stroke="#949494"/>')
        parts.append(_label(LEFT - 8, y + 5, str(value), "end"))
    for number, (name, value) in enumerate(bars.items()):
        size = high * value / most
        x, y = LEFT + number * step, TOP + high - size
        parts.append(
            f'<rect x="{x + step * 0.1:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}" '
            f'height="{size:.1f}" fill="#0017c1"/>'
        )
        if number % max(1, len(bars) // 8) == 0:
            parts.append(_label(x, HEIGHT - 14, name, "start"))
    return "".join([*parts, "</svg>"])


def _bars(made: Report) -> Mapping[str, int]:
    length = (made.last - made.first).days + 1
    if length <= MOST_DAYS:
        days = [made.first + timedelta(days=number) for number in range(length)]
        return {f"{day.month}/{day.day}": made.days.get(day, 0) for day in days}
    months: dict[str, int] = {}
    day = date(made.first.year, made.first.month, 1)
    while day <= made.last:
        months[f"{day.year}/{day.month}"] = 0
        day = (day + timedelta(days=32)).replace(day=1)
    for day, count in made.days.items():
        months[f"{day.year}/{day.month}"] += count
    return months


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="14" font-family="sans-serif" '
        f'text-anchor="{anchor}" fill="#1a1a1a">{escape(text)}</text>'
    )


def _row(one: Line) -> Row:
    p = one.procedure
    since = p.online_since.isoformat() if p.online_since else ""
    return (one.number, p.name, p.department, p.channel, p.online, since, one.taps)
