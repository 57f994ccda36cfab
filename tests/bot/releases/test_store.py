"""Releases and counts of use as rows, on both databases: numbers, trees, what a process follows."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError

from bot import usage
from bot.citizens import citizen_table
from bot.db import Database, connect
from bot.releases import Source, Tree, drafts, folder_tree, store
from bot.releases.store import Release, Signed
from bot.releases.tables import content_blob_table, content_tree_table
from bot.releases.tree import GONE, Packed, digest_of
from bot.usage import CLEAR, FOLLOWING, NONE, Kind, Tally

DAY = date(2026, 11, 21)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = connect(database_url)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "notes").mkdir(parents=True)
    (content / "city.yaml").write_text("name: ためし市\n", "utf-8")
    (content / "notes" / "a.md").write_text("あ\n", "utf-8")
    return content


def release(database: Database, folder: Packed, **texts: str) -> Release:
    """Publish a folder with other texts in some of its files."""
    blobs = {digest_of(text.encode()): text.encode() for text in texts.values()}
    changes = {
        f"{name}.md": digest_of(text.encode()) if text else GONE for name, text in texts.items()
    }
    with database.write() as connection:
        store.keep_blobs(connection, {**folder.blobs, **blobs})
        return store.publish(
            connection, folder.tree.changed(changes), folder, Signed("人", "変えた"), 1_000
        )


def test_a_process_follows_the_newest_release_and_has_the_folder_before_there_is_one(
    database: Database, folder: Path
) -> None:
    source = Source(database, folder)
    assert source.root() == folder
    packed = folder_tree(folder)
    assert release(database, packed, b="い\n").number == 1
    first = source.root()
    assert (first / "b.md").read_text("utf-8") == "い\n"
    assert folder_tree(first).tree.changed({"b.md": GONE}).key == packed.tree.key
    key = folder_tree(first).tree.key
    assert source.root() == first
    release(database, packed, b="う\n", c="え\n")
    second = source.root()
    # Whoever is still reading the one before finds it.
    assert first.exists()
    assert folder_tree(second).tree.files.keys() == {"city.yaml", "notes/a.md", "b.md", "c.md"}
    release(database, packed, b="い\n")
    assert folder_tree(source.root()).tree.key == key
    assert folder_tree(folder).tree.key == packed.tree.key


def test_a_temporary_folder_that_was_tidied_up_is_written_again(
    database: Database, folder: Path
) -> None:
    source = Source(database, folder)
    release(database, folder_tree(folder), b="い\n")
    first = source.root()
    (first / "b.md").unlink()
    assert (source.root() / "b.md").read_text("utf-8") == "い\n"
    shutil.rmtree(first.parent)
    assert (source.root() / "city.yaml").is_file()


def test_what_was_read_last_stays_where_the_database_does_not_answer(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(database, folder)
    release(database, folder_tree(folder), b="い\n")
    first = source.root()

    def fails(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(store, "newest", fails)
    assert source.root() == first
    assert Source(database, folder).root() == folder


def test_many_who_publish_at_once_get_numbers_one_after_the_other(
    database: Database, folder: Path
) -> None:
    packed = folder_tree(folder)
    threads = [
        threading.Thread(target=release, args=(database, packed), kwargs={"b": f"{n}\n"})
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert [one.number for one in store.releases(connection)] == [6, 5, 4, 3, 2, 1]


def test_a_files_history_names_the_releases_in_which_it_changed(
    database: Database, folder: Path
) -> None:
    packed = folder_tree(folder)
    for text in ("い\n", "い\n", "う\n", "", "い\n"):
        release(database, packed, b=text) if text else release(database, packed)
    with database.read() as connection:
        found = [(one.number, bool(blob)) for one, blob in store.history(connection, "b.md")]
    assert found == [(5, True), (4, False), (3, True), (1, True)]


def test_bytes_that_nothing_holds_go_and_all_others_stay(database: Database, folder: Path) -> None:
    packed = folder_tree(folder)
    made = release(database, packed, b="い\n")
    with database.write() as connection:
        drafts.put(connection, (7, "人"), "b.md", b"draft\n", GONE, 1)
        store.keep_blobs(connection, {digest_of(b"x"): b"x"})
        orphan = Tree({"x.md": digest_of(b"x")})
        store.keep_tree(connection, orphan)
        assert store.forget_orphans(connection) == 1
        assert connection.scalar(select(func.count()).select_from(content_blob_table)) == 4
        assert not connection.scalar(
            select(func.count())
            .select_from(content_tree_table)
            .where(content_tree_table.c.tree == orphan.key)
        )
        whole = store.packed(connection, made.tree)
    assert whole.blobs.keys() == set(whole.tree.files.values())


def test_hidden_files_locks_and_links_are_no_content(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘密", "utf-8")
    (folder / "notes" / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "~$a.xlsx").write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x", "utf-8")
    assert folder_tree(folder).tree.files.keys() == {"city.yaml", "notes/a.md"}


def test_counts_of_several_processes_add_up_and_survive_a_failing_database(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = Tally(), Tally()
    one.add(DAY, [(Kind.QUESTION, "garbage"), (Kind.SEARCH, CLEAR), (Kind.QUESTION, "garbage")])
    other.add(DAY, [(Kind.QUESTION, "garbage"), (Kind.SEARCH, NONE)])
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", lambda *_, **__: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            one.flush(database)
    for _ in range(2):
        one.flush(database)
        other.flush(database)
    with database.read() as connection:
        assert usage.counted(connection, Kind.QUESTION, DAY, DAY) == {"garbage": {DAY: 3}}
        searches = usage.counted(connection, Kind.SEARCH, DAY, DAY)
        assert searches == {CLEAR: {DAY: 1}, NONE: {DAY: 1}}
        assert usage.counted(connection, Kind.QUESTION, date(2026, 11, 22), DAY) == {}


def test_the_last_count_of_followers_of_a_day_stays(database: Database) -> None:
    def follow(name: str, *, following: bool) -> None:
        with database.write() as connection:
            connection.execute(insert(citizen_table), {"id": name, "following": following})
            usage.note_followers(connection, DAY)

    follow("U1", following=True)
    follow("U2", following=False)
    follow("U3", following=True)
    with database.read() as connection:
        assert usage.counted(connection, Kind.FOLLOWERS, DAY, DAY) == {FOLLOWING: {DAY: 2}}
