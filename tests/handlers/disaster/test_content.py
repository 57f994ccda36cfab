"""content/disaster/ is checked: what is missing or misspelt is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Faults
from bot.content.folder import Directory, Folder
from bot.content.trace import Trace
from bot.settings import PROJECT
from handlers.disaster.files import Content, load

OWN = PROJECT / "content" / "disaster"


def read(path: Path) -> tuple[Content, Faults]:
    faults = Faults()
    return load(Folder((Directory(path),), Trace(), faults)), faults


def copy(to: Path) -> Path:
    for file in OWN.rglob("*.yaml"):
        target = to / file.relative_to(OWN)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.read_text("utf-8"), "utf-8")
    return to


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_the_sample_content_is_whole() -> None:
    content, faults = read(OWN)
    assert list(map(str, faults)) == []
    assert len(content.languages) == 7


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("rules.yaml", "  rain:\n", "  rainn:\n", "「rainn」という災害はありません"),
        ("rules.yaml", "    5: {send: push, do: life,", "    6: {send: push, do: life,", "「6」という段階"),
        ("rules.yaml", "send: offer", "send: maybe", "rules.yaml"),
        ("rules.yaml", "topic: disaster_advisory", "topic: disaster_adviser", "お知らせの種類はありません"),
        ("rules.yaml", "do: tsunami,", "do: tsunamy,", "do に tsunamy がありません"),
        ("languages/vi.yaml", "  tornado:\n", "  tornadoes:\n", "tornado の 1 の名前がありません"),
        ("languages/en.yaml", "issued for {place}", "issued for {plaice}", "plaice"),
        ("languages/ko.yaml", 'now_label: "', 'now_label: "あいうえおかきくけこさしすせそたちつ', "20文字"),
        ("areas.yaml", '"0420200"', '"04202"', "areas.yaml"),
    ],
)  # fmt: skip
def test_a_slip_is_an_error_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    change(copy(tmp_path), name, old, new)
    _, faults = read(tmp_path)
    assert said in "\n".join(map(str, faults.errors))


def test_a_missing_language_is_an_error_and_a_hazard_without_rules_a_warning(
    tmp_path: Path,
) -> None:
    (copy(tmp_path) / "languages" / "ko.yaml").unlink()
    change(
        tmp_path, "rules.yaml", "  eruption: {1: {send: push, do: volcano, useful_hours: 2}}\n", ""
    )
    _, faults = read(tmp_path)
    assert "ko.yaml" in str(faults.errors[0])
    assert "eruption" in str(faults.warnings[0])
