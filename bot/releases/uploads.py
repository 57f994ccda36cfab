"""Files that staff send for the content: what is taken, and what is refused with a reason.

Whether a file says the right things is for `check`. Here it is only made sure that it is what its name says,
of a bearable size, and harmless to whoever opens it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from bot.content import Faults
from bot.content.csv_reader import read_table
from bot.content.encoding import Decoded, UnreadableError, count_line_breaks, decode
from bot.importing.sheet import Style, style_of, write_table
from bot.releases.comparing import TABLES
from bot.sheets import Grid, Limits, Refused, read_upload

PICTURES = (".png", ".jpg", ".jpeg")
WORDS = (".yaml", ".yml", ".md")
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
_MEGABYTE = 1024 * 1024
_LIMITS = Limits(
    bytes=MOST_BYTES, unpacked=60 * _MEGABYTE, rows=MOST_ROWS, columns=500, cell=20_000
)
_MOST_OF_KIND = dict.fromkeys(WORDS + PICTURES, _MEGABYTE)
WIDEST = 2500

_PART = re.compile(r"[^\W_][\w.\- ]{0,79}")
# Names that Windows keeps for itself: a folder with them cannot be copied there.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# Calls of a function or of a program. "-", "+81-225" and ="0225" are what people write.
_FORMULA = re.compile(r"""[=＝](?!"[^"]*"$)|[+\-@＋－＠].*[(|!]|[@＠](?:\w+\()""")
_STARTS = frozenset("=＝+-@＋－＠ \t\u3000")
_AGAIN = "「名前を付けて保存」で「CSV UTF-8(コンマ区切り)」を選び、保存し直してください。"


def checked_path(path: str, folders: Collection[str]) -> str:
    """The path of a file of the content, as "garbage/target.csv".

    Raises:
        Refused: it leads elsewhere, or no feature would read it.
    """
    parts = path.strip().split("/")
    if not 1 <= len(parts) <= 4 or any(
        not _PART.fullmatch(p) or p.endswith((".", " ")) for p in parts
    ):
        raise Refused(
            "ファイルの名前に使えない文字があります。文字と数字、「-」「_」「.」だけにしてください。"
        )
    if any(_DEVICES.fullmatch(part) for part in parts):
        raise Refused("この名前は、Windowsで使えません。ほかの名前にしてください。")
    if kind_of(path) not in (*TABLES, *WORDS, *PICTURES):
        raise Refused(
            "この種類のファイルは置けません。"
            "表は .csv、文は .yaml か .md、画像は .png か .jpg にしてください。"
        )
    if len(parts) > 1 and parts[0] not in folders:
        raise Refused(f"「{parts[0]}」という機能はありません。フォルダーを選び直してください。")
    return "/".join(parts)


def kind_of(path: str) -> str:
    """The ending of a name, in small letters: ".csv"."""
    return PurePosixPath(path).suffix.lower()


def taken(path: str, sent: bytes, present: bytes | None) -> bytes:
    """The bytes to keep of what was sent for a path: `opened` and `settled`. Raises Refused."""
    return settled(opened(path, sent), present)


def settled(found: bytes | Grid, present: bytes | None) -> bytes:
    """The bytes to keep: a workbook becomes a table written as the present file is."""
    if isinstance(found, bytes):
        return found
    return write_table([found.header, *(row for _, row in found.rows)], _style(present))


def opened(path: str, sent: bytes) -> bytes | Grid:
    """What was sent for a path, as it is, or the rows of a workbook. A large one takes seconds.

    Raises:
        Refused: says in Japanese why, and what to do.
    """
    kind = kind_of(path)
    most = _MOST_OF_KIND.get(kind, MOST_BYTES)
    if len(sent) > most:
        raise Refused(f"ファイルが大きすぎます。{most // _MEGABYTE}MBまでにしてください。")
    if not sent.strip():
        raise Refused(
            "ファイルに何も書かれていません。消すときは「このファイルを消す」を使ってください。"
        )
    if kind in PICTURES:
        return _picture(kind, sent)
    if kind in TABLES:
        return _table(sent)
    _decoded(sent)
    return sent


def _table(sent: bytes) -> bytes | Grid:
    if sent.startswith(b"PK\x03\x04"):
        grid = read_upload(sent, _LIMITS)
        _check_cells([(1, grid.header), *grid.rows])
        return grid
    # Line breaks are more than rows where cells hold some; reading that many would take long.
    if count_line_breaks(_decoded(sent).text) > 4 * MOST_ROWS:
        raise _LIMITS.too_many_rows
    table = read_table("", decode(sent).text, Faults())
    _check_cells([(row.line, row.cells) for row in (table.header, *table.rows)])
    return sent


def _check_cells(rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    if len(rows) > MOST_ROWS + 1:
        raise _LIMITS.too_many_rows
    for line, cells in rows:
        if len(cells) > _LIMITS.columns:
            raise _LIMITS.too_many_columns
        for column, cell in enumerate(cells, start=1):
            if cell[:1] in _STARTS and _FORMULA.match(cell.strip()):
                raise Refused(
                    f"{line}行目の{column}列目に数式のような書き方「{cell.strip()[:30]}」があります。"
                    "値だけにして、保存し直してください。"
                )


def _style(present: bytes | None) -> Style:
    if present is None:
        return Style()
    try:
        return style_of(present, decode(present).text)
    except UnreadableError:
        return Style()


def _decoded(sent: bytes) -> Decoded:
    try:
        found = decode(sent)
    except UnreadableError as error:
        raise Refused(f"{error.message}{error.advice}") from error
    if found.damage:
        line = count_line_breaks(found.text, 0, found.damage[0]) + 1
        raise Refused(f"{line}行目に、文字として読めないところ(文字化け)があります。{_AGAIN}")
    return found


def _picture(kind: str, sent: bytes) -> bytes:
    from PIL import Image, UnidentifiedImageError  # slow to import, and hardly ever needed

    wanted = "PNG" if kind == ".png" else "JPEG"
    try:
        with Image.open(io.BytesIO(sent), formats=["PNG", "JPEG"]) as picture:
            size, found = picture.size, picture.format
            if max(size) <= WIDEST:
                picture.verify()
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
    ) as error:
        raise Refused("画像として読めません。PNGかJPEGで保存し直してください。") from error
    if max(size) > WIDEST:
        raise Refused(
            f"画像が大きすぎます({size[0]}×{size[1]})。{WIDEST}ピクセルまでに縮めてください。"
        )
    if found != wanted:
        raise Refused(
            f"名前は{kind}ですが、中身は{found}の画像です。名前か形式を合わせてください。"
        )
    return sent
