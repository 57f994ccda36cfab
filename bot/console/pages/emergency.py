"""/console/emergency: the emergency mode and drills, switched on and off with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import RadioField, SelectChoice, TextAreaField
from wtforms.validators import Length

from bot import emergency
from bot.console.forms import Chosen, Form, Needed
from bot.console.roles import EVERYONE, Role
from bot.console.sections import Console
from bot.console.visit import Answer, Visit
from bot.emergency import MenuState, Mode
from bot.feature import Feature, Nothing
from bot.time import millis

feature = Feature("emergency", title="災害モード")
console = Console(feature, __name__, label="災害モード", order=5)
SWITCHED = console.act("switched", "災害モードを切り替えた")
SWITCHERS = frozenset({Role.DISASTER, Role.ADMIN})
TITLES: Mapping[Mode, str] = {
    Mode.OFF: "ふだん",
    Mode.ON: "災害モード",
    Mode.DRILL: "訓練",
}
MENUS: Mapping[MenuState, str] = {
    MenuState.WAITING: "切り替えています",
    MenuState.SHOWN: "みんなのメニューは切り替わりました。自分で別のメニューを選んだ人を移しています",
    MenuState.DONE: "切り替わりました",
}
NEWEST = 10


class SwitchForm(Form):
    """What to switch to, and why."""

    mode = RadioField(
        "切り替え",
        [Chosen("どれかを選んでください。")],
        choices=[
            SelectChoice(Mode.ON.value, "災害モードにする（市民のメニューが災害用に変わります）"),
            SelectChoice(Mode.DRILL.value, "訓練を始める（市民には何も変わりません）"),
            SelectChoice(Mode.OFF.value, "ふだんに戻す"),
        ],
    )
    reason = TextAreaField(
        "理由", [Needed("理由を書いてください。記録に残ります。"), Length(max=400)]
    )


@console.page("", roles=EVERYONE, label="災害モード")
def state(visit: Visit[Nothing]) -> Answer:
    """What is in force, how far the menu has followed, and the last switches."""
    return visit.page(
        "console/emergency/state.html",
        current=visit.emergency,
        past=emergency.past(visit.db, NEWEST),
        titles=TITLES,
        menus=MENUS,
        done=MenuState.DONE,
        may_switch=visit.staff.has_one_of(SWITCHERS),
    )


@console.page("/switch", roles=SWITCHERS, changes=True)
def switch(visit: Visit[Nothing]) -> Answer:
    """Ask for the reason, and switch."""
    before = visit.emergency
    asked = visit.asked("to")
    wanted = asked if asked in {one.value for one in Mode} else _other(before.mode)
    form = visit.form(SwitchForm, mode=wanted)
    if form.accepted and form.mode.data == before.mode.value:
        form.mode.errors = [f"いまは、すでに「{TITLES[before.mode]}」です。"]
        form.accepted = False
    if not form.accepted:
        return visit.page("console/emergency/switch.html", form=form, current=before, titles=TITLES)
    mode, reason = Mode(form.mode.data), str(form.reason.data).strip()
    emergency.switch(visit.db, mode, reason, visit.staff.name, millis(visit.now))
    visit.audit(
        SWITCHED,
        subject="emergency",
        summary=f"「{TITLES[mode]}」に切り替えた",
        before={"mode": TITLES[before.mode]},
        after={"mode": TITLES[mode], "reason": reason},
    )
    return visit.done(f"「{TITLES[mode]}」に切り替えました。", state)


def _other(mode: Mode) -> str:
    return (Mode.ON if mode is Mode.OFF else Mode.OFF).value
