"""What `madoguchi check` finds beyond what the loaders say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pydantic import BaseModel

from bot.api import Entry, Feature, Nothing, Reply
from bot.api import Turn as AnyTurn
from bot.checking.tree import Tree, inspect
from bot.content import Faults, Folder
from bot.content.loading import load
from bot.inspection import Inspection
from bot.registry import Registry
from bot.settings import PROJECT

# The toy feature warns within 60 days of 15 January.
TODAY = date(2026, 11, 10)
PLATFORM = PROJECT / "content" / "platform"

Check = Callable[..., list[str]]


class Words(BaseModel):
    hello: str = "こんにちは"


def _parks() -> Feature[Words, Nothing]:
    def read(folder: Folder) -> object:
        folder.csv("parks.csv")
        folder.yaml("words.yaml", Words)
        return "parks"

    feature = Feature("parks", title="公園", words=Words, content=read)

    @feature.command("公園", menu=True)
    def start(turn: AnyTurn[Words, Nothing]) -> Reply:
        return turn.say("公園")

    @feature.postback("show")
    def show(turn: AnyTurn[Words, Nothing], name: str) -> Reply:
        return turn.say(name)

    @feature.documents
    def offer(_content: object, _words: Words) -> Iterable[Entry]:
        return [Entry("東公園", show.data("東公園"), "parks", "ひがしこうえん")]

    @feature.inspection
    def look(content: object, look: Inspection) -> None:
        assert content == "parks"
        if look.ends_soon(date(2027, 1, 15)):
            look.faults.warning(
                look.place("words.yaml", "hello"), "もうすぐ終わります。", "延ばしてください。"
            )
        if not look.finds("ひがしこうえん", "parks") or look.finds("まったく別のもの", "parks"):
            look.faults.error(look.place("words.yaml"), "検索が変です。", "見てください。")

    return feature


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Writes files into a small tree and gives what the look says of it."""
    root = tmp_path / "content"
    words = (PLATFORM / "words.yaml").read_text("utf-8").replace("避難所", "公園")
    _write(root, "platform/words.yaml", words)
    _write(root, "platform/districts.yaml", (PLATFORM / "districts.yaml").read_text("utf-8"))
    _write(root, "city.yaml", "name: 見本市\n")
    _write(root, "parks/words.yaml", "hello: やあ\n")

    def run(files: dict[str, str | bytes], today: date = TODAY) -> list[str]:
        for name, text in files.items():
            _write(root, name, text)
        registry = Registry([_parks()])
        snapshot, trace = load(root, root, registry.content(), registry.index)
        faults = Faults()
        inspect(Tree(root, snapshot, trace, registry), today, faults)
        return [str(fault) for fault in faults]

    return run


def _write(root: Path, name: str, text: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_sound_tree_has_no_faults(check: Check) -> None:
    assert check({}) == []


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://", "ホームページの名前がありません"),
        ("http://localhost/", "ホームページの名前がありません"),
        ("https://www．city．jp/", "全角"),
        ("https://[::1/", "アドレスとして読めません"),
        ("https:///path", "ホームページの名前がありません"),
    ],
)
def test_addresses_that_no_browser_opens(check: Check, address: str, why: str) -> None:
    (said,) = check({"parks/words.yaml": f'hello: "くわしくは {address} へ"\n'})
    assert said.startswith("parks/words.yaml:1行 8文字目: リンク「")
    assert why in said


@pytest.mark.parametrize(
    "address",
    [
        "https://www.city.example.jp/a?b=1#c", "http://a.b.lg.jp:8080/", "（https://example.jp/）",
        "https://example.jp。", "https://xn--eckwd4c7c.jp/日本語",
    ],
)  # fmt: skip
def test_addresses_that_are_fine(check: Check, address: str) -> None:
    assert check({"parks/words.yaml": f'hello: "くわしくは {address}"\n'}) == []


def test_an_address_without_its_beginning(check: Check) -> None:
    (said,) = check({"parks/words.yaml": "hello: www.city.example.jp で\n"})
    assert "前に https:// を付けてください" in said
    (said,) = check({"parks/words.yaml": "hello: htpps://city.example.jp\n"})
    assert "リンクの始まり「htpps」が違います" in said


def test_words_that_nobody_answers(check: Check) -> None:
    assert (
        check(
            {
                "parks/words.yaml": "hello: 「公園」「東公園」と送るか、「メニュー」と送ってください\n"
            }
        )
        == []
    )
    (said,) = check({"parks/words.yaml": "hello: 「宇宙旅行の予約」と送ってください\n"})
    assert (
        "parks/words.yaml:1行 8文字目: 「宇宙旅行の予約」と送っても、答えるものがありません。"
        in said
    )


def test_buttons_that_lead_nowhere(check: Check) -> None:
    fine = "a:\n  - {postback: 'parks:show?name=東公園'}\n"
    assert [one for one in check({"parks/x.yaml": fine}) if "行き先" in one] == []
    for data in ("parks:hide", "teapots:show", "parks", "parks:show"):
        said = check({"parks/x.yaml": f"a:\n  - {{postback: '{data}'}}\n"})
        assert any(f"ボタン「{data}」の行き先がありません" in one for one in said)


