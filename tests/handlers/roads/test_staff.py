"""The ledger in the console: whole paths of staff, from a report to the repaired road."""

from __future__ import annotations

import io
import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.console.trial import Browser
from bot.post import Mail, Undelivered
from bot.schedule import job_of
from bot.settings import PROJECT
from bot.staff import Role
from bot.testing import OpenStaff
from bot.time import millis
from handlers.roads.ledger import history, lists
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.handovers import Step, handovers_of
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.lists import Filter
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.opening import open_case
from handlers.roads.ledger.photos import photos_of
from handlers.roads.ledger.states import State
from tests.bot.pictures.photos import picture
from tests.handlers.roads.conftest import DAY, HALL, report

ROADS = "/console/roads"
CITIZEN = "U" + "1" * 32


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The SQL itself is tried on both databases in test_ledger."""
    file = tmp_path / "console.db"
    shutil.copyfile(migrated_sqlite, file)
    return f"sqlite:///{file}"


class Office:
    """The console of the road department, and the ledger behind it."""

    def __init__(self, staff: Browser) -> None:
        self.staff, self.database = staff, staff.service.database

    @property
    def now(self) -> int:
        return millis(self.staff.service.clock())

    def comes_in(self, **values: Any) -> Case:
        """A citizen's report from LINE."""
        usual: dict[str, Any] = {
            "words": "大きな穴があいています",
            "citizen": CITIZEN,
            "due_ms": self.now + 7 * DAY,
        }
        with self.database.write() as connection:
            return open_case(connection, report(**(usual | values)), self.now).case

    def case(self, one: Case) -> Case:
        with self.database.read() as connection:
            found = find(connection, one.id)
        assert found is not None
        return found

    def acts(self, one: Case) -> list[Act]:
        with self.database.read() as connection:
            return [line.act for line in history.history(connection, one.id)]

    def untold(self) -> list[history.Line]:
        with self.database.read() as connection:
            return list(history.untold(connection))

    def audited(self) -> list[tuple[str, str]]:
        with self.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT kind, after FROM staff_audit ORDER BY id")
            return [(row[0], row[1]) for row in rows]

    def page(self, one: Case, path: str = "") -> str:
        answer = self.staff.get(f"{ROADS}/{one.number}{path}")
        assert answer.status_code == 200
        return answer.text

    def sends(self, path: str, **fields: Any) -> str:
        return self.staff.send(f"{ROADS}/{path}", **fields).text


@pytest.fixture
def office(new_staff: OpenStaff) -> Office:
    return Office(new_staff(Role.ROADS, name="道路 太郎"))


def test_the_queue_shows_what_waits(office: Office) -> None:
    late = office.comes_in(due_ms=office.now - 1, district="石巻（本庁）")
    light = office.comes_in(kind="light", words="つかない", priority=2, citizen=None)
    page = office.staff.get(ROADS).text
    assert page.index(shown(light.number)) < page.index(shown(late.number))
    for told in ("期限超過", "未読", "至急", "街路灯"):
        assert told in page
    for asked, there, gone in (
        ("kind=light", light, late), ("flag=overdue", late, light), ("priority=2", light, late),
        ("text=大きな", late, light), (f"text={shown(light.number)}", light, late),
        ("district=石巻（本庁）", late, light),
    ):  # fmt: skip
        found = office.staff.get(f"{ROADS}?{asked}").text
        assert shown(there.number) in found, asked
        assert shown(gone.number) not in found, asked
    assert "当てはまる通報はありません" in office.staff.get(f"{ROADS}?state=done").text
    assert "エラー" in office.staff.get(f"{ROADS}?since=昨日").text
    home = office.staff.get("/console/").text
    assert "未読の通報" in home


def test_pages_of_the_queue_follow_each_other(office: Office) -> None:
    numbers = {office.comes_in(citizen=None).number for _ in range(53)}
    first = office.staff.get(ROADS).text
    following = first.split(">次の50件<")[0].rpartition('href="')[2].partition('"')[0]
    second = office.staff.get(following.replace("&amp;", "&")).text
    seen = [{n for n in numbers if shown(n) in page} for page in (first, second)]
    assert [len(some) for some in seen] == [50, 3]
    assert seen[0] | seen[1] == numbers


def test_a_report_is_assigned_answered_and_completed(office: Office) -> None:
    case = office.comes_in()
    page = office.page(case)
    assert "大きな穴があいています" in page
    assert not office.case(case).unread, "somebody of the staff has looked"
    mail = "roads@example.jp"
    answer = office.sends(
        f"{case.number}/work", kind="hole", department="道路課", assignee=mail, priority="1",
        due="2026-11-30", owner="city",
    )  # fmt: skip
    assert "道路 太郎" in answer
    working = office.case(case)
    assert (working.assignee, working.department, working.priority) == (mail, "道路課", 1)
    assert office.acts(case)[1:] == [Act.DEPARTMENT, Act.ASSIGNED, Act.PRIORITY, Act.DUE]

    fields = {"seen": "received", "state": "done", "reason": "穴をふさぎました。"}
    shows = office.sends(f"{case.number}/state", **fields)
    assert "送る前に確かめる" in shows
    assert "穴をふさぎました。" in shows
    assert office.case(case).state is State.RECEIVED, "a preview changes nothing"
    assert office.untold() == []
    office.sends(f"{case.number}/state", sure="1", **fields)
    assert office.case(case).state is State.DONE
    (line,) = office.untold()
    assert (line.words, line.who) == ("穴をふさぎました。", mail)
    kinds = [kind for kind, _ in office.audited()]
    assert kinds[-2:] == ["roads.worked", "roads.answered"]


