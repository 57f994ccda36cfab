"""Photos of a case: seen by those who may, added after the repair, blacked out, published, deleted."""

from __future__ import annotations

from collections.abc import Mapping

from bot import media
from bot.media import Area, Refusal, Refused, Taken, Version
from bot.staff import (
    Answer,
    BooleanField,
    Form,
    Length,
    MultipleFileField,
    Needed,
    SelectField,
    TextAreaField,
)
from handlers.roads.ledger import photos
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.hiding import WrongArea, read_areas, written
from handlers.roads.ledger.photos import Purpose
from handlers.roads.staff.case import case
from handlers.roads.staff.forms import ConfirmForm
from handlers.roads.staff.showing import Shown, shown_photos
from handlers.roads.staff.site import (
    HIDDEN,
    ORIGINAL_SEEN,
    PHOTO_ADDED,
    PHOTO_DELETED,
    READERS,
    WORKERS,
    Visit,
    console,
    content_of,
    found,
    now_ms,
    subject,
)
from handlers.roads.talk import feature

JPEG = "image/jpeg"
MOST_FILES = 5
MOST_BYTES = 20 * 1024 * 1024
VERSIONS = {"small": Version.BEST_THUMB, "best": Version.BEST, "clean": Version.CLEAN}
REFUSALS: Mapping[str, str] = {
    Refusal.LARGE: "大きすぎます。20MBまでの写真を選んでください。",
    Refusal.BROKEN: "壊れているため、読めません。もう一度送るか、別の写真を選んでください。",
    Refusal.KIND: "写真として読めません。JPEG、PNG、WebPの写真を選んでください。",
    Refusal.MIXED: "写真のほかのものが混ざっているため、使えません。別の写真を選んでください。",
    Refusal.GONE: "もうありません。",
}


class RepairForm(Form):
    """Photos by staff, through the same intake as the citizens'."""

    files = MultipleFileField(
        "写真",
        [Needed("写真を選んでください。")],
        description="5枚まで、1枚20MBまで。位置などの情報は取り除きます",
    )
    purpose = SelectField(
        "何の写真か", default=Purpose.REPAIR,
        choices=[(Purpose.REPAIR, "修理のあと"), (Purpose.LATER, "現場の様子")],
    )  # fmt: skip


class HideForm(Form):
    """What is blacked out, and whether citizens may see the photo."""

    areas = TextAreaField(
        "隠すところ", [Length(max=2000)],
        description="1行に1つの四角を、左・上・幅・高さの順に、写真に対する%で書きます(例 10 20 15 8)",
    )  # fmt: skip
    shown = BooleanField("通報を公開したとき、この写真も公開する")


@console.page("/<int:number>/photos/<int:photo>/<version>", roles=READERS)
def photo_file(visit: Visit, number: int, photo: int, version: str) -> Answer:
    """A photo as JPEG; the file as it came only as a download, and that is logged."""
    one = found(visit, number)
    each = _photo(visit, one, photo)
    if version == "original" and visit.staff.has_one_of(WORKERS):
        return _original(visit, one, each)
    if version not in VERSIONS or (version == "clean" and not visit.staff.has_one_of(WORKERS)):
        visit.missing()
    body = visit.media.read(visit.db, each.photo.media, VERSIONS[version])
    return visit.file(body, JPEG) if body is not None else visit.missing()


def _original(visit: Visit, one: Case, each: Shown) -> Answer:
    body = visit.media.read(visit.db, each.photo.media, Version.ORIGINAL)
    if body is None:
        visit.missing()
    visit.audit(ORIGINAL_SEEN, subject=subject(one), after={"写真": each.photo.position})
    return visit.file(
        body, "application/octet-stream", f"{one.number}-{each.photo.position}.original"
    )


def _taken(visit: Visit, number: int) -> list[Taken] | str:
    """The photos that were sent, judged and made anew; or what is wrong with one of them."""
    found(visit, number)
    form = visit.form(RepairForm)
    files = [one for one in form.files.data or () if one and one.filename]
    if not form.accepted or not files:
        return "写真を選んでください。"
    if len(files) > MOST_FILES:
        return f"一度に送れるのは{MOST_FILES}枚までです。"
    taken: list[Taken] = []
    for file in files:
        try:
            taken.append(visit.media.take(file.read(MOST_BYTES + 1), original=False))
        except Refused as refused:
            return f"「{file.filename[:80]}」は{REFUSALS[refused.reason]}"
    return taken


