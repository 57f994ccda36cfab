"""Free text and the one search: answered at once, offered as buttons, or counted as missed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.api import Entry, Feature, Nothing, Reply, Text, TextMessage
from bot.content import Library, Snapshot
from bot.dispatch import seeking
from bot.documents import index_of
from bot.misses import Missed, since
from bot.registry import Clash, Registry
from bot.rehearsal import Chat
from bot.search import Found, Hit, Verdict
from bot.settings import PROJECT
from bot.testing import OpenChat
from tests.bot.road import NothingTurn

GARBAGE, DEPARTMENT = "garbage", "department"


def shelf(*titles: str, name: str = "shelf", category: str = GARBAGE) -> Feature[Nothing, Nothing]:
    """A feature that offers a document for each title, and has a step that waits for a text."""
    feature = Feature(name, title="たな")

    @feature.postback("show")
    def show(turn: NothingTurn, title: str) -> Reply:
        return turn.end(f"{title}の答えです")

    @feature.command("メモ")
    def note(turn: NothingTurn) -> Reply:
        return turn.start(written, "何を書きますか")

    @feature.step(Text)
    def written(turn: NothingTurn, said: Text) -> Reply:
        return turn.end(f"書きました: {said.text}")

    @feature.documents
    def offer(_content: object, _words: Nothing) -> Iterable[Entry]:
        return [Entry(title, show.data(title), category) for title in titles]

    if name != "shelf":
        feature.commands.clear()
    return feature


def missed(chat: Chat) -> list[Missed]:
    with chat.service.database.read() as connection:
        return since(connection, chat.service.clock().date())


def snapshot_of(*features: Any) -> Snapshot:
    registry = Registry(features)
    content = PROJECT / "content"
    return Library(content, content, registry.content(), registry.index).current


@pytest.fixture
def chat(new_chat: OpenChat) -> Chat:
    titles = ("アイロン", "救急箱", "茶わん（木）", "茶わん（陶器）", "人形")
    return new_chat(registry=Registry([shelf(*titles)]))


def test_a_clear_hit_answers_as_its_button_would(chat: Chat) -> None:
    answer = chat.says("あいろん")
    assert answer.text == "アイロンの答えです"
    pressed = chat.does({"type": "postback", "data": "shelf:show?title=アイロン"})
    assert pressed.messages[0]["text"] == answer.messages[0]["text"]
    assert missed(chat) == []


def test_several_near_hits_are_buttons(chat: Chat) -> None:
    answer = chat.says("茶わん")
    assert "「茶わん」は、どれのことですか？" in answer
    assert set(answer.labels) == {"茶わん（木）", "茶わん（陶器）", "この中にない"}
    assert all(label in answer.messages[0]["altText"] for label in answer.labels)
    assert chat.taps("茶わん（陶器）").text == "茶わん（陶器）の答えです"
    assert missed(chat) == []


def test_none_of_the_buttons_is_counted_with_where_it_was_looked_for(chat: Chat) -> None:
    chat.says("茶わん")
    answer = chat.taps("この中にない")
    assert "お答えを用意できていません" in answer
    assert "0225-95-1111" in answer
    today = chat.service.clock().date()
    assert missed(chat) == [Missed("茶わん", GARBAGE, 1, today)]


def test_nothing_found_offers_the_menu_and_is_counted(chat: Chat) -> None:
    for _ in range(2):
        answer = chat.says("ウチュウセン？")
        assert "見つかりませんでした" in answer
        assert "0225-95-1111" in answer
    assert [(one.text, one.category, one.times) for one in missed(chat)] == [
        ("うちゅうせん", "", 2)
    ]


def test_what_may_be_personal_is_counted_without_its_words(chat: Chat) -> None:
    chat.says("山田太郎さんの電話は090-1234-5678")
    assert [(one.text, one.times) for one in missed(chat)] == [("", 1)]


@pytest.mark.parametrize("text", ["となりの人が倒れた", "人形が火事", "茶わん 事故"])
def test_an_urgent_word_in_a_sentence_wins_over_what_is_near(chat: Chat, text: str) -> None:
    assert "119番" in chat.says(text)


@pytest.mark.parametrize("text", ["救急箱", "救急箱は何ごみ"])
def test_an_urgent_word_within_a_name_is_none(chat: Chat, text: str) -> None:
    assert chat.says(text).text == "救急箱の答えです"


class Sure:
    """An index that is sure of its one entry, whatever it is asked."""

    def search(self, _text: str) -> Found:
        return Found(Verdict.CLEAR, (Hit(Entry("見本小学校", "shelf:show", "shelter"), 0.95),))


@pytest.mark.parametrize(
    ("text", "pressed"),
    [
        ("見本小学校に避難", ["shelf:show"]),
        ("見本小学校に津波が来る", []),
        ("見本小学校で人が倒れた", []),
    ],
)
def test_an_urgent_word_that_points_to_the_category_is_none(text: str, pressed: list[str]) -> None:
    snapshot = replace(snapshot_of(shelf()), built=Sure())
    calls: list[str] = []

    def press(data: str) -> Reply:
        calls.append(data)
        return Reply((TextMessage("はい"),))

    assert seeking.answer(text, snapshot, index_of(snapshot).search, press).messages
    assert calls == pressed


def test_a_step_that_awaits_text_keeps_it(chat: Chat) -> None:
    chat.says("メモ")
    assert chat.says("アイロン").text == "書きました: アイロン"


def test_titles_that_clash_tell_their_category(new_chat: OpenChat) -> None:
    two = [shelf("住民票"), shelf("住民票", name="desk", category=DEPARTMENT)]
    answer = new_chat(registry=Registry(two)).says("住民票")
    assert set(answer.labels) == {"住民票（ごみの分け方）", "住民票（窓口案内）", "この中にない"}


def test_every_button_of_a_long_title_fits(new_chat: OpenChat) -> None:
    # The emulator refuses labels that LINE would refuse.
    long = "とても長い名前の茶わん" * 8
    chat = new_chat(registry=Registry([shelf("茶わん（木）", long, "茶わん（陶器）")]))
    assert "この中にない" in chat.says("茶わん").labels


def test_documents_without_title_or_answer_are_faults_and_no_more() -> None:
    feature = Feature("shelf", title="たな")

    @feature.postback("show")
    def show(turn: NothingTurn, number: int) -> Reply:
        return turn.end(str(number))

    @feature.documents
    def offer(_content: object, _words: Nothing) -> Iterable[Entry]:
        yield Entry(" ", show.data(1), GARBAGE)
        yield Entry("長い", "shelf:show?number=" + "1" * 300, GARBAGE)
        yield Entry("ない", "shelf:gone?number=1", GARBAGE)
        yield Entry("数でない", "shelf:show?number=x", GARBAGE)
        yield Entry("よその", "nobody:show?number=1", GARBAGE)
        yield Entry("アイロン", show.data(2), GARBAGE)

    snapshot = snapshot_of(feature)
    faults = [fault for fault in snapshot.faults if fault.file == "shelf"]
    assert [fault.severity for fault in faults] == ["warning"] * 5
    assert {fault.message.split("」")[0] for fault in faults} == {
        "「 ", "「長い", "「ない", "「数でない", "「よその"
    }  # fmt: skip
    assert index_of(snapshot).search("アイロン").verdict is Verdict.CLEAR
    assert index_of(snapshot).search("よその").verdict is not Verdict.CLEAR


def test_a_feature_that_fails_to_offer_leaves_the_others_searchable() -> None:
    broken = Feature("broken", title="こわれた")

    @broken.documents
    def offer(_content: object, _words: Nothing) -> Iterable[Entry]:
        raise RuntimeError("a slip")

    snapshot = snapshot_of(broken, shelf("アイロン"))
    assert [fault.file for fault in snapshot.errors] == ["broken"]
    assert index_of(snapshot).search("アイロン").verdict is Verdict.CLEAR


def test_new_content_is_found_once_it_is_taken_up(new_chat: OpenChat, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "garbage"
    folder.mkdir(parents=True)
    table = folder / "target.csv"
    (folder / "area_days.csv").write_text("地名,センター,燃やすごみ\n東町,,月\n", "utf-8")
    table.write_text("label,name,notice,furigana\n燃やすごみ,人形,,\n", "utf-8")
    chat = new_chat(content=folder.parent)
    assert "119番" in chat.says("救急箱")
    table.write_text("label,name,notice,furigana\n燃やすごみ,救急箱,,\n", "utf-8")
    assert chat.service.library.refresh()
    assert "燃やすごみ" in chat.says("救急箱")


def test_a_second_function_for_documents_is_refused() -> None:
    feature = shelf()
    with pytest.raises(ValueError, match="documents"):
        feature.documents(lambda _content, _words: [])


def test_no_feature_takes_the_name_of_the_search() -> None:
    with pytest.raises(Clash):
        Registry([Feature("search", title="さがす")])
