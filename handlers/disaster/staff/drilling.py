"""Telegrams tried in a drill: brought or chosen, shown for what they would do, sent to who takes part."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import cast

from bot.staff import Answer, FileField, Form, HiddenField, Needed
from handlers.disaster.drills import rows
from handlers.disaster.drills.playing import Played, play
from handlers.disaster.drills.sending import NoDrill, participants
from handlers.disaster.files import load
from handlers.disaster.staff.site import (
    BROUGHT,
    CHANGES,
    DRILL_STATES,
    DRILLED,
    LANGUAGES,
    READERS,
    RELEASERS,
    Visit,
    console,
    content_of,
    name_of,
)
from handlers.disaster.telegrams import Unreadable
from handlers.disaster.watching.receiving import Raw, arrive

LARGEST = 1024 * 1024


class UploadForm(Form):
    """A telegram."""

    file = FileField(
        "電文のファイル",
        [Needed("電文のファイルを選んでください。")],
        description="気象庁防災情報XMLの電文（.xml、1MBまで）。訓練の電文でも、前に実際に出た電文でもかまいません。",
    )


class SendForm(Form):
    """The button that sends; `seen` names what was shown."""

    seen = HiddenField()


@console.page("/drill", roles=READERS, label="電文で訓練する", changes=True)
def drill(visit: Visit) -> Answer:
    """Bring a telegram or choose one, while the drill mode is on; and what was sent in this drill."""
    form, on = visit.form(UploadForm), visit.emergency.is_drill
    if form.accepted and _may(visit) and on:
        raw = Raw(form.file.data.filename or "電文.xml", form.file.data.read(LARGEST + 1))
        one = arrive(raw, content_of(visit).codes.of(visit.city))
        if len(raw.body) <= LARGEST and not isinstance(one.read, Unreadable):
            number = rows.keep_sample(visit.db, one, visit.staff.name, visit.now)
            visit.audit(
                BROUGHT, subject=f"disaster:sample:{number}", after={"電文": one.read.title}
            )
            return visit.done(
                "電文を読み取りました。まだ何も送っていません。", tried, number=number
            )
        big = len(raw.body) > LARGEST
        form.file.errors = ["1MBまでの電文を選んでください。" if big else str(one.read)]
    session = visit.emergency.id if on else 0
    return visit.page(
        "drill.html",
        form=form, on=on, may=_may(visit), samples=rows.samples(visit.db),
        sent=rows.sent_in(visit.db, session), states=DRILL_STATES,
    )  # fmt: skip


def play_first(visit: Visit, number: int) -> Played | None:
    """What a sample would do now, after what was sent in this drill; takes a moment."""
    row = rows.sample(visit.db, number)
    if row is None or not visit.emergency.is_drill:
        return None
    before = [Raw(one.name, one.raw) for one in rows.sent_in(visit.db, visit.emergency.id)]
    with visit.rehearsal() as rehearsal:
        return play(rehearsal, before, Raw(row.name, row.raw))


@console.page("/drill/<int:number>", roles=READERS, changes=True, before=play_first)
def tried(visit: Visit, number: int) -> Answer:
    """Exactly what a telegram would tell, to how many; sent once it is confirmed."""
    row = rows.sample(visit.db, number) or visit.missing()
    form = visit.form(SendForm)
    played = cast("Played | None", visit.prepared) or play_first(visit, number)
    refusal = _refusal(visit, played, form)
    if form.accepted and played and not refusal:
        return _send(visit, number, row.title or row.name, played)
    return visit.page(
        "tried.html",
        row=row, form=form, played=played, refusal=refusal, may=_may(visit), late=form.accepted,
        seen=_digest(played), receivers=_receivers(visit), languages=LANGUAGES,
        tags={code: "ja" if code == "easy_ja" else code for code in LANGUAGES},
        named=[(name_of(visit, m.hazard, m.level), CHANGES[m.change], m.texts)
               for m in (played.messages if played else ())],
    )  # fmt: skip


def _send(visit: Visit, number: int, title: str, played: Played) -> Answer:
    session, author = visit.emergency.id, visit.staff.name
    made = rows.plan(visit.db, session, number, played.messages, author, visit.now)
    visit.audit(
        DRILLED,
        subject=f"disaster:drill:{made}",
        after={
            "電文": title,
            "お知らせ": "\n\n".join(one.texts.get("ja", "") for one in played.messages)[:2000],
            "参加する人": _receivers(visit) or 0,
        },
    )
    return visit.done("訓練のお知らせを、訓練に参加する人だけに送ります。", drill)


def _refusal(visit: Visit, played: Played | None, form: Form) -> str:
    """Why nothing is sent now; empty where it may be."""
    if played is None:
        return "いまは訓練中ではありません。「災害モード」で訓練を始めている間だけ、電文で訓練できます。"
    if not played.messages:
        return "この電文では、市民へのお知らせは出ません。"
    if _receivers(visit) is None:
        return "訓練に参加する人が選ぶ種類がありません（content/disaster/drill.yaml）。"
    if form.accepted and not _may(visit):
        return "送れるのは、防災の担当者だけです。"
    if form.accepted and form.seen.data != _digest(played):
        return "見ている間に、ほかの電文が送られて、出るお知らせが変わりました。もう一度確かめてください。"
    return ""


def _receivers(visit: Visit) -> int | None:
    """How many take part; None where nobody can."""
    try:
        whom = participants(visit.topics, visit.content(load).drill)
    except NoDrill:
        return None
    return visit.audiences.count(visit.db, whom)


def _digest(played: Played | None) -> str:
    told = json.dumps([asdict(one) for one in played.messages]) if played else ""
    return hashlib.sha256(told.encode()).hexdigest()


def _may(visit: Visit) -> bool:
    return visit.staff.has_one_of(RELEASERS)
