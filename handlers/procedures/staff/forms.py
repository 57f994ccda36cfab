"""Forms over the fields of a procedure; every field is read as the cell of a table would be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.staff import (
    FileField,
    Form,
    HiddenField,
    Length,
    Needed,
    SelectField,
    StringField,
    TextAreaField,
)
from handlers.procedures.files.fields import FIELDS, Field, Problem, parse
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.staff.site import ZONE

# What a department knows at once; the DX division fills in the rest.
NOTICE = (
    "name",
    "department",
    "phone",
    "summary",
    "who",
    "channel",
    "url",
    "opens",
    "closes",
    "note",
)


class NoticeForm(Form):
    """The base of a department's short form."""


class ProcedureForm(Form):
    """The base of the whole form. `base`: the version that is edited."""

    base = HiddenField()


class PublishForm(Form):
    """Publishing now, or at a moment."""

    at = StringField(
        "公開する日時",
        [Length(max=40)],
        description="2026-12-01 9:00 のように。空なら、すぐに公開します",
    )


class ConfirmForm(Form):
    """A button, after a question."""


class UploadForm(Form):
    """A table of procedures."""

    file = FileField(
        "ファイル", [Needed("CSVかExcelのファイルを選んでください。")],
        description="書き出したファイルと同じ列名の、CSVか .xlsx（5MB、10,000行まで）",
    )  # fmt: skip


class PeriodForm(Form):
    """The period of a report."""

    first = StringField("はじめの日", [Length(max=20)], description="2026-10-01 のように")
    last = StringField("おわりの日", [Length(max=20)])


class SearchForm(Form):
    """Words to look for."""

    q = StringField("言葉でさがす", [Length(max=80)])


def whole_form(vocabulary: Vocabulary) -> type[ProcedureForm]:
    """The form with all fields."""
    fields = {one.name: _field(one, vocabulary) for one in FIELDS}
    return type("WholeForm", (ProcedureForm,), fields)


def notice_form(vocabulary: Vocabulary) -> type[NoticeForm]:
    """The short form."""
    fields = {one.name: _field(one, vocabulary) for one in FIELDS if one.name in NOTICE}
    return type("ShortForm", (NoticeForm,), fields)


def values(procedure: Procedure) -> dict[str, str]:
    """What a form shows of a procedure."""
    return {one.name: one.write(procedure) for one in FIELDS}


def taken(form: Form, vocabulary: Vocabulary, base: Procedure | None = None) -> Procedure | None:
    """The procedure that was typed; None, with the problems beside the fields, where it cannot be read."""
    typed = {one.name: form[one.name].data or "" for one in FIELDS if one.name in form}
    made, problems = parse(typed, vocabulary, ZONE, base)
    show(form, problems)
    return made


def show(form: Form, problems: list[Problem]) -> None:
    """Put problems beside their fields."""
    for one in problems:
        name = one.field if one.field in form else next(iter(form)).short_name
        form[name].errors = [*form[name].errors, one.message]


def _field(one: Field, vocabulary: Vocabulary) -> Any:
    choices = one.choices(vocabulary)
    checks: list[Callable[..., object]] = []
    if one.name in ("name", "department"):
        checks.append(Needed(f"{one.title}を書いてください。"))
    if one.name == "life_events":
        hint = f"「、」で区切って、いくつでも。{'、'.join(choices)}"
        return StringField(one.title, checks, description=hint)
    if choices:
        return SelectField(
            one.title, checks, description=one.hint,
            choices=[("", "（選んでください）"), *((name, name) for name in choices)],
            validate_choice=False,
        )  # fmt: skip
    kind = TextAreaField if one.lines else StringField
    return kind(one.title, checks, description=_hint(one))


def _hint(one: Field) -> str:
    limit = f"{one.most}文字まで" if one.most <= 300 and "文字" not in one.hint else ""
    return "。".join(filter(None, (one.hint, limit)))
