"""What loading and looking again may do; bench/content.py has the times."""

from pathlib import Path

import pytest

from bot.content import FeatureContent, Folder
from tests.bot.content.tree import CITY, folder, library, write


def test_five_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f'地区{n},東部,月 木,水2,火1 火3,"備考\n{n}"\n' for n in range(5000))
    write(tmp_path, "a.csv", "地名,センター,燃える,プラ,資源,備考\n" + rows)
    table = folder(tmp_path).csv("a.csv")
    assert table is not None
    assert len(table.rows) == 5000


def test_looking_again_reads_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.csv" for number in range(50)]
    write(tmp_path, "city.yaml", CITY)
    for name in names:
        write(tmp_path, f"waste/{name}", "a,b\n")

    def load(files: Folder) -> object:
        return [files.csv(name) for name in names]

    shelf = library(tmp_path, FeatureContent("waste", None, load))
    shelf.load()
    read: list[Path] = []
    really = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return really(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    assert not shelf.refresh()
    assert read == []
    write(tmp_path, "waste/7.csv", "a,b,c\n")
    assert shelf.refresh()
    assert len(read) == 51
