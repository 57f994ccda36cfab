"""From a file to what would be written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.importing.town import Town

# What an example leaves behind is taken away at the beginning of the next.
_ONE_TOWN = [HealthCheck.function_scoped_fixture]


def test_a_spreadsheets_file_is_recognised_and_made_plain(town: Town) -> None:
    town.takes(
        '公園の一覧,,\r\n公園名,面積,開園日\r\n東公園,"１，４００",令和８年４月１日\r\n'.encode(
            "cp932"
        )
    )
    assert (
        town.file.read_bytes()
        == b"\xef\xbb\xbf" + "name,opened,area\r\n東公園,2026/4/1,1400\r\n".encode()
    )


def test_a_second_time_changes_nothing(town: Town) -> None:
    plan = town.takes("公園名,備考\n東公園,池\n西公園,丘\n")
    assert (plan.merged.count("added"), plan.incoming.refused) == (2, 0)
    again = town.gets("公園名,備考\n東公園,池\n西公園,丘\n")
    assert again is not None
    assert (again.data, again.merged.same, again.merged.changes) == (None, 2, ())


def test_the_files_way_of_being_written_stays(town: Town) -> None:
    town.has("備考,name\r\n池,東公園\r\n".encode("cp932"))
    town.takes("名称,備考\n西公園,丘\n")
    assert town.file.read_bytes().decode("cp932") == "備考,name\r\n池,東公園\r\n丘,西公園\r\n"


def test_a_row_is_refused_with_its_place_and_the_others_are_taken(town: Town) -> None:
    plan = town.takes('公園名,備考\n,池\n"東\n公園",丘\n=cmd|x!A,谷\n')
    assert plan.incoming.refused == 2
    assert [row["name"] for row in plan.incoming.rows] == ["東 公園"]
    assert (
        "公園.csv:2行: 公園の名前が空です。この行は取り込みません。→ 名前を書いてください。"
        in town.said
    )
    assert "公園.csv:5行 1列目(A列): 「=cmd|x!A」は、表計算ソフトの式かもしれません。" in town.said


def test_a_cell_that_is_not_needed_is_left_out_alone(town: Town) -> None:
    plan = town.takes("公園名,面積,開園日\n東公園,広い,4/1\n")
    assert [dict(row) for row in plan.incoming.rows] == [
        {"name": "東公園", "opened": "", "area": ""}
    ]
    assert "2行 2列目(B列): 「広い」は数字として読めません。この欄だけ取り込みません。" in town.said
    assert "2行 3列目(C列): 「4/1」は日付として読めません。" in town.said


def test_what_would_be_unusable_is_not_written(town: Town) -> None:
    town.has("name\n東公園\n")
    plan = town.gets("公園名\n禁\n")
    assert plan is not None
    assert [str(fault) for fault in plan.errors] == [
        "parks/parks.csv:3行 1列目(A列): 「禁」は使えません。→ 消してください。"
    ]
    assert town.file.read_text() == "name\n東公園\n"


def test_what_was_wrong_before_does_not_stand_in_the_way(town: Town) -> None:
    town.has("name\n禁\n")
    plan = town.gets("公園名\n東公園\n注\n")
    assert plan is not None
    assert (plan.errors, len(plan.found)) == ([], 1)


def test_replacing_is_refused_where_rows_cannot_be_read(town: Town) -> None:
    town.has("name\n東公園\n")
    assert town.gets("公園名,備考\n,池\n西公園,丘\n", replacing=True) is None
    assert "--replace" in town.said


def test_replacing_makes_the_content_the_file(town: Town) -> None:
    town.has("name,note\n東公園,池\n西公園,丘\n")
    town.takes("公園名,備考\n西公園,山\n", replacing=True)
    assert town.file.read_text() == "name,note\n西公園,山\n"
    again = town.gets("公園名,備考\n西公園,山\n", replacing=True)
    assert again is not None
    assert again.data is None


def test_content_with_strange_headers_is_only_replaced(town: Town) -> None:
    town.has("x,y\n1,2\n")
    assert town.gets("公園名\n東公園\n") is None
    assert "parks/parks.csv:1行: 今の内容の見出しが" in town.said
    town.takes("公園名\n東公園\n", replacing=True)
    assert "東公園" in town.file.read_text("utf-8-sig")


def test_geojson_is_a_table_whose_rows_know_their_lines(town: Town) -> None:
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [141.3, 38.4]},
         "properties": {"公園名": name, "面積": 30, "備考": None}}
        for name in ("東公園", "")
    ]  # fmt: skip
    plan = town.takes(
        json.dumps({"type": "FeatureCollection", "features": features}, indent=1), "公園.geojson"
    )
    assert [row["area"] for row in plan.incoming.rows] == ["30"]
    line = json.dumps({"type": "FeatureCollection", "features": features}, indent=1).splitlines()
    second = [n for n, text in enumerate(line, 1) if text == "  {"][1]
    assert f"公園.geojson:{second}行: 公園の名前が空です。" in town.said


def test_a_file_that_two_would_take_is_asked_about(town: Town) -> None:
    assert town.gets("公園名,きまり\n東公園,火気厳禁\n", "一覧.csv") is not None
    assert (
        town.gets("公園名,きまり,備考,面積,開園日,ID\n東公園,火気厳禁,,,,\n", "rules.csv")
        is not None
    )


def test_a_file_without_headers_is_told_which_to_write(town: Town) -> None:
    assert town.gets("東公園,1400\n西公園,200\n", "parks.csv") is None
    assert "1行目に「ID,name,opened,area,note」のような見出しを書いてください。" in town.said


def test_nobodys_file_is_refused_with_what_could_be_taken(town: Town) -> None:
    assert town.gets("品目,値段\nりんご,100\n") is None
    assert "見出しは「品目、値段」" in town.said
    assert "公園の一覧、きまりの一覧" in town.said
    assert town.gets("名前,小児対応設備の有無\n市役所,有\n") is None
    assert "AED設置場所の一覧のようです" in town.said


HOSTILE = {
    "zeros.csv": b"\0" * 4096,
    "only-quotes.csv": b'"' * 5001,
    "pairs-of-quotes.csv": b'""' * 5000,
    "columns.csv": ",".join(f"公園名{n}" for n in range(10_000)).encode(),
    "commas.csv": b"," * 100_000,
    "book.xlsx": b"PK\x03\x04" + bytes(range(256)),
    "old.xls": b"\xd0\xcf\x11\xe0" + bytes(range(256)),
    "random.csv": bytes(range(256)) * 40,
    "deep.json": b"[" * 100_000,
    "deep.geojson": b'{"features":[' + b'{"a":' * 50_000,
    "odd.json": b'{"features": {"a": 1}}',
    "numbers.json": b"[1, 2, 3]",
    "calendar.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "page.csv": b"<!DOCTYPE html><html><body>404</body></html>",
    "words.yaml": b"a: b\n",
    "nothing.csv": b"",
    "blank.csv": b"\r\n \r\n,,\r\n",
    "header.csv": "公園名,備考\r\n".encode(),
    "half.csv": '公園名,備考\r\n東公園,"池\r\n'.encode(),
    "utf32.csv": "公園名\n東公園\n".encode("utf-32-le"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_stays(town: Town, name: str) -> None:
    town.has("name\n東公園\n")
    before = sorted(town.root.rglob("*"))
    assert town.gets(HOSTILE[name], name) is None
    assert town.faults.errors
    assert all(fault.advice and "Traceback" not in str(fault) for fault in town.faults)
    assert sorted(town.root.rglob("*")) == before
    assert town.file.read_text() == "name\n東公園\n"


@settings(max_examples=80, deadline=None, suppress_health_check=_ONE_TOWN)
@given(
    data=st.binary(max_size=60),
    head=st.sampled_from([b"", "公園名,備考\n".encode(), b'{"features":[']),
)
def test_any_bytes_are_refused_or_taken(town: Town, data: bytes, head: bytes) -> None:
    town.file.unlink(missing_ok=True)
    plan = town.gets(head + data)
    assert plan is not None or town.faults.errors
    assert not town.file.exists()


def test_a_name_of_another_encoding_can_be_told(town: Town) -> None:
    path = town.inbox / os.fsdecode("公園.csv".encode("cp932"))
    path.write_bytes("りんご\n1\n".encode())
    assert town.plans(path) is None
    assert town.said.encode()


def test_a_huge_file_is_refused_unread(town: Town) -> None:
    path = town.inbox / "公園.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert town.plans(path) is None
    assert "大きすぎます(100.0MB)" in town.said


def test_what_is_no_file_is_refused(town: Town) -> None:
    for path in (Path("/dev/zero"), town.inbox, town.inbox / "ない.csv"):
        assert town.plans(path) is None
        assert "ファイルがありません" in town.said


@settings(max_examples=40, deadline=None, suppress_health_check=_ONE_TOWN)
@given(
    rows=st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["Cs"]), max_size=8)] * 3), max_size=5
    )
)
def test_any_cells_are_taken_up_once(town: Town, rows: list[tuple[str, ...]]) -> None:
    town.file.unlink(missing_ok=True)
    cells = [["公園名", "備考", "面積"], *rows]
    quoted = (
        "".join(f'"{one}",'.replace('""', '""') for one in map(_doubled, row)) for row in cells
    )
    data = "\r\n".join(quoted).encode()
    plan = town.gets(data)
    if plan is None or plan.data is None:
        assert town.faults.errors
        return
    town.file.write_bytes(plan.data)
    again = town.gets(data)
    assert again is not None
    assert again.data is None


def _doubled(cell: str) -> str:
    return cell.replace('"', '""')
