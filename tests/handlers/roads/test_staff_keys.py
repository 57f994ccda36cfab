"""Keys of other systems, in the console."""

from __future__ import annotations

import re

from bot.staff import Role
from bot.testing import OpenStaff
from handlers.roads.ledger.keys import find_key

KEYS = "/console/roads/keys"


def test_a_key_is_shown_once_and_can_be_ended(new_staff: OpenStaff) -> None:
    staff = new_staff(Role.ROADS)
    page = staff.send(KEYS, name="県の道路情報システム")
    made = re.search(r'class="key">([^<]+)<', page.text)
    assert made is not None
    key = made[1]
    again = staff.get(KEYS).text
    assert key not in again
    assert "県の道路情報システム" in again
    with staff.service.database.read() as connection:
        found = find_key(connection, key)
        assert found is not None
        assert find_key(connection, key + "x") is None
    ended = staff.send(f"{KEYS}/{found.id}/end")
    assert "使えなくしました" in ended.text
    with staff.service.database.read() as connection:
        assert find_key(connection, key) is None
    assert key not in staff.get("/console/audit").text


def test_a_key_needs_a_name(new_staff: OpenStaff) -> None:
    page = new_staff(Role.ROADS).send(KEYS, name=" ")
    assert page.status_code == 422
    assert "どのシステムが使う鍵か" in page.text
