"""A registry of a database, and procedures to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import Connection, insert

from bot.content import Faults
from bot.content.folder import Directory as OnDisk
from bot.content.folder import Folder
from bot.content.trace import Trace
from bot.db import Database, connect
from bot.time import JAPAN
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.catalogue import View
from handlers.procedures.registry.changes import create, publish
from handlers.procedures.registry.procedure import Procedure
from handlers.procedures.tables import procedure_table, release_table, version_table
from handlers.procedures.talk import catalogues

OWN = Path(__file__).parents[3] / "content" / "procedures"
NOW = datetime(2026, 11, 21, 7, 0, tzinfo=JAPAN)


def at(text: str) -> datetime:
    """A moment of the city's time: "2026-12-01 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


def procedure(name: str = "児童手当の認定請求", **values: Any) -> Procedure:
    """A procedure that may be published."""
    usual: dict[str, Any] = {
        "name": name, "summary": "児童手当を受けるための申請です。", "who": "子どもを育てている人",
        "life_events": ("子育て",), "category": "給付・手当", "department": "子育て支援課",
        "phone": "0225-95-1111", "channel": "ぴったりサービス", "url": "https://example.jp/form",
        "identity": "マイナンバーカードの署名", "online": "申請まで", "online_since": "2026-10-01",
    }  # fmt: skip
    return Procedure.model_validate(usual | values)


def own_content() -> Folder:
    """The project's own content/procedures."""
    return Folder((OnDisk(OWN),), Trace(), Faults())


@pytest.fixture(autouse=True)
def _always_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not wait for half a second to pass."""
    monkeypatch.setattr(catalogues, "fresh_seconds", 0.0)


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary.model_validate(yaml.safe_load((OWN / "settings.yaml").read_text("utf-8")))


def _numbered(number: int) -> Procedure:
    return procedure(f"手続き{number:04}", reading=f"てつづき{number:04}", prepare=("印鑑",))


@dataclass
class Registry:
    """The registry of a test's database."""

    database: Database

    def add(self, made: Procedure, now: datetime = NOW, *, to: datetime | None = None) -> int:
        """Create and publish one; `to`: from then on."""
        with self.database.write() as connection:
            number = create(connection, made, "試験", now).procedure
            publish(connection, number, now, at=to)
        return number

    def fill(self, count: int) -> None:
        """Publish very many at once."""
        rows = [
            {"id": number, "head": 1, "live": 1, "todo": False, "broken": False, "release": 1}
            for number in range(1, count + 1)
        ]
        versions = [
            {"procedure": number, "version": 1, "author": "試験", "made_ms": 0, "snapshot": made}
            for number in range(1, count + 1)
            for made in (_numbered(number).model_dump_json(),)
        ]
        with self.database.write() as connection:
            connection.execute(insert(procedure_table), rows)
            connection.execute(insert(version_table), versions)
            connection.execute(insert(release_table), {"id": 1, "version": 1})

    def view(self, now: datetime = NOW) -> View:
        with self.database.read() as connection:
            return catalogues.at(connection, now)

    def names(self, now: datetime = NOW) -> list[str]:
        return [one.procedure.name for one in self.view(now).listed]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    database = connect(database_url)
    yield Registry(database)
    database.close()


@pytest.fixture
def connection(registry: Registry) -> Iterator[Connection]:
    """A transaction, committed at the end of the test."""
    with registry.database.write() as connection:
        yield connection
