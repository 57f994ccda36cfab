"""`madoguchi content`, as a shell sees it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.releases import folder_tree
from bot.settings import PROJECT


@pytest.fixture
def city(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder of its own, without the menus, whose drawing is another test's."""
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    (content / "menu.yaml").unlink()
    shutil.copyfile(migrated_sqlite, tmp_path / "city.db")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/city.db")
    monkeypatch.setenv("MADOGUCHI_CONTENT", str(content))
    return content


def content(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["content", *map(str, words)])


def test_a_folder_is_published_listed_and_written_out_again(city: Path, tmp_path: Path) -> None:
    assert "公開した版はありません" in content("list").output
    (city / "faq" / "tax.yaml").write_text("category: 税金\nquestions: [\n", "utf-8")
    refused = content("publish", city, "--note", "税")
    assert refused.exit_code == 1
    assert "faq/tax.yaml" in refused.output
    assert "公開した版はありません" in content("export", tmp_path / "out").output

    shutil.copyfile(PROJECT / "content" / "faq" / "tax.yaml", city / "faq" / "tax.yaml")
    published = content("publish", city, "--note", "はじめ")
    assert "第1版を公開しました" in published.output, published.output
    assert "変わったところはありません" in content("publish", city, "--note", "また").output
    assert "はじめ" in content("list").output

    (city / "README.md").write_text("# あとから\n", "utf-8")
    assert "版が知らない変更" in content("list").output
    assert content("export", tmp_path / "out").exit_code == 0
    assert folder_tree(tmp_path / "out").tree.differences(folder_tree(city).tree).keys() == {
        "README.md"
    }
    assert "空ではありません" in content("export", tmp_path / "out").output
    assert content("export", tmp_path / "new", "--release", "7").exit_code == 1
