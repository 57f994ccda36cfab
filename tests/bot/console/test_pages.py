"""Every page of every feature names its roles, and lets in those and nobody else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from bot.console.finding import sections
from bot.console.guard import OPEN
from bot.registry import discover
from bot.staff import Role
from bot.testing import OpenStaff

_PART = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>")
# Such a thing exists nowhere: a page that is entered says so, whatever else it may say.
_NOWHERE = {"int": "999999999", "uuid": "00000000-0000-4000-8000-000000000000"}


def _address(section: str, path: str) -> str:
    return f"/console/{section}" + _PART.sub(lambda part: _NOWHERE.get(part[1] or "", "x"), path)


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Roles are the same on either kind of database."""
    file = tmp_path / "pages.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


def test_every_page_lets_in_its_roles_and_nobody_else(new_staff: OpenStaff) -> None:
    found = sections(discover())
    browsers = {role: new_staff(role) for role in Role}
    nobody = new_staff()
    pages = [page for section in found for page in section.pages]
    assert len(pages) >= 9
    for page in pages:
        assert page.roles, f"{page.endpoint} names no role"
        assert page.personal <= page.roles, f"{page.endpoint} unmasks for roles that cannot enter"
        address = _address(page.section, page.path)
        assert nobody.get(address).status_code == 303, address
        for role, browser in browsers.items():
            answer = browser.get(address)
            assert (answer.status_code == 403) == (role not in page.roles), (address, role)
            assert answer.status_code < 500, address


def test_every_page_that_changes_refuses_a_form_without_its_token(new_staff: OpenStaff) -> None:
    browser = new_staff(*Role)
    for section in sections(discover()):
        for page in section.pages:
            answer = browser.client.post(_address(page.section, page.path), data={"name": "x"})
            assert answer.status_code in (400, 405), page.endpoint


def test_what_is_open_to_all_is_named(new_staff: OpenStaff) -> None:
    """Whatever is added to the console later is closed until somebody opens it here on purpose."""
    nobody = new_staff()
    console = nobody.app.extensions["console"].console()
    adapter = console.url_map.bind("localhost")
    for rule in console.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in OPEN:
            continue
        values = {
            name: 1 if "int" in str(c) or "Int" in type(c).__name__ else "x"
            for name, c in rule._converters.items()
        }
        address = "/console" + adapter.build(rule.endpoint, values)
        assert nobody.get(address).status_code == 303, address


def test_acts_are_told_apart() -> None:
    kinds = [act.kind for section in sections(discover()) for act in section.acts.values()]
    assert len(kinds) == len(set(kinds))
