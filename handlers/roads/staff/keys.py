"""Keys of other systems that send reports by Open311: given out once, and ended."""

from __future__ import annotations

from bot.staff import Answer, Form, Length, Needed, Role, StringField
from handlers.roads.ledger.keys import Key, end_key, issue, keys
from handlers.roads.staff.forms import ConfirmForm
from handlers.roads.staff.site import Visit, console, now_ms

KEEPERS = frozenset({Role.ROADS, Role.DX})
ISSUED = console.act("key_issued", "ほかのシステムの鍵を作った")
ENDED = console.act("key_ended", "ほかのシステムの鍵を使えなくした")


class KeyForm(Form):
    """Whose key it is."""

    name = StringField(
        "使うシステムの名前",
        [
            Needed("どのシステムが使う鍵か分かる名前を書いてください。"),
            Length(max=60, message="60文字までで書いてください。"),
        ],
        description="例: 県の道路情報システム",
    )


@console.page("/keys", roles=KEEPERS, label="ほかのシステムの鍵", changes=True)
def list_keys(visit: Visit) -> Answer:
    """All keys, and the form for a new one; a new key is shown on this page only, this once."""
    form = visit.form(KeyForm)
    if not form.accepted:
        return visit.page("keys.html", form=form, made="", keys=keys(visit.db))
    made = issue(visit.db, name=form.name.data, who=visit.staff.email, now_ms=now_ms(visit))
    visit.audit(ISSUED, subject="roads:keys", after={"name": form.name.data})
    page = visit.page("keys.html", form=form, made=made, keys=keys(visit.db))
    page.status_code = 201  # its form was taken
    return page


@console.page("/keys/<int:number>/end", roles=KEEPERS, changes=True)
def end(visit: Visit, number: int) -> Answer:
    """Ask, then end a key."""
    key = _found(visit, number)
    form = visit.form(ConfirmForm)
    if not form.accepted:
        return visit.page("end_key.html", form=form, key=key)
    if end_key(visit.db, number, now_ms(visit)):
        visit.audit(ENDED, subject=f"roads:key:{number}", before={"name": key.name})
    return visit.done(f"「{key.name}」の鍵を使えなくしました。", list_keys)


def _found(visit: Visit, number: int) -> Key:
    key = next((one for one in keys(visit.db) if one.id == number), None)
    return key or visit.missing()
