"""From an upload to a release and back to an earlier one, by one person or two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.console.reviews import Reviews
from bot.console.trial import Browser
from bot.releases import menus, newest, store
from bot.releases.tables import (
    content_menu_table,
    content_release_table,
)
from bot.releases.tree import digest_of
from bot.service import build
from bot.staff import Role
from bot.testing import settings_for
from tests.bot.console import shelf
from tests.bot.console.content.desk import HOME, MORE, draft_of, in_use, publish, upload
from tests.bot.console.shelf import ITEMS, NOTE, WORDS
from tests.bot.console.test_kit import audited


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
