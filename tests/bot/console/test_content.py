"""Content without a programmer: upload, check, differences, publish, and the way back."""

from __future__ import annotations

import html
import io
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from bot import misses, upkeep
from bot.console.reviews import Reviews
from bot.console.trial import Browser
from bot.db.base import metadata
from bot.documents import index_of
from bot.misses import Miss
from bot.rehearsal import open_chat
from bot.releases import drafts, menus, newest, store
from bot.releases.tables import (
    content_blob_table,
    content_change_table,
    content_menu_table,
    content_release_table,
)
from bot.releases.tree import digest_of
from bot.releases.uploads import taken
from bot.service import build
from bot.sheets import Refused
from bot.staff import Role
from bot.testing import OpenStaff, settings_for
from tests.bot.console import shelf
from tests.bot.console.shelf import ITEMS, NOTE, WORDS
from tests.bot.console.test_kit import audited

HOME = "/console/content"
MORE = shelf.CSV + "傘,かさ,金属の日です\r\n"


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """What differs between the databases is tried in tests/bot/releases."""
    file = tmp_path / "content.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shelf.city(tmp_path / "content")


@pytest.fixture
def staff(new_staff: OpenStaff, folder: Path) -> Callable[..., Browser]:
    def one(role: Role, **more: object) -> Browser:
        name = {Role.PR: "広報さん", Role.DX: "DXさん"}.get(role, "職員")
        return new_staff(role, registry=shelf.registry(), content=folder, name=name, **more)

    return one


def upload(browser: Browser, path: str, data: bytes, name: str = "") -> str:
    sent = {"file": (io.BytesIO(data), name or path.rpartition("/")[2]), "base": ""}
    fields: dict[str, Any] = {f"upload-{key}": value for key, value in sent.items()}
    return browser.send(f"{HOME}/file/{path}", upload="1", **fields).text


def draft_of(browser: Browser) -> drafts.Draft:
    with browser.service.database.read() as connection:
        found = drafts.of_staff(connection, browser.id)
    assert found
    return found


def publish(browser: Browser, note: str = "直した") -> str:
    page = f"{HOME}/draft/{draft_of(browser).id}"
    browser.get(page)
    return browser.send(page, note=note).text


def in_use(browser: Browser, path: str) -> bytes:
    library = browser.service.library
    library.refresh()
    return (library.root / path).read_bytes()


def test_an_upload_is_checked_compared_published_and_taken_up(
    staff: Callable[..., Browser], folder: Path, database_url: str
) -> None:
    pr = staff(Role.PR)
    overview = pr.get(HOME).text
    assert "市の基本情報です。くわしくは手引き。" in overview
    assert "配備されたフォルダーの内容" in overview
    page = upload(pr, ITEMS, MORE.encode())
    assert "1行を加える" in page
    assert "傘" in page
    assert "木の棚" not in page
    assert "エラーはありません" in page
    assert in_use(pr, ITEMS) == shelf.CSV.encode()

    assert "第1版を公開しました" in publish(pr, "傘を足した")
    assert in_use(pr, ITEMS) == MORE.encode()
    assert (folder / ITEMS).read_bytes() == shelf.CSV.encode()
    (row,) = audited(pr, "content.published")
    assert row.summary == "内容の第1版を公開した(傘を足した)"
    assert "第1版" in pr.get(HOME).text
    assert "傘を足した" in pr.get(f"{HOME}/file/{ITEMS}").text

    # A process on another machine, whose folder is another, starts from the release.
    elsewhere = shelf.city(folder.parent / "elsewhere")
    (elsewhere / ITEMS).write_text("name\n", "utf-8")
    other = build(settings_for(database_url, elsewhere), registry=shelf.registry())
    assert "傘" in dict(other.library.current.data)["shelf"]  # type: ignore[operator]
    assert other.library.root != elsewhere
    other.database.close()


