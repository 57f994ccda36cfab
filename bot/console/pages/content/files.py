"""The page of each content file: download, upload, edit, add, delete."""

from __future__ import annotations

import re

from werkzeug.exceptions import Forbidden

from bot.console.forms import Form
from bot.console.pages.content import describing
from bot.console.pages.content.drafts import show_draft
from bot.console.pages.content.forms import ConfirmForm, NewForm, TextForm, UploadForm, read_file
from bot.console.pages.content.overview import abouts
from bot.console.pages.content.site import (
    EDITORS,
    READERS,
    Present,
    Visit,
    blob,
    console,
    folders,
    own_draft,
    present,
    put,
)
from bot.console.visit import Answer
from bot.content import Faults
from bot.content.csv_reader import read_table
from bot.content.encoding import UnreadableError, decode
from bot.releases import store
from bot.releases.comparing import TABLES, TEXTS
from bot.releases.editing import written_like
from bot.releases.tree import GONE
from bot.releases.uploads import PICTURES, checked_path, kind_of, opened, settled, taken
from bot.sheets import XLSX, Grid, Refused, as_workbook

MOST_ROWS, MOST_EDITED = 30, 150_000
_NUMBERED = re.compile(r"\.r(\d{1,6})(?!\d)")


def read_first(visit: Visit, path: str) -> bytes | Grid | Refused | None:
    """What was uploaded; large files take seconds, for which no transaction waits."""
    form = visit.form(UploadForm, "upload")
    if not form.accepted:
        return None
    try:
        return opened(path, read_file(form))
    except Refused as refused:
        return refused


@console.page("/file/<path:path>", roles=READERS, changes=True, before=read_first)
def show_file(visit: Visit, path: str) -> Answer:
    """One file: what it says, its history, and the ways to change it."""
    now, draft = present(visit), own_draft(visit)
    base = now.tree.files.get(path, GONE)
    mine = draft.changes.get(path) if draft else None
    shown = mine.blob if mine else base
    if base == GONE and mine is None:
        visit.missing()
    data = blob(visit, now, shown)
    upload = visit.form(UploadForm, "upload", base=shown)
    text = visit.form(TextForm, "text", base=shown, text=_editable(path, data))
    delete = visit.form(ConfirmForm, "delete")
    for form in (upload, text, delete):
        if form.accepted:
            answer = _changed(visit, now, path, form, data)
            if answer is not None:
                return answer
    return visit.page(
        "file.html",
        path=path, now=now, mine=mine, draft=draft, data=data, size=len(data),
        about=abouts(visit, now, {path: shown}).get(path, ""), kind=describing.kind_name(path),
        table=_head(path, data), upload=upload, text=text if text.text.data else None, delete=delete,
        history=store.history(visit.db, path), is_table=kind_of(path) in TABLES,
        is_picture=kind_of(path) in PICTURES, may_edit=visit.staff.has_one_of(EDITORS),
    )  # fmt: skip


def _changed(visit: Visit, now: Present, path: str, form: Form, shown: bytes) -> Answer | None:
    """What a form did; None where it was refused, with the reason beside its field."""
    if not visit.staff.has_one_of(EDITORS):
        raise Forbidden
    current = now.tree.files.get(path, GONE)
    try:
        data, base = _sent(visit, now, path, form, shown)
    except Refused as refused:
        field = form.file if isinstance(form, UploadForm) else form.text
        field.errors = [str(refused)]
        return None
    if data is not None and data == blob(visit, now, current) and current != GONE:
        form_field = form.file if isinstance(form, UploadForm) else form.text
        form_field.errors = ["いま公開している内容と同じです。変わったところはありません。"]
        return None
    made = put(visit, path, data, base)
    return visit.done(
        "下書きに入れました。確かめてから公開してください。", show_draft, number=made.id
    )


def _sent(
    visit: Visit, now: Present, path: str, form: Form, shown: bytes
) -> tuple[bytes | None, str]:
    """The new bytes, and the version of the file that they were made from."""
    current = now.tree.files.get(path, GONE)
    if isinstance(form, UploadForm):
        name, data = form.file.data.filename or "", _settled(visit, blob(visit, now, current))
        return data, _origin(visit, path, name, form.base.data or "", current)
    if isinstance(form, TextForm):
        text = (form.text.data or "").replace("\r\n", "\n")
        known = form.base.data or ""
        return taken(path, written_like(text, shown), shown), _based(visit, path, known, current)
    return None, current


def _settled(visit: Visit, present: bytes) -> bytes:
    """What was read before the transaction, as bytes to keep."""
    found = visit.prepared
    if isinstance(found, Refused):
        raise found
    assert isinstance(found, bytes | Grid)
    return settled(found, present or None)


