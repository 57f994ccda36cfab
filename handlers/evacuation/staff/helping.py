"""Calls for help: who may see them sees who calls, and that they looked is logged."""

from __future__ import annotations

from collections.abc import Mapping

from bot.staff import Answer, Chosen, Form, Length, Role, SelectField, TextAreaField
from handlers.evacuation.calls import Kind, Stage, call_of, calls, count_new, settle
from handlers.evacuation.content import load
from handlers.evacuation.staff.site import WRITERS, Visit, console, now_ms

SETTLED = console.act("help_settled", "助けの求めの状態を変えた")
SEEING = WRITERS | {Role.VIEWER}
KINDS: Mapping[Kind, str] = {Kind.HELP: "助けが必要", Kind.SAFE: "無事"}
STAGES: Mapping[Stage, str] = {Stage.NEW: "未対応", Stage.DOING: "対応中", Stage.DONE: "対応済み"}


class SettleForm(Form):
    """How far it is."""

    state = SelectField("状態", [Chosen("状態を選んでください。")])
    note = TextAreaField(
        "メモ", [Length(max=400)], description="個人の名前や電話番号は書かないでください。"
    )


@console.page("/help", roles=SEEING, label="助けの求め・安否", personal=WRITERS)
def helps(visit: Visit) -> Answer:
    """All calls, or those of a stage; names and numbers stand on the page of each."""
    asked = visit.asked("state")
    state = next((one for one in Stage if one.value == asked), None)
    return visit.page(
        "helps.html", rows=calls(visit.db, state), state=state, kinds=KINDS, stages=STAGES,
        days=visit.content(load).help_days,
    )  # fmt: skip


@console.page("/help/<int:number>", roles=SEEING, personal=WRITERS, changes=True)
def helped(visit: Visit, number: int) -> Answer:
    """One call, and how far it is."""
    one = call_of(visit.db, number) or visit.missing()
    may_change = visit.staff.has_one_of(WRITERS)
    choices = {"state": {stage.value: label for stage, label in STAGES.items()}}
    form = visit.form(SettleForm, choices=choices, state=one.state.value, note=one.note)
    if not form.accepted or not may_change:
        told = one.call
        data = {
            "いる場所": told.place, "名前": told.name, "電話": told.phone, "ようす": told.words,
        }  # fmt: skip
        shown = {
            name: visit.personal(value, of=f"evacuation_help:{number}")
            for name, value in data.items()
            if value
        }
        return visit.page(
            "help.html", one=one, form=form, shown=shown, kinds=KINDS, may_change=may_change
        )
    state = Stage(form.state.data)
    settle(visit.db, number, state, (form.note.data or "").strip(), visit.staff.name, now_ms(visit))
    visit.audit(
        SETTLED,
        subject=f"evacuation_help:{number}",
        before={"状態": STAGES[one.state]},
        after={"状態": STAGES[state]},
    )
    return visit.done("変えました。", helps)


@console.todo("未対応の助けの求め", helps, roles=WRITERS)
def unanswered(visit: Visit) -> int:
    return count_new(visit.db)
