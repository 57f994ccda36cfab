"""What every test would do again is done once in a process: reading the sample, compiling templates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from types import CodeType
from typing import Any

import pytest
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache

from bot import service
from bot.content import folder
from bot.content.document import Document
from bot.content.faults import Faults
from bot.content.yaml_node import Node
from bot.content.yaml_reader import read_yaml


@lru_cache(maxsize=500)
def _read(document: Document) -> tuple[Node | None, Faults]:
    faults = Faults()
    return read_yaml(document, faults), faults


def _read_once(document: Document, faults: Faults) -> Node | None:
    node, found = _read(document)
    for fault in found:
        report = faults.error if fault.severity == "error" else faults.warning
        report(fault, fault.message, fault.advice)
    return node


class _Templates(BytecodeCache):
    """The code of templates, by their names and what is written in them."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(autouse=True, scope="session")
def _once() -> Iterator[None]:
    templates, really = _Templates(), Environment.__init__

    def begin(self: Environment, app: Any, **options: Any) -> None:
        really(self, app, **{"bytecode_cache": templates} | options)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(folder, "read_yaml", _read_once)
        monkeypatch.setattr(Environment, "__init__", begin)
        # What all tests together hold is not what a process of the bot holds: seconds to look through.
        monkeypatch.setattr(service, "rest", lambda: None)
        yield
