"""The kit for maps: its files are served, and pages with a map may load the city's tiles and nothing else."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from pydantic import ValidationError

from bot import maps
from bot.content.tiles import Tiles
from bot.staff import Role
from bot.testing import OpenStaff


def test_a_page_with_a_map_may_load_its_tiles(staff: OpenStaff) -> None:
    browser = staff(Role.ROADS)
    page = browser.get("/console/trial_desk/map")
    assert page.status_code == 200
    policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self' https://cyberjapandata.gsi.go.jp data:" in policy
    assert "script-src 'self'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    addresses = re.findall(
        r'(?:src|href)="(/console/static/[^"]+/(?:leaflet|map)[^"]+)"', page.text
    )
    names = {one.rpartition("/")[2] for one in addresses}
    assert names == {"leaflet.js", "leaflet.css", "map.js", "map.css"} <= set(maps.FILES)
    for address in addresses:
        file = browser.get(address)
        assert file.status_code == 200
        assert file.content_length
    (given,) = re.findall(r'data-map="([^"]+)"', page.text)
    told = json.loads(unescape(given))
    assert told["tiles"]["attribution"] == "地理院タイル"
    assert told["view"] == {"south": 38.24, "west": 141.16, "north": 38.64, "east": 141.6}


def test_tiles_are_named_so_that_they_can_be_loaded_safely() -> None:
    assert Tiles(address="http://tiles.example.jp:8080/{z}/{y}/{x}.png").origin == (
        "http://tiles.example.jp:8080"
    )
    for wrong in (
        "https://tiles.example.jp/{z}/{x}.png",
        "//tiles.example.jp/{z}/{x}/{y}.png",
        "https://tiles.example.jp; script-src *;/{z}/{x}/{y}.png",
        "javascript:alert(1)/{z}/{x}/{y}",
    ):
        with pytest.raises(ValidationError, match="アドレス"):
            Tiles(address=wrong)
