"""The queue, and what staff do with a case: assign, answer, note, merge, take calls."""

from __future__ import annotations

from handlers.roads.ledger import lists
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.lists import Filter
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.states import State
from tests.handlers.roads.conftest import DAY, HALL
from tests.handlers.roads.staff.office import ROADS, Office


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
