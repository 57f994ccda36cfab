"""The page for staff: who is added, changed, stopped; audited, and never without an administrator."""

from __future__ import annotations

import json
import re
from typing import Any

from click.testing import CliRunner

from bot.cli.main import main
from bot.console import accounts
from bot.console.accounts import Account
from bot.console.trial import Browser
from bot.staff import Role
from bot.testing import OpenStaff
from tests.bot.console.test_kit import audited
from tests.bot.console.test_sign_in import PASSWORD, enrol, sign_in, started

PEOPLE = "/console/staff"
MAIL = "taro@example.jp"


def account(browser: Browser, email: str = MAIL) -> Account:
    """The account with this address."""
    with browser.service.database.read() as connection:
        found = accounts.by_email(connection, email)
    assert found
    return found


def test_somebody_is_added_and_begins(staff: OpenStaff) -> None:
    admin = staff(Role.ADMIN)
    answer = admin.send(
        f"{PEOPLE}/add", name="太郎", email="Taro@Example.jp", roles=["pr", "viewer"]
    )
    assert answer.status_code == 200
    link = re.search(r"http://localhost(/console/invitation/[\w-]+)", answer.text)
    assert link
    assert "招待中" in admin.get(PEOPLE).text
    taro = staff()
    assert taro.send(link[1], password=PASSWORD, again=PASSWORD).request.path == "/console/login"
    assert sign_in(taro, email=MAIL).request.path == "/console/account/code"
    (row,) = audited(admin, "staff.added")
    assert json.loads(row.after) == {"email": MAIL, "name": "太郎", "roles": "広報、閲覧"}
    assert len(audited(admin, "staff.invited")) == 1


def test_nobody_is_added_twice_or_without_an_address(staff: OpenStaff) -> None:
    admin = staff(Role.ADMIN)
    sent: dict[str, Any] = {"name": "太郎", "email": MAIL, "roles": ["pr"]}
    admin.send(f"{PEOPLE}/add", **sent)
    answer = admin.send(f"{PEOPLE}/add", **sent)
    assert (answer.status_code, "すでにいます" in answer.text) == (422, True)
    answer = admin.send(f"{PEOPLE}/add", name="", email="taro", roles=["mayor"])
    for told in ("名前を入力してください", "メールアドレスとして読めません"):
        assert told in answer.text
    assert len(audited(admin, "staff.added")) == 1


def test_roles_count_at_once(staff: OpenStaff) -> None:
    admin, pr = staff(Role.ADMIN), staff(Role.PR)
    assert pr.get("/console/trial_desk").status_code == 403
    admin.send(f"{PEOPLE}/{pr.id}", name="広報の人", roles=["roads"])
    assert pr.get("/console/trial_desk").status_code == 200
    (row,) = audited(admin, "staff.changed")
    assert json.loads(row.before) == {"name": "職員", "roles": "広報"}
    assert json.loads(row.after) == {"name": "広報の人", "roles": "道路"}


def test_who_is_stopped_is_out_at_once(staff: OpenStaff) -> None:
    admin, roads = staff(Role.ADMIN), staff(Role.ROADS)
    admin.send(f"{PEOPLE}/{roads.id}/disable")
    assert roads.get("/console/trial_desk").status_code == 303
    assert "利用停止" in admin.get(PEOPLE).text
    admin.send(f"{PEOPLE}/{roads.id}/enable", page=f"{PEOPLE}/{roads.id}")
    assert account(admin, "roads@example.jp").active
    assert len(audited(admin, "staff.disabled")) == len(audited(admin, "staff.enabled")) == 1


def test_there_is_always_an_administrator(staff: OpenStaff) -> None:
    admin = staff(Role.ADMIN)
    answer = admin.send(f"{PEOPLE}/{admin.id}", name="職員", roles=["viewer"])
    assert "管理者がひとりもいなくなります" in answer.text
    answer = admin.send(f"{PEOPLE}/{admin.id}/disable", page=PEOPLE)
    assert "管理者がひとりもいなくなる" in answer.text
    assert account(admin, "admin@example.jp").active


def test_a_lost_telephone_is_forgotten(staff: OpenStaff) -> None:
    admin, other = staff(Role.ADMIN), staff()
    started(other, Role.ROADS)
    sign_in(other)
    enrol(other)
    number = account(admin, "hanako@example.jp").id
    admin.send(f"{PEOPLE}/{number}/reset")
    assert other.get("/console/trial_desk").status_code == 303
    assert sign_in(staff()).request.path == "/console/account/code"
    assert len(audited(admin, "staff.factor_reset")) == 1


def test_the_command_makes_the_first_account(staff: OpenStaff) -> None:
    browser = staff()
    env = {
        "DATABASE_URL": browser.service.settings.database_url,
        "PUBLIC_URL": "https://line.example.jp",
    }
    run = CliRunner().invoke(main, ["staff", "add", "--role", "管理者", MAIL], env=env)
    assert run.exit_code == 0, run.output
    link = re.search(r"https://line\.example\.jp(/console/invitation/[\w-]+)", run.output)
    assert link
    assert browser.get(link[1]).status_code == 200
    assert account(browser).roles == {Role.ADMIN}
    (row,) = audited(browser, "staff.added")
    assert (row.who, row.staff_id) == ("madoguchi staff", None)
    again = CliRunner().invoke(main, ["staff", "add", "--role", "管理者", MAIL], env=env)
    assert (again.exit_code, "すでにいます" in again.output) == (1, True)
    wrong = CliRunner().invoke(main, ["staff", "add", "--role", "市長", MAIL], env=env)
    assert (wrong.exit_code, "という役割はありません" in wrong.output) == (2, True)
    shown = CliRunner().invoke(main, ["staff", "list"], env=env)
    assert f"{MAIL}\ttaro\t管理者\t招待中" in shown.output
    more = CliRunner().invoke(main, ["staff", "invite", "--reset", MAIL], env=env)
    assert "/console/invitation/" in more.output
    assert browser.get(link[1]).status_code == 404
