"""What all tests share: databases of either kind, and no way out of the machine."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["bot.testing", "tests.databases", "tests.once"]

# Laws hold whatever else the machine does: no deadline for an example. `make test` tries the same examples
# each time, so that what fails for one fails for all; MADOGUCHI_LAWS=wide goes on looking for others.
_calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("steady", _calm, max_examples=50, derandomize=True)
settings.register_profile("wide", _calm, max_examples=500)
settings.load_profile(os.environ.get("MADOGUCHI_LAWS", "steady"))

SHARED = Path(os.environ.get("MADOGUCHI_SHARED", Path(__file__).parents[2] / "shared" / "data"))


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
