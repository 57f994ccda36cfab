"""The forms of the content pages."""

from __future__ import annotations

from wtforms import FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from bot.console.forms import Form, Needed
from bot.releases.uploads import MOST_BYTES

_FILE = "ファイルを選んでください。"


class UploadForm(Form):
    """A file in the place of another. `base`: the digest of the version that the page showed."""

    base = HiddenField()
    file = FileField(
        "ファイル", [Needed(_FILE)],
        description="表はCSVかExcel(.xlsx)、文は保存したファイルのまま。10MB、50,000行まで。",
    )  # fmt: skip


class TextForm(Form):
    """The text itself."""

    base = HiddenField()
    text = TextAreaField("ファイルの中身", render_kw={"rows": 24, "spellcheck": "false"})


class NewForm(Form):
    """A file that there is not yet."""

    folder = SelectField("置く場所", choices=[])
    name = StringField(
        "ファイルの名前",
        [Needed("ファイルの名前を書いてください。"), Length(max=120)],
        description="「d150.md」のように。中のフォルダーに置くときは「messages/d150.md」",
    )
    file = FileField(
        "ファイル", [Needed(_FILE)], description="表は .csv、文は .yaml か .md、画像は .png か .jpg"
    )


class PublishForm(Form):
    """What is said of a release."""

    note = StringField(
        "何を変えたか",
        [Needed("何を変えたかを、ひとことで書いてください。"), Length(max=200)],
        description="「粗大ごみの料金を改定」のように。版の一覧に残ります。",
    )


class ConfirmForm(Form):
    """A button, after a question."""


class PathForm(Form):
    """A button about one file. `base`: the digest of the version that the page showed."""

    path = HiddenField()
    base = HiddenField()


def read_file(form: UploadForm | NewForm) -> bytes:
    """What was sent, or as much of it as shows that it is too large."""
    with form.file.data.stream as stream:
        found: bytes = stream.read(MOST_BYTES + 1)
    return found
