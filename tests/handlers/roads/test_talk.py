"""The talk from the first word to the repaired road, as a citizen has it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import media, outbox, schedule
from bot.emulator.errors import ApiError
from bot.rehearsal import Chat
from bot.rehearsal.chat import Answer
from handlers.roads.ledger import changes, history, lists, merging, photos
from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act
from handlers.roads.ledger.lists import Filter, Sort
from handlers.roads.ledger.numbers import shown
from handlers.roads.ledger.photos import Purpose
from handlers.roads.ledger.states import State
from handlers.roads.tables import case_table, draft_table, event_table, photo_table, reporter_table
from tests.bot.pictures.photos import picture

PHOTO = picture()
HALL = (38.4343, 141.3027)


def cases(chat: Chat) -> list[Case]:
    with chat.service.database.read() as connection:
        found = lists.page(connection, Filter(merged=True), now_ms=0, sort=Sort.OLDEST)
    return list(found.cases)


def count(chat: Chat, table: Any) -> int:
    with chat.service.database.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def staff(chat: Chat, act: Any, *args: Any, **values: Any) -> Any:
    with chat.service.database.write() as connection:
        now = int(chat.service.clock().timestamp() * 1000)
        return act(connection, *args, who="road@example.jp", now_ms=now, **values)


def run_jobs(chat: Chat) -> str:
    """The clock runs, and what it wrote is sent; what this citizen reads of it."""
    return let_time_pass(chat).text


def let_time_pass(chat: Chat) -> Answer:
    schedule.run_all(chat.service)
    with chat.service.database.write() as connection:
        now = int(chat.service.clock().timestamp() * 1000)
        calls = outbox.take_multicasts(connection, now, 100)
    chat.service.delivery.send_now(calls)
    return chat.answer()


def fetch(chat: Chat) -> None:
    """A worker fetches the photos, as from LINE, through the emulator's application."""
    from bot.line import Content
    from bot.media import Fetcher

    def download(message_id: str, limit: int) -> Content:
        try:
            return Content(200, chat.emulator.media.get(message_id).data)
        except ApiError as error:
            return Content(error.status, b"")

    Fetcher(chat.service.media, download, 1).work_off()


def reported(chat: Chat, words: str = "大きな穴です", spot: tuple[float, float] = HALL) -> Case:
    chat.says("通報")
    chat.stands_at(*spot)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    chat.says(words)
    if "どれともちがう" in chat._last.labels:
        chat.taps("どれともちがう")
    assert "受付番号" in chat.taps("送る")
    return cases(chat)[-1]


def test_a_pothole_from_the_pin_to_the_number(chat: Chat) -> None:
    assert "お名前や電話番号はうかがいません" in chat.says("通報")
    assert "何がこわれていますか" in chat.stands_at(*HALL)
    assert "写真はありますか" in chat.taps("道路の穴・ひび")
    assert "写真を1枚受け取りました" in chat.shows(PHOTO)
    assert "どんな様子" in chat.taps("写真はこれで終わり")
    whole = chat.says("タイヤがはまるくらいの穴")
    for said in ("この内容で送りますか", "道路の穴・ひび", "1枚", "タイヤがはまるくらいの穴"):
        assert said in whole
    sent = chat.taps("送る")
    (case,) = cases(chat)
    assert shown(case.number) in sent
    assert (case.kind, case.photos, case.words) == ("hole", 1, "タイヤがはまるくらいの穴")
    assert (case.town, case.rough, case.source) != ("", True, "web")
    assert count(chat, draft_table) == 0


def test_words_instead_of_a_pin_a_photo_and_a_kind(chat: Chat) -> None:
    chat.says("通報")
    assert "何がこわれていますか" in chat.says("穀町14-1 市役所の前")
    assert "写真はありますか" in chat.says("街灯がつかないんです")
    assert "この内容で送りますか" in chat.says("夜になっても暗いまま")
    chat.taps("送る")
    (case,) = cases(chat)
    assert (case.kind, case.rough, case.place) == ("light", True, "穀町14-1 市役所の前")
    assert case.words == "夜になっても暗いまま"


