"""The ledger: opening, joining, changing, merging, lists and the map, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.api import Point, metres
from handlers.roads.ledger import changes, history, lists, mapped, merging, photos, reporters
from handlers.roads.ledger.case import NoSuchCase, Source, find, find_number, standing_for
from handlers.roads.ledger.cells import Box
from handlers.roads.ledger.changes import AlreadyMerged, NoReason, NotPossible, Overtaken
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.lists import Filter, Sort
from handlers.roads.ledger.photos import Purpose
from handlers.roads.ledger.reporters import Contact
from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table, contact_table, reporter_table
from tests.handlers.roads.conftest import DAY, HALL, NOW, Ledger

STAFF = "road@example.jp"


def _set(ledger: Ledger, case: int, state: State, reason: str = "確認しました") -> object:
    return ledger.do(changes.change_state, case, state, reason=reason, who=STAFF)


def test_a_report_becomes_a_case_with_all_that_it_said(ledger: Ledger) -> None:
    opened = ledger.opened(
        words="大きな穴",
        place="市役所の前",
        district="石巻",
        town="穀町",
        citizen="U1",
        media=["a" * 32],
    )
    case = opened.case
    assert (case.state, case.open, case.unread) == (State.RECEIVED, True, True)
    assert (case.reporters, case.photos, case.words) == (1, 1, "大きな穴")
    assert ledger.ask(find_number, case.number) == case
    (line,) = ledger.ask(history.history, case.id)
    assert (line.act, line.words, line.who) == (Act.OPENED, "大きな穴", "")
    (photo,) = ledger.ask(photos.photos_of, case.id)
    assert (photo.media, photo.position, photo.purpose) == ("a" * 32, 1, Purpose.REPORT)


def test_the_same_act_opens_no_second_case(ledger: Ledger) -> None:
    first, second = (ledger.opened(ticket="web:1", citizen="U1") for _ in range(2))
    assert first.fresh
    assert not second.fresh
    assert second.case == first.case
    assert second.reporter == first.reporter
    assert ledger.ask(lists.count, Filter(), now_ms=NOW) == 1


def test_who_joins_is_counted_once(ledger: Ledger) -> None:
    case = ledger.open(citizen="U1")
    joined = ledger.join(case.id, citizen="U2", words="私も見ました", media=["b" * 32])
    again = ledger.join(case.id, citizen="U2")
    assert joined.fresh
    assert not again.fresh
    assert (again.case.reporters, again.case.photos) == (2, 1)
    lines = ledger.ask(history.history, case.id)
    assert [line.act for line in lines] == [Act.OPENED, Act.JOINED]
    assert lines[1].words == "私も見ました"
    with pytest.raises(NoSuchCase):
        ledger.join(999, citizen="U3")


def test_a_state_needs_a_reason_and_is_told(ledger: Ledger) -> None:
    case = ledger.open(citizen="U1")
    for blank in ("", " \n　"):
        with pytest.raises(NoReason):
            _set(ledger, case.id, State.CONFIRMED, blank)
    done = ledger.do(
        changes.change_state, case.id, State.DONE, reason="直しました", who=STAFF, photo="c" * 32
    )
    assert (done.state, done.open, done.finished_ms) == (State.DONE, False, ledger.now)
    (line,) = ledger.ask(history.untold)
    assert (line.words, line.photo, line.old, line.new) == (
        "直しました",
        "c" * 32,
        "received",
        "done",
    )
    with ledger.write() as connection:
        history.told(connection, line.id)
    assert not ledger.ask(history.untold)


def test_two_people_do_not_overrule_each_other(ledger: Ledger) -> None:
    case = ledger.open()
    _set(ledger, case.id, State.CONFIRMED)
    with pytest.raises(Overtaken) as overtaken:
        ledger.do(
            changes.change_state, case.id, State.DONE, reason="x", who=STAFF, seen=State.RECEIVED
        )
    assert overtaken.value.case.state is State.CONFIRMED
    with pytest.raises(NotPossible):
        _set(ledger, case.id, State.CONFIRMED)
    assert ledger.ask(find, case.id).state is State.CONFIRMED


def test_a_reporter_reopens_what_is_over(ledger: Ledger) -> None:
    case = ledger.open(citizen="U1")
    assert ledger.do(changes.contest, case.id, words="まだです", due_ms=0) is None
    _set(ledger, case.id, State.DONE)
    with ledger.write() as connection:
        changes.mark_read(connection, case.id)
    again = ledger.do(changes.contest, case.id, words="直っていません", due_ms=NOW + DAY)
    assert (again.state, again.open, again.unread, again.reopened) == (
        State.RECEIVED, True, True, 1,
    )  # fmt: skip
    assert again.finished_ms is None
    assert again.answered_ms is not None
    contested = [one for one in ledger.ask(history.history, case.id) if one.act is Act.CONTESTED]
    assert [one.words for one in contested] == ["直っていません"]
    assert ledger.ask(lists.count, Filter(reopened=True), now_ms=NOW) == 1


def test_merged_cases_go_on_as_one_and_come_apart_again(ledger: Ledger) -> None:
    first, second, third = (ledger.open(citizen=f"U{number}") for number in range(3))
    kept = ledger.do(merging.merge, second.id, third.id, who=STAFF)
    assert kept.reporters == 2
    kept = ledger.do(merging.merge, third.id, first.id, who=STAFF)
    assert (kept.id, kept.reporters) == (first.id, 3)
    gone = ledger.ask(find, second.id)
    assert (gone.merged_into, gone.open) == (first.id, False)
    assert ledger.ask(standing_for, gone) == kept
    assert ledger.ask(reporters.family, first.id) == [first.id, second.id, third.id]
    assert ledger.ask(lists.count, Filter(), now_ms=NOW) == 1
    assert ledger.join(second.id, citizen="U9").case.id == first.id
    for pair in ((first.id, first.id), (second.id, first.id)):
        with pytest.raises(AlreadyMerged):
            ledger.do(merging.merge, *pair, who=STAFF)
    with pytest.raises(AlreadyMerged):
        _set(ledger, second.id, State.DONE)
    alone = ledger.do(merging.unmerge, second.id, who=STAFF)
    assert (alone.open, alone.merged_into) == (True, None)


def test_each_citizen_is_told_once_of_a_merged_case(ledger: Ledger) -> None:
    one, two = ledger.open(citizen="U1"), ledger.open(citizen="U2")
    ledger.join(two.id, citizen="U1")
    ledger.join(one.id, citizen="U3", wants=False)
    ledger.opened()
    with ledger.read() as connection:
        first = connection.scalars(reporters.wanting(one.id)).all()
        second = connection.scalars(reporters.wanting(two.id, but=[one.id])).all()
    assert (first, second) == (["U1"], ["U2"])


def test_a_page_begins_where_the_last_one_ended(ledger: Ledger) -> None:
    cases = [ledger.open(priority=number % 3) for number in range(11)]
    for sort in Sort:
        seen: list[int] = []
        after: str | None = None
        while True:
            page = ledger.ask(lists.page, Filter(), now_ms=NOW, sort=sort, after=after, limit=4)
            seen += [case.id for case in page.cases]
            if (after := page.after) is None:
                break
        assert sorted(seen) == sorted(case.id for case in cases)
    urgent = ledger.ask(lists.page, Filter(), now_ms=NOW, sort=Sort.URGENT).cases
    assert [case.priority for case in urgent] == sorted((c.priority for c in cases), reverse=True)
    broken = ledger.ask(lists.page, Filter(), now_ms=NOW, after="1.x", limit=4)
    assert len(broken.cases) == 4


def test_filters(ledger: Ledger) -> None:
    hole = ledger.open(words="穴があいて100%危ない", district="石巻")
    light = ledger.open(kind="light", district="河北", source=Source.PHONE, who=STAFF, due_ms=NOW)
    ledger.do(changes.assign, light.id, assignee=STAFF, who=STAFF)
    ledger.do(changes.publish, light.id, published=True, who=STAFF)
    _set(ledger, light.id, State.WORKING)

    def found(wanted: Filter) -> list[int]:
        page = ledger.ask(lists.page, wanted, now_ms=NOW + 1, sort=Sort.OLDEST)
        assert ledger.ask(lists.count, wanted, now_ms=NOW + 1) == len(page.cases)
        return [case.id for case in page.cases]

    for wanted in (
        Filter(kinds=["light"]), Filter(district="河北"), Filter(source=Source.PHONE),
        Filter(assignee=STAFF), Filter(published=True), Filter(states=[State.WORKING]),
        Filter(overdue=True), Filter(unread=False), Filter(since_ms=light.created_ms),
        Filter(text=light.number),
    ):  # fmt: skip
        assert found(wanted) == [light.id], wanted
    for wanted in (
        Filter(text="穴 100%"), Filter(assignee=""), Filter(unread=True), Filter(overdue=False),
        Filter(until_ms=light.created_ms), Filter(published=False),
    ):  # fmt: skip
        assert found(wanted) == [hole.id], wanted
    assert found(Filter(text="1%危")) == []
    assert found(Filter(open=True, box=Box.around(HALL, 10))) == [hole.id, light.id]
    by = ledger.ask(lists.count_by, "kind", Filter(), now_ms=NOW)
    assert by == {"hole": 1, "light": 1}


def test_near_cases_of_the_kind_are_found_nearest_first(ledger: Ledger) -> None:
    near = ledger.open(Point(38.43435, 141.3027))
    nearest = ledger.open(Point(38.43431, 141.3027))
    ledger.open(Point(38.4345, 141.3027))
    ledger.open(HALL, kind="light")
    over = ledger.open(HALL)
    _set(ledger, over.id, State.DONE)
    found = ledger.ask(mapped.near_duplicates, HALL, 15, ["hole"])
    assert [one.case.id for one in found] == [nearest.id, near.id]
    assert all(one.metres <= 15 for one in found)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.floats(-30, 30), st.floats(-30, 30), st.integers(5, 40))
def test_near_is_mutual(sqlite_ledger: Ledger, north: float, east: float, radius: int) -> None:
    other = Point(HALL.latitude + north / 111_195, HALL.longitude + east / 87_000)
    with sqlite_ledger.write() as connection:
        connection.execute(reporter_table.delete())
        connection.exec_driver_sql("DELETE FROM roads_event")
        connection.execute(case_table.delete())
    one, two = sqlite_ledger.open(HALL), sqlite_ledger.open(other)
    there = sqlite_ledger.ask(mapped.near_duplicates, HALL, radius, ["hole"], but=one.id)
    back = sqlite_ledger.ask(mapped.near_duplicates, other, radius, ["hole"], but=two.id)
    assert bool(there) == bool(back) == (metres(HALL, other) <= radius)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.sampled_from(State), st.just("contest")), max_size=8))
def test_laws_of_the_states(sqlite_ledger: Ledger, acts: list[State | str]) -> None:
    """Whatever is tried: the row is what the history says, and follows from the one before."""
    ledger = sqlite_ledger
    case = ledger.open(citizen="U1")
    for act in acts:
        before = ledger.ask(find, case.id)
        if act == "contest":
            ledger.do(changes.contest, case.id, words="", due_ms=NOW)
        else:
            try:
                _set(ledger, case.id, State(act))
            except NotPossible:
                assert act in (before.state, State.RECEIVED)
                assert ledger.ask(find, case.id) == before
    now = ledger.ask(find, case.id)
    changed = [
        line
        for line in ledger.ask(history.history, case.id)
        if line.act in (Act.STATE, Act.CONTESTED)
    ]
    states = ["received", *(line.new for line in changed)]
    assert [line.old for line in changed] == states[:-1]
    assert now.state == states[-1]
    assert now.open is now.state.is_open
    assert (now.finished_ms is not None) is now.state.is_over
    again = [line for line in changed if not State(line.old).is_open and State(line.new).is_open]
    assert now.reopened == len(again)
    assert (now.answered_ms is None) is (not changed)


def test_boxes_tiles_and_clusters_agree(ledger: Ledger) -> None:
    spots = [Point(38.43 + n / 1000, 141.30 + n / 900) for n in range(12)]
    for spot in spots:
        ledger.open(spot)
    box = Box(38.4295, 141.2995, 38.4345, 141.31)
    inside = ledger.ask(mapped.cases_in, box, Filter(), now_ms=NOW)
    assert len(inside) == sum(box.contains(spot) for spot in spots)
    world = ledger.ask(mapped.clusters_in_tile, 0, 0, 0, Filter(), now_ms=NOW)
    assert [one.count for one in world] == [12]
    zoom, x, y = 13, 7311, 3147
    cases = ledger.ask(mapped.cases_in_tile, zoom, x, y, Filter(), now_ms=NOW)
    clusters = ledger.ask(mapped.clusters_in_tile, zoom, x, y, Filter(), now_ms=NOW)
    assert len(cases) > 1
    assert sum(one.count for one in clusters) == len(cases)
    assert len(clusters) > 1


def test_a_contact_goes_with_its_reporter(ledger: Ledger) -> None:
    opened = ledger.opened(source=Source.WEB)
    with ledger.write() as connection:
        contact = Contact(name="石巻 花子", phone="0225-00-0000")
        reporters.keep_contact(connection, opened.reporter, contact, ledger.now)
        reporters.keep_contact(connection, opened.reporter + 100, Contact(), ledger.now)
    assert ledger.ask(reporters.contacts_of, opened.case.id) == {opened.reporter: contact}
    with ledger.write() as connection:
        connection.execute(reporter_table.delete())
        left = connection.scalar(select(func.count()).select_from(contact_table))
    assert left == 0