def _origin(visit: Visit, path: str, name: str, base: str, current: str) -> str:
    """The version an upload was made from: as its name says (target.r12.csv), else as the page did."""
    numbered = _NUMBERED.search(name)
    release = store.release(visit.db, int(numbered[1])) if numbered else None
    if release:
        return store.tree_of(visit.db, release.tree).files.get(path, GONE)
    return _based(visit, path, base, current)


def _based(visit: Visit, path: str, base: str, current: str) -> str:
    """The digest that a form brought, if it is one; an own draft's is that of what it was made from."""
    draft = own_draft(visit)
    mine = draft.changes.get(path) if draft else None
    if mine and base == mine.blob:
        return mine.base
    return base if re.fullmatch(r"[0-9a-f]{64}", base) else current


def read_new(visit: Visit) -> bytes | Grid | Refused | None:
    """What was uploaded, as the file of the name that was typed."""
    form = visit.form(NewForm)
    data = form.file.data
    if not data or not form.name.data:
        return None
    try:
        return opened(form.name.data, read_file(form))
    except Refused as refused:
        return refused


@console.page("/new", roles=EDITORS, changes=True, before=read_new)
def new(visit: Visit) -> Answer:
    """Add a file."""
    now = present(visit)
    titles = {name: feature.title for name, feature in visit.service.registry.features.items()}
    offered = {"": "市の全体(いちばん上)"} | {
        name: f"{titles.get(name, '共通')}({name})" for name in folders(visit)
    }
    form = visit.form(NewForm, choices={"folder": offered}, folder=visit.asked("folder"))
    if form.accepted:
        try:
            path = _new_path(visit, now, form)
            data = _settled(visit, b"")
        except Refused as refused:
            field = form.file if "ファイルの名前" not in str(refused) else form.name
            field.errors = [str(refused)]
        else:
            made = put(visit, path, data, GONE)
            return visit.done("下書きに入れました。", show_draft, number=made.id)
    return visit.page("new.html", form=form)


def _new_path(visit: Visit, now: Present, form: NewForm) -> str:
    name = (form.name.data or "").strip().strip("/")
    path = checked_path(f"{form.folder.data}/{name}".lstrip("/"), folders(visit))
    if path in now.tree.files:
        raise Refused(
            "同じファイルの名前が、もうあります。そのファイルの画面で入れかえてください。"
        )
    if path.casefold() in {one.casefold() for one in now.tree.files}:
        raise Refused("大文字と小文字だけが違うファイルの名前が、もうあります。")
    return path


@console.page("/download/<path:path>", roles=READERS)
def download(visit: Visit, path: str) -> Answer:
    """The file as it is; its name tells the release, so that an upload tells what it was made from."""
    data, number = _wanted(visit, path)
    kind = kind_of(path)
    types = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
    return visit.file(data, types.get(kind, "application/octet-stream"), _named(path, number, kind))


@console.page("/workbook/<path:path>", roles=READERS)
def workbook(visit: Visit, path: str) -> Answer:
    """A table as an Excel workbook, in which zeros at the beginning and dates stay what they are."""
    data, number = _wanted(visit, path)
    try:
        table = read_table(path, decode(data).text, Faults())
    except UnreadableError:
        visit.missing()
    if kind_of(path) not in TABLES:
        visit.missing()
    rows = [[str(cell) for cell in row] for row in (table.header, *table.rows)]
    return visit.file(as_workbook({"表": rows}), XLSX, _named(path, number, ".xlsx"))


def _wanted(visit: Visit, path: str) -> tuple[bytes, int]:
    """The bytes of a file in a release, or as they are now; of a draft with ?draft=1."""
    now, asked = present(visit), visit.asked("release")
    release = store.release(visit.db, int(asked)) if re.fullmatch(r"\d{1,6}", asked) else None
    tree = store.tree_of(visit.db, release.tree) if release else now.tree
    digest, draft = tree.files.get(path, GONE), own_draft(visit)
    if visit.asked("draft") and draft and path in draft.changes:
        digest = draft.changes[path].blob
    if digest == GONE:
        visit.missing()
    return blob(visit, now, digest), release.number if release else now.number


def _named(path: str, number: int, kind: str) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return f"{stem}.r{number}{kind}" if stem.isascii() else f"file.r{number}{kind}"


def _editable(path: str, data: bytes) -> str:
    """The text that may be edited on the page; nothing where that would not do."""
    if kind_of(path) not in TEXTS or len(data) > MOST_EDITED:
        return ""
    try:
        found = decode(data)
    except UnreadableError:
        return ""
    return "" if found.damage else found.text


def _head(path: str, data: bytes) -> list[list[str]]:
    """The first rows of a table, with its headings."""
    if kind_of(path) not in TABLES:
        return []
    try:
        # As many lines as may hold those rows: a large table need not be read to its end.
        lines = decode(data).text.splitlines(keepends=True)[: MOST_ROWS * 4]
    except UnreadableError:
        return []
    table = read_table(path, "".join(lines), Faults())
    return [[str(c) for c in row] for row in (table.header, *table.rows)][: MOST_ROWS + 1]
