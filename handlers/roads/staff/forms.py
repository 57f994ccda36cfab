"""Forms over one case."""

from __future__ import annotations

from bot.staff import (
    BooleanField,
    Chosen,
    DateField,
    DecimalField,
    EmailField,
    Form,
    HiddenField,
    Length,
    Needed,
    NumberRange,
    Optional,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from handlers.roads.ledger.opening import MOST_WORDS

MOST_REASON = 1000


class WorkForm(Form):
    """Who does it, how soon, and what it is."""

    kind = SelectField("種類", choices=[])
    department = SelectField("担当課", choices=[])
    assignee = SelectField("担当者", choices=[])
    priority = SelectField("優先度", choices=[])
    due = DateField("期限", [Needed("期限の日を入れてください。")])
    owner = SelectField("管理者", choices=[])


class MemoForm(Form):
    """What only staff read."""

    note = TextAreaField(
        "メモ", [Needed("メモを書いてください。"), Length(max=2000)],
        description="職員だけが読みます。通報した方には届きません",
    )  # fmt: skip


class AnswerForm(Form):
    """A new state with its reason. `seen`: the state that the page showed; `sure`: the preview was seen."""

    seen = HiddenField()
    state = RadioField("新しい状態", [Chosen("新しい状態を選んでください。")], choices=[])
    reason = TextAreaField(
        "理由(通報した方に届きます)",
        [Needed("理由を書いてください。通報した方がそのまま読みます。"), Length(max=MOST_REASON)],
    )
    photo = SelectField(
        "見せる写真", default="", choices=[], description="修理のあとの写真を加えておくと選べます"
    )
    due = DateField(
        "次の期限", [Optional()], description="対応が続くときだけ。空なら、いまの設定の日数のあと"
    )
    note = TextAreaField("メモ", [Length(max=2000)], description="職員だけが読みます")
    quiet = BooleanField("通報した方に知らせない(入力の訂正など)")


class TellForm(Form):
    """Words to the reporters, without a change of state."""

    words = TextAreaField(
        "連絡(通報した方に届きます)",
        [Needed("連絡の文を書いてください。"), Length(max=MOST_REASON)],
    )


class PlaceForm(Form):
    """Where it is."""

    latitude = DecimalField(
        "緯度", [Needed("緯度を数字で入れてください。"), NumberRange(20, 46)], places=6
    )
    longitude = DecimalField(
        "経度", [Needed("経度を数字で入れてください。"), NumberRange(122, 154)], places=6
    )


class JoinForm(Form):
    """The case that goes on."""

    into = StringField(
        "まとめる先の受付番号", [Needed("まとめる先の受付番号を入れてください。"), Length(max=40)]
    )


class ConfirmForm(Form):
    """A button, after a question."""


class PhoneForm(Form):
    """A report on the phone: the same as citizens are asked, and how to call back."""

    ticket = HiddenField()
    kind = SelectField("種類", [Needed("種類を選んでください。")], choices=[])
    words = TextAreaField(
        "内容", [Needed("どうなっているかを書いてください。"), Length(max=MOST_WORDS)]
    )
    place = StringField("場所(目印や住所)", [Length(max=200)])
    latitude = PlaceForm.latitude
    longitude = PlaceForm.longitude
    priority = SelectField("優先度", choices=[])
    department = SelectField("担当課", choices=[])
    name = StringField("通報した方のお名前", [Length(max=100)], description="聞いたときだけ")
    phone = StringField("電話番号", [Length(max=40)], description="折り返しに必要なときだけ")
    email = EmailField("メール", [Length(max=254)])
    wants = BooleanField("結果の連絡を希望する")
    apart = BooleanField("近くの通報とは別のものとして登録する")


class SeveralForm(Form):
    """What is done to several cases at once; what is left empty stays as it is."""

    state = SelectField("状態", default="", choices=[])
    reason = TextAreaField(
        "理由(通報した方に届きます)",
        [Length(max=MOST_REASON)],
        description="状態を変えるときは必須",
    )
    department = SelectField("担当課", default="", choices=[])
    assignee = SelectField("担当者", default="", choices=[])
    priority = SelectField("優先度", default="", choices=[])
    due = DateField("期限", [Optional()])
    note = TextAreaField("メモ", [Length(max=2000)], description="職員だけが読みます")
