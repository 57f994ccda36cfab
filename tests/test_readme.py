"""The README's feature is a whole one: it is taken from there, put in place, and talked to."""

from __future__ import annotations

import importlib
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import handlers
from bot.registry import Registry
from bot.testing import OpenChat, OpenSite

PROJECT = Path(__file__).parents[1]
BLOCK = re.compile(r"^`(?P<file>[\w./]+)`\n\n```\w+\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/test.db"


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Path]:
    readme = (PROJECT / "README.md").read_text("utf-8")
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    for block in BLOCK.finditer(readme):
        file = tmp_path / block["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block["text"], "utf-8")
    handlers.__path__.append(str(tmp_path / "handlers"))
    yield tmp_path
    handlers.__path__.remove(str(tmp_path / "handlers"))
    for module in ("handlers.lost_property.public", "handlers.lost_property"):
        sys.modules.pop(module, None)


def test_the_readmes_feature_works(example: Path, new_chat: OpenChat) -> None:
    feature = importlib.import_module("handlers.lost_property").feature
    chat = new_chat(content=example / "content", registry=Registry([feature]))
    names: dict[str, object] = {}
    exec((example / "tests/handlers/test_lost_property.py").read_text("utf-8"), names)
    names["test_an_umbrella_on_the_bus"](chat)  # type: ignore[operator]
    chat.says("落とし物")
    assert "営業所" in chat.taps("バスの中")
    assert "落とし物" in chat.says("メニュー").labels


def test_the_readmes_page_works(example: Path, new_site: OpenSite) -> None:
    feature = importlib.import_module("handlers.lost_property").feature
    site = new_site(content=example / "content", registry=Registry([feature]))
    page = site.get("/lost_property")
    assert (page.status_code, "近くの交番か警察署" in page.text) == (200, True)


@pytest.mark.parametrize(
    ("page", "modules"),
    [("README.md", ["__init__.py", "values.py"]), ("docs/operations.md", ["console.py"])],
)
def test_every_setting_is_written_down(page: str, modules: list[str]) -> None:
    written = (PROJECT / page).read_text("utf-8")
    source = "".join((PROJECT / "bot/settings" / one).read_text("utf-8") for one in modules)
    names = set(re.findall(r"""\(\s*(?:reader, )?['"]([A-Z][A-Z_]{3,})['"]""", source)) - {"DEBUG"}
    assert len(names) > 10
    assert {name for name in names if f"`{name}`" not in written} == set()
