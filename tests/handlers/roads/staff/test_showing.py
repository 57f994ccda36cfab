"""What is shown to whom: contacts, photos, places, the map, files, reports."""

from __future__ import annotations

import io
import json

from PIL import Image

from bot.staff import Role
from bot.testing import OpenStaff
from handlers.roads.ledger import lists
from handlers.roads.ledger.lists import Filter
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.photos import photos_of
from tests.bot.pictures.photos import picture
from tests.handlers.roads.staff.office import ROADS, Office


def test_contacts_are_for_those_who_work_on_cases(office: Office, new_staff: OpenStaff) -> None:
    call = {
        "ticket": "a" * 32, "kind": "hole", "words": "穴です", "priority": "0", "department": "",
        "latitude": "38.4343", "longitude": "141.3027", "name": "石巻 花子", "phone": "0225-00-0000",
    }  # fmt: skip
    office.sends("new", **call)
    with office.database.read() as connection:
        (case,) = lists.page(connection, Filter(), now_ms=office.now).cases
    viewer = new_staff(Role.VIEWER)
    page = viewer.get(f"{ROADS}/{case.number}").text
    assert "穴です" in page
    assert "花子" not in page
    assert "0225-00" not in page
    assert "状態を変えて知らせる" not in page
    assert viewer.get(f"{ROADS}/{case.number}/state").status_code == 403


def test_a_photo_of_the_repair_goes_with_the_answer(office: Office) -> None:
    case = office.comes_in()
    address = f"{case.number}/photos"
    broken = office.sends(address, files=(io.BytesIO(b"<svg/>"), "a.jpg"), purpose="repair")
    assert "写真として読めません" in broken
    assert office.case(case).photos == 0
    page = office.sends(address, files=(io.BytesIO(picture()), "a.jpg"), purpose="repair")
    assert "写真を1枚加えました" in page
    with office.database.read() as connection:
        (photo,) = photos_of(connection, case.id)
    fields = {"seen": "received", "state": "done", "reason": "直しました。", "photo": photo.media}
    office.sends(f"{case.number}/state", sure="1", **fields)
    (line,) = office.untold()
    assert line.photo == photo.media
    for version in ("small", "best", "clean"):
        file = office.staff.get(f"{ROADS}/{address}/{photo.id}/{version}")
        assert file.data[:3] == b"\xff\xd8\xff"
    assert office.staff.get(f"{ROADS}/{address}/{photo.id}/original").status_code == 404


def test_faces_are_hidden_before_others_see_them(office: Office, new_staff: OpenStaff) -> None:
    media = office.staff.service.media
    taken = media.take(picture(), original=True)
    with office.database.write() as connection:
        key = media.keep(connection, "roads", taken)
    case = office.comes_in(media=[key])
    with office.database.read() as connection:
        (photo,) = photos_of(connection, case.id)
    address = f"{case.number}/photos/{photo.id}"
    viewer = new_staff(Role.VIEWER)
    for version in ("small", "best", "clean", "original"):
        assert viewer.get(f"{ROADS}/{address}/{version}").status_code == 404
    for wrong in ("1 2 3", "100 0 5 5", "a b c d", "10 10 0 5"):
        assert "1行目を読めません" in office.sends(address, areas=wrong)
    saved = office.sends(address, areas="0 0 50 100\n６０、１０、20.5、30", shown="y")
    assert "0 0 50 100\n60 10 20.5 30" in saved
    seen = viewer.get(f"{ROADS}/{address}/best").data
    assert seen != office.staff.get(f"{ROADS}/{address}/clean").data
    with Image.open(io.BytesIO(seen)) as image:
        assert max(image.getpixel((100, 300))) < 10  # type: ignore[arg-type]
        assert min(image.getpixel((630, 60))) > 200  # type: ignore[arg-type]
    assert viewer.get(f"{ROADS}/{address}/clean").status_code == 404
    original = office.staff.get(f"{ROADS}/{address}/original")
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.data == picture()
    assert {"roads.hidden", "roads.original_seen"} <= {kind for kind, _ in office.audited()}
    office.sends(f"{address}/delete")
    assert office.case(case).photos == 0
    assert office.staff.get(f"{ROADS}/{address}/best").status_code == 404


def test_the_place_and_publication(office: Office) -> None:
    case = office.comes_in()
    office.sends(f"{case.number}/place", latitude="38.44", longitude="141.31")
    moved = office.case(case)
    assert (moved.latitude, moved.longitude) == (38.44, 141.31)
    assert moved.district
    assert not moved.published
    office.sends(f"{case.number}/public")
    assert office.case(case).published
    office.sends(f"{case.number}/public")
    assert not office.case(case).published
    assert [kind for kind, _ in office.audited()][-3:] == ["roads.moved", *["roads.published"] * 2]


def test_the_map_gathers_what_lies_close_together(office: Office) -> None:
    near = office.comes_in()
    address = f"{ROADS}/points/16/58490/25186"
    tile = office.staff.get(f"{ROADS}/map").text
    assert "/points/{z}/{x}/{y}" in tile
    assert shown(near.number) in tile, "the list beside the map is the way without it"
    found = json.loads(office.staff.get(f"{ROADS}/points/10/913/393").text)
    (point,) = found["features"]
    assert point["geometry"]["coordinates"] == [141.3027, 38.4343]
    assert point["properties"]["href"] == f"{ROADS}/{near.number}"
    for _ in range(60):
        office.comes_in()
    (group,) = json.loads(office.staff.get(f"{ROADS}/points/10/913/393").text)["features"]
    assert group["properties"] == {"count": 61}
    assert json.loads(office.staff.get(address).text)["features"] == []
    assert office.staff.get(f"{ROADS}/points/3/9/0").status_code == 404


def test_files_are_safe_and_hold_what_the_filter_says(office: Office) -> None:
    office.comes_in(words="=cmd|'/c calc'!A1", kind="hole")
    office.comes_in(words="つかない", kind="light")
    table = office.staff.get(f"{ROADS}/export.csv?kind=hole").data.decode("utf-8-sig")
    assert "'=cmd" in table
    assert "つかない" not in table
    assert office.staff.get(f"{ROADS}/export.xlsx").data[:2] == b"PK"
    found = json.loads(office.staff.get(f"{ROADS}/export.geojson").text)
    assert {one["properties"]["種類"] for one in found["features"]} == {
        "道路の穴・ひび",
        "街路灯・防犯灯",
    }
    assert [kind for kind, _ in office.audited()].count("roads.exported") == 3


def test_the_report_and_the_sheets(office: Office) -> None:
    case = office.comes_in()
    office.sends(f"{case.number}/note", note="矢印板あり")
    office.sends(f"{case.number}/state", seen="received", state="done", reason="済", sure="1")
    page = office.staff.get(f"{ROADS}/report").text
    for told in ("種類ごとの通報", "地区ごとの通報", "完了までの日数", "最初の返事までの日数"):
        assert told in page
    assert "<svg" in page
    sheet = office.staff.get(f"{ROADS}/sheets?case={case.number}").text
    assert "矢印板あり" in sheet
    assert "大きな穴" in sheet
    assert "現場で書く" in sheet
    assert "したこと" not in office.staff.get(f"{ROADS}/sheets?case={case.number}&list=1").text
