"""The kit of console pages: found by themselves, guarded by roles, one transaction with the audit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.console.tables import staff_audit_table
from bot.console.trial import Browser
from bot.registry import Clash, Registry
from bot.staff import Console, Role
from bot.testing import OpenStaff
from tests.bot.console import trial

HOME = "/console/trial_desk"
CLOSE = "/console/trial_desk/1/close"


def audited(browser: Browser, kind: str) -> list[Any]:
    """The rows of the audit log of one kind, oldest first."""
    query = select(staff_audit_table).where(staff_audit_table.c.kind == kind)
    with browser.service.database.read() as connection:
        return list(connection.execute(query.order_by(staff_audit_table.c.id)))


def test_a_page_is_found_by_itself(staff: OpenStaff) -> None:
    roads = staff(Role.ROADS)
    home = roads.get("/console/")
    assert home.status_code == 200
    assert "試しの一覧" in home.text
    assert "試しの未処理" in home.text
    assert "<strong>3</strong>件" in home.text
    assert roads.get(HOME).status_code == 200


def test_nobody_gets_in_without_signing_in(staff: OpenStaff) -> None:
    nobody = staff()
    answer = nobody.get(HOME)
    assert answer.status_code == 303
    assert answer.location == "/console/login?next=/console/trial_desk"
    assert nobody.get("/console/login").status_code == 200


def test_a_role_that_is_not_named_is_refused(staff: OpenStaff) -> None:
    pr = staff(Role.PR)
    assert pr.get(HOME).status_code == 403
    assert "権限がありません" in pr.get(HOME).text
    assert "試しの一覧" not in pr.get("/console/").text
    viewer = staff(Role.VIEWER)
    assert viewer.get(HOME).status_code == 200
    assert viewer.get(CLOSE).status_code == 403
    assert staff(Role.ADMIN).get(HOME).status_code == 403


def test_a_form_is_checked_beside_its_field(staff: OpenStaff) -> None:
    roads = staff(Role.ROADS)
    answer = roads.send(CLOSE, reason="")
    assert answer.status_code == 422
    assert "理由を書いてください。" in answer.text
    assert 'aria-invalid="true"' in answer.text
    answer = roads.send(CLOSE, reason="あ" * 21)
    assert "20文字以内で入力してください。" in answer.text
    assert audited(roads, "trial_desk.close") == []


def test_a_change_and_its_audit_are_one(staff: OpenStaff) -> None:
    roads = staff(Role.ROADS)
    answer = roads.send(CLOSE, reason="直した")
    assert answer.status_code == 200
    assert "終えました。" in answer.text
    (row,) = audited(roads, "trial_desk.close")
    assert (row.subject, row.summary, row.staff_id) == ("trial_desk:1", "試しを終えた", roads.id)
    assert json.loads(row.before) == {"state": "open", "who": "花＊＊＊"}
    assert json.loads(row.after) == {"state": "closed", "reason": "直した"}


@pytest.mark.parametrize(("reason", "status"), [("壊す", 500), ("断る", 422), ("黙って", 500)])
def test_what_fails_leaves_nothing(staff: OpenStaff, reason: str, status: int) -> None:
    roads = staff(Role.ROADS)
    assert roads.send(CLOSE, reason=reason).status_code == status
    assert audited(roads, "trial_desk.close") == []


def test_without_the_pages_token_nothing_is_taken(staff: OpenStaff) -> None:
    roads = staff(Role.ROADS)
    answer = roads.client.post(CLOSE, data={"reason": "直した"})
    assert answer.status_code == 400
    assert "送信を受け付けられませんでした" in answer.text
    assert roads.client.post(HOME, data={}).status_code in (400, 405)


def test_personal_data_is_masked_and_looking_is_logged(staff: OpenStaff) -> None:
    viewer = staff(Role.VIEWER)
    assert "0225" not in viewer.get(HOME).text
    assert audited(viewer, "console.viewed") == []
    roads = staff(Role.ROADS)
    assert "0225-95-1111" in roads.get(HOME).text
    (row,) = audited(roads, "console.viewed")
    assert (row.staff_id, row.subject) == (roads.id, "trial_desk:1")


def test_a_page_without_roles_is_refused() -> None:
    console = Console(trial.feature, __name__, label="試し")
    with pytest.raises(ValueError, match="names the roles"):
        console.page("", roles=())


def test_the_consoles_own_names_are_taken(staff: OpenStaff, registry: Registry) -> None:
    from bot.console.finding import sections

    found = next(one for one in sections(registry) if one.name == "trial_desk")
    found.name = "account"
    with pytest.raises(Clash, match="account"):
        sections(registry)
