"""The stores: a folder, and S3 by a server of moto's on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from bot.media.files import Files, FolderFiles, RemoteFiles, open_files

KEY, OTHER = "ab" + "1" * 30, "ab" + "2" * 30


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """S3 on this machine: its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    if request.param == "folder":
        return open_files(f"file://{tmp_path}/a%20folder")
    # As a city sets it: credentials and address in the environment.
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
    made = RemoteFiles(f"s3://{tmp_path.name.replace('_', '-')[:60].strip('-').lower()}/photos/")
    made._system.mkdir(made._root.split("/")[0], region_name="ap-northeast-1")
    return made


def test_files_are_written_read_listed_and_deleted(files: Files) -> None:
    assert files.read(KEY, "clean") is None
    assert files.listed("ab") == {}
    for data in (b"first", b"second"):
        files.write(KEY, "clean", data)
    files.write(KEY, "thumb", b"small")
    files.write(OTHER, "clean", b"other")
    assert files.read(KEY, "clean") == b"second"
    assert set(files.listed("ab")) == {KEY, OTHER}
    assert all(written > 1_700_000_000 for written in files.listed("ab").values())
    assert files.listed("cd") == {}
    files.delete(KEY, "clean")
    assert files.read(KEY, "clean") is None
    assert files.read(KEY, "thumb") == b"small"
    for _ in range(2):
        files.delete(KEY, "clean")
        files.delete_all(KEY)
    assert set(files.listed("ab")) == {OTHER}


def test_a_bare_path_is_a_folder(tmp_path: Path) -> None:
    made = open_files(str(tmp_path / "media"))
    assert isinstance(made, FolderFiles)
    made.write(KEY, "clean", b"x")
    assert (tmp_path / "media" / "ab" / KEY / "clean").read_bytes() == b"x"
    assert [one.name for one in (tmp_path / "media" / "ab" / KEY).iterdir()] == ["clean"]


def test_other_addresses_are_fsspecs() -> None:
    made = open_files("memory://photos")
    made.write(KEY, "clean", b"x")
    assert made.read(KEY, "clean") == b"x"
    assert set(made.listed("ab")) == {KEY}
    made.delete_all(KEY)
    assert made.listed("ab") == {}
