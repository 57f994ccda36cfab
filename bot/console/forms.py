"""Forms of staff: WTForms with Japanese messages that say what to do.

    class CloseForm(Form):
        reason = TextAreaField("理由", [Needed("対応済みにする理由を書いてください。"), Length(max=400)])

A form is shown with the macros of console/form.html.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import wtforms
import yaml
from wtforms.i18n import get_translations
from wtforms.validators import DataRequired, InputRequired


@lru_cache(maxsize=8)
def texts(name: str) -> Mapping[str, Any]:
    """The texts of texts/<name>.yaml."""
    found: dict[str, Any] = yaml.safe_load(
        (files("bot.console") / "texts" / f"{name}.yaml").read_text("utf-8")
    )
    return found


class _Wording:
    """Our own words where we have them, and WTForms' Japanese for the rest."""

    def __init__(self) -> None:
        self._theirs, self._ours = get_translations(["ja"]), texts("forms")

    def gettext(self, text: str) -> str:
        return str(self._ours.get(text) or self._theirs.gettext(text))

    def ngettext(self, one: str, many: str, number: int) -> str:
        return str(self._ours.get(one) or self._theirs.ngettext(one, many, number))


class Form(wtforms.Form):  # type: ignore[misc]
    """The base of all forms; `accepted` says that it was sent and is right."""

    accepted: bool = False

    class Meta(wtforms.meta.DefaultMeta):  # type: ignore[misc]
        locales = ("ja",)

        def get_translations(self, form: Any) -> _Wording:  # noqa: ARG002
            return _wording()

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """(field id, message) of every mistake, in the order of the fields."""
        return [(field.id, str(text)) for field in self for text in field.errors]


@lru_cache(maxsize=1)
def _wording() -> _Wording:
    return _Wording()


class Needed(DataRequired):  # type: ignore[misc]
    """The field must be filled in; the message says with what."""

    # The browser's own bubble would hide our message, so it is not told.
    field_flags: Mapping[str, Any] = {"needed": True}


class Chosen(InputRequired):  # type: ignore[misc]
    """One of the choices must be taken."""

    field_flags: Mapping[str, Any] = {"needed": True}


class ChoicesField(wtforms.SelectMultipleField):  # type: ignore[misc]
    """Several of the choices, each a box to tick."""

    widget = wtforms.widgets.ListWidget()
    option_widget = wtforms.widgets.CheckboxInput()
