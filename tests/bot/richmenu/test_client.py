"""LINE's rich menu calls that publishing does not need, and LINE's refusals."""

from __future__ import annotations

import pytest

from bot.line.richmenus import MOST_LINKED_AT_ONCE, Refused
from tests.bot.richmenu.conftest import SMALL, Channel, menus

CITIZENS = [f"U{number:032x}" for number in range(MOST_LINKED_AT_ONCE)]


def test_citizens_are_given_menus_and_lose_them(channel: Channel) -> None:
    client = channel.client
    menu_id = client.create(menus("a")[0].body)
    client.upload(menu_id, SMALL)
    client.link(CITIZENS[0], menu_id)
    assert channel.shown(CITIZENS[0])
    client.unlink(CITIZENS[0])
    client.unlink(CITIZENS[0])
    assert channel.shown(CITIZENS[0]) is None
    client.link_many(CITIZENS, menu_id)
    assert channel.shown(CITIZENS[-1])
    client.unlink_many(CITIZENS)
    assert channel.shown(CITIZENS[-1]) is None


def test_a_refusal_carries_lines_words_and_request_id(channel: Channel) -> None:
    channel.client.validate(menus("a")[0].body)
    with pytest.raises(Refused) as refused:
        channel.client.validate(menus("a")[0].body | {"chatBarText": "あ" * 15})
    assert refused.value.status == 400
    assert "chatBarText" in refused.value.message
    assert refused.value.request_id
    assert channel.client.menus() == []


def test_what_is_gone_is_deleted_already(channel: Channel) -> None:
    channel.client.delete("richmenu-none")
    channel.client.delete_alias("none")
    assert channel.client.default() is None
    assert not channel.client.has_picture("richmenu-none")
