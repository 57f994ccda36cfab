"""The form of a broadcast: its fields depend on the city's topics, districts and the features' criteria."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from bot.staff import (
    BooleanField,
    ChoicesField,
    DateField,
    Form,
    IntegerField,
    Length,
    Needed,
    Optional,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from handlers.broadcasts.draft import BODY, LABEL, LANGUAGE_TITLES, MOST_LINKS, TITLE
from handlers.broadcasts.plan import Repeat
from handlers.broadcasts.staff.site import URGENT, Visit

REPEATS = {Repeat.ONCE: "1回だけ", Repeat.WEEKLY: "毎週", Repeat.MONTHLY: "毎月"}


class ActForm(Form):
    """A button after a question."""


class ReturnForm(Form):
    """Back to the author, with what is to be changed."""

    remark = TextAreaField(
        "直してほしいこと", [Needed("直してほしいことを書いてください。"), Length(max=400)]
    )


def write_form(visit: Visit) -> type[Form]:
    """The form as the city has it at this moment."""
    fields = _texts(list(LANGUAGE_TITLES)) | _buttons() | _whom(visit) | _when()
    return type("WriteForm", (Form,), fields)


def correct_form(languages: list[str]) -> type[Form]:
    """The form of a correction in these languages."""
    return type("CorrectionForm", (Form,), _texts(languages))


def _texts(languages: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in languages:
        name, key = LANGUAGE_TITLES[one], field_of(one)
        needed = one == "ja"
        title = [Needed("題を書いてください。")] if needed else []
        body = [Needed("本文を書いてください。")] if needed else []
        fields[f"title_{key}"] = StringField(f"題（{name}）", [*title, Length(max=TITLE)])
        fields[f"body_{key}"] = TextAreaField(f"本文（{name}）", [*body, Length(max=BODY)])
    return fields


def field_of(language: str) -> str:
    """A language as a part of a field's name."""
    return language.replace("-", "_").lower()


def _buttons() -> dict[str, Any]:
    fields: dict[str, Any] = {
        "image": StringField(
            "画像のアドレス", [Length(max=1000)],
            description="https:// で始まるJPEGかPNGのアドレス。横20・縦13の割合で表示します。",
        )
    }  # fmt: skip
    for number in range(1, MOST_LINKS + 1):
        label = [Length(max=LABEL)]
        fields[f"label_{number}"] = StringField(
            f"ボタン{number}の文字", label, description="20文字まで"
        )
        fields[f"url_{number}"] = StringField(
            f"ボタン{number}の行き先",
            [Length(max=1000)],
            description="https:// か tel: で始まるもの",
        )
    return fields


def _whom(visit: Visit) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if visit.staff.has_one_of(URGENT):
        fields["urgent"] = BooleanField(
            "災害や安全に関わる（ほかのお知らせより先に、数の上限なしで送る）"
        )
    topics = [(one.id, one.title) for one in visit.topics]
    fields["topics"] = ChoicesField(
        "お知らせの種類", choices=topics,
        description="この種類を受け取る設定の人に送ります。市民はこの種類ごとに止められます。",
    )  # fmt: skip
    districts = [(one.name, one.name) for one in visit.residence.districts]
    if districts:
        fields["districts"] = ChoicesField(
            "地区", choices=districts, description="選ばなければ、どの地区にも送ります。"
        )
    fields["towns"] = TextAreaField("町", [Length(max=4000)], description="町の名前を1行にひとつ。")
    fields["languages"] = ChoicesField(
        "言葉",
        choices=list(LANGUAGE_TITLES.items()),
        description="選ばなければ、どの言葉の人にも送ります。",
    )
    return fields | _criteria(visit)


def _criteria(visit: Visit) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for one in visit.audiences.criteria.values():
        fields[criterion_field(one.name)] = BooleanField(f"{one.title}でしぼる")
        for name, of in one.form.model_fields.items():
            made = _parameter(of.annotation, of.title or name, of.description or "")
            fields[criterion_field(one.name, name)] = made
    return fields


def criterion_field(criterion: str, parameter: str = "use") -> str:
    """The name of a criterion's field."""
    return f"by_{criterion.replace('.', '_')}__{parameter}"


def _parameter(kind: Any, title: str, hint: str) -> Any:
    if get_origin(kind) is Literal:
        return SelectField(
            title, description=hint, choices=[(str(one), str(one)) for one in get_args(kind)]
        )
    made = {int: IntegerField, bool: BooleanField, date: DateField}.get(kind, StringField)
    return made(title, [Optional()], description=hint)


def _when() -> dict[str, Any]:
    return {
        "start": RadioField(
            "いつ送るか",
            choices=[("now", "承認されたらすぐ"), ("at", "日時を決める")],
            default="now",
        ),
        "day": DateField("はじめの日", [Optional()]),
        "time": TimeField("時刻", [Optional()]),
        "repeat": SelectField("くり返し", choices=[(k.value, v) for k, v in REPEATS.items()]),
        "until": DateField("くり返しの最後の日", [Optional()]),
        "excluded": TextAreaField(
            "送らない日", [Length(max=2000)], description="2026-12-31 のように、1行にひとつ。"
        ),
        "skip_holidays": BooleanField("祝日は送らない"),
    }


def parameters(form: type[BaseModel]) -> list[str]:
    """The names of a criterion's parameters."""
    return list(form.model_fields)