def test_a_state_needs_a_reason_and_two_people_do_not_overrule_each_other(office: Office) -> None:
    case = office.comes_in()
    for wrong in ({"state": "done", "reason": " "}, {"state": "received", "reason": "x"}):
        office.sends(f"{case.number}/state", sure="1", seen="received", **wrong)
        assert office.case(case).state is State.RECEIVED
    fields = {"seen": "received", "reason": "確認しました。", "sure": "1"}
    office.sends(f"{case.number}/state", state="confirmed", **fields)
    late = office.sends(f"{case.number}/state", state="excluded", **fields)
    assert "ほかの職員が先に「確認」に変えました" in late
    assert office.case(case).state is State.CONFIRMED
    assert office.case(case).due_ms > office.now + 29 * DAY


def test_a_sentence_to_start_from_is_filled_in(office: Office) -> None:
    case = office.comes_in(kind="light", place="駅前")
    page = office.page(case, "/state")
    assert "業者に発注した" in page
    assert "管理者に引き継いだ" in page
    number = next(
        part.partition('"')[0] for part in page.split("?use=") if "業者に発注した" in part[:200]
    )
    started = office.page(case, f"/state?use={number}")
    assert "部品の取り寄せが必要なため" in started
    assert "業者に発注した" not in office.page(office.comes_in(), "/state")


def test_a_message_and_a_note(office: Office) -> None:
    case = office.comes_in()
    assert "送る前に確かめる" in office.sends(f"{case.number}/message", words="来週見に行きます。")
    assert office.untold() == []
    office.sends(f"{case.number}/message", words="来週見に行きます。", sure="1")
    assert [line.words for line in office.untold()] == ["来週見に行きます。"]
    assert "地権者に電話した" in office.sends(f"{case.number}/note", note="地権者に電話した")
    assert "地権者" not in str(office.audited()), "the log is kept for ever"


def test_merging_and_back(office: Office) -> None:
    kept, gone = office.comes_in(), office.comes_in(citizen="U" + "2" * 32)
    assert shown(gone.number) in office.page(kept)
    assert "ありません" in office.sends(f"{gone.number}/merge", into="1234-5678-9012")
    assert "同じ通報です" in office.sends(f"{gone.number}/merge", into=gone.number)
    office.sends(f"{gone.number}/merge", into=shown(kept.number))
    assert office.case(gone).merged_into == kept.id
    assert office.case(kept).reporters == 2
    assert "まとめました" in office.page(gone)
    assert "状態を変えて知らせる" not in office.page(gone)
    office.sends(f"{gone.number}/unmerge")
    assert office.case(gone).merged_into is None
    assert {"roads.merged", "roads.unmerged"} <= {kind for kind, _ in office.audited()}


def test_several_at_once_or_none(office: Office) -> None:
    cases = [office.comes_in() for _ in range(3)]
    address = "several?" + "&".join(f"case={one.number}" for one in cases)
    assert "少なくとも1つ" in office.sends(address)
    assert "理由を書いて" in office.sends(address, state="confirmed")
    done = office.sends(address, state="confirmed", reason="確認しました。", department="道路課")
    assert "3件を変えました" in done
    assert {office.case(one).state for one in cases} == {State.CONFIRMED}
    assert len(office.untold()) == 3
    fresh = office.comes_in()
    refused = office.sends(f"{address}&case={fresh.number}", state="confirmed", reason="x")
    assert "3件は「確認」に変えられません" in refused
    assert office.case(fresh).state is State.RECEIVED


def test_a_call_becomes_a_case_or_joins_one(office: Office) -> None:
    page = office.staff.get(f"{ROADS}/new").text
    ticket = page.partition('name="ticket"')[2].partition('value="')[2].partition('"')[0]
    assert len(ticket) == 32
    call = {
        "ticket": ticket, "kind": "hole", "words": "穴です", "place": "市役所の前", "priority": "0",
        "department": "", "latitude": str(HALL.latitude), "longitude": str(HALL.longitude),
        "name": "石巻 花子", "phone": "0225-00-0000", "wants": "y",
    }  # fmt: skip
    outside = office.sends("new", **call | {"latitude": "35.0", "longitude": "139.0"})
    assert "市の外の場所です" in outside
    for _ in range(2):  # a second click opens no second case
        answer = office.sends("new", **call, apart="y")
    assert "石巻 花子" in answer
    with office.database.read() as connection:
        (case,) = lists.page(connection, Filter(), now_ms=office.now).cases
    assert (case.source, case.words, case.unread) == ("phone", "穴です", False)
    assert case.district
    second = call | {"ticket": "b" * 32, "name": "二人目"}
    assert "近くに同じ種類の通報があります" in office.sends("new", **second)
    office.sends("new", **second, join=case.number)
    assert office.case(case).reporters == 2
    audited = office.audited()
    assert "console.viewed" in [kind for kind, _ in audited]
    assert "花子" not in str(audited)


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
