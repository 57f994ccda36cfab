"""The talk where it meets time, old buttons and odd content."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rehearsal import Chat, SetClock
from bot.testing import OpenChat
from bot.time import JAPAN
from handlers.faq.files.schema import File, Link, Question

ID = "x" * 40


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


def press(data: str) -> dict[str, object]:
    return {"type": "postback", "data": data}


def city(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "content" / "faq"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(text, "utf-8")
    return folder.parent


SEASONAL = """category: 選挙
questions:
  - {id: vote, question: 投票所はどこ, answer: 体育館です, valid_from: 2027-04-01, valid_until: 2027-04-10}
"""


def test_an_answer_lives_between_its_days(
    new_chat: OpenChat, clock: SetClock, tmp_path: Path
) -> None:
    chat = new_chat(content=city(tmp_path, SEASONAL))
    told = []
    for day in ("2027-03-31T23:59", "2027-04-01T00:00", "2027-04-10T23:59", "2027-04-11T00:00"):
        clock.now = datetime.fromisoformat(day).replace(tzinfo=JAPAN) + timedelta(seconds=1)
        answer, listed = chat.does(press("faq:answer?id=vote")), chat.says("よくある質問")
        told.append(("体育館" in answer, "選挙" in listed.labels))
    assert told == [(False, False), (True, True), (True, True), (False, False)]


def test_what_is_said_before_and_after(new_chat: OpenChat, clock: SetClock, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path, SEASONAL))
    assert "4月1日からご案内します" in chat.does(press("faq:answer?id=vote"))
    clock.now = datetime(2027, 5, 1, tzinfo=JAPAN)
    assert "「投票所はどこ」のご案内は終わりました" in chat.does(press("faq:answer?id=vote"))


@pytest.mark.parametrize(
    "data",
    [
        "faq:answer?id=gone",
        "faq:answer?id=",
        "faq:category?name=どこにもない",
        "faq:category?name=税金&page=99",
        "faq:categories?page=-1",
    ],
)
def test_an_old_button_is_answered_kindly(chat: Chat, data: str) -> None:
    assert chat.does(press(data)).labels


def test_a_city_that_wrote_nothing_down(new_chat: OpenChat, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    chat = new_chat(content=tmp_path / "content")
    assert "まだ登録されていません" in chat.says("よくある質問")


def test_the_longest_that_may_be_written_fits_into_messages(
    new_chat: OpenChat, tmp_path: Path
) -> None:
    family = "👨‍👩‍👧"
    link = Link(label=family * 20, url=f"https://example.jp/{'a' * 880}")
    ids = [f"{ID[:-2]}{n:02}" for n in range(12)]
    questions = [
        Question(
            id=name,
            question=family[0] * 38 + f"{n:02}",
            answer="あ\n\n" * 660,
            links=[link] * 4,
            ask="窓" * 40,
            related=ids[:6],
        )
        for n, name in enumerate(ids)
    ]
    file = File(category="類" * 40, questions=questions)
    chat = new_chat(content=city(tmp_path, file.model_dump_json(exclude_none=True)))
    assert "類" * 40 in chat.says("よくある質問").labels
    assert "続きを見る" in chat.does(press(f"faq:category?name={'類' * 40}")).labels
    assert "窓口を見る" in chat.does(press(f"faq:answer?id={ids[0]}")).labels
