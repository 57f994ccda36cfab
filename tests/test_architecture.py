"""The shape of the house, as far as import-linter cannot see it."""

from __future__ import annotations

import ast
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import bot
from bot.registry import discover

ROOT = Path(__file__).parent.parent
PUBLIC_NAMES = Path(__file__).parent / "public_names.txt"
MODULES = [f"bot.{module.name}" for module in pkgutil.iter_modules(bot.__path__)]

# Each in a fresh interpreter would cost a second; in a fresh module table it costs little.
_IMPORT_ALONE = """
import importlib, sys
kept = set(sys.modules)
for name in sys.argv[1:]:
    for loaded in [n for n in sys.modules if n == "bot" or n.startswith("bot.")]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""


def test_every_module_can_be_imported_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALONE, *MODULES],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_no_command_and_no_button_was_lost() -> None:
    """Citizens' habits and the buttons in their talks live for years.

    A name that is meant to go is taken out of tests/public_names.txt by hand; a new one is added.
    """
    names = discover().public_names()
    acknowledged = PUBLIC_NAMES.read_text("utf-8").splitlines()
    assert sorted(set(acknowledged) - set(names)) == [], "gone, and citizens still use them"
    assert sorted(set(names) - set(acknowledged)) == [], "new: add them to tests/public_names.txt"
    assert acknowledged == sorted(acknowledged)


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Name) and node.id == "__import__":
            found.add("importlib")
    return found


def test_features_import_in_the_open() -> None:
    hidden = {"importlib", "pkgutil", "runpy"}
    for file in (ROOT / "handlers").rglob("*.py"):
        assert not {name.partition(".")[0] for name in _imports(file)} & hidden, file


def test_the_webs_process_starts_without_what_it_does_not_need() -> None:
    """The SDK alone would cost it 72 MB and a second."""
    code = (
        "import sys, bot.app; print(*{'linebot', 'apscheduler', 'bot.emulator'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
