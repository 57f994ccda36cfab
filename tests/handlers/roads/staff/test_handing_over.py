"""Cases that another road's owner takes over."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.post import Mail, Undelivered
from bot.schedule import job_of
from bot.settings import PROJECT
from bot.staff import Role
from bot.testing import OpenStaff
from handlers.roads.ledger.handovers import Step, handovers_of
from handlers.roads.ledger.states import State
from tests.handlers.roads.staff.office import Office


class Letterbox:
    """A postman that keeps what it is given; `trouble` is raised instead, once."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.trouble: Undelivered | None = None

    def send(self, mail: Mail) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
        self.mails.append(mail)


@pytest.fixture
def site_office(new_staff: OpenStaff, tmp_path: Path) -> Office:
    """A city whose pages are reached from outside."""
    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    city = content / "city.yaml"
    city.write_text(city.read_text("utf-8") + "\nsite: https://line.example.lg.jp\n", "utf-8")
    return Office(new_staff(Role.ROADS, content=content))


def _send_mail(office: Office) -> None:
    service = office.staff.service
    feature = service.registry.features["roads"]
    feature.schedules["send_handovers"].run(job_of(service, feature))


def test_a_case_is_handed_over_and_its_owner_answers(site_office: Office) -> None:
    office, post = site_office, Letterbox()
    office.staff.service.postman = post
    case = office.comes_in(kind="pole", words="電線が垂れています。090-1234-5678")
    asked = {
        "owner": "power",
        "way": "mail",
        "words": "電線が垂れています",
        "reason": "引き継ぎました。",
    }
    assert "メールアドレスを入れて" in office.sends(f"{case.number}/handover", **asked)
    assert office.case(case).state is State.RECEIVED
    page = office.sends(f"{case.number}/handover", **asked | {"address": "power@example.jp"})
    assert "まもなく自動で送ります" in page
    assert office.case(case).state is State.HANDED
    assert [line.words for line in office.untold()] == ["引き継ぎました。"]

    post.trouble = Undelivered("busy", final=False)
    _send_mail(office)
    _send_mail(office)
    assert post.mails == [], "not at once again"
    office.staff.service.clock.move(timedelta(minutes=10))  # type: ignore[attr-defined]
    _send_mail(office)
    _send_mail(office)
    (mail,) = post.mails
    assert mail.to == "power@example.jp"
    link = next(line.strip() for line in mail.text.splitlines() if "/roads/handover/" in line)

    client = office.staff.app.test_client()
    path = link.removeprefix("https://line.example.lg.jp")
    shown_page = client.get(path)
    assert shown_page.headers["Cache-Control"] == "no-store"
    assert "電線が垂れています" in shown_page.text
    assert "090-1234" not in shown_page.text
    assert client.post(path, data={"step": "sent"}).status_code == 422
    done = client.post(path, data={"step": "finished", "words": "張り直しました"})
    assert done.status_code == 303
    assert "ありがとうございます" in client.get(done.location).text
    assert office.case(case).unread
    assert "相手の対応が終わった" in office.page(case)
    assert "張り直しました" in office.page(case)
    assert client.get(path[:-1]).status_code == 404
    office.staff.service.clock.move(timedelta(days=91))  # type: ignore[attr-defined]
    assert client.get(path).status_code == 404


def test_without_a_mail_server_staff_send_it_themselves(site_office: Office) -> None:
    case = site_office.comes_in(kind="pole")
    asked = {"owner": "power", "address": "power@example.jp", "reason": "引き継ぎました。"}
    page = site_office.sends(f"{case.number}/handover", way="mail", **asked)
    assert "ふだんのメールから送って" in page
    assert "mailto:power%40example.jp?subject=" in page
    with site_office.database.read() as connection:
        (made,) = handovers_of(connection, case.id)
    site_office.sends(f"{case.number}/handover/{made.id}")
    with site_office.database.read() as connection:
        assert [one.state for one in handovers_of(connection, case.id)] == [Step.SENT]
