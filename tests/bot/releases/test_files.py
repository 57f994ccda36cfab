"""What is added to files, what is told of their differences, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import Document, Faults
from bot.content.csv_reader import read_table
from bot.content.yaml_reader import read_yaml
from bot.releases import comparing
from bot.releases.comparing import compare
from bot.releases.editing import items_of, with_item, with_row, with_synonym
from bot.settings import PROJECT
from bot.sheets import Refused

SEARCH = "content/platform/search.yaml"
FAQ = "content/faq/tax.yaml"


def plain(data: bytes) -> dict[str, object]:
    node = read_yaml(Document("", data.decode(), "utf-8"), Faults())
    found = node.plain() if node else None
    assert isinstance(found, dict)
    return dict(found)


@pytest.mark.parametrize("meaning", ["段ボール", "まったく新しい言葉"])
def test_a_synonym_changes_one_line_of_the_citys_own_file(meaning: str) -> None:
    before = (PROJECT / SEARCH).read_bytes()
    after = with_synonym(before, "ためしのことば", meaning)
    assert any(
        {"ためしのことば", meaning} <= set(group)
        for group in plain(after)["synonyms"]  # type: ignore[attr-defined]
    )
    found = compare(SEARCH, before, after)
    assert (found.added, found.removed) in ((1, 0), (1, 1))
    with pytest.raises(Refused, match="もう同じ意味"):
        with_synonym(after, "ためしのことば", meaning)


@pytest.mark.parametrize("text", ["", "fillers: [あの]\n", "synonyms: [[a, b]]\n", "- a\n"])
def test_a_file_of_another_form_is_refused_or_added_to(text: str) -> None:
    try:
        made = plain(with_synonym(text.encode(), "語", "意味"))
    except Refused:
        assert text != "fillers: [あの]\n"
    else:
        assert ["意味", "語"] in made["synonyms"]  # type: ignore[operator]


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
        min_size=1,
        max_size=20,
    )
)
def test_any_word_becomes_a_synonym_or_is_refused(word: str) -> None:
    before = "# 注\nsynonyms:\n  - [本, 書籍]\n\n# つぎ\nfillers:\n  - あの\n"
    try:
        after = with_synonym(before.encode(), word, "本")
    except Refused:
        return
    made = plain(after)
    assert made["fillers"] == ["あの"]
    assert word in made["synonyms"][0]  # type: ignore[index]
    assert after.decode().startswith("# 注\n")


def test_a_row_keeps_the_bytes_of_the_others() -> None:
    before = '名前,よみ,"説,明"\r\n本,ほん,"a\r\nb"'.encode("cp932")
    after = with_row(before, {"名前": "傘", "説,明": "x,y"})
    assert after == before + '\r\n傘,,"x,y"\r\n'.encode("cp932")
    table = read_table("", after.decode("cp932"), Faults())
    assert [str(cell) for cell in table.rows[-1]] == ["傘", "", "x,y"]
    with pytest.raises(Refused):
        with_row(before, {"ない列": "x"})


def test_a_question_is_added_to_the_faq_as_its_file_writes_them() -> None:
    before = (PROJECT / FAQ).read_bytes()
    items = items_of(before)
    assert items
    assert items.key == "questions"
    assert "asked_as" in items.lists
    values = {
        "id": "new-one", "question": "税の相談: どこで?", "asked_as": "税金のこと、相談",
        "answer": "窓口へ。\n\n電話でも。", "ask": "",
    }  # fmt: skip
    after = with_item(before, items, values)
    added = plain(after)["questions"][-1]  # type: ignore[index]
    assert added == {
        "id": "new-one", "question": "税の相談: どこで?", "asked_as": ["税金のこと", "相談"],
        "answer": "窓口へ。\n\n電話でも。",
    }  # fmt: skip
    assert after.startswith(before.rstrip(b"\n"))


def test_rows_are_told_by_their_names() -> None:
    before = b"id,name,where\n1,a,x\n2,b,y\n3,c,z\n"
    after = b"id,name,where\n3,c,z\n2,b,Y\n4,d,w\n"
    found = compare("a.csv", before, after)
    assert [(one.kind, one.name, one.cells) for one in found.rows] == [
        ("altered", "2", (("where", "y", "Y"),)),
        ("added", "4", (("id", "", "4"), ("name", "", "d"), ("where", "", "w"))),
        ("removed", "1", (("id", "1", ""), ("name", "a", ""), ("where", "x", ""))),
    ]
    assert compare("a.csv", before, b"id,name,where\n2,b,y\n1,a,x\n3,c,z\n").only_order


def test_lines_are_told_with_what_stands_around_them() -> None:
    old = "".join(f"{n}\n" for n in range(1, 41))
    new = old.replace("20\n", "twenty\n").replace("39\n", "")
    found = compare("a.md", old.encode(), new.encode())
    changed = [(one.sign, one.number, one.text) for one in found.lines if one.sign in "+-"]
    assert changed == [("-", 20, "20"), ("+", 20, "twenty"), ("-", 39, "39")]
    assert compare("a.md", b"", b"x").added
    assert not compare("a.png", b"\x89PNG", b"\x89PNG2").is_text


def test_a_wholly_other_long_text_is_counted_only() -> None:
    old, new = (b"".join(b"%s%d\n" % (sign, n) for n in range(9000)) for sign in (b"a", b"b"))
    found = compare("a.md", old, new)
    assert (found.added, found.removed, found.lines) == (9000, 9000, ())


def test_large_tables_are_compared_as_small_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    before = "id,name\r\n" + "".join(f"{n},名前{n}\r\n" for n in range(400))
    after = (
        before.replace("7,名前7\r\n", "7,べつ\r\n").replace("399,名前399\r\n", "") + "500,あ\r\n"
    )
    small = compare("a.csv", before.encode(), after.encode())
    monkeypatch.setattr(comparing, "LARGE", 0)
    comparing._compared.cache_clear()
    large = compare("a.csv", before.encode(), after.encode())
    assert set(large.rows) == set(small.rows)
    assert (large.altered, large.added, large.removed) == (1, 1, 1)
    comparing._compared.cache_clear()
