"""Telegrams as they came: all of them, those that were not understood, and one in full."""

from __future__ import annotations

from sqlalchemy import Row, select, update

from bot.staff import Answer
from handlers.disaster.staff.site import LOOKED, READERS, RELEASERS, ConfirmForm, Visit, console
from handlers.disaster.states.keeping import ms
from handlers.disaster.tables import entry_table, telegram_table
from handlers.disaster.watching import health

_LATEST = 200


@console.page("/telegrams", roles=READERS, label="受け取った電文")
def telegrams(visit: Visit) -> Answer:
    """The latest that came in; `?only=problems` those that were not understood."""
    table, only = telegram_table.c, visit.asked("only") == "problems"
    query = select(telegram_table).order_by(table.id.desc()).limit(_LATEST)
    rows = visit.db.execute(query.where(table.problems != "") if only else query).all()
    missing = select(entry_table).where(entry_table.c.state == "failed").limit(_LATEST)
    failed = visit.db.execute(missing.order_by(entry_table.c.seen_ms.desc())).all()
    return visit.page("telegrams.html", rows=rows, only=only, failed=failed)


@console.page("/telegrams/<int:number>", roles=READERS)
def telegram(visit: Visit, number: int) -> Answer:
    """One telegram, with the raw text where it is kept."""
    row = _found(visit, number)
    raw = row.raw.decode("utf-8", "replace") if row.raw else ""
    return visit.page(
        "telegram.html", row=row, raw=raw, releases=bool(visit.staff.roles & RELEASERS)
    )


@console.page("/telegrams/<int:number>/looked", roles=RELEASERS, changes=True)
def looked(visit: Visit, number: int) -> Answer:
    """Somebody has read a telegram that was not understood."""
    row, form = _found(visit, number), visit.form(ConfirmForm)
    if not form.accepted:
        return visit.redirect(telegram, number=number)
    mine = update(telegram_table).where(telegram_table.c.id == number)
    visit.db.execute(mine.values(looked_ms=ms(visit.now)))
    visit.audit(
        LOOKED, subject=f"disaster:telegram:{number}", before={}, after={"title": row.title}
    )
    return visit.done("確かめたことを記録しました。", telegrams)


def _found(visit: Visit, number: int) -> Row[tuple[object, ...]]:
    query = select(telegram_table).where(telegram_table.c.id == number)
    return visit.db.execute(query).first() or visit.missing()


@console.todo("読み取れない電文", telegrams, roles=RELEASERS)
def not_understood(visit: Visit) -> int:
    waits = health.waiting(visit.db, visit.now)
    return waits.not_understood + waits.not_fetched
