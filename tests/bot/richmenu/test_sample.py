"""The menus that come with the program: readable, within LINE's limits, and every touch is answered."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from bot.content import Faults
from bot.emulator.validate.richmenus import RICH_MENU
from bot.line.richmenus import RichMenuClient
from bot.registry import discover
from bot.rehearsal.stage import WsgiTransport
from bot.richmenu.drawing import as_on_phone, picture
from bot.richmenu.font import Font
from bot.richmenu.geometry import WIDTH, cells, tabs
from bot.richmenu.layout import cards, tab_letters
from bot.richmenu.payload import action_object, prepare
from bot.richmenu.publishing import Publisher
from bot.richmenu.reading import check_menus, read_menus
from bot.richmenu.schema import Menus
from bot.settings import EMULATOR_TOKEN
from bot.testing import OpenChat
from tests.bot.richmenu.conftest import CONTENT, menus

PHONE = 375 / WIDTH
MENUS = read_menus(CONTENT, Faults())
assert MENUS is not None
SAMPLE: Menus = MENUS.menus
IDS = [menu.id for menu in SAMPLE.menus]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/test.db"


@pytest.mark.parametrize("name", IDS)
def test_the_picture_is_small_and_within_lines_limits(name: str, font: Font) -> None:
    menu = SAMPLE.named(name)
    assert menu
    png = picture(menu, SAMPLE, font)
    assert 20_000 < len(png) < 1_000_000
    with Image.open(io.BytesIO(png)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (2500, 1686))
    with Image.open(io.BytesIO(as_on_phone(png))) as small:
        assert small.size == (375, 253)
    made = prepare(menu, SAMPLE, png).body
    assert list(RICH_MENU(made)) == []
    assert all(0 < len(each["action"]["label"]) <= 20 for each in made["areas"])


@pytest.mark.parametrize("name", IDS)
def test_letters_and_places_to_touch_are_large_on_a_phone(name: str, font: Font) -> None:
    menu = SAMPLE.named(name)
    assert menu
    label, sub = (25, 14) if menu.letters == "large" else (14.9, 10.2)
    for card in cards(menu, font):
        assert card.label_pixels * PHONE >= label, card
        assert card.sub_pixels * PHONE >= sub, card
    boxes = [cell.box for cell in cells(menu)] + [box for _, box in tabs(menu)]
    assert min(box.height for box in boxes) * PHONE >= 41
    names = [each.name for each in SAMPLE.menus if each.id in menu.tabs]
    assert not menu.tabs or tab_letters(menu, names, font).pixels * PHONE >= 16


@pytest.mark.parametrize("name", IDS)
def test_areas_cover_the_picture_and_none_lies_over_another(name: str) -> None:
    menu = SAMPLE.named(name)
    assert menu
    boxes = [cell.box for cell in cells(menu)] + [box for _, box in tabs(menu)]
    assert sum(box.width * box.height for box in boxes) == 2500 * 1686
    for box in boxes:
        assert box.x >= 0
        assert box.x + box.width <= 2500
        assert box.y + box.height <= 1686


def test_every_area_is_answered(new_chat: OpenChat, font: Font) -> None:
    chat, faults = new_chat(), Faults()
    snapshot, registry = chat.service.library.current, discover()
    assert MENUS is not None
    check_menus(MENUS, snapshot, registry, font, faults)
    assert list(faults) == []
    not_found = chat.says("ヌルポガッ")
    for menu in SAMPLE.menus:
        for area in (area for row in menu.rows for area in row.areas):
            if area.action.kind == "text":
                answer = chat.says(area.action.value)
                assert answer.messages, area
                assert answer.text != not_found.text, area
                chat.says("やめる")


def test_an_area_answers_in_the_middle_of_a_conversation_as_it_does_at_other_times(
    new_chat: OpenChat,
) -> None:
    chat = new_chat()
    actions = [area.action for menu in SAMPLE.menus for row in menu.rows for area in row.areas]
    presses = [action_object(one, "") for one in actions if one.kind == "text"]
    for press in {each["data"]: each for each in presses}.values():
        chat.says("やめる")
        alone = chat.does(press).text
        assert alone == chat.says(press["displayText"]).text
        for asked in ("分別", "予防接種"):
            assert chat.says("やめる")
            chat.says(asked)
            assert chat.does(press).text == alone, (press, asked)


def test_every_menu_can_be_reached_and_left() -> None:
    leads = {
        menu.id: {*menu.tabs}
        | {area.action.tab for row in menu.rows for area in row.areas if area.action.tab}
        for menu in SAMPLE.menus
    }
    reached: set[str] = set()
    new = {SAMPLE.default.id}
    while new:
        reached |= new
        new = {to for name in reached for to in leads[name]} - reached
    assert reached == set(IDS)
    assert all(leads[name] - {name} for name in IDS)


def test_a_switch_of_menus_is_not_answered_but_a_failed_one_is(new_chat: OpenChat) -> None:
    chat = new_chat()
    line = RichMenuClient("http://line", "http://line", EMULATOR_TOKEN, WsgiTransport(chat._line))
    Publisher(line, lambda _done: None).publish(menus("bousai"), "bousai")
    params = {"newRichMenuAliasId": "madoguchi-bousai", "status": "SUCCESS"}
    switch = {"type": "postback", "data": "madoguchi-bousai", "params": params}
    assert chat.does(switch).messages == ()
    failed = params | {"status": "RICHMENU_ALIAS_ID_NOTFOUND"}
    assert "使えません" in chat.does(switch | {"params": failed})
