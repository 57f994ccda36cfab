"""The phone number of a row of a table."""

from __future__ import annotations

from bot.content import Faults, Record, phone_of

_PHONE_LIKE = "0225-95-1111 のように、市外局番から1つだけ書いてください。"
_LOST_ZERO = (
    "先頭の0が、Excelで消えたようです。0225-95-1111 のように「-」を入れて書くと消えません。"
)


def read_phone(record: Record, faults: Faults) -> str:
    """The first number; empty, and a warning, where something else is written there."""
    said = record.text("phone")
    phone = phone_of(said)
    if said and not phone:
        faults.warning(
            record.where("phone"),
            f"「{said}」は電話番号として読めません。電話をかけるボタンは出ません。",
            _LOST_ZERO if said.isdigit() and len(said) in (9, 10) else _PHONE_LIKE,
        )
    return phone
