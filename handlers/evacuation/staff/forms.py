"""What staff fill in, and the order that it makes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.api import JAPAN
from bot.staff import (
    BooleanField,
    ChoicesField,
    Chosen,
    DateField,
    Form,
    HiddenField,
    Length,
    Needed,
    RadioField,
    TextAreaField,
    TimeField,
)
from handlers.evacuation.content import load
from handlers.evacuation.orders.areas import BadArea, area_of
from handlers.evacuation.orders.order import Level, Order
from handlers.evacuation.staff.site import LEVELS, Visit
from handlers.evacuation.words import HOME

MOST_SHELTERS = 50
REAL, DRILL = "real", "drill"
_MODES = {REAL: "本番（市民に届きます）", DRILL: "訓練（訓練に参加する人にだけ届きます）"}


class OrderForm(Form):
    """One order."""

    mode = RadioField("本番か訓練か", [Chosen("本番か訓練かを選んでください。")])
    level = RadioField("出すもの", [Chosen("出すものを選んでください。")])
    hazard = RadioField("災害", [Chosen("災害を選んでください。")])
    districts = ChoicesField("地区")
    towns = TextAreaField(
        "町", [Length(max=4000)], description="地区の一部だけのとき、町の名前を1行に1つ書きます。"
    )
    shape = HiddenField()
    day = DateField("発令の日", [Needed("発令の日を入れてください。")])
    time = TimeField("発令の時刻", [Needed("発令の時刻を入れてください。")])
    shelters = ChoicesField("いま開いている避難所から選ぶ")
    more = TextAreaField(
        "ほかに開く避難所", [Length(max=4000)], description="名前を1行に1つ書きます。"
    )
    remark = TextAreaField(
        "ひとこと", [Length(max=300)], description="日本語のまま、どの言語の人にも届きます。"
    )
    unplaced = BooleanField("地区を登録していない人にも送る")


class ReleaseForm(Form):
    """The button that sends; `seen` says which version was shown."""

    seen = HiddenField()
    alone = TextAreaField(
        "ひとりで出す理由",
        [Length(max=400)],
        description="ほかの人がいないときだけ。記録に残ります。",
    )


class WhyForm(Form):
    """Taking back, with a reason."""

    why = TextAreaField("理由", [Needed("理由を書いてください。記録に残ります。"), Length(max=400)])


class ActForm(Form):
    """A button, after a question."""


def order_form(visit: Visit, kind: type[OrderForm] = OrderForm, **initial: Any) -> OrderForm:
    """The form with this city's choices."""
    words, settings = visit.words.language(HOME), visit.content(load)
    drill = visit.emergency.is_drill
    open_ones = dict.fromkeys(one.name for one in visit.havens() if one.is_open)
    kept = dict.fromkeys(initial.get("shelters") or ())
    choices = {
        "mode": {DRILL: _MODES[DRILL]} if drill else _MODES,
        "level": {level.value: label for level, label in LEVELS.items()},
        "hazard": {one: words.hazards[one] for one in settings.hazards if one in words.hazards},
        "districts": {one.name: one.name for one in visit.shared.residence.districts},
        "shelters": {name: name for name in open_ones | kept},
    }
    usual = {"mode": DRILL if drill else None, "day": visit.now.date(), "time": visit.now.time()}
    return visit.form(kind, choices=choices, **(usual | initial))


def made_of(visit: Visit, form: OrderForm) -> Order | None:
    """The order that was filled in; None, with what is wrong beside its field."""
    try:
        area = area_of(
            visit.shared.residence,
            form.districts.data or (),
            _lines(form.towns.data),
            _corners(form.shape.data),
        )
    except BadArea as error:
        form.districts.errors = [str(error)]
        return None
    shelters = tuple(dict.fromkeys([*(form.shelters.data or ()), *_lines(form.more.data)]))
    known = {one.name for one in visit.havens()}
    if strange := [name for name in shelters if known and name not in known]:
        form.more.errors = [
            f"「{strange[0][:40]}」という避難所は一覧にありません。避難所の名前を確かめてください。"
        ]
        return None
    if len(shelters) > MOST_SHELTERS:
        form.more.errors = [f"避難所は{MOST_SHELTERS}か所までにしてください。"]
        return None
    return Order(
        level=Level(form.level.data),
        hazard=form.hazard.data,
        area=area,
        at=datetime.combine(form.day.data, form.time.data, JAPAN),
        shelters=shelters,
        remark=(form.remark.data or "").strip(),
        unplaced=bool(form.unplaced.data),
    )


def filled(order: Order, *, drill: bool) -> Mapping[str, Any]:
    """The values of the form for an order."""
    at = order.at.astimezone(JAPAN)
    return {
        "mode": DRILL if drill else REAL,
        "level": order.level.value,
        "hazard": order.hazard,
        "districts": list(order.area.districts),
        "towns": "\n".join(order.area.towns),
        "day": at.date(),
        "time": at.time(),
        "shelters": list(order.shelters),
        "remark": order.remark,
        "unplaced": order.unplaced,
    }


def _lines(text: str | None) -> list[str]:
    lines = (line.strip() for line in (text or "").replace("、", "\n").splitlines())
    return [line for line in lines if line]


def _corners(text: str | None) -> list[tuple[float, float]]:
    """The corners that the map's script wrote, as [[latitude, longitude], ...]."""
    if not text:
        return []
    try:
        found = [(float(north), float(east)) for north, east in json.loads(text)]
    except (ValueError, TypeError, RecursionError) as error:
        raise BadArea("地図で囲んだ形が読み取れません。もう一度囲んでください。") from error
    if any(not (20 <= north <= 46 and 122 <= east <= 154) for north, east in found):
        raise BadArea("地図で囲んだ所が、日本の外にあります。もう一度囲んでください。")
    return found
