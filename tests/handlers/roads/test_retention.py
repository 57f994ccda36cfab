"""What its term is over of goes, with a record that names nobody; everything else stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import media, schedule
from bot.rehearsal import Chat, SetClock
from handlers.roads.ledger import changes, merging, reporters
from handlers.roads.ledger.case import Source
from handlers.roads.ledger.opening import Report, open_case
from handlers.roads.ledger.reporters import Contact
from handlers.roads.ledger.states import State
from handlers.roads.tables import (
    case_table,
    contact_table,
    deletion_table,
    draft_table,
    photo_table,
)
from tests.bot.pictures.photos import picture
from tests.handlers.roads.talk.reporter import HALL, count, fetch, reported, run_jobs, staff

PHOTO = picture()


def _case(chat: Chat) -> tuple[int, str]:
    """A case from the web form, with a contact and a photo; its id and the photo's key."""
    kit, now = chat.service.media, int(chat.service.clock().timestamp() * 1000)
    taken = kit.take(PHOTO, original=True)
    with chat.service.database.write() as connection:
        key = kit.keep(connection, "roads", taken)
        report = Report("hole", *HALL, Source.WEB, due_ms=now, media=[key])
        opened = open_case(connection, report, now)
        reporters.keep_contact(connection, opened.reporter, Contact(name="石巻 花子"), now)
    return opened.case.id, key


def _days(chat: Chat, days: float) -> None:
    clock = chat.service.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(days=days))


def _record(chat: Chat) -> dict[str, int]:
    with chat.service.database.read() as connection:
        query = select(deletion_table.c.what, func.sum(deletion_table.c.count))
        rows = connection.execute(query.group_by(deletion_table.c.what))
        return {row[0]: int(row[1]) for row in rows}


def _original(chat: Chat, key: str) -> bool:
    with chat.service.database.read() as connection:
        found = chat.service.media.read(connection, key, media.Version.ORIGINAL)
        assert chat.service.media.read(connection, key, media.Version.CLEAN)
    assert (found is None) == (chat.service.media.files.read(key, "original") is None)
    return found is not None


def _finish(chat: Chat, case: int) -> None:
    staff(chat, changes.change_state, case, State.DONE, reason="直しました")


def test_contacts_and_originals_go_after_their_terms(chat: Chat) -> None:
    open_one, (over, photo) = _case(chat), _case(chat)
    _finish(chat, over)
    _days(chat, 29)
    run_jobs(chat)
    assert _record(chat) == {}
    _days(chat, 2)
    run_jobs(chat)
    assert _record(chat) == {"originals": 1}
    assert not _original(chat, photo)
    assert _original(chat, open_one[1])
    _days(chat, 60)
    run_jobs(chat)
    assert _record(chat) == {"originals": 1, "contacts": 1}
    assert count(chat, contact_table) == 1
    run_jobs(chat)
    assert _record(chat) == {"originals": 1, "contacts": 1}
    with chat.service.database.read() as connection:
        assert "花子" not in str(connection.execute(select(deletion_table)).all())
    assert count(chat, case_table) == 2


def test_nothing_is_kept_for_ever_and_a_reopened_case_keeps_its_own(chat: Chat) -> None:
    (case, photo), (merged, other) = _case(chat), _case(chat)
    _finish(chat, case)
    _days(chat, 20)
    with chat.service.database.write() as connection:
        now = int(chat.service.clock().timestamp() * 1000)
        changes.contest(connection, case, words="まだです", now_ms=now, due_ms=0)
    staff(chat, merging.merge, merged, case)
    _days(chat, 40)
    run_jobs(chat)
    assert _original(chat, photo)
    assert not _original(chat, other), "what was merged is over for its own reporter"
    _days(chat, 731)
    run_jobs(chat)
    assert not _original(chat, photo)
    assert count(chat, contact_table) == 0


def test_a_death_between_file_and_row_is_made_good(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, photo = _case(chat)
    _finish(chat, case)
    _days(chat, 31)

    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bot.media.kit.queue.note_no_original", dies)
        with pytest.raises(KeyboardInterrupt):
            schedule.run_all(chat.service)
    run_jobs(chat)
    assert _record(chat) == {"originals": 1}
    assert not _original(chat, photo)


def test_ids_of_messages_go_when_they_cannot_be_taken_back_any_more(chat: Chat) -> None:
    reported(chat)
    chat.shows(PHOTO)
    fetch(chat)
    for days, kept in ((1, 1), (2, 0)):
        _days(chat, days)
        run_jobs(chat)
        with chat.service.database.read() as connection:
            photos = connection.scalars(select(media.media_table.c.message_id)).all()
            words = connection.scalars(select(case_table.c.messages)).all()
        assert [bool(one) for one in (*photos, *words)] == [bool(kept)] * 2


def test_a_report_never_sent_goes_with_its_photos(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    fetch(chat)
    _days(chat, 6)
    run_jobs(chat)
    assert count(chat, draft_table) == 1
    _days(chat, 2)
    run_jobs(chat)
    fetch(chat)
    assert count(chat, draft_table) == count(chat, photo_table) == 0
    assert _record(chat) == {"drafts": 1}
    assert not any(chat.service.media.files.listed(f"{n:02x}") for n in range(256))
