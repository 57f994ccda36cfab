"""Bytes to text, for the encodings that Excel and Japanese text editors write."""

import codecs
import re
from dataclasses import dataclass

UNREADABLE = "\ufffd"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAVE_AS = "Excelで開き、「名前を付けて保存」の「CSV UTF-8」で保存し直してください。"
_FORMATS = (
    (b"PK\x03\x04", "Excelのブックのままです。", "「CSV UTF-8」で保存し直してください。"),
    (b"\xd0\xcf\x11\xe0", "古い形式のExcelやWordのファイルのままです。", _SAVE_AS),
    (b"%PDF", "PDFのファイルです。", "元の表や文書から、CSVかテキストで保存し直してください。"),
)
_LINE_BREAK = re.compile(r"\r\n?|\n")
_MOST_DAMAGE = 20
_SHIFT_IN = re.compile(rb"\x1b\$[@B]")


class UnreadableError(Exception):
    """The bytes are no text at all. Carries what to tell the author, and where if known."""

    def __init__(self, message: str, advice: str, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.line = line


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its BOM. Bytes that are no character stand as U+FFFD at `damage` (offsets)."""

    text: str
    encoding: str
    damage: tuple[int, ...]


def decode(data: bytes) -> Decoded:
    """Read UTF-8, UTF-16, CP932 (Shift_JIS), EUC-JP or ISO-2022-JP. Raises UnreadableError."""
    _refuse_other_formats(data)
    bom, encoding = _encoding(data)
    text = data[len(bom) :].decode(encoding, "replace")
    _refuse_nul(text)
    damage = tuple(match.start() for match in re.finditer(UNREADABLE, text))
    if len(damage) > _MOST_DAMAGE:
        raise UnreadableError(
            "文字コードが分からず、文字として読めません。",
            "文字コードを「UTF-8」にして保存し直してください。",
        )
    return Decoded(text, encoding, damage)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and character of an offset, both from 1; CRLF, CR and LF each end a line."""
    line, start = 1, 0
    for match in _LINE_BREAK.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start + 1


def split_lines(text: str) -> list[str]:
    """The lines as editors count them; str.splitlines() splits at form feeds and the like too."""
    return _LINE_BREAK.split(text)


def count_line_breaks(text: str, start: int = 0, end: int | None = None) -> int:
    """How many line breaks the text holds between two offsets."""
    pairs = text.count("\r\n", start, end)
    return text.count("\n", start, end) + text.count("\r", start, end) - pairs


def _encoding(data: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return bom, encoding
    return b"", _unmarked(data)


def _unmarked(data: bytes) -> str:
    """The encoding of bytes without a BOM."""
    if wide := _wide(data):
        return wide
    if data.isascii():
        return "iso2022_jp_ext" if _SHIFT_IN.search(data) else "utf-8"
    if _is_utf8(data):
        return "utf-8"
    return "euc_jp" if _is_euc(data) else "cp932"


def _wide(data: bytes) -> str:
    """UTF-16 without a BOM: ASCII in it, such as every line break, has a NUL at its side."""
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[at::2].count(0) and not data[1 - at :: 2].count(0):
            return encoding if _LINE_BREAK.search(data.decode(encoding, "replace")) else ""
    return ""


def _is_euc(data: bytes) -> bool:
    """Whether it reads as EUC-JP with kana in full width; as CP932 that would be half-width kana alone."""
    try:
        text = data.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    other = data.decode("cp932", "replace")
    return any("ぁ" <= sign <= "ヺ" for sign in text) and not any("ぁ" <= s <= "ヺ" for s in other)


def _is_utf8(data: bytes) -> bool:
    # A UTF-8 file with one broken byte often passes for CP932 and would come out as nonsense, so
    # the question is which reading explains more of the bytes, not which one has no error. Two bytes
    # of CP932 pass for one Latin or Greek letter in UTF-8 by chance; three for a kana hardly ever.
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count(UNREADABLE)
        return sum(1 for char in text if char >= "\u0800") - broken > broken
    return True


def _refuse_other_formats(data: bytes) -> None:
    for magic, message, advice in _FORMATS:
        if data.startswith(magic):
            raise UnreadableError(message, advice)


def _refuse_nul(text: str) -> None:
    at = text.find("\0")
    if at >= 0:
        raise UnreadableError(
            "文字ではないデータ(NUL)が入っていて、読めません。",
            "ファイルが壊れています。Excelやメモ帳で開いて、UTF-8で保存し直してください。",
            line_and_column(text, at)[0],
        )
