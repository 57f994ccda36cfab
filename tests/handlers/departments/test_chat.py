"""The talk where it meets the citizen's district, old buttons and odd content."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.citizens.places import Places
from bot.rehearsal import Chat
from bot.testing import OpenChat
from handlers.departments.directory import Directory
from tests.handlers.departments.conftest import OWN, load_folder


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """What is said does not depend on the kind of database."""
    return f"sqlite:///{tmp_path}/test.db"


def press(data: str) -> dict[str, object]:
    return {"type": "postback", "data": data}


def city(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "content" / "departments"
    folder.mkdir(parents=True)
    (folder / "departments.yaml").write_text(text, "utf-8")
    return folder.parent


@pytest.fixture(scope="module")
def directory() -> Directory:
    loaded, _ = load_folder(OWN)
    assert loaded
    return loaded


def test_the_own_district_comes_first(directory: Directory) -> None:
    names = [one.name for one in directory.handling("転入届", ["雄勝", "牡鹿"])]
    assert names[:3] == ["雄勝総合支所", "牡鹿総合支所", "市民課"]
    assert len(names) == 7


def test_the_district_is_the_citizens_own(chat: Chat) -> None:
    with chat.service.database.engine.begin() as connection:
        Places(connection, chat.user).put(district="雄勝")
    answer = chat.does(press("departments:subject?name=住民票の写し"))
    assert (
        answer.text.index("雄勝総合支所")
        < answer.text.index("市民課")
        < answer.text.index("河北総合支所")
    )


def test_without_a_district_the_city_hall_comes_first(directory: Directory) -> None:
    assert directory.handling("転入届")[0].name == "市民課"


def test_a_subject_tells_every_counter(chat: Chat) -> None:
    answer = chat.does(press("departments:subject?name=転入届"))
    for said in ("次の7か所の窓口", "市民課", "牡鹿総合支所", "見本"):
        assert said in answer


def test_a_counter_can_be_called_and_found(chat: Chat) -> None:
    answer = chat.does(press("departments:department?name=市民課"))
    for said in ("市役所本庁舎", "月〜金 8:30〜17:15", "祝日・12月29日〜1月3日は休み"):
        assert said in answer
    assert "閉まっています。次は11月24日（火）の8:30から" in answer
    assert {"電話をかける", "地図を見る"} <= set(answer.labels)


@pytest.mark.parametrize(
    "data",
    [
        "departments:department?name=宇宙課",
        "departments:subject?name=月旅行",
        "departments:topic?name=どこにもない",
        "departments:topic?name=引っ越し&page=99",
        "departments:departments?page=-1",
        "departments:topics?page=99",
    ],
)
def test_an_old_button_is_answered_kindly(chat: Chat, data: str) -> None:
    assert chat.does(press(data)).labels


def test_a_city_that_wrote_nothing_down(new_chat: OpenChat, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    chat = new_chat(content=tmp_path / "content")
    assert "窓口の一覧が、まだ登録されていません" in chat.says("窓口案内")
    assert "窓口の一覧が、まだ登録されていません" in chat.says("電話帳")
    assert "いまの一覧にありません" in chat.does(press("departments:subject?name=転入届"))


def test_without_topics_the_counters_are_shown(new_chat: OpenChat, tmp_path: Path) -> None:
    chat = new_chat(content=city(tmp_path, "departments:\n  - {name: 何でも課}\n"))
    assert "何でも課" in chat.says("窓口案内").labels
    assert "何でも課" in chat.does(press("departments:department?name=何でも課"))


def test_the_longest_that_may_be_written_fits_into_messages(
    new_chat: OpenChat, tmp_path: Path
) -> None:
    name, many = "👨‍👩‍👧" * 8, ", ".join(f"扱うこと{n:036}" for n in range(60))
    one = (
        f"handles: [{many}], building: {'館' * 100}, floor: {'階' * 40}, note: {'注' * 500},"
        f" homepage: 'https://example.jp/{'a' * 800}', phone: 0225-95-1111}}\n"
    )
    rows = "".join(f"  - {{name: {name[:36]}{n}, {one}" for n in range(12))
    chat = new_chat(content=city(tmp_path, f"departments:\n{rows}"))
    assert "次の12か所" in chat.does(press(f"departments:subject?name=扱うこと{0:036}"))
    assert chat.says("電話帳").labels
