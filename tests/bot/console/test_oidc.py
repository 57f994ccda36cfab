"""Signing in with an organisation's account, against a provider that runs on this machine."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from werkzeug.test import TestResponse

from bot.console import accounts
from bot.console.oidc import claims_of
from bot.console.trial import Browser
from bot.settings import Settings
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis
from tests.bot.console.test_kit import audited

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider's own
    import oidc_provider_mock

# The provider calls what its own library calls deprecated.
pytestmark = [pytest.mark.wire, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

SUB, MAIL = "a1b2c3", "hanako@example.jp"
Come = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """A provider with its own keys, tokens and pages."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def env(issuer: str) -> dict[str, str]:
    """The settings of a city with this provider."""
    return {
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": "console",
        "OIDC_CLIENT_SECRET": "console-secret",
        "OIDC_ROLES": "kouhou=広報, dx=DX推進課",
    }


def come(browser: Browser, issuer: str, next_: str = "", **claims: object) -> TestResponse:
    """Somebody of whom the provider says this signs in there and comes back."""
    requests.put(f"{issuer}/users/{SUB}", json=claims, timeout=5).raise_for_status()
    start = browser.client.get("/console/oidc/start", query_string={"next": next_})
    assert start.status_code == 302
    asked = parse_qs(urlsplit(start.location).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    there = requests.post(start.location, data={"sub": SUB}, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    return browser.client.get(f"{back.path}?{back.query}", follow_redirects=True)


def known(browser: Browser, *roles: Role) -> int:
    """An account made by hand."""
    now = millis(browser.service.clock())
    with browser.service.database.write() as connection:
        return accounts.add(connection, MAIL, "花子", roles, now)


def test_who_has_an_account_is_bound_to_it_once(
    staff: OpenStaff, env: dict[str, str], issuer: str
) -> None:
    browser = staff(env=env)
    known(browser, Role.PR)
    answer = come(
        browser, issuer, "/console/account", email=MAIL, email_verified=True, groups=["kouhou"]
    )
    assert answer.request.path == "/console/account"
    assert "広報" in answer.text
    # Later the address may change; the subject does not.
    answer = come(staff(), issuer, email="new@example.jp", email_verified=True, groups=["dx"])
    assert answer.request.path == "/console/"
    assert len(audited(browser, "account.bound")) == 1
    (row,) = audited(browser, "account.roles")
    assert json.loads(row.after) == {"roles": "DX推進課"}


@pytest.mark.parametrize(
    "claims",
    [
        {"email": MAIL, "email_verified": False, "groups": ["kouhou"]},
        {"email": MAIL, "groups": ["kouhou"]},
        {"email": MAIL, "email_verified": True, "groups": ["others"]},
        {"email": MAIL, "email_verified": True},
        {"email": "other@example.jp", "email_verified": True, "groups": ["kouhou"]},
    ],
)
def test_others_are_sent_away(
    staff: OpenStaff, env: dict[str, str], issuer: str, claims: dict[str, Any]
) -> None:
    browser = staff(env=env)
    known(browser, Role.PR)
    answer = come(browser, issuer, **claims)
    assert answer.request.path == "/console/login"
    assert "この組織アカウントでは利用できません" in answer.text
    assert browser.get("/console/").status_code == 303


def test_an_account_is_made_only_where_that_is_allowed(
    staff: OpenStaff, env: dict[str, str], issuer: str
) -> None:
    browser = staff(env=env | {"OIDC_CREATES_ACCOUNTS": "yes"})
    answer = come(browser, issuer, email=MAIL, email_verified=True, name="花子", groups=["kouhou"])
    assert answer.request.path == "/console/"
    (row,) = audited(browser, "account.created")
    assert json.loads(row.after) == {"email": MAIL, "roles": "広報"}


def test_a_disabled_account_stays_out(staff: OpenStaff, env: dict[str, str], issuer: str) -> None:
    browser = staff(env=env)
    number = known(browser, Role.PR)
    with browser.service.database.write() as connection:
        accounts.switch(connection, number, active=False)
    answer = come(browser, issuer, email=MAIL, email_verified=True, groups=["kouhou"])
    assert answer.request.path == "/console/login"


@pytest.mark.parametrize("query", ["?code=x&state=forged", "?error=access_denied&state=x", ""])
def test_a_forged_way_back_is_refused(staff: OpenStaff, env: dict[str, str], query: str) -> None:
    browser = staff(env=env)
    answer = browser.get(f"/console/oidc/back{query}", follow_redirects=True)
    assert answer.request.path == "/console/login"
    assert "組織アカウントでサインインできませんでした" in answer.text


def test_without_a_provider_there_is_nothing(staff: OpenStaff) -> None:
    browser = staff()
    assert browser.get("/console/oidc/start").status_code == 404
    assert "組織アカウント" not in browser.get("/console/login").text


def test_entra_ids_names_of_claims() -> None:
    settings = Settings.read(
        {
            "OIDC_ISSUER": "https://login.microsoftonline.com/tenant/v2.0",
            "OIDC_CLIENT_ID": "x",
            "OIDC_CLIENT_SECRET": "x",
            "OIDC_EMAIL_CLAIM": "preferred_username",
            "OIDC_ROLES_CLAIM": "roles",
            "OIDC_ROLES": "Bousai=防災,Nobody=町長",
        }
    ).console
    told = {
        "iss": "https://login.microsoftonline.com/tenant/v2.0",
        "sub": "s",
        "preferred_username": "Taro@City.example.jp",
        "name": "防災 太郎",
        "roles": ["Bousai", "Nobody"],
    }
    found = claims_of(told, settings)
    assert found
    assert found.email == "taro@city.example.jp"
    assert found.roles == frozenset({Role.DISASTER})
    assert claims_of({"iss": "x"}, settings) is None