def test_a_landmark_that_no_map_knows_still_gets_through(chat: Chat) -> None:
    chat.says("通報")
    assert "見つかりませんでした" in chat.says("ぽぽぽ商店のかどのところ")
    assert "何がこわれていますか" in chat.taps("このまま進む")
    chat.says("カーブミラー")
    chat.taps("写真はない")
    chat.taps("書かない")
    chat.taps("送る")
    assert (cases(chat)[0].place, cases(chat)[0].rough) == ("ぽぽぽ商店のかどのところ", True)


def test_any_part_can_be_changed_and_any_question_gone_back_to(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    assert "何がこわれていますか" in chat.taps("ひとつ前に戻る")
    chat.taps("段差・歩道のいたみ")
    chat.shows(PHOTO)
    chat.taps("写真はこれで終わり")
    chat.taps("書かない")
    assert "場所はどこ" in chat.taps("場所を直す")
    assert "この内容で送りますか" in chat.stands_at(38.4350, 141.3030)
    assert "写真はありますか" in chat.taps("写真を直す")
    assert "様子" in chat.taps("写真はない")
    chat.taps("様子を直す")
    chat.says("歩道が持ち上がっています")
    chat.taps("種類を直す")
    assert "歩道が持ち上がっています" in chat.taps("側溝・ふた")
    chat.taps("送る")
    (case,) = cases(chat)
    assert (case.kind, case.latitude, case.photos) == ("gutter", 38.4350, 0)


def test_what_was_left_is_offered_again(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.says("やめる")
    chat.says("今日のごみ")
    assert "書きかけの通報があります" in chat.says("通報")
    assert "写真を1枚受け取りました" in chat.taps("続きから")
    chat.says("やめる")
    chat.says("通報")
    assert "場所はどこ" in chat.taps("はじめから書く")
    assert count(chat, photo_table) == 0
    chat.stands_at(*HALL)
    chat.says("通報")
    assert "消しました" in chat.taps("取りやめて消す")
    assert count(chat, draft_table) == 0


def test_buttons_of_a_report_that_is_over_harm_nothing(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    whole = chat.says("穴です")
    chat.taps("送る")
    chat._last = whole
    assert "もう使えません" in chat.taps("送る")
    chat._last = whole
    assert "もう使えません" in chat.taps("種類を直す")
    assert len(cases(chat)) == 1


def test_urgent_kinds_show_the_phone_first(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("ほかの種類を見る")
    chat._last = chat.says("木が倒れています")
    assert "先に電話" in chat._last
    assert "0225-95-1111" in chat._last
    chat.taps("写真はない")
    chat.says("道をふさいでいます")
    chat.taps("送る")
    assert cases(chat)[0].priority == 2


@pytest.mark.parametrize(("said", "owner", "phone"), [
    ("信号が消えています", "police", "110"),
    ("電柱が傾いています", "power", "0120-175-366"),
])  # fmt: skip
def test_what_is_another_ones_says_whom_to_call(
    chat: Chat, said: str, owner: str, phone: str
) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    asked = chat.says(said)
    assert phone in asked
    assert "管理しています" in asked
    chat.taps("市から伝えてほしい")
    chat.taps("写真はない")
    chat.taps("書かない")
    assert "引き継ぎます" in chat.taps("送る")
    assert cases(chat)[0].owner == owner


def test_a_national_road_by_its_name(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.taps("写真はない")
    assert "#9910" in chat.says("国道45号の交差点です")
    assert "この内容で送りますか" in chat.taps("市のものだと思う")
    chat.taps("送る")
    assert cases(chat)[0].owner == "city"


def test_a_place_outside_of_the_city(chat: Chat) -> None:
    chat.says("通報")
    told = chat.stands_at(38.268, 140.872)
    assert "石巻市の外のようです" in told
    assert "#9910" in told
    assert "何がこわれていますか" in chat.stands_at(*HALL)


def test_the_same_damage_is_joined(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    case = reported(first)
    second.says("通報")
    second.stands_at(HALL[0] + 0.00005, HALL[1])
    second.taps("道路の穴・ひび")
    second.shows(PHOTO)
    second.taps("写真はこれで終わり")
    asked = second.says("私も見ました")
    assert "これと同じですか" in asked
    joined = second.taps("これと同じ")
    assert shown(case.number) in joined
    (now,) = cases(first)
    assert (now.reporters, now.photos, now.unread) == (2, 1, True)


def test_photos_together_in_any_order_are_answered_once(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    for _ in range(4):
        chat.shows(PHOTO)
    full = chat.shows(PHOTO)
    assert "写真を5枚受け取りました" in full
    assert "どんな様子" in full
    more = chat.shows(PHOTO)
    assert "写真を受け取りました" in more
    assert count(chat, photo_table) == 5


def test_of_a_set_only_the_last_is_answered(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    (answer,) = chat.shows(PHOTO, PHOTO, PHOTO).messages
    assert "写真を3枚受け取りました" in str(answer)


def test_a_photo_later_is_added_and_can_be_undone(chat: Chat) -> None:
    case = reported(chat)
    added = chat.shows(PHOTO)
    assert shown(case.number) in added
    fetch(chat)
    assert cases(chat)[0].photos == 1
    assert "消しました" in chat.taps("この写真を取り消す")
    fetch(chat)
    assert cases(chat)[0].photos == 0
    assert count(chat, photo_table) == 0


def test_what_is_taken_back_is_deleted(chat: Chat) -> None:
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.taps("写真はこれで終わり")
    chat.says("山田さんの家の前")
    chat.taps("送る")
    fetch(chat)
    with chat.service.database.read() as connection:
        key = connection.scalars(select(photo_table.c.media)).one()
        messages = list(connection.scalars(select(media.media_table.c.message_id)))
    assert chat.service.media.files.read(key, "clean")
    _unsend(chat, messages[0])
    _unsend(chat, _message_of_words(chat))
    fetch(chat)
    (case,) = cases(chat)
    assert (case.photos, case.words) == (0, "")
    assert chat.service.media.files.read(key, "clean") is None
    with chat.service.database.read() as connection:
        assert "山田" not in str(connection.execute(select(event_table)).all())


def _message_of_words(chat: Chat) -> str:
    with chat.service.database.read() as connection:
        said = json.loads(connection.scalar(select(case_table.c.messages)) or "{}")
    return str(said["words"])


def _unsend(chat: Chat, message: str) -> None:
    chat.does({"type": "unsend", "messageId": message})


def test_changes_are_told_once_with_the_reason_and_can_be_contested(chat: Chat) -> None:
    case = reported(chat)
    assert run_jobs(chat) == ""
    staff(chat, changes.change_state, case.id, State.DONE, reason="アスファルトで埋めました")
    told = run_jobs(chat)
    for words in ("「完了」", "アスファルトで埋めました", shown(case.number)):
        assert words in told
    assert run_jobs(chat) == ""
    shown_card = chat.says("通報の状況")
    assert "アスファルトで埋めました" in shown_card
    assert "直っていないのですね" in chat.taps("直っていません")
    assert "受付に戻しました" in chat.says("まだ穴のままです")
    (now,) = cases(chat)
    assert (now.state, now.reopened, now.unread) == (State.RECEIVED, 1, True)
    with chat.service.database.read() as connection:
        contested = [
            one for one in history.history(connection, case.id) if one.act is Act.CONTESTED
        ]
    assert [one.words for one in contested] == ["まだ穴のままです"]


def test_who_does_not_want_messages_gets_none(chat: Chat) -> None:
    case = reported(chat)
    assert "お知らせは送りません" in chat.taps("お知らせはいらない")
    staff(chat, changes.change_state, case.id, State.CONFIRMED, reason="見ました")
    assert run_jobs(chat) == ""
    chat.says("通報の状況")
    chat.taps("お知らせを受け取る")
    staff(chat, changes.change_state, case.id, State.WORKING, reason="手配しました")
    assert "手配しました" in run_jobs(chat)


def test_reporters_of_merged_cases_are_told_each_once(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    kept = reported(first)
    gone = reported(second, spot=(38.4400, 141.3100))
    staff(first, merging.merge, gone.id, kept.id)
    staff(first, changes.send_message, kept.id, words="調べています")
    schedule.run_all(first.service)
    with first.service.database.read() as connection:
        query = select(outbox.outbox_table.c.recipients, outbox.outbox_table.c.messages)
        calls = connection.execute(query.where(outbox.outbox_table.c.method == "multicast")).all()
    told = {tuple(json.loads(call.recipients)): call.messages for call in calls}
    assert set(told) == {(first.user,), (second.user,)}
    assert "にまとめて" not in told[first.user,]
    assert shown(gone.number) in told[second.user,]
    assert f"受付番号 {shown(kept.number)} にまとめて" in told[second.user,]


def test_the_photo_of_the_repair_is_waited_for_and_shown(
    new_chat: Any, tmp_path: Any, clock: Any
) -> None:
    import shutil

    from bot.settings import PROJECT

    content = tmp_path / "content"
    shutil.copytree(PROJECT / "content", content)
    city = content / "city.yaml"
    city.write_text(city.read_text() + "\nsite: https://line.example.jp\n")
    chat = new_chat(content=content)
    case = reported(chat)
    chat.shows(PHOTO)
    with chat.service.database.read() as connection:
        (photo,) = photos.photos_of(connection, case.id)
    staff(chat, changes.change_state, case.id, State.DONE, reason="直しました", photo=photo.media)
    assert run_jobs(chat) == ""
    fetch(chat)
    text, image = let_time_pass(chat).messages
    assert "直しました" in text["text"]
    assert image["originalContentUrl"] == (
        f"https://line.example.jp/roads/photos/{photo.media}/photo.jpg"
    )


def test_a_photo_that_cannot_be_used_is_told_kindly(chat: Chat) -> None:
    reported(chat)
    chat.shows(PHOTO[:3000])
    fetch(chat)
    assert "こわれていて" in run_jobs(chat)
    assert run_jobs(chat) == ""
    assert cases(chat)[0].photos == 0
    assert count(chat, photo_table) == 0


def test_a_number_is_answered_only_to_its_reporter(new_chat: Any) -> None:
    first, second = new_chat(citizen="一人目"), new_chat(citizen="二人目")
    case = reported(first, words="秘密の言葉")
    assert "受付" in first.says(shown(case.number))
    answer = second.says(shown(case.number))
    assert "このLINEからの通報ではない" in answer
    assert "秘密" not in answer


def test_everything_of_the_reporter_is_told_and_erased(chat: Chat) -> None:
    reported(chat)
    chat.says("通報")
    chat.stands_at(*HALL)
    chat.taps("道路の穴・ひび")
    chat.shows(PHOTO)
    chat.says("やめる")
    stored = chat.says("登録の内容")
    for words in ("登録した通報 1件", "書きかけの通報 1件", "写真 1枚"):
        assert words in stored
    from bot import erasure

    with chat.service.database.write() as connection:
        erasure.erase(connection, chat.user)
    assert count(chat, reporter_table) == count(chat, draft_table) == count(chat, photo_table) == 0
    assert len(cases(chat)) == 1


def test_the_search_leads_to_a_report_of_the_kind(chat: Chat) -> None:
    answer = chat.says("カーブミラー")
    assert "場所はどこ" in answer
    assert "写真はありますか" in chat.stands_at(*HALL)


def test_purposes(chat: Chat) -> None:
    case = reported(chat)
    chat.shows(PHOTO)
    with chat.service.database.read() as connection:
        assert [one.purpose for one in photos.photos_of(connection, case.id)] == [Purpose.LATER]