def test_names_without_readings(check: Check) -> None:
    table = "名称,名称_カナ\n東公園,ヒガシコウエン\n西公園,\n南公園,み\nみなと,\n"
    (said,) = check({"parks/parks.csv": table})
    assert said.startswith(
        "parks/parks.csv:3行 2列目(B列): 読みのない名前が2あります(「西公園」「南公園」)。"
    )
    listed = "a:\n  - {name: 東公園, reading: ひがし}\n  - {name: 西公園}\n"
    assert any(
        "読みのない名前が1あります(「西公園」)" in one for one in check({"parks/x.yaml": listed})
    )


@pytest.mark.parametrize(
    "text",
    [
        "12月25日に休みます。", "申し込みは3/1まで", "１２月２５日（金）は休みます", "11/3(火)は休園",
        "2026年4月1日に開き、来月の5月2日に、と書いたあとの長い長い文のあとで6月3日に閉じます",
    ],
)  # fmt: skip
def test_days_without_a_year(check: Check, text: str) -> None:
    assert any(
        "に年がありません" in one for one in check({"parks/words.yaml": f'hello: "{text}"\n'})
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月25日に休みます。", "令和8年4月1日から", "毎年4月1日に開きます。", "2026/4/1から",
        "2026年4月1日から6月30日まで", "年末年始(12月29日から1月3日まで)は休み", "1/2の大きさに",
        "休み 12/29〜1/3", "その年度の1月1日に住んでいた人", "13/45まで", "24/7で", "4月1日現在の年齢",
    ],
)  # fmt: skip
def test_days_that_need_no_year(check: Check, text: str) -> None:
    assert check({"parks/words.yaml": f'hello: "{text}"\n'}) == []


def test_a_day_that_stands_often_is_told_once(check: Check) -> None:
    (said,) = check({"parks/parks.csv": "名称,備考\nあ,12月1日に\nい,12月1日に\nう,12月1日に\n"})
    assert said.startswith(
        "parks/parks.csv:2行 2列目(B列): 「12月1日」に年がありません(ほかに2か所)。"
    )


def test_districts_that_are_none_of_the_citys(check: Check) -> None:
    table = "名称,地区\nあ,河北\nい,かほく町\nう,河南町\n"
    (said,) = check({"parks/parks.csv": table})
    assert said.startswith("parks/parks.csv:3行 2列目(B列): 「かほく町」という地区はありません。")
    said_of_yaml = check(
        {"parks/parks.csv": "名称\n", "parks/x.yaml": "a:\n  - districts: [河北, 河中]\n"}
    )
    assert any("「河中」という地区はありません" in one for one in said_of_yaml)


def test_texts_that_grow_too_long(check: Check) -> None:
    text = "あ" * 4990 + "{name}"
    (said,) = check({"parks/words.yaml": f"hello: {text}\n"})
    assert "LINEの5,000文字を超えることがあります" in said
    assert check({"parks/words.yaml": "hello: " + "あ" * 4990 + "{city}\n"}) == []


def test_pictures_that_line_does_not_take(check: Check, tmp_path: Path) -> None:
    small = _picture(tmp_path, "PNG", (10, 10))
    named = {"parks/words.yaml": "hello: a.png b.png c.png d.gif e.jpg\n", "parks/a.png": small}
    assert check(named) == []
    said = check(
        {
            "parks/b.png": small + b"\0" * 1024 * 1024,
            "parks/c.png": b"not a picture",
            "parks/d.gif": _picture(tmp_path, "GIF", (10, 10)),
            "parks/e.jpg": _picture(tmp_path, "JPEG", (2600, 10)),
        }
    )
    wrong = [one.partition("→")[0] for one in said]
    assert wrong == [
        "parks/b.png: 画像が大きすぎます(1.0MB)。",
        "parks/c.png: 画像として開けません。",
        "parks/d.gif: GIFの画像は、LINEで使えません。",
        "parks/e.jpg: 画像の縦か横が長すぎます(2600×10)。",
    ]


def _picture(folder: Path, kind: str, size: tuple[int, int]) -> bytes:
    path = folder / "picture"
    Image.new("RGB", size).save(path, kind)
    return path.read_bytes()


def test_files_that_nobody_reads(check: Check) -> None:
    said = check(
        {
            "parks/old.csv": "名称\nあ\n",
            "parks/parks.xlsx": "PK",
            "park/parks.csv": "名称\nあ\n",
            "parks/README.md": "読んでください。\n",
            "parks/~$lock.csv": "x\n",
            "menu.yaml": "menus: []\n",
        }
    )
    assert [one.partition("→")[0] for one in said] == [
        "park/parks.csv: 「park」という機能はないので、このファイルは読まれません。",
        "parks/old.csv: このファイルは、どこからも読まれません。",
        "parks/parks.xlsx: Excelのブックは読まれません。",
    ]


def test_a_feature_looks_for_itself_as_of_a_day(check: Check) -> None:
    assert check({}, date(2026, 11, 15)) == []
    (said,) = check({}, date(2026, 11, 25))
    assert said == "parks/words.yaml:1行 8文字目: もうすぐ終わります。→ 延ばしてください。"


def test_holidays_that_run_out(check: Check) -> None:
    # The loader itself warns from the real November on; this look is as of a day.
    files = {"platform/holidays.csv": "国民の祝日・休日月日,国民の祝日・休日名称\n2099/1/1,元日\n"}
    assert [one for one in check(files, date(2099, 10, 1)) if "祝日" in one] == []
    (said,) = (one for one in check(files, date(2099, 11, 10)) if "祝日" in one)
    assert said.startswith(
        "platform/holidays.csv: 国民の祝日が2099年までしか書かれていません。2100年は、"
    )
