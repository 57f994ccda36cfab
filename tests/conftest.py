"""What all tests share: databases of either kind, and no way out of the machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.content import folder
from bot.content.document import Document
from bot.content.faults import Faults
from bot.content.yaml_node import Node
from bot.content.yaml_reader import read_yaml

pytest_plugins = ["bot.testing", "tests.databases"]

# Laws hold whatever else the machine does: no deadline for an example. `make test` tries the same examples
# each time, so that what fails for one fails for all; MADOGUCHI_LAWS=wide goes on looking for others.
_calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", _calm, max_examples=50, derandomize=True)
settings.register_profile("wide", _calm, max_examples=500)
settings.load_profile(os.environ.get("MADOGUCHI_LAWS", "steady"))

SHARED = Path(os.environ.get("MADOGUCHI_SHARED", Path(__file__).parents[2] / "shared" / "data"))


@lru_cache(maxsize=500)
def _read(document: Document) -> tuple[Node | None, Faults]:
    faults = Faults()
    return read_yaml(document, faults), faults


def _read_once(document: Document, faults: Faults) -> Node | None:
    """Each file is read into a tree once for all tests: most of them read the same sample."""
    node, found = _read(document)
    for fault in found:
        report = faults.error if fault.severity == "error" else faults.warning
        report(fault, fault.message, fault.advice)
    return node


@pytest.fixture(autouse=True, scope="session")
def _files_are_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(folder, "read_yaml", _read_once)
        yield


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections end on the loopback interface: a test that needs the network is wrong."""
    really = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for {address!r}")
        really(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real public data; tests that want it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("the shared data is not on this machine")
    return SHARED