def test_errors_keep_a_draft_from_being_published(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    page = upload(pr, ITEMS, "name,furigana,answer\r\n本,ほん,\r\n".encode())
    assert "答えがありません。" in page
    assert "公開できません" in page
    with pr.service.database.read() as connection:
        assert newest(connection) is None
    assert "公開できません" in publish(pr)
    with pr.service.database.read() as connection:
        assert newest(connection) is None
    assert "エラーはありません" in upload(pr, ITEMS, MORE.encode())


def test_what_was_not_checked_as_it_is_cannot_be_published(
    staff: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    pr, dx = staff(Role.PR), staff(Role.DX)
    upload(pr, ITEMS, MORE.encode())
    upload(dx, WORDS, "hello: やあやあ\n".encode())
    publish(dx)
    monkeypatch.setattr(Reviews, "ask", lambda *_: None)
    page = pr.send(f"{HOME}/draft/{draft_of(pr).id}", note="x").text
    assert "まだ確かめています" in page
    monkeypatch.undo()
    assert "第2版を公開しました" in publish(pr)
    assert in_use(pr, WORDS) == "hello: やあやあ\n".encode()
    assert in_use(pr, ITEMS) == MORE.encode()


def test_an_upload_made_from_an_older_release_is_told_what_it_would_undo(
    staff: Callable[..., Browser],
) -> None:
    pr, dx = staff(Role.PR), staff(Role.DX)
    upload(dx, ITEMS, (shelf.CSV + "鍋,なべ,金属\r\n").encode())
    publish(dx, "鍋を足した")
    upload(dx, ITEMS, (shelf.CSV + "鍋,なべ,金属\r\nやかん,やかん,金属\r\n").encode())
    publish(dx, "やかんを足した")
    # Downloaded at release 1, edited in Excel, uploaded a day later.
    name = pr.get(f"{HOME}/download/{ITEMS}?release=1").headers["Content-Disposition"]
    assert "items.r1.csv" in name
    sent = (shelf.CSV + "鍋,なべ,金属\r\n傘,かさ,金属\r\n").encode()
    page = upload(pr, ITEMS, sent, "items.r1 (2).csv")
    assert "ほかの人の変更" in page
    assert "やかん" in page
    assert "どちらにするか" in publish(pr)
    with pr.service.database.read() as connection:
        current = store.tree_of(connection, newest(connection).tree).files[ITEMS]  # type: ignore[union-attr]
    number = draft_of(pr).id
    back = f"{HOME}/draft/{number}"
    # What was seen counts, not what has become of it since.
    pr.send(f"{back}/keep", page=back, path=ITEMS, base="0" * 64)
    with pr.service.database.read() as connection:
        tree = store.tree_of(connection, newest(connection).tree)  # type: ignore[union-attr]
    assert draft_of(pr).outdated(tree) == [ITEMS]
    pr.send(f"{back}/keep", page=back, path=ITEMS, base=current)
    assert "第3版を公開しました" in publish(pr)
    assert in_use(pr, ITEMS) == sent


def test_any_release_is_brought_back_with_one_click(staff: Callable[..., Browser]) -> None:
    pr, viewer = staff(Role.PR), staff(Role.VIEWER)
    for number in (1, 2):
        upload(pr, WORDS, f"hello: 第{number}\n".encode())
        publish(pr)
    page = pr.get(f"{HOME}/release/1").text
    assert "この版に戻す" in page
    assert "この版に戻す" not in viewer.get(f"{HOME}/release/1").text
    assert "この版に戻す" not in pr.get(f"{HOME}/release/2").text
    told = pr.send(f"{HOME}/release/1/back", page=f"{HOME}/release/1").text
    assert "第1版の内容に戻しました(第3版)" in told
    assert in_use(pr, WORDS) == "hello: 第1\n".encode()
    assert "いま公開している版と、同じ内容です" in pr.get(f"{HOME}/release/1").text
    assert len(audited(pr, "content.brought_back")) == 1


def test_an_earlier_release_that_todays_program_refuses_stays_where_it_is(
    staff: Callable[..., Browser],
) -> None:
    pr = staff(Role.PR)
    for number in (1, 2):
        upload(pr, WORDS, f"hello: 第{number}\n".encode())
        publish(pr)
    spoil(pr, 1, WORDS, "helo: 第1\n".encode())  # as if a later program knew no such word
    told = pr.send(f"{HOME}/release/1/back", page=f"{HOME}/release/1").text
    assert "1件のエラーがあるので、公開できません" in told
    assert "shelf/words.yaml:1行" in told
    assert in_use(pr, WORDS) == "hello: 第2\n".encode()
    assert audited(pr, "content.brought_back") == []


def test_a_release_that_the_program_cannot_read_is_shown_and_counted(
    staff: Callable[..., Browser],
) -> None:
    pr = staff(Role.PR)
    upload(pr, WORDS, "hello: 第1\n".encode())
    publish(pr)
    pr.service.library.refresh()
    assert "読めないところがあります" not in pr.get(HOME).text
    spoil(pr, 1, WORDS, "helo: 第1\n".encode())
    pr.service.library.refresh()
    page = pr.get(HOME).text
    assert "公開している第1版に、いまのプログラムが読めないところがあります" in page
    assert "shelf/words.yaml:1行" in page
    assert "madoguchi_content_refused_faults 1.0" in pr.client.get("/metrics").text
    assert pr.service.library.current.errors == ()


def spoil(browser: Browser, number: int, path: str, data: bytes) -> None:
    """Let a release hold other bytes than those that were checked, with another key."""
    with browser.service.database.write() as connection:
        one = store.release(connection, number)
        assert one is not None
        tree = store.tree_of(connection, one.tree).changed({path: digest_of(data)})
        store.keep_blobs(connection, {digest_of(data): data})
        store.keep_tree(connection, tree)
        rows = content_release_table
        connection.execute(rows.update().where(rows.c.number == number).values(tree=tree.key))


def test_the_menus_of_a_release_are_told_of(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    upload(pr, WORDS, "hello: 第1\n".encode())
    publish(pr)
    assert "この版では、メニューは変わっていません" in pr.get(HOME).text

    def told(state: menus.State, error: str = "") -> str:
        values = {"state": state.value, "error": error, "tries": 3}
        with pr.service.database.write() as connection:
            connection.execute(content_menu_table.update().values(**values))
        return pr.get(HOME).text

    assert "これからLINEに公開します" in told(menus.State.WAITING)
    assert "madoguchi_menus_waiting 1.0" in pr.client.get("/metrics").text
    assert "LINEにつながりません。市民には前の" in told(
        menus.State.WAITING, "LINEにつながりません。"
    )
    assert "LINEに公開しました" in told(menus.State.DONE)
    assert "madoguchi_menus_waiting 0.0" in pr.client.get("/metrics").text


def test_a_deployed_folder_that_differs_is_shown_and_never_lost(
    staff: Callable[..., Browser], folder: Path
) -> None:
    pr = staff(Role.PR)
    upload(pr, WORDS, "hello: 画面から\n".encode())
    publish(pr)
    assert "配備されたフォルダーに" not in pr.get(HOME).text
    # A new deployment changes a file that the console changed, too, and one that it did not.
    (folder / WORDS).write_text("hello: 配備から\n", "utf-8")
    (folder / NOTE).write_text("---\ntitle: 新しいおたより\n---\n本文\n", "utf-8")
    assert in_use(pr, WORDS) == "hello: 画面から\n".encode()
    assert "<strong>2</strong>件" in pr.get("/console/").text
    page = pr.get(f"{HOME}/folder").text
    assert "画面からも変えたファイル" in page
    assert "新しいおたより" in page
    told = pr.send(f"{HOME}/folder", take="1").text
    assert "ほかの人の変更" in told
    assert "画面から" in told
    assert set(draft_of(pr).changes) == {WORDS, NOTE}
    assert "配備されたフォルダーに" not in pr.get(HOME).text
    # Leaving it changes nothing, and is remembered.
    (folder / NOTE).unlink()
    assert "消えた" in pr.get(f"{HOME}/folder").text
    pr.send(f"{HOME}/folder", leave="1")
    assert pr.get(f"{HOME}/folder").status_code == 303
    assert in_use(pr, WORDS) == "hello: 画面から\n".encode()


def test_a_second_person_approves_where_that_is_asked_for(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR, env={"CONTENT_APPROVAL": "yes"})
    dx, viewer = staff(Role.DX), staff(Role.VIEWER)
    upload(pr, ITEMS, MORE.encode())
    page = f"{HOME}/draft/{draft_of(pr).id}"
    assert "まだ承認を頼まれていません" in dx.get(page).text
    assert "承認を頼みました" in publish(pr, "傘")
    with pr.service.database.read() as connection:
        assert newest(connection) is None
    assert "承認を待つ下書き" in dx.get("/console/").text
    assert viewer.client.post(page, data={"note": "x"}).status_code == 400
    assert "公開する</h2>" not in viewer.get(page).text
    # What is changed after it was asked for has to be asked for again.
    upload(pr, ITEMS, (MORE + "鍋,なべ,金属\r\n").encode())
    assert "まだ承認を頼まれていません" in dx.get(page).text
    publish(pr, "傘と鍋")
    dx.send(f"{page}/back", page=page)
    assert draft_of(pr).asked_ms is None
    publish(pr, "傘と鍋")
    dx.get(page)
    assert "第1版を公開しました" in dx.send(page, note="傘と鍋").text
    with pr.service.database.read() as connection:
        made = newest(connection)
    assert made
    assert (made.author, made.approver) == ("広報さん", "DXさん")


def test_files_are_added_and_deleted(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    text = "---\ntitle: 二通め\n---\n本文\n".encode()
    add = f"{HOME}/new"
    page = pr.send(add, folder="shelf", name="notes/n2.md", file=(io.BytesIO(text), "n2.md")).text
    assert "加える" in page
    pr.send(f"{HOME}/file/{NOTE}", delete="1")
    assert "第1版" in publish(pr)
    assert in_use(pr, "shelf/notes/n2.md") == text
    with pytest.raises(FileNotFoundError):
        in_use(pr, NOTE)
    assert pr.get(f"{HOME}/file/{NOTE}").status_code == 404
    assert "消した" in pr.get(f"{HOME}/release/1").text


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("../city.yaml", "使えない文字"),
        ("notes/../../x.md", "使えない文字"),
        ("/etc/passwd.md", "使えない文字"),
        ("notes\\n2.md", "使えない文字"),
        (".hidden.md", "使えない文字"),
        ("con.md", "Windows"),
        ("run.py", "この種類"),
        ("book.xlsm", "この種類"),
        ("Items.csv", "大文字と小文字"),
        ("items.csv", "もうあります"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(
    staff: Callable[..., Browser], name: str, complaint: str
) -> None:
    pr = staff(Role.PR)
    name = "shelf/" + name if name.startswith("/etc") else name
    page = pr.send(f"{HOME}/new", folder="shelf", name=name, file=(io.BytesIO(b"x"), "x.md"))
    assert page.status_code == 422
    assert complaint in page.text
    with pr.service.database.read() as connection:
        assert drafts.of_staff(connection, pr.id) is None


def book(*rows: Sequence[Any]) -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(file)
    return file.getvalue()


def with_part(name: str, data: bytes) -> bytes:
    file = io.BytesIO(book(["name"], ["x"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": (ITEMS, lambda: b" ", "何も書かれていません"),
    "too large": (ITEMS, lambda: b"a," * 6_000_000, "大きすぎます"),
    "a million rows": (ITEMS, lambda: b"a\n" * 1_000_000, "行が多すぎます"),
    "a million rows in a workbook": (
        ITEMS,
        lambda: with_part("xl/worksheets/sheet2.xml", b"<row/>" * 1_000_000),
        "行が多すぎます",
    ),
    "a zip bomb": (ITEMS, lambda: with_part("xl/b.xml", b"\0" * 80_000_000), "大きすぎます"),
    "macros": (ITEMS, lambda: with_part("xl/vbaProject.bin", b"x"), "マクロ"),
    "a formula in a workbook": (ITEMS, lambda: book(["name"], ["=1+1"]), "数式"),
    "a formula": (ITEMS, lambda: b'name\n=HYPERLINK("http://x")\n', "数式"),
    "a hidden command": (ITEMS, lambda: b"name\n+cmd|' /C calc'!A0\n", "数式"),
    "no text": (ITEMS, lambda: b"name\n\0\0\0", "読めません"),
    "broken characters": (ITEMS, lambda: (MORE * 3).encode() + b"\xff\r\n", "文字化け"),
    "a workbook for a text": (WORDS, lambda: book(["x"]), "Excelのブック"),
    "a large text": (WORDS, lambda: b"# x\n" * 300_000, "大きすぎます"),
    "a PDF": (WORDS, lambda: b"%PDF-1.7", "PDF"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_of_it_stays(
    staff: Callable[..., Browser], case: str
) -> None:
    path, made, complaint = HOSTILE[case]
    pr, data = staff(Role.PR), made()
    # The test's own client would leave a large file open.
    if len(data) > 400_000:
        with pytest.raises(Refused, match=complaint):
            taken(path, data, None)
        return
    assert complaint in upload(pr, path, data, "upload.csv")
    with pr.service.database.read() as connection:
        for table in (content_blob_table, content_change_table):
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_a_table_goes_to_excel_and_back_without_losing_zeros(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    sheet = load_workbook(io.BytesIO(pr.get(f"{HOME}/workbook/{ITEMS}").data)).worksheets[0]
    rows = [list(row) for row in sheet.values]
    assert rows[1] == ["本", "ほん", "古紙の日です"]
    page = upload(pr, ITEMS, book(*rows, ["0225", "", "電話"]), "items.r0.xlsx")
    assert "1行を加える" in page
    publish(pr)
    # In the bytes of the file that was there: mark, line ends and all.
    assert in_use(pr, ITEMS) == shelf.CSV.encode() + "0225,,電話\r\n".encode()


def test_a_text_is_edited_on_the_page_in_its_own_encoding(
    staff: Callable[..., Browser], folder: Path
) -> None:
    (folder / WORDS).write_bytes("# たなの文です。\r\nhello: こんにちは\r\n".encode("cp932"))
    pr = staff(Role.PR)
    page = pr.get(f"{HOME}/file/{WORDS}").text
    assert "hello: こんにちは" in page
    sent: Any = {"text-text": "# たなの文です。\r\nhello: ようこそ\r\n", "text-base": ""}
    told = pr.send(f"{HOME}/file/{WORDS}", text="1", **sent).text
    assert "hello: ようこそ" in told
    publish(pr)
    assert in_use(pr, WORDS) == "# たなの文です。\r\nhello: ようこそ\r\n".encode("cp932")


def test_the_same_content_is_no_draft(staff: Callable[..., Browser]) -> None:
    pr = staff(Role.PR)
    assert "同じです" in upload(pr, ITEMS, shelf.CSV.encode())
    with pr.service.database.read() as connection:
        assert drafts.of_staff(connection, pr.id) is None


def test_a_talk_with_a_draft_answers_from_it_and_touches_no_citizen(
    staff: Callable[..., Browser],
) -> None:
    pr = staff(Role.PR, env={"LINE_CHANNEL_SECRET": "real", "LINE_CHANNEL_ACCESS_TOKEN": "real"})
    upload(pr, ITEMS, MORE.encode())
    draft = draft_of(pr)
    before = rows(pr)
    page = f"{HOME}/draft/{draft.id}"
    answer = pr.send(f"{HOME}/talk", page=page, draft=str(draft.id), follow=False)
    talk = answer.location
    assert "/console/content/talk/" in talk
    assert "傘: 金属の日です" in say(pr, talk, {"say": "1", "say-text": "傘"})
    hello = say(pr, talk, {"say": "1", "say-text": "あいさつ"})
    assert "いまの答えのボタン" in hello
    action = html.unescape(re.findall(r'name="tap-action" value="([^"]+)"', hello)[0])
    assert "本: 古紙の日です" in say(pr, talk, {"tap": "1", "tap-action": action})
    assert pr.get(talk).text.count('class="talk__said"') == 3
    assert rows(pr) == before
    assert staff(Role.DX).get(talk).status_code == 404
    # Another process does not hold the talk, and plays it again.
    held = pr.app.extensions["console"].console().extensions["console-talks"]
    held.close()
    assert "傘: 金属の日です" in pr.get(talk).text
    held.close()


def say(browser: Browser, talk: str, act: dict[str, Any]) -> str:
    return browser.send(talk, **act).text


def rows(browser: Browser) -> dict[str, int]:
    """How many rows each table has, but for the console's own."""
    with browser.service.database.read() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if not table.name.startswith(("content_", "staff_"))
        }


def miss(browser: Browser, *texts: str) -> None:
    today = browser.service.clock().date()
    with browser.service.database.write() as connection:
        misses.add(connection, [Miss(today, text) for text in texts])


def test_what_was_asked_in_vain_is_grouped_and_becomes_a_synonym_or_an_item(
    staff: Callable[..., Browser],
) -> None:
    pr, viewer = staff(Role.PR), staff(Role.VIEWER)
    miss(pr, "書籍棚", "しょせきだな", "書籍棚", "ｼｮｾｷﾀﾞﾅ", "雨具", "090-1234-5678")
    page = pr.get(f"{HOME}/misses").text
    assert "2組、のべ5回" in page
    assert "1234" not in page
    assert "言葉や項目を足す" not in viewer.get(f"{HOME}/misses").text
    csv = viewer.get(f"{HOME}/misses.csv").data.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("4,")
    assert viewer.get(f"{HOME}/misses/synonym?word=x").status_code == 403

    one = f"{HOME}/misses/synonym?word=雨具"
    assert ITEMS in pr.get(one).text
    told = pr.send(one, word="雨具", other="本").text
    assert "「雨具」を「本」の言いかえにする" in told
    assert draft_of(pr).changes.keys() == {"platform/search.yaml"}
    assert "同じ意味の言葉を選ぶか" in pr.send(one, word="雨具", other="").text

    item = f"{HOME}/misses/item?path={ITEMS}&word=傘"
    assert 'value="傘"' in pr.get(item).text
    pr.send(item, f0="傘", f1="かさ", f2="金属の日です")
    assert draft_of(pr).changes.keys() == {"platform/search.yaml", ITEMS}
    publish(pr)
    assert in_use(pr, ITEMS) == MORE.encode()
    library = pr.service.library.current
    found = index_of(library).search("雨具")
    assert found.hits[0].entry.title == "本"


def test_use_is_counted_by_day_and_shown_without_anybody(
    staff: Callable[..., Browser], folder: Path, database_url: str
) -> None:
    viewer = staff(Role.VIEWER)
    service = viewer.service
    assert "この期間の記録はありません" in viewer.get("/console/usage").text
    library = service.library
    chat = open_chat(
        settings_for(database_url, folder),
        service.clock,
        registry=service.registry,
        library=library,
    )
    chat.follows()
    for text in ("本", "あいさつ", "zzzzzz", "本"):
        chat.says(text)
    chat.service.count_use()
    upkeep.count_followers(service)
    page = viewer.get("/console/usage").text
    assert "75.0%" not in page
    assert "66.7%" in page
    assert "<dd>1人" in page
    assert "<dd>3件" in page
    rows = load_workbook(io.BytesIO(viewer.get("/console/usage/usage.xlsx").data))
    assert next(iter(rows["質問"].values)) == ("日", "たな")
    assert list(rows["質問"].values)[-1] == ("2026-11-21", 3)
    assert viewer.get("/console/usage?first=2026-11-21&last=1900-01-01").status_code == 200
    chat.emulator.close()
    chat.service.database.close()
