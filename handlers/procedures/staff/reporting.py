"""The report to headquarters: a page to print, files, and the plot."""

from __future__ import annotations

from datetime import date, timedelta

from bot.sheets import CSV, XLSX, as_csv, as_workbook
from bot.staff import Answer, Plot, over_time
from handlers.procedures.files.report import one_table, sheets
from handlers.procedures.registry.report import Report, report
from handlers.procedures.staff.forms import PeriodForm
from handlers.procedures.staff.site import READERS, Visit, console, vocabulary_of
from handlers.procedures.talk import catalogues

LONGEST = timedelta(days=3660)


@console.page("/report", roles=READERS, label="報告")
def show_report(visit: Visit) -> Answer:
    """The report on a period; the last whole quarter unless one is asked for."""
    made = _report(visit)
    first, last = made.first.isoformat(), made.last.isoformat()
    form = PeriodForm(data={"first": first, "last": last})
    parts = sheets(made)
    summary = parts.pop("まとめ")[1:]
    # The plot has the days in its own table.
    parts.pop("日ごと")
    return visit.page(
        "report.html", made=made, parts=parts, summary=summary, form=form, plot=_plot(made)
    )


@console.page("/report.csv", roles=READERS)
def report_csv(visit: Visit) -> Answer:
    return visit.file(as_csv(one_table(_report(visit))), CSV, "report.csv")


@console.page("/report.xlsx", roles=READERS)
def report_xlsx(visit: Visit) -> Answer:
    return visit.file(as_workbook(sheets(_report(visit))), XLSX, "report.xlsx")


def _plot(made: Report) -> Plot:
    """Use over time."""
    return over_time(
        "リンクが開かれた回数", {"開かれた回数": made.days}, made.first, made.last, unit="回"
    )


def _report(visit: Visit) -> Report:
    first, last = period(visit.asked("first"), visit.asked("last"), visit.now.date())
    view = catalogues.at(visit.db, visit.now)
    return report(visit.db, view, vocabulary_of(visit), first, last)


def period(first: str, last: str, today: date) -> tuple[date, date]:
    """The days that were asked for; the last whole quarter where they are no period."""
    try:
        asked = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return last_quarter(today)
    fits = timedelta(0) <= asked[1] - asked[0] <= LONGEST
    return asked if fits else last_quarter(today)


def last_quarter(today: date) -> tuple[date, date]:
    """The first and the last day of the quarter before this one."""
    begin = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    end = begin - timedelta(days=1)
    return date(end.year, (end.month - 1) // 3 * 3 + 1, 1), end
