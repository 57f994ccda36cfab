"""Giving a case to who looks after the road or the thing, and what became of it."""

from __future__ import annotations

from urllib.parse import quote

from bot.staff import (
    Answer,
    Email,
    EmailField,
    Form,
    Length,
    Needed,
    Optional,
    SelectField,
    TextAreaField,
)
from handlers.roads.content import Content
from handlers.roads.handing import link_of, mail_of, until
from handlers.roads.ledger import handovers
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.changes import change_state
from handlers.roads.ledger.handovers import Step, Way
from handlers.roads.ledger.states import State
from handlers.roads.staff.answers import filled
from handlers.roads.staff.case import case
from handlers.roads.staff.forms import MOST_REASON, ConfirmForm
from handlers.roads.staff.site import (
    HANDED,
    SENT,
    WORKERS,
    Visit,
    console,
    content_of,
    found,
    log,
    now_ms,
    subject,
)

WAYS = {
    Way.MAIL: "メール(リンク付き)",
    Way.OPEN311: "相手のシステムへ送る(Open311)",
    Way.PHONE: "電話など(伝えたことだけを記録する)",
}


class HandForm(Form):
    """To whom, how, and what they and the reporters are told."""

    owner = SelectField("引き継ぐ相手", choices=[])
    way = SelectField("方法", default=Way.MAIL, choices=list(WAYS.items()))
    address = EmailField(
        "相手のメールアドレス",
        [Optional(), Email("メールアドレスを確かめてください。"), Length(max=254)],
        description="空なら、owners.yaml に書いてあるアドレスを使います",
    )
    words = TextAreaField(
        "相手に伝える内容",
        [Length(max=2000)],
        description="通報した方の名前や連絡先が入らないように直してください",
    )
    reason = TextAreaField(
        "理由(通報した方に届きます)",
        [Needed("理由を書いてください。通報した方がそのまま読みます。"), Length(max=MOST_REASON)],
    )


@console.page("/<int:number>/handover", roles=WORKERS, changes=True)
def hand(visit: Visit, number: int) -> Answer:
    """The case becomes 他機関へ, and its new owner is told."""
    one, content = found(visit, number), content_of(visit)
    if one.merged_into is not None:
        visit.missing()
    form = visit.form(
        HandForm, choices={"owner": {each.id: each.name for each in content.owners}},
        owner=one.owner, words=one.words, reason=_reason(content, one),
    )  # fmt: skip
    if not form.accepted or not _complete(visit, content, form):
        return visit.page("hand.html", one=one, form=form, content=content)
    way = Way(form.way.data)
    made = handovers.hand_over(
        visit.db, one.id, form.owner.data, way, _address(content, form),
        words=form.words.data or "", who=visit.staff.email, now_ms=now_ms(visit),
    )  # fmt: skip
    log(visit, HANDED, one, _handed(visit, one, form))
    if way is Way.PHONE:
        return visit.done("引き継いだことを記録しました。", case, number=number)
    if way is Way.OPEN311:
        return visit.done("相手のシステムへ送ります。結果は履歴に出ます。", case, number=number)
    return visit.done("引き継ぎのメールを作りました。", handed, number=number, handover=made.id)


@console.page("/<int:number>/handover/<int:handover>", roles=WORKERS, changes=True)
def handed(visit: Visit, number: int, handover: int) -> Answer:
    """The mail, to be copied where no mail server is set; and that it was sent."""
    one, content, form = found(visit, number), content_of(visit), visit.form(ConfirmForm)
    made = handovers.by_id(visit.db, handover)
    if made is None or made.case != one.id:
        visit.missing()
    if form.accepted and made.state in (Step.WAITING, Step.FAILED):
        handovers.settle(visit.db, made, Step.SENT, now_ms(visit))
        visit.audit(SENT, subject=subject(one))
        return visit.done("送ったことを記録しました。", case, number=number)
    mail = mail_of(visit.words, visit.city, content, one, made) if made.token else None
    link = mail and f"mailto:{quote(mail.to)}?subject={quote(mail.subject)}&body={quote(mail.text)}"
    return visit.page(
        "handed.html", one=one, content=content, made=made, mail=mail, mailto=link, form=form,
        until=until(content, made), link=link_of(visit.city, made), automatic=visit.sends_mail,
    )  # fmt: skip


def _complete(visit: Visit, content: Content, form: HandForm) -> bool:
    """Whether a mail has an address and a link to hold; what is wrong stands beside the fields."""
    by_mail = form.way.data == Way.MAIL
    owner = content.owners_by_id.get(form.owner.data)
    if form.way.data == Way.OPEN311 and not (owner and owner.open311):
        form.way.errors = [
            "この相手のシステムは登録されていません。"
            "owners.yaml の open311 に書くか、ほかの方法を選んでください。"
        ]
    if by_mail and not visit.city.site:
        form.way.errors = [
            "リンクのアドレスが分かりません。"
            "content/city.yaml の site を書くか、電話などで伝えてください。"
        ]
    if by_mail and not _address(content, form):
        form.address.errors = ["相手のメールアドレスを入れてください。"]
    return not (form.way.errors or form.address.errors)


def _address(content: Content, form: HandForm) -> str:
    owner = content.owners_by_id.get(form.owner.data)
    if form.way.data == Way.PHONE:
        return (owner.phone if owner else None) or ""
    if form.way.data == Way.OPEN311:
        return owner.open311.endpoint if owner and owner.open311 else ""
    return form.address.data or (owner.email if owner else None) or ""


def _handed(visit: Visit, one: Case, form: HandForm) -> Case:
    if one.state is State.HANDED:
        return one
    return change_state(
        visit.db, one.id, State.HANDED,
        reason=form.reason.data, who=visit.staff.email, now_ms=now_ms(visit),
    )  # fmt: skip


def _reason(content: Content, one: Case) -> str:
    fitting = (each for each in content.templates_for(one) if each.state is State.HANDED)
    first = next(fitting, None)
    return filled(first, content, one) if first else ""
