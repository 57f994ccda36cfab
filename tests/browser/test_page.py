"""How the page is served: behind any proxy, under a strict policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.emulator.simulator.page import ASSETS, blueprint

ABSOLUTE = re.compile(r"""["']/\w|url\(/""")


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    app = Flask("page")
    app.register_blueprint(blueprint)
    with app.test_client() as client:
        yield client


def fetch(client: FlaskClient, path: str) -> TestResponse:
    """Get a path and close the file behind the answer."""
    answer = client.get(path)
    answer.get_data()
    answer.close()
    return answer


def test_without_a_slash_it_redirects_relatively(client: FlaskClient) -> None:
    answer = fetch(client, "/simulator?citizen=%E8%8A%B1%E5%AD%90")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "simulator/?citizen=%E8%8A%B1%E5%AD%90"


def test_the_page_has_a_strict_policy(client: FlaskClient) -> None:
    answer = fetch(client, "/simulator/")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_every_asset_of_the_page_is_served_with_its_type(client: FlaskClient) -> None:
    html = fetch(client, "/simulator/").get_data(as_text=True)
    named = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert len(named) >= 5
    types = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
    for name in named:
        answer = fetch(client, f"/simulator/{name}")
        assert answer.status_code == 200, name
        assert answer.mimetype == types[Path(name).suffix]


@pytest.mark.parametrize("name", ["../page.py", "%2e%2e/page.py", "nothing.js", "js"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert fetch(client, f"/simulator/assets/{name}").status_code == 404


def test_no_asset_names_an_absolute_path() -> None:
    for path in ASSETS.rglob("*.*"):
        if path.suffix in {".js", ".css", ".html"}:
            assert not ABSOLUTE.search(path.read_text(encoding="utf-8")), path.name


def test_no_script_writes_markup() -> None:
    dangerous = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")
    for path in ASSETS.rglob("*.js"):
        assert not dangerous.search(path.read_text(encoding="utf-8")), path.name
