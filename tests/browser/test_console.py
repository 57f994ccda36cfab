"""The console in Chromium: signing in with a code and with a passkey, keyboard, axe-core on every page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.console import accounts, invitations
from bot.console.tables import staff_user_table
from bot.registry import Registry
from bot.service import Service
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis, system_clock
from tests.bot.console.conftest import registry
from tests.browser.desk import look, served, window

__all__ = ["registry"]
pytestmark = [pytest.mark.browser, pytest.mark.wire]

PASSWORD = "かすみそう さくら 湯のみ"
MAIL = "hanako@example.jp"


@pytest.fixture
def service(new_staff: OpenStaff, registry: Registry, where: list[str]) -> Iterator[Service]:
    """A console with the trial feature, on a port of this machine."""
    opened = new_staff(registry=registry)
    opened.service.clock = system_clock  # the browser's cookies live by the machine's time
    with served(opened.app) as address:
        where.append(address)
        yield opened.service


@pytest.fixture
def where() -> list[str]:
    """Where the console is, once it runs."""
    return []


@pytest.fixture
def context(browser: Browser, service: Service, where: list[str]) -> Iterator[BrowserContext]:
    """A browser that fails its test when a page breaks its own policy."""
    with window(browser, where[0], viewport=_size(1280)) as opened:
        yield opened


def _size(width: int) -> Any:
    return {"width": width, "height": 900}


def invite(service: Service, *roles: Role) -> str:
    """Make an account; returns the way to its invitation."""
    now = millis(service.clock())
    with service.database.write() as connection:
        number = accounts.add(connection, MAIL, "石巻 花子", roles, now)
        return f"/console/invitation/{invitations.invite(connection, number, now)}"


def start(page: Page, service: Service, *roles: Role) -> Any:
    """From a new account's invitation to being signed in; returns what makes codes."""
    return enter(page, invite(service, *roles))


def enter(page: Page, invitation: str) -> Any:
    """From an invitation to being signed in with a password and a code."""
    page.goto(invitation)
    page.get_by_label("パスワード", exact=False).first.fill(PASSWORD)
    page.get_by_label("もう一度").fill(PASSWORD)
    page.get_by_role("button", name="パスワードを設定する").click()
    give_password(page)
    page.get_by_role("button", name="登録を始める").click()
    app = TOTP(key=page.locator(".key").inner_text().strip())
    page.get_by_label("確認コード").fill(app.generate().token)
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ホーム")
    return app


def give_password(page: Page, password: str = PASSWORD) -> None:
    """Fill in the sign-in page."""
    page.get_by_label("メールアドレス").fill(MAIL)
    page.get_by_label("パスワード").fill(password)
    page.get_by_role("button", name="サインイン", exact=True).click()


def test_signing_in_with_password_and_code(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    start(page, service, Role.ROADS)
    page.get_by_role("button", name="サインアウト", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("サインイン")
    give_password(page, "違うパスワード")
    expect(page.get_by_role("alert")).to_contain_text("メールアドレスまたはパスワードが違います。")
    look(page, "sign-in-wrong")
    # The code that registered the app is used up; a recovery code, an hour's clock or patience is left.
    with service.database.write() as connection:
        connection.execute(staff_user_table.update().values(totp_counter=None))
    give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("確認コードの入力")
    look(page, "code")
    page.get_by_label("確認コード").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("確認コードが違います")


def test_a_passkey_is_enough(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    start(page, service, Role.ROADS)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/console/account/passkeys")
    look(page, "passkeys")
    page.get_by_label("パスキーの名前").fill("庁舎のパソコン")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("status")).to_contain_text("パスキー「庁舎のパソコン」を登録しました。")
    page.get_by_role("button", name="サインアウト", exact=True).click()
    page.get_by_role("link", name="パスキーでサインイン").click()
    look(page, "passkey-sign-in")
    page.get_by_role("button", name="パスキーを使う").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ホーム")
    page.goto("/console/account/passkeys")
    page.get_by_role("button", name=re.compile("^消す")).click()
    expect(page.get_by_role("status")).to_contain_text("消しました")


def test_every_page_can_be_used_by_everybody(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    page.goto("/console/login")
    look(page, "sign-in")
    page.goto(invite(service, Role.ADMIN, Role.ROADS, Role.DX))
    look(page, "invitation")
    with service.database.write() as connection:
        connection.execute(staff_user_table.delete())
    start(page, service, Role.ADMIN, Role.ROADS, Role.DX)
    for name, address in (
        ("home", "/console/"),
        ("trial", "/console/trial_desk"),
        ("trial-map", "/console/trial_desk/map"),
        ("trial-form", "/console/trial_desk/1/close"),
        ("audit", "/console/audit"),
        ("staff", "/console/staff"),
        ("staff-add", "/console/staff/add"),
        ("staff-person", "/console/staff/1"),
        ("staff-disable", "/console/staff/1/disable"),
        ("staff-reset", "/console/staff/1/reset"),
        ("account", "/console/account"),
        ("account-code", "/console/account/code"),
        ("account-recovery", "/console/account/recovery-codes"),
        ("account-password", "/console/account/password"),
        ("missing", "/console/nowhere"),
    ):
        page.goto(address)
        look(page, name)
    page.goto("/console/trial_desk/1/close")
    page.get_by_role("button", name="終える").click()
    expect(page.get_by_role("alert")).to_contain_text("理由を書いてください。")
    look(page, "trial-wrong")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("理由")).to_be_focused()
    page.goto("/console/account/code")
    page.get_by_role("button", name="登録を始める").click()
    look(page, "account-code-shown")
    page.goto("/console/account/recovery-codes")
    page.get_by_role("button", name="予備のコードを作る").click()
    expect(page.locator(".codes li")).to_have_count(8)
    look(page, "account-recovery-shown")
    page.goto("/console/staff/add")
    page.get_by_label("名前").fill("新しい人")
    page.get_by_label("メールアドレス").fill("new@example.jp")
    page.get_by_label("広報").check()
    page.get_by_role("button", name="追加して、招待を作る").click()
    expect(page.locator(".key")).to_have_text(re.compile("/console/invitation/"))
    look(page, "staff-invited")


def test_the_keyboard_alone_is_enough(context: BrowserContext, service: Service) -> None:
    page = context.new_page()
    start(page, service, Role.ROADS)
    page.goto("/console/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="本文へ移動")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    card = page.get_by_role("link", name="試しの未処理 3件")
    expect(card).to_be_focused()
    assert card.evaluate("(n) => getComputedStyle(n).outlineWidth") == "4px"
    page.set_viewport_size(_size(375))
    menu = page.locator("summary", has_text="メニュー")
    expect(page.get_by_role("link", name="試しの一覧")).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="試しの一覧")).to_be_visible()
