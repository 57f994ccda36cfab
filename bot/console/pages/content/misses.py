"""見つからなかった言葉: what citizens searched in vain, and the way from there into the content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from bot import misses
from bot.console.forms import Form
from bot.console.pages.content.drafts import show_draft
from bot.console.pages.content.grouping import Group, grouped
from bot.console.pages.content.overview import abouts
from bot.console.pages.content.site import (
    EDITORS,
    READERS,
    Present,
    Visit,
    blob,
    blobs,
    console,
    own_draft,
    present,
    put,
)
from bot.console.visit import Answer
from bot.content import Faults
from bot.content.csv_reader import read_table
from bot.content.encoding import UnreadableError, decode
from bot.documents import WORDS, index_of, words_of
from bot.releases.comparing import TABLES
from bot.releases.editing import items_of, with_item, with_row, with_synonym
from bot.releases.tree import GONE
from bot.releases.uploads import kind_of
from bot.search.keys import reading
from bot.settings import PROJECT
from bot.sheets import CSV, Refused, Row, as_csv

PAGE, MOST_HITS, MOST_FIELDS = 25, 6, 40
SEARCH = f"platform/{WORDS}.yaml"
_DAYS = {"7": "7日間", "30": "30日間", "90": "90日間"}
_NAMES = ("name", "名称", "品目", "question", "title", "手続き名")
_READINGS = ("reading", "furigana", "ふりがな", "よみがな", "名称_カナ", "よみ")
_KATAKANA = str.maketrans({chr(n): chr(n + 0x60) for n in range(0x3041, 0x3097)})


class SynonymForm(Form):
    """A word, and what it means."""

    word = HiddenField()
    meaning = RadioField("どれのことでしたか", choices=[], validate_choice=False)
    other = StringField(
        "ほかの言葉と同じ意味にする",
        [Length(max=40)],
        description="すでに見つかる言葉を書きます(「粗大ごみ」など)。書くと、こちらを使います。",
    )


@console.page("/misses", roles=READERS, label="見つからなかった言葉")
def missed(visit: Visit) -> Answer:
    """What was asked in vain, in groups, the most frequent first."""
    days = visit.asked("days") if visit.asked("days") in _DAYS else "30"
    found = _groups(visit, days)
    asked = visit.asked("page")
    number = int(asked) if re.fullmatch(r"[1-9]\d{0,3}", asked) else 1
    rows = found[(number - 1) * PAGE : number * PAGE]
    categories = words_of(visit.service.library.current).categories
    titles = {name: one.title for name, one in categories.items()}
    return visit.page(
        "misses.html",
        rows=rows, total=len(found), times=sum(one.times for one in found), days=days,
        offered=_DAYS, number=number, more=len(found) > number * PAGE, titles=titles,
        may_edit=visit.staff.has_one_of(EDITORS),
        kept_days=visit.service.settings.misses_days,
    )  # fmt: skip


@console.page("/misses.csv", roles=READERS)
def missed_csv(visit: Visit) -> Answer:
    """The same as a file."""
    days = visit.asked("days") if visit.asked("days") in _DAYS else "30"
    rows: list[Row] = [
        [one.times, one.last.isoformat(), one.words[0], "、".join(one.words[1:])]
        for one in _groups(visit, days)
    ]
    header = ["回数", "最後に聞かれた日", "言葉", "似た言葉"]
    return visit.file(as_csv([header, *rows]), CSV, "misses.csv")


def _groups(visit: Visit, days: str) -> list[Group]:
    return grouped(misses.since(visit.db, visit.now.date() - timedelta(days=int(days) - 1)))


def _synonym_form(visit: Visit, offered: dict[str, str], word: str) -> SynonymForm:
    first = next(iter(offered), "")
    return visit.form(SynonymForm, choices={"meaning": offered}, word=word, meaning=first)


def _typed(form: SynonymForm) -> tuple[str, str]:
    """The word and its meaning."""
    word = (form.word.data or "")[: misses.LONGEST].strip()
    return word, (form.other.data or form.meaning.data or "").strip()[:40]


def write_synonym(visit: Visit) -> bytes | Refused | None:
    """The new search.yaml. It is large to read, so that is done before the transaction."""
    form = _synonym_form(visit, {}, "")
    word, meaning = _typed(form)
    if not form.accepted:
        return None
    if not word or not meaning or word == meaning:
        return Refused("同じ意味の言葉を選ぶか、書いてください。")
    data = _mine(visit, present(visit), SEARCH) or (PROJECT / "content" / SEARCH).read_bytes()
    try:
        return with_synonym(data, word, meaning)
    except Refused as refused:
        return refused


@console.page("/misses/synonym", roles=EDITORS, changes=True, before=write_synonym)
def synonym(visit: Visit) -> Answer:
    """Make a word mean what another means: a change of search.yaml in one's own draft."""
    word = visit.asked("word")[: misses.LONGEST]
    offered = _near(visit, word)
    form, now, written = _synonym_form(visit, offered, word), present(visit), visit.prepared
    if isinstance(written, bytes):
        made = put(visit, SEARCH, written, _base(visit, now, SEARCH))
        told = "「{}」を「{}」の言いかえにする下書きを作りました。".format(*_typed(form))
        return visit.done(told, show_draft, number=made.id)
    if isinstance(written, Refused):
        form.other.errors = [str(written)]
    files = _item_files(visit, now)
    told_of = abouts(visit, now, {path: now.tree.files[path] for path in files})
    return visit.page(
        "synonym.html", form=form, word=word, offered=offered, files=files, abouts=told_of
    )


