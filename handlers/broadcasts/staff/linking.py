"""Linking one's own LINE by a code that is typed in the talk; only LINE's user id is kept."""

from __future__ import annotations

from bot.staff import Answer
from handlers.broadcasts import links
from handlers.broadcasts.staff.forms import ActForm
from handlers.broadcasts.staff.site import LINKED, UNLINKED, WRITERS, Visit, console


@console.page("/line", roles=WRITERS, label="自分のLINE", changes=True)
def line(visit: Visit) -> Answer:
    """Show a new code once, or say that a LINE is linked."""
    form, mine = visit.form(ActForm), visit.staff
    if not form.accepted:
        linked = links.linked(visit.db, mine.id) is not None
        return visit.page("line.html", form=form, linked=linked)
    code = links.new_code(visit.db, mine.id, mine.name, visit.now)
    visit.audit(LINKED, subject=f"staff:{mine.id}")
    return visit.done(
        f"自分のLINEから、市のトークに「職員 {code}」と送ってください（10分以内）。", line
    )


@console.page("/line/remove", roles=WRITERS, changes=True)
def unlink(visit: Visit) -> Answer:
    """Forget whose LINE it is."""
    form = visit.form(ActForm)
    if not form.accepted:
        return visit.page("unlink.html", form=form)
    links.unlink(visit.db, visit.staff.id)
    visit.audit(UNLINKED, subject=f"staff:{visit.staff.id}")
    return visit.done("つながりをはずしました。", line)
