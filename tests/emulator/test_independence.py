"""The emulator can be lifted out: it knows nothing of the bot around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import bot.emulator

FOLDER = Path(bot.emulator.__file__).parent


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""


def test_nothing_else_of_the_project_is_imported() -> None:
    names = {name for path in FOLDER.rglob("*.py") for name in imported(path)}
    ours = {name for name in names if name.split(".")[0] in {"bot", "handlers", "bench", "tests"}}
    assert ours
    assert {name for name in ours if not name.startswith("bot.emulator")} == set()


def test_the_line_sdk_is_not_needed() -> None:
    names = {name.split(".")[0] for path in FOLDER.rglob("*.py") for name in imported(path)}
    assert "linebot" not in names