def _near(visit: Visit, word: str) -> dict[str, str]:
    """What the search would offer for a word, by its name."""
    found = index_of(visit.service.library.current).search(word, limit=MOST_HITS) if word else None
    return {hit.entry.title: hit.entry.title for hit in (found.hits if found else ())}


# -- an item of its own


def write_item(visit: Visit) -> bytes | Refused | None:
    """The file with the item in it, made before the transaction."""
    now, path = present(visit), visit.asked("path")
    data = _mine(visit, now, path) if path in now.tree.files else b""
    fields = _fields(path, data)
    form = visit.form(_item_form(fields)) if fields else None
    if form is None or not form.accepted:
        return None
    typed = {name: str(form[f"f{n}"].data or "") for n, name in enumerate(fields)}
    try:
        return _with(path, data, typed)
    except Refused as refused:
        return refused


@console.page("/misses/item", roles=EDITORS, changes=True, before=write_item)
def add_item(visit: Visit) -> Answer:
    """Add an item to a table or a list: a change of that file in one's own draft."""
    now, path = present(visit), visit.asked("path")
    word = visit.asked("word")[: misses.LONGEST]
    fields = _fields(path, _mine(visit, now, path)) if path in now.tree.files else []
    if not fields:
        visit.missing()
    form, written = visit.form(_item_form(fields), **_filled(fields, word)), visit.prepared
    if isinstance(written, bytes):
        made = put(visit, path, written, _base(visit, now, path))
        return visit.done("書き足した下書きを作りました。", show_draft, number=made.id)
    if isinstance(written, Refused):
        form["f0"].errors = [str(written)]
    return visit.page("item.html", form=form, path=path, word=word)


def _with(path: str, data: bytes, typed: Mapping[str, str]) -> bytes:
    if not any(typed.values()):
        raise Refused("何か書いてください。")
    if kind_of(path) in TABLES:
        return with_row(data, typed)
    found = items_of(data)
    assert found is not None
    return with_item(data, found, typed)


def _item_files(visit: Visit, now: Present) -> list[str]:
    """The files to which an item with a name can be added."""
    kinds = (*TABLES, ".yaml", ".yml")
    digests = {
        path: one
        for path, one in now.tree.files.items()
        if kind_of(path) in kinds and not path.endswith(("words.yaml", f"{WORDS}.yaml"))
    }
    unknown = set(digests.items()) - _NAMED.keys()
    if unknown:
        data = blobs(visit, now, {one for _, one in unknown})
        for path, one in unknown:
            names = _fields(path, data.get(one, b""))
            _NAMED[path, one] = bool(set(names) & set(_NAMES))
    return [path for path, one in digests.items() if _NAMED[path, one]]


_NAMED: dict[tuple[str, str], bool] = {}


def _fields(path: str, data: bytes) -> list[str]:
    """The names of what an item has: a table's headings, or the keys of a list's items."""
    if kind_of(path) not in TABLES:
        found = items_of(data)
        return list(found.names)[:MOST_FIELDS] if found else []
    try:
        head = decode(data).text.partition("\n")[0]
    except UnreadableError:
        return []
    table = read_table(path, head, Faults())
    return [cell.strip() for cell in table.header if cell.strip()][:MOST_FIELDS]


def _item_form(fields: list[str]) -> type[Form]:
    made: dict[str, Any] = {}
    for number, name in enumerate(fields):
        kind = TextAreaField if name in ("answer", "text", "body", "description") else StringField
        made[f"f{number}"] = kind(name, [Length(max=2000)])
    return type("ItemForm", (Form,), made)


def _filled(fields: list[str], word: str) -> dict[str, Any]:
    """The word in the first column of names, and its reading."""
    found: dict[str, Any] = {}
    name = next((one for one in _NAMES if one in fields), None)
    spoken = next((one for one in _READINGS if one in fields), None)
    if name is not None:
        found[f"f{fields.index(name)}"] = word
    if spoken is not None:
        said = reading(word)
        found[f"f{fields.index(spoken)}"] = said.translate(_KATAKANA) if "カナ" in spoken else said
    return found


def _mine(visit: Visit, now: Present, path: str) -> bytes:
    """The bytes of a file, as one's own draft has it, if it does."""
    draft = own_draft(visit)
    change = draft.changes.get(path) if draft else None
    return blob(visit, now, change.blob if change else now.tree.files.get(path, GONE))


def _base(visit: Visit, now: Present, path: str) -> str:
    draft = own_draft(visit)
    change = draft.changes.get(path) if draft else None
    return change.base if change else now.tree.files.get(path, GONE)
