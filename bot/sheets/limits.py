"""How much a file may hold, and the refusal of one that holds more or something else."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sheets.writing import FORMULA

# Rows without anything in them; a sheet may go on for a while after its last one.
MOST_BLANK = 2_000
AGAIN = "Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8」にしてください。"


class Refused(Exception):
    """The file cannot be taken; the message says in Japanese why, and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold; `unpacked` in bytes, too, `cell` in characters."""

    bytes: int = 5 * 1024 * 1024
    unpacked: int = 30 * 1024 * 1024
    rows: int = 10_000
    columns: int = 60
    cell: int = 5_000

    @property
    def too_many_rows(self) -> Refused:
        return Refused(f"行が多すぎます。{self.rows:,}行までにし、余分な空の行を消してください。")

    @property
    def too_many_columns(self) -> Refused:
        return Refused(f"列が多すぎます。{self.columns}列までにしてください。")


def plain(cell: str, limits: Limits) -> str:
    """A cell without the apostrophe that our own files put before what looks like a formula."""
    if len(cell) > limits.cell:
        raise Refused(f"1つのセルに{limits.cell:,}文字より多く書かれています。短くしてください。")
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA else text
