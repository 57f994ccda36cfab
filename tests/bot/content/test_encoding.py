"""Every encoding that Excel and Japanese editors write, and what is no text at all."""

import codecs
import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.content.encoding import UnreadableError, decode, line_and_column

TEXT = "地名,月\r\n石巻市〜①髙﨑,ｶﾀｶﾅ\n"
BOMS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_or_without_its_bom(encoding: str) -> None:
    decoded = decode(BOMS.get(encoding, b"") + TEXT.encode(encoding))
    assert decoded.text == TEXT
    assert decoded.damage == ()


def test_shift_jis_is_read_as_windows_reads_it() -> None:
    text = "地名,月\r\n石巻市～①髙﨑,ｶﾀｶﾅ\r\n"
    decoded = decode(text.encode("cp932"))
    assert (decoded.text, decoded.encoding) == (text, "cp932")


@pytest.mark.parametrize(
    ("encoding", "read"),
    [
        ("euc_jp", "euc_jp"), ("iso2022_jp", "iso2022_jp_ext"),
        ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
    ],
)  # fmt: skip
def test_what_other_systems_write_is_read_without_a_mark(encoding: str, read: str) -> None:
    text = "地名,月\r\n石巻市のひがし町,カタカナ\r\n"
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.damage) == (text, read, ())


@given(st.text(st.characters(codec="cp932", exclude_characters="\0¢£¬‖−〜"), min_size=1))
@example("δδЁ")
@example("ﾂ｡ﾂ｡ﾀ")
def test_japanese_in_cp932_never_comes_out_as_damage(text: str) -> None:
    assert decode(text.encode("cp932")).damage == ()


def test_one_broken_byte_does_not_turn_utf8_into_shift_jis_nonsense() -> None:
    data = "石巻市,河北\n雄勝".encode() + b"\xff" + "牡鹿".encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text == "石巻市,河北\n雄勝\ufffd牡鹿"
    assert decoded.damage == (9,)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04\x14\x00", "Excelのブックのままです。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "古い形式のExcelやWordのファイルのままです。"),
        (b"%PDF-1.7\n", "PDFのファイルです。"),
        (b"a,b\nc,\0d\n", "文字ではないデータ(NUL)が入っていて、読めません。"),
        (bytes(range(128, 256)) * 8, "文字コードが分からず、文字として読めません。"),
    ],
)
def test_what_is_no_text_is_refused_kindly(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(data)
    assert refused.value.message == message
    assert refused.value.advice.endswith("ください。")


def test_an_excel_book_says_how_to_save_it() -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(b"PK\x03\x04")
    assert refused.value.advice == "「CSV UTF-8」で保存し直してください。"


def test_a_nul_is_reported_with_its_line() -> None:
    with pytest.raises(UnreadableError) as refused:
        decode(b"a,b\r\nc,\0d\r\n")
    assert refused.value.line == 2


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [("", 0, (1, 1)), ("ab", 2, (1, 3)), ("a\r\nb", 3, (2, 1)), ("a\rb\nc", 4, (3, 1))],
)
def test_every_kind_of_line_break_ends_one_line(
    text: str, offset: int, place: tuple[int, int]
) -> None:
    assert line_and_column(text, offset) == place


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        decoded = decode(data)
        assert "\0" not in decoded.text
        assert [decoded.text[offset] for offset in decoded.damage] == ["\ufffd"] * len(
            decoded.damage
        )
