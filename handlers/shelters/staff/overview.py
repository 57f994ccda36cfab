"""The list of all shelters, and the page of one, where its state is changed with one more tap."""

from __future__ import annotations

from collections import Counter

from bot.api import fold
from bot.sheets import CSV, as_csv
from bot.staff import Answer, Form, HiddenField, IntegerField, NumberRange, Optional, SearchField
from handlers.shelters.cards import as_of
from handlers.shelters.files.states import PEOPLE, STATE
from handlers.shelters.now import Now
from handlers.shelters.shelter import Shelter
from handlers.shelters.staff.site import (
    BUTTONS,
    CHANGERS,
    FORGOTTEN,
    READERS,
    Visit,
    change,
    console,
    found,
    now_at,
)
from handlers.shelters.states import State, Status, forget_all

MOST_PEOPLE = 999_999
HEADER = ("名称", STATE, PEOPLE, "地区", "所在地_連結表記", "緯度", "経度", "最終更新")


class StateForm(Form):
    """The people are what somebody typed; the state is the button that was pressed."""

    people = IntegerField(
        "避難している人の数",
        [Optional(), NumberRange(min=0, max=MOST_PEOPLE)],
        description="分からなければ、空のままでかまいません。",
    )
    state = HiddenField()


class ForgetForm(Form):
    """A button, after a question."""


class FindForm(Form):
    """What narrows the list."""

    q = SearchField("名前や住所", default="")


@console.page("", roles=READERS, label="避難所の開設")
def shelters(visit: Visit) -> Answer:
    """All of them, those in use first; or those of a state or a district, or with some words in them."""
    now, form = now_at(visit), visit.filters(FindForm)
    state, district = visit.asked("state"), visit.asked("district")
    listed = [
        one for one in now.shelters.all if _fits(now, one, state, district, form.q.data or "")
    ]
    rows = sorted(
        listed, key=lambda one: (now.status(one).state not in _IN_USE, -now.status(one).changed_ms)
    )
    return visit.page(
        "shelters.html",
        rows=rows,
        now=now,
        form=form,
        state=state,
        district=district,
        counts=Counter(now.status(one).state for one in now.shelters.all),
        states=State,
        people=sum(
            now.status(one).people or 0
            for one in now.shelters.all
            if now.status(one).state in _IN_USE
        ),
        districts=now.shelters.districts(),
        as_of=as_of,
        may_change=visit.staff.has_one_of(CHANGERS),
    )


_IN_USE = (State.OPEN, State.FULL)


@console.page("/<key>", roles=READERS, changes=True)
def shelter(visit: Visit, key: str) -> Answer:
    """One shelter: the four states as large buttons."""
    now = now_at(visit)
    one = found(visit, now, key)
    status = now.status(one)
    may_change = visit.staff.has_one_of(CHANGERS)
    form = visit.form(StateForm, people=status.people)
    chosen = next((s for s in State if s.value == form.state.data), None)
    if not (form.accepted and chosen and may_change):
        return visit.page(
            "shelter.html", one=one, status=status, form=form, buttons=BUTTONS,
            may_change=may_change, as_of=as_of,
        )  # fmt: skip
    people = form.people.data if chosen in _IN_USE else None
    change(visit, now, one, Status(chosen, people, int(visit.now.timestamp() * 1000)))
    said = visit.words.states.of(chosen)
    return visit.done(f"「{one.name}」を{said}にしました。", shelters)


@console.page("/reset", roles=CHANGERS, changes=True)
def reset(visit: Visit) -> Answer:
    """Take all back to 未開設 when everything is over; asks first."""
    now = now_at(visit)
    in_use = [one for one in now.shelters.all if now.status(one).state in _IN_USE]
    if not visit.form(ForgetForm).accepted:
        return visit.page("reset.html", in_use=in_use, count=len(now.states))
    before = {one.name: visit.words.states.of(now.status(one).state) for one in in_use}
    visit.audit(FORGOTTEN, subject="shelters:all", before=before)
    forget_all(visit.db)
    return visit.done("すべての避難所を未開設に戻しました。", shelters)


@console.page("/export.csv", roles=READERS)
def export(visit: Visit) -> Answer:
    """The states as a file that can be taken up again."""
    now = now_at(visit)
    rows = [_cells(visit, now, one) for one in now.shelters.all]
    return visit.file(as_csv([HEADER, *rows]), CSV, "shelters.csv")


def _cells(visit: Visit, now: Now, one: Shelter) -> list[str | int]:
    status, point = now.status(one), one.point
    where = [str(point.latitude), str(point.longitude)] if point else ["", ""]
    told = as_of(visit.words, status.changed_ms) if status.changed_ms else ""
    people = "" if status.people is None else status.people
    said = visit.words.states.of(status.state)
    return [one.name, said, people, one.district, one.address, *where, told]


def _fits(now: Now, one: Shelter, state: str, district: str, words: str) -> bool:
    wanted = fold(words)
    return (
        (not state or now.status(one).state.value == state)
        and (not district or one.district == district)
        and (
            not wanted or any(wanted in fold(text) for text in (one.name, one.reading, one.address))
        )
    )