@console.page("/<int:number>/photos", roles=WORKERS, changes=True, before=_taken)
def add_photos(visit: Visit, number: int) -> Answer:
    """Photos of the repair, or of the place."""
    one, form, taken = found(visit, number), visit.form(RepairForm), visit.prepared
    if not form.accepted or not isinstance(taken, list):
        if isinstance(taken, str):
            form.files.errors = [taken]
        return visit.page("photos.html", one=one, form=form, content=content_of(visit))
    for each in taken:
        key, purpose = visit.media.keep(visit.db, feature.name, each), Purpose(form.purpose.data)
        photos.add_photo(visit.db, one.id, key, now_ms(visit), purpose, visit.staff.email)
    visit.audit(PHOTO_ADDED, subject=subject(one), after={"枚数": len(taken)})
    return visit.done(
        f"写真を{len(taken)}枚加えました。状態を変えるときに、通報した方に見せる写真として選べます。",
        case, number=number,
    )  # fmt: skip


def _blackened(visit: Visit, number: int, photo: int) -> tuple[int, list[Area]] | str:
    """The new version with what is to be hidden; or what is wrong with the rectangles."""
    each, form = _photo(visit, found(visit, number), photo), visit.form(HideForm)
    try:
        areas = read_areas(form.areas.data or "")
        made = visit.media.blacken(visit.db, each.photo.media, areas)
    except WrongArea as wrong:
        return (
            f"{wrong.line}行目を読めません。左・上・幅・高さを、0から100の数字4つで書いてください。"
        )
    except Refused:
        made = None
    return "この写真は加工できません。" if made is None else (made, areas)


@console.page("/<int:number>/photos/<int:photo>", roles=WORKERS, changes=True, before=_blackened)
def hide(visit: Visit, number: int, photo: int) -> Answer:
    """Black out faces and number plates, and say whether the photo may be published."""
    one = found(visit, number)
    each = _photo(visit, one, photo)
    hidden = photos.hidden_of(visit.db, photo)
    form = visit.form(HideForm, areas=hidden, shown=each.photo.shown)
    if not form.accepted or not isinstance(visit.prepared, tuple):
        if isinstance(visit.prepared, str):
            form.areas.errors = [visit.prepared]
        visit.runs_scripts()
        return visit.page("hide.html", one=one, each=each, form=form, content=content_of(visit))
    version, areas = visit.prepared
    media.show_version(visit.db, each.photo.media, version)
    photos.hide(visit.db, photo, written(areas))
    photos.show_photo(visit.db, photo, shown=form.shown.data)
    visit.audit(
        HIDDEN, subject=subject(one),
        before={"隠すところ": hidden, "公開する": each.photo.shown},
        after={"隠すところ": written(areas), "公開する": form.shown.data, "写真": each.photo.position},
    )  # fmt: skip
    return visit.done("写真を保存しました。", hide, number=number, photo=photo)


@console.page("/<int:number>/photos/<int:photo>/delete", roles=WORKERS, changes=True)
def delete_photo(visit: Visit, number: int, photo: int) -> Answer:
    """Let go of a photo for ever, such as one that shows something else."""
    one = found(visit, number)
    each, form = _photo(visit, one, photo), visit.form(ConfirmForm)
    if not form.accepted:
        return visit.page("delete.html", one=one, each=each, form=form, content=content_of(visit))
    photos.forget_photo(visit.db, each.photo.media, now_ms(visit))
    visit.audit(PHOTO_DELETED, subject=subject(one), after={"写真": each.photo.position})
    return visit.done("写真を消しました。", case, number=number)


def _photo(visit: Visit, one: Case, photo: int) -> Shown:
    named = (each for each in shown_photos(visit, one) if each.photo.id == photo)
    return next(named, None) or visit.missing()
