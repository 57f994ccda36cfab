"""Small parts: settings, addresses behind proxies, cells of spreadsheets, masks, what starting costs."""

from __future__ import annotations

import subprocess
import sys
from ipaddress import ip_network

import pytest

from bot.console.audit import Personal
from bot.console.sign_in import check_password
from bot.settings import PROJECT, Settings, WrongSettings
from bot.sheets import csv_lines, safe
from bot.visitors import client_of, is_within

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("192.0.2.1", "10.1.1.1", "192.0.2.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("2001:db8::1", "2001:db9::7", "2001:db9::7"),
        ("10.0.0.1", " , ,192.0.2.1, ", "192.0.2.1"),
    ],
)
def test_only_proxies_are_believed(peer: str, forwarded: str, found: str) -> None:
    assert client_of(peer, forwarded, PROXIES) == found


def test_what_is_no_address_lies_nowhere() -> None:
    assert not is_within("<script>", (ip_network("0.0.0.0/0"),))


@pytest.mark.parametrize(
    "env",
    [
        {"CONSOLE_NETWORKS": "10.0.0.0/40"},
        {"TRUSTED_PROXIES": "proxy.example.jp"},
        {"CONSOLE_TWO_FACTOR": "never"},
        {"CONSOLE_IDLE_MINUTES": "0"},
        {"OIDC_ROLES": "nothing"},
        {"PUBLIC_URL": "line.example.jp"},
    ],
)
def test_a_setting_that_cannot_be_used_is_named(env: dict[str, str]) -> None:
    with pytest.raises(WrongSettings) as caught:
        Settings.read(env)
    assert {line.partition(":")[0] for line in str(caught.value).splitlines()} == env.keys()


def test_a_provider_needs_its_client() -> None:
    with pytest.raises(WrongSettings, match=r"OIDC_CLIENT_ID.*\n.*OIDC_CLIENT_SECRET"):
        Settings.read({"OIDC_ISSUER": "https://id.example.jp"})
    secret = {"OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "hunter2"}
    assert "hunter2" not in repr(Settings.read({"OIDC_ISSUER": "https://id.example.jp"} | secret))


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@SUM", "\tx", "\rx", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"


def test_a_long_file_comes_in_pieces() -> None:
    pieces = list(csv_lines([n, "あ"] for n in range(1_200)))
    assert len(pieces) == 3
    assert b"".join(pieces).decode("utf-8-sig").count("\r\n") == 1_200


@pytest.mark.parametrize(
    ("value", "masked"), [("花子", "花＊＊＊"), ("0225-95-1111", "＊＊＊"), ("", "")]
)
def test_masks_tell_nothing(value: str, masked: str) -> None:
    assert str(Personal(value)) == masked
    assert not value or value not in repr(Personal(value))


@pytest.mark.parametrize(
    "password", ["", "a" * 40, "abcdefghijkl", "password1234", "1234567890123", "hanako-is-here"]
)
def test_what_anybody_would_try_is_no_password(password: str) -> None:
    assert check_password(password, "hanako@example.jp")


def test_a_process_pays_for_the_console_only_when_staff_come() -> None:
    """Flask-Security alone costs half a second and 29 MB."""
    dear = {"flask_security", "wtforms", "authlib", "webauthn", "openpyxl"}
    code = f"import sys, bot.app; print(*{dear} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
