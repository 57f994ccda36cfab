"""remarks.csv: ID,注意事項."""

from __future__ import annotations

import unicodedata

from bot.content import Faults, Table
from handlers.garbage.calendar.remarks import Remark, read_remark
from handlers.garbage.files.layout import columns, plain

_NAMES = {"id": ("ID", "番号"), "text": ("注意事項", "備考", "remark")}


def read_remarks(table: Table, faults: Faults) -> dict[str, Remark]:
    """The remarks by their number, as area_days.csv names them (`*1`)."""
    found: dict[str, Remark] = {}
    layout = columns(table, _NAMES, faults)
    for row in layout.rows:
        number = unicodedata.normalize("NFKC", layout.cell(row, "id")).strip(" *").lstrip("0")
        text = unicodedata.normalize("NFKC", plain(layout.cell(row, "text")))
        if number in found:
            faults.warning(
                layout.cell(row, "id"), f"番号{number}が2回あります。",
                "番号を重ならないように直してください。",
            )  # fmt: skip
        elif number and text:
            found[number] = read_remark(text)
    return found
