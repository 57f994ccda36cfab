"""`madoguchi menu`, as a shell sees it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import requests

from bot.settings import PROJECT
from tests.wire.processes import Stage, free_port, run, until

pytestmark = pytest.mark.wire


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Menus do not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


def at(stage: Stage) -> dict[str, str]:
    return {"LINE_API_BASE": stage.line.url, "LINE_DATA_BASE": stage.line.url}


def test_menus_are_published_listed_and_removed(stage: Stage, tmp_path: Path) -> None:
    content = shutil.copytree(PROJECT / "content", tmp_path / "content")
    settings = at(stage) | {"MADOGUCHI_CONTENT": str(content)}
    planned = run("menu", "publish", "--dry-run", **settings)
    assert "作る: くらし(kurashi)" in planned.stdout
    assert run("menu", "list", **settings).stdout == ""
    assert "公開しました" in run("menu", "publish", **settings).stdout
    assert run("menu", "publish", **settings).stdout == "変わったところはありません。\n"
    listed = run("menu", "list", **settings).stdout.splitlines()
    assert len(listed) == 4
    assert [line for line in listed if line.endswith("\tmadoguchi-kurashi\tdefault")]
    disaster = run("menu", "publish", "--default", "saigai", "--everyone", **settings)
    assert "「kurashi」に戻すには --default kurashi" in disaster.stdout
    assert run("menu", "publish", "--default", "matsuri", **settings).returncode == 2
    removed = run("menu", "remove", "--yes", **settings)
    assert "4枚のメニューを消しました" in removed.stdout


def test_pictures_are_written(tmp_path: Path) -> None:
    assert run("menu", "preview", str(tmp_path / "out"), "--phone").returncode == 0
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names >= {"kurashi.png", "kurashi-phone.png", "saigai.png", "ookina-phone.png"}


def test_what_is_wrong_is_said_in_japanese(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "menu.yaml").write_text("menus:\n  - id: a\n    nama: くらし\n", "utf-8")
    faulty = run("menu", "publish", **at(stage), MADOGUCHI_CONTENT=str(tmp_path))
    assert faulty.returncode == 1
    assert "「name」の書き間違いではありませんか" in faulty.stderr
    (tmp_path / "menu.yaml").unlink()
    missing = run("menu", "publish", **at(stage), MADOGUCHI_CONTENT=str(tmp_path))
    assert (missing.returncode, "menu.yaml がありません" in missing.stderr) == (1, True)
    assert run("menu", "preview", str(tmp_path), MENU_FONT="/none.otf").returncode == 2
    away = {"LINE_API_BASE": "http://127.0.0.1:9", "LINE_DATA_BASE": "http://127.0.0.1:9"}
    assert "LINEにつながりません" in run("menu", "publish", **away).stderr


def test_run_shows_the_menu_in_the_simulator(stage: Stage) -> None:
    port = free_port()
    stage.start("run", LINE_API_BASE="", LINE_DATA_BASE="", EMULATOR_PORT=str(port))
    url = f"http://127.0.0.1:{port}/simulator/api/richmenus/aliases/madoguchi-kurashi"
    until(lambda: _is_there(url), "the emulator shows a menu")


def _is_there(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except (requests.ConnectionError, requests.Timeout):
        return False
