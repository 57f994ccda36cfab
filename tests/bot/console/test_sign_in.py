"""Signing in: password and code, lockout, sessions, invitations; and what stays hidden."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from bot.console import accounts, invitations
from bot.console.trial import Browser
from bot.rehearsal import SetClock
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis
from tests.bot.console.test_kit import audited

PASSWORD = "かすみそう さくら 湯のみ"
MAIL = "hanako@example.jp"
LOGIN = "/console/login"
WRONG = "メールアドレスまたはパスワードが違います。"
KEY = re.compile(r'class="key">([A-Z2-7-]+)<')


def invited(browser: Browser, *roles: Role, email: str = MAIL) -> str:
    """Make an account; returns the way to its invitation."""
    now = millis(browser.service.clock())
    with browser.service.database.write() as connection:
        number = accounts.add(connection, email, "花子", roles, now)
        return f"/console/invitation/{invitations.invite(connection, number, now)}"


def started(browser: Browser, *roles: Role, email: str = MAIL) -> None:
    """Make an account with the password."""
    way = invited(browser, *roles, email=email)
    browser.send(way, password=PASSWORD, again=PASSWORD)


def sign_in(browser: Browser, password: str = PASSWORD, email: str = MAIL) -> TestResponse:
    """Send the sign-in form."""
    return browser.send(LOGIN, email=email, password=password)


def enrol(browser: Browser) -> Any:
    """Register an authenticator app; returns what makes its codes."""
    page = browser.send("/console/account/code", setup="authenticator")
    found = KEY.search(page.text)
    assert found
    app = TOTP(key=found[1])
    assert (
        browser.send(
            "/console/tf-validate", page="/console/account/code", code=app.generate().token
        ).status_code
        == 200
    )
    return app


def test_the_first_sign_in_asks_for_an_app(staff: OpenStaff) -> None:
    browser = staff()
    way = invited(browser, Role.ROADS)
    answer = browser.send(way, password=PASSWORD, again=PASSWORD)
    assert answer.request.path == LOGIN
    assert "パスワードを設定しました" in answer.text
    answer = sign_in(browser)
    assert answer.request.path == "/console/account/code"
    assert browser.get("/console/trial_desk").status_code == 303
    enrol(browser)
    assert browser.get("/console/trial_desk").status_code == 200
    assert [row.who for row in audited(browser, "account.signed_in")] == [f"花子 <{MAIL}>"]


def test_afterwards_every_sign_in_needs_a_code_that_is_good_once(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.ROADS)
    sign_in(browser)
    app = enrol(browser)
    other = staff()
    answer = sign_in(other)
    assert answer.request.path == "/console/tf-validate"
    code = app.generate().token
    answer = other.send("/console/tf-validate", code=code)
    assert "確認コードが違います" in answer.text  # the same as when it was registered
    assert other.get("/console/trial_desk").status_code == 303


def test_who_only_looks_needs_no_second_factor(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    assert sign_in(browser).request.path == "/console/"
    assert browser.get("/console/trial_desk").status_code == 200


def test_a_recovery_code_is_good_once(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.ROADS)
    sign_in(browser)
    enrol(browser)
    page = browser.send("/console/account/recovery-codes", generate_new_codes="1")
    codes = re.findall(r"<code>([0-9a-f-]{14})</code>", page.text)
    assert len(codes) == 8
    for expected in ("/console/", "/console/mf-recovery"):
        other = staff()
        sign_in(other)
        assert other.send("/console/mf-recovery", code=codes[0]).request.path == expected


@pytest.mark.parametrize(("email", "password"), [(MAIL, "違う"), ("nobody@example.jp", PASSWORD)])
def test_nobody_learns_who_has_an_account(staff: OpenStaff, email: str, password: str) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    answer = sign_in(browser, password, email)
    assert WRONG in answer.text
    assert answer.text.count(WRONG) == 1
    same = sign_in(browser, "違う", "someone@example.jp").text
    told = re.compile(r'name="csrf_token" value="[^"]+"|value="[^"]+@example.jp"')
    assert told.sub("", answer.text) == told.sub("", same)


def test_after_too_many_failures_even_the_right_password_waits(
    staff: OpenStaff, clock: SetClock
) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    for _ in range(6):
        assert WRONG in sign_in(browser, "違うパスワード").text
    answer = sign_in(browser)
    assert "続けて失敗した" in answer.text
    assert len(audited(browser, "account.sign_in_failed")) == 6
    clock.now += timedelta(minutes=16)
    assert sign_in(browser).request.path == "/console/"


def test_a_locked_account_and_one_that_does_not_exist_look_the_same(staff: OpenStaff) -> None:
    browser = staff()
    for _ in range(6):
        sign_in(browser, "違うパスワード", "nobody@example.jp")
    assert "続けて失敗した" in sign_in(browser, "違うパスワード", "nobody@example.jp").text


def test_codes_cannot_be_guessed_for_ever(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.ROADS)
    sign_in(browser)
    enrol(browser)
    other = staff()
    sign_in(other)
    answers = [other.send("/console/tf-validate", code="000000").text for _ in range(6)]
    assert "続けて失敗した" in answers[-1]


def test_sessions_end_by_themselves(staff: OpenStaff, clock: SetClock) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    sign_in(browser)
    clock.now += timedelta(minutes=31)
    assert browser.get("/console/trial_desk").status_code == 303
    assert "時間がたったため" in browser.get(LOGIN).text
    sign_in(browser)
    for _ in range(21):
        clock.now += timedelta(minutes=29)
        browser.get("/console/trial_desk")
    assert browser.get("/console/trial_desk").status_code == 303


def test_signing_out_ends_the_session_also_for_a_copied_cookie(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    sign_in(browser)
    cookie = browser.client.get_cookie("madoguchi_console", path="/console")
    assert cookie
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    browser.send("/console/logout", page="/console/trial_desk")
    thief = staff()
    thief.client.set_cookie("madoguchi_console", cookie.value, path="/console")
    assert thief.get("/console/trial_desk").status_code == 303


def test_other_devices_can_be_signed_out(staff: OpenStaff) -> None:
    here, there = staff(), staff()
    started(here, Role.VIEWER)
    sign_in(here)
    sign_in(there)
    here.send("/console/account/sessions", page="/console/account")
    assert here.get("/console/trial_desk").status_code == 200
    assert there.get("/console/trial_desk").status_code == 303


def test_an_invitation_is_good_once_and_for_a_week(staff: OpenStaff, clock: SetClock) -> None:
    browser = staff()
    way = invited(browser, Role.VIEWER)
    assert "12文字以上のパスワード" in browser.send(way, password="短い", again="短い").text
    simple = "hanako-hanako-1"
    assert "思いつかれやすい" in browser.send(way, password=simple, again=simple).text
    assert "同じものを" in browser.send(way, password=PASSWORD, again=PASSWORD + "x").text
    browser.send(way, password=PASSWORD, again=PASSWORD)
    assert browser.get(way).status_code == 404
    way = invited(browser, Role.VIEWER, email="taro@example.jp")
    clock.now += timedelta(days=7, minutes=1)
    assert browser.get(way).status_code == 404


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/console//evil.example",
        "/console/\\evil.example",
        "/consolevil",
        "/\t/evil.example",
    ],
)
def test_nobody_is_led_elsewhere(staff: OpenStaff, there: str) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    answer = browser.client.get(LOGIN, query_string={"next": there})
    assert (answer.status_code, answer.location) == (303, LOGIN)
    sent: dict[str, Any] = {"email": MAIL, "password": PASSWORD}
    assert browser.send(LOGIN, next=there, **sent).status_code == 400
    assert browser.send(f"{LOGIN}?next={quote(there)}", page=LOGIN, **sent).status_code == 400


def test_after_signing_in_one_is_where_one_wanted_to_be(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    way = browser.get("/console/trial_desk?q=1").location
    assert browser.send(way, email=MAIL, password=PASSWORD).request.path == "/console/trial_desk"


def test_the_password_is_changed_with_the_old_one(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    sign_in(browser)
    new = "たんぽぽ 茶わん 夕立ち"
    way = "/console/account/password"
    sent: dict[str, Any] = {"new_password": new, "new_password_confirm": new}
    assert "パスワードが違います" in browser.send(way, password="違う違う違う", **sent).text
    assert "パスワードを変えました" in browser.send(way, password=PASSWORD, **sent).text
    assert sign_in(staff(), new).request.path == "/console/"
    assert [row.summary for row in audited(browser, "account.password")] == ["パスワードを変えた"]


def test_only_browsers_of_allowed_networks_come_in(staff: OpenStaff) -> None:
    browser = staff(env={"CONSOLE_NETWORKS": "10.1.0.0/16", "TRUSTED_PROXIES": "127.0.0.0/8"})
    for claimed, status in (
        ("10.1.2.3", 200),
        ("10.2.2.3", 403),
        ("10.1.2.3, 10.2.2.3", 403),
        ("nonsense", 403),
    ):
        answer = browser.get(LOGIN, headers={"X-Forwarded-For": claimed})
        assert answer.status_code == status, claimed
    assert browser.get(LOGIN).status_code == 403
    far = browser.get(
        LOGIN, headers={"X-Forwarded-For": "10.1.2.3"}, environ_base={"REMOTE_ADDR": "192.0.2.1"}
    )
    assert far.status_code == 403


def test_no_page_runs_foreign_script_or_is_kept(staff: OpenStaff) -> None:
    answer = staff().get(LOGIN)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "<script" not in answer.text


def test_nothing_english_is_left_in_the_messages(staff: OpenStaff) -> None:
    console: Any = staff().app.extensions["console"]
    config = console.console().config
    spoken = {
        name: text
        for name, (text, _) in (
            (name, value) for name, value in config.items() if name.startswith("SECURITY_MSG_")
        )
    }
    ours = {name for name, text in spoken.items() if re.search("[ぁ-ん一-龠]", str(text))}
    # Messages of what the console does not use: registration, mails, telephones, other sign-ins.
    unused = re.compile(
        "CONFIRM|REGISTR|RESET|EMAIL|USERNAME|PHONE|US_|USE_CODE|OAUTH|PASSWORDLESS|LOGIN_|BREACHED|"
        "IDENTITY|CODE_HAS|FAILED_TO|REFRESH_TOKEN|FORGOT|GENERIC_RECOVERY|GENERIC_US|"
        "INVALID_INPUT_LENGTH"
    )
    left = {name for name in spoken.keys() - ours if not unused.search(name[13:])}
    assert left == set()


def test_json_is_not_spoken(staff: OpenStaff) -> None:
    browser = staff()
    started(browser, Role.VIEWER)
    answer = browser.client.post(LOGIN, json={"email": MAIL, "password": PASSWORD})
    assert answer.status_code == 415
    answer = browser.get(LOGIN, headers={"Accept": "application/json"})
    assert answer.content_type.startswith("text/html")
