"""The section of the console, and what each of its pages knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import staff
from bot.api import JAPAN, JsonObject
from bot.staff import EVERYONE, Console, Role
from handlers.evacuation.content import load
from handlers.evacuation.messages import Teller, Told, hazard_of, level_of
from handlers.evacuation.orders.desk import Author, Kind, Row, find
from handlers.evacuation.orders.order import Level, Order
from handlers.evacuation.orders.receivers import NoDrill, audience_for
from handlers.evacuation.talk import feature
from handlers.evacuation.telling import teller_of
from handlers.evacuation.words import HOME, Words

console = Console(feature, __name__, label="避難情報", order=10)
Visit = staff.Visit[Words]

READERS, WRITERS = EVERYONE, frozenset({Role.DISASTER})
WRITTEN = console.act("written", "避難情報を書いた")
CHANGED = console.act("changed", "避難情報を書き直した")
CANCELLED = console.act("cancelled", "避難情報を出す前にやめた")
RELEASED = console.act("released", "避難情報を出した")
ALONE = console.act("released_alone", "避難情報をひとりで出した")
KINDS: Mapping[Kind, str] = {
    Kind.ISSUE: "発令",
    Kind.CORRECT: "訂正",
    Kind.WITHDRAW: "取り消し",
    Kind.LIFT: "解除",
}
TONGUES: Mapping[str, str] = {
    "ja": "日本語",
    "easy_ja": "やさしい日本語",
    "en": "English",
    "zh-Hans": "中文(简体)",
    "zh-Hant": "中文(繁體)",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}


def found(visit: Visit, number: int) -> Row:
    """The row of this number; the page for what is missing where there is none."""
    return find(visit.db, number) or visit.missing()


def author(visit: Visit) -> Author:
    return Author(visit.staff.id, visit.staff.name)


def now_ms(visit: Visit) -> int:
    return int(visit.now.timestamp() * 1000)


def teller(visit: Visit) -> Teller:
    return teller_of(visit.words, visit.shared.residence, visit.city)


def told_of(visit: Visit, row: Row) -> Told:
    """What its message is about; before its release, as if it were released now."""
    at = datetime.fromtimestamp((row.released_ms or now_ms(visit)) / 1000, JAPAN)
    return Told(row.order, row.kind, at, row.drill)


def previews(visit: Visit, row: Row) -> list[tuple[str, list[JsonObject]]]:
    """Its message in each language, as LINE shows it."""
    made = teller(visit).messages(told_of(visit, row))
    return [(TONGUES[code], [one.payload() for one in some]) for code, some in made.items()]


def receivers(visit: Visit, order: Order, *, drill: bool) -> int | None:
    """How many get it at this moment; None in a drill in which nobody can take part."""
    settings, topics = visit.content(load), visit.shared.topics
    try:
        audience = audience_for(order, settings, topics, drill=drill)
    except NoDrill:
        return None
    return visit.audiences.count(visit.db, audience)


def reached(visit: Visit, root: int) -> int:
    """How many the order of this number reached, or may have."""
    sent = visit.ledger(f"order:{root}")
    return sent.sent + sent.unknown if sent else 0


def count_of(visit: Visit, row: Row) -> int | None:
    """How many get it: what follows an order goes to exactly those whom that reached."""
    if row.kind is Kind.ISSUE:
        return receivers(visit, row.order, drill=row.drill)
    return reached(visit, row.root)


def named(visit: Visit, row: Row) -> str:
    """「【訓練】警戒レベル4 避難指示（洪水）」."""
    words = visit.words.language(HOME)
    level = level_of(words, row.order)
    drill = words.drill_title if row.drill else ""
    hazard = hazard_of(words, row.order)
    return f"{drill}{level.level} {level.name}（{hazard}）"


def areas(visit: Visit, order: Order) -> str:
    """All districts and towns."""
    return teller(visit).areas(order, HOME, most=1000)


def facts(visit: Visit, row: Row) -> dict[str, object]:
    """What the audit log keeps of it."""
    order = row.order
    return {
        "内容": named(visit, row),
        "対象": areas(visit, order),
        "時刻": order.at.isoformat(timespec="minutes"),
        "避難所": "、".join(order.shelters),
        "ひとこと": order.remark,
    }


LEVELS: Mapping[Level, str] = {
    Level.ELDERLY: "警戒レベル3 高齢者等避難",
    Level.ORDER: "警戒レベル4 避難指示",
    Level.EMERGENCY: "警戒レベル5 緊急安全確保",
}
