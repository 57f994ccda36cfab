"""A talk with a draft, or with what is published: staff type as a citizen and see what LINE would show."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import Length

from bot import transcript
from bot.console.forms import Form
from bot.console.pages.content.site import (
    EDITORS,
    Visit,
    blobs,
    console,
    own_draft,
    present,
    talks,
)
from bot.console.visit import Answer
from bot.releases import drafts, store
from bot.releases import talks as kept
from bot.releases.talks import MOST_ACTS, Act
from bot.time import millis

MOST_BUTTONS = 40
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d")
_DEGREES = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,、 ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
_INPUTS = {"date": "date", "time": "time", "datetime": "datetime-local"}


class BeginForm(Form):
    """A button. `draft`: its number; empty for what is published."""

    draft = HiddenField()


class SayForm(Form):
    """What is typed."""

    text = StringField("市民になって送る言葉", [Length(max=300)], render_kw={"autocomplete": "off"})


class PlaceForm(Form):
    """A place on the map."""

    place = StringField("位置を送る(緯度, 経度)", [Length(max=60)])


class TapForm(Form):
    """A button of an answer: its action as LINE has it, and the moment that a picker asks for."""

    action = HiddenField()
    value = StringField("日時", [Length(max=40)])


@dataclass(frozen=True, slots=True)
class Button:
    """A button as the page offers it. `picker`: the kind of input that it needs; `link`: where it leads."""

    label: str
    action: str
    picker: str = ""
    link: str = ""


@console.page("/talk", roles=EDITORS, changes=True)
def begin(visit: Visit) -> Answer:
    """Begin a talk with a draft, or with what is published."""
    form, now = visit.form(BeginForm, draft=visit.asked("draft")), present(visit)
    asked = form.draft.data or ""
    draft = drafts.by_id(visit.db, int(asked)) if re.fullmatch(r"\d{1,9}", asked) else None
    if not form.accepted:
        return visit.page("talk_begin.html", form=form, draft=draft)
    tree = draft.on(now.tree) if draft else now.tree
    store.keep_blobs(visit.db, blobs(visit, now, tree.files.values()))
    store.keep_tree(visit.db, tree)
    name = kept.begin(visit.db, visit.staff.id, tree.key, millis(visit.now))
    return visit.redirect(hold_talk, name=name)


@console.page("/talk/<name>", roles=EDITORS, label="", changes=True)
def hold_talk(visit: Visit, name: str) -> Answer:
    """What was said and answered, and what may be said next."""
    one = kept.find(visit.db, name, visit.staff.id)
    if one is None:
        visit.missing()
    say, tap, place = (
        visit.form(SayForm, "say"), visit.form(TapForm, "tap"), visit.form(PlaceForm, "place")
    )  # fmt: skip
    act = _said(say) or _tapped(tap) or _placed(place)
    if act and len(one.acts) < MOST_ACTS:
        kept.say(visit.db, one, act)
    if say.accepted or tap.accepted or place.accepted:
        return visit.redirect(hold_talk, name=name)
    visit.draws_messages()
    answers = talks().answers(one, lambda: store.packed(visit.db, one.tree))
    return visit.page(
        "talk.html",
        talk=one, turns=[(*pair, _texts(pair[1])) for pair in zip(one.acts, answers, strict=True)],
        say=say, place=place,
        buttons=list(_buttons(answers[-1])) if answers else [], draft=own_draft(visit),
        is_full=len(one.acts) >= MOST_ACTS, city=visit.service.library.current.city,
    )  # fmt: skip


def _texts(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    return [text for message in messages for text in transcript.texts(message)]


def _said(form: SayForm) -> Act | None:
    text = (form.text.data or "").strip() if form.accepted else ""
    return {"kind": "text", "text": text, "shown": text} if text else None


def _placed(form: PlaceForm) -> Act | None:
    found = _DEGREES.fullmatch(form.place.data or "") if form.accepted else None
    if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return {
        "kind": "location",
        "lat": found[1],
        "lon": found[2],
        "shown": f"位置 {found[0].strip()}",
    }


def _tapped(form: TapForm) -> Act | None:
    if not form.accepted:
        return None
    try:
        action = json.loads(form.action.data or "")
    except ValueError:
        return None
    return _act(action, form.value.data or "") if isinstance(action, dict) else None


def _act(action: Mapping[str, Any], value: str) -> Act | None:
    """What a citizen does who presses a button of this action."""
    label, data = str(action.get("label", ""))[:100], str(action.get("data", ""))[:300]
    match action.get("type"):
        case "message":
            text = str(action.get("text", ""))[:300]
            return {"kind": "text", "text": text, "shown": text}
        case "postback":
            shown = str(action.get("displayText", "") or label)[:300]
            return {"kind": "postback", "data": data, "shown": shown}
        case "datetimepicker" if _MOMENT.fullmatch(value) and action.get("mode") in _INPUTS:
            mode = str(action["mode"])
            return {"kind": "pick", "data": data, "mode": mode, "value": value, "shown": value}
    return None


def _buttons(messages: Sequence[Mapping[str, Any]]) -> Iterator[Button]:
    """The buttons of an answer, each once."""
    seen: set[str] = set()
    for message in messages:
        for label, action in transcript.buttons(message):
            written = json.dumps(action, ensure_ascii=False)
            if written not in seen and len(seen) < MOST_BUTTONS:
                seen.add(written)
                picker = _INPUTS.get(str(action.get("mode")), "")
                link = str(action.get("uri", ""))
                if action.get("type") in ("message", "postback", "datetimepicker", "uri"):
                    yield Button(label or "(画像)", written, picker, link)
