"""The pages about JMA's telegrams in Chromium; axe-core finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import system_clock
from tests.browser.desk import at_desk, look
from tests.handlers.disaster.test_staff import HOME, OFFER, hear
from tests.handlers.disaster.written import new

pytestmark = [pytest.mark.browser, pytest.mark.wire]
PAGES = ("", "/notices/1", "/notices/1/withdraw", "/telegrams", "/telegrams/1", "/telegrams/3")


@pytest.fixture
def page(new_staff: OpenStaff, browser: Chromium) -> Iterator[Page]:
    """The disaster office, after a warning, an offer, and something that cannot be read."""
    hear(new_staff, OFFER, new("大雨", "43"), b"<broken")
    staff = new_staff()
    staff.service.clock = system_clock
    staff.sign_in([Role.DISASTER], "職員", "disaster@example.jp")
    with at_desk(staff, browser) as opened:
        yield opened


def test_every_page_can_be_used_by_everybody(page: Page) -> None:
    for path in PAGES:
        answer = page.goto(HOME + path)
        assert answer is not None
        assert answer.status == 200, path
        look(page, "disaster" + path.replace("/", "-"))
