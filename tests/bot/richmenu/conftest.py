"""Menus written to a content tree, and an emulator to publish them to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client

from bot.api import Feature, Nothing, Reply, Turn
from bot.content import Fault, Faults
from bot.content.loading import load
from bot.emulator import Emulator, EmulatorConfig, create_app
from bot.emulator.rates import RateLimiter
from bot.line import TransportError
from bot.line.richmenus import RichMenuClient
from bot.line.transport import Response
from bot.registry import Registry
from bot.rehearsal.stage import WsgiTransport
from bot.richmenu.font import Font, find_font
from bot.richmenu.payload import Prepared, prepare
from bot.richmenu.publishing import Publisher
from bot.richmenu.reading import MenuFile, check_menus, read_menus
from bot.richmenu.schema import Menus
from tests.emulator.pictures import png

CONTENT = Path(__file__).parents[3] / "content"
SMALL = png(800, 540)

CheckMenus = Callable[[str], tuple[MenuFile | None, list[Fault]]]


def counting() -> Feature[Nothing, Nothing]:
    """A feature with one button."""
    feature = Feature("counting", title="数")

    @feature.postback("add")
    def add(turn: Turn[Nothing, Nothing], by: int) -> Reply:
        return turn.end(f"{by}")

    return feature


@pytest.fixture(scope="session")
def font() -> Font:
    """The installed font."""
    return find_font()


@pytest.fixture
def check(tmp_path: Path, font: Font) -> CheckMenus:
    """Writes a menu.yaml and checks it, with the counting feature and the sample's words."""
    for name in ("platform", "city.yaml"):
        source = CONTENT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    registry = Registry([counting()])
    snapshot, _ = load(tmp_path, CONTENT, registry.content())

    def read(text: str) -> tuple[MenuFile | None, list[Fault]]:
        (tmp_path / "menu.yaml").write_text(text, "utf-8")
        faults = Faults()
        if file := read_menus(tmp_path, faults):
            check_menus(file, snapshot, registry, font, faults)
        return file, list(faults)

    return read


def area(label: str = "メニュー", **more: Any) -> dict[str, Any]:
    return {"label": label, "action": {"text": "メニュー"}} | more


def menus(*ids: str, bar: str = "メニュー") -> list[Prepared]:
    """Menus with small pictures; the ids are also their tabs."""
    given = [
        {"id": name, "name": name, "bar": bar, "tabs": list(ids), "rows": [{"areas": [area()]}]}
        for name in ids
    ]
    read = Menus.model_validate({"menus": given})
    return [prepare(menu, read, SMALL) for menu in read.menus]


@dataclass
class Channel:
    """A channel at the emulator; `calls` are the requests made, `fails_at` makes one of them fail."""

    emulator: Emulator
    http: Client
    calls: list[str] = field(default_factory=list)
    fails_at: int | None = None
    answers: bool = False

    def __call__(
        self, method: str, url: str, body: bytes | None, headers: Any, timeout: float
    ) -> Response:
        self.calls.append(f"{method} {url.removeprefix('http://line')}")
        fails = len(self.calls) - 1 == self.fails_at
        if fails and not self.answers:
            raise TransportError("lost on the way there")
        answer = WsgiTransport(self.http)(method, url, body, headers, timeout)
        if fails:
            raise TransportError("lost on the way back")
        return answer

    def close(self) -> None:
        """Nothing was opened."""

    @property
    def client(self) -> RichMenuClient:
        return RichMenuClient("http://line", "http://line", "emulator-token", self)

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.client, lambda _done: None, lambda _seconds: None)

    def pass_hour(self) -> None:
        """LINE moves citizens again, which it does three times an hour."""
        self.emulator.rates = RateLimiter(on=True)

    def titles(self) -> list[str]:
        """The first words of the names of all menus."""
        return sorted(menu.name.split(" ")[0] for menu in self.client.menus())

    def shown(self, user: str = "U" + "0" * 32) -> str | None:
        """The name of the menu that a citizen sees; it has a picture."""
        store = self.emulator.rich_menus
        menu_id = store.seen_by(user)
        assert menu_id is None or menu_id in store.pictures
        return store.menus[menu_id]["name"] if menu_id else None


@pytest.fixture
def channel() -> Iterator[Channel]:
    """An empty channel."""
    emulator = Emulator(EmulatorConfig(webhook_url="http://bot.test/webhook"))
    yield Channel(emulator, Client(create_app(emulator)))
    emulator.close()
