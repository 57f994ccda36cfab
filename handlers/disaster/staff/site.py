"""The section of the console, and the words that its pages share."""

from __future__ import annotations

from collections.abc import Mapping

from bot import staff
from bot.staff import EVERYONE, Console, Form, Role
from handlers.disaster.files import Content, load
from handlers.disaster.states.deciding import Change
from handlers.disaster.talk import feature
from handlers.disaster.telegrams.hazards import Hazard
from handlers.disaster.watching.health import Fault
from handlers.disaster.words import Words

console = Console(feature, __name__, label="気象庁の情報", order=15)
Visit = staff.Visit[Words]

READERS, RELEASERS = EVERYONE, frozenset({Role.DISASTER})
RELEASED = console.act("released", "気象庁の情報のお知らせを送った")
DECLINED = console.act("declined", "気象庁の情報のお知らせを送らないことにした")
WITHDRAWN = console.act("withdrawn", "気象庁の情報のお知らせを取り消した")
BROUGHT = console.act("brought", "訓練のために電文を入れた")
DRILLED = console.act("drilled", "電文で訓練のお知らせを送った")
LOOKED = console.act("looked", "読み取れない電文を確かめた")

FAULTS: Mapping[Fault, str] = {
    Fault.LATE: "返事が遅れています",
    Fault.STALE: "一覧が古いままです",
    Fault.BROKEN: "読めません",
    Fault.CONTRADICTORY: "前と食いちがう一覧です",
}
CHANGES: Mapping[str, str] = {
    Change.RAISED: "発表",
    Change.LOWERED: "切り替え",
    Change.RELEASED: "解除",
    Change.CORRECTED: "訂正",
    Change.CANCELLED: "取り消し",
}
STATES: Mapping[str, str] = {
    "planned": "これから送る",
    "sent": "送った",
    "offered": "職員の確認待ち",
    "declined": "送らないことにした",
    "lapsed": "送る前に、いらなくなった",
    "stale": "遅すぎるので送らなかった",
}

DRILL_STATES: Mapping[str, str] = {
    "planned": "これから送る",
    "sent": "送った",
    "stale": "間に合わなかったので送らなかった",
}
LANGUAGES: Mapping[str, str] = {
    "ja": "日本語",
    "easy_ja": "やさしい日本語",
    "en": "English",
    "zh-Hans": "中文（简体）",
    "zh-Hant": "中文（繁體）",
    "ko": "한국어",
    "vi": "Tiếng Việt",
}


class ConfirmForm(Form):
    """A form without fields."""


def content_of(visit: Visit) -> Content:
    return visit.content(load)


def name_of(visit: Visit, hazard: str, level: int, facts: Mapping[str, str] | None = None) -> str:
    """What a level of a hazard is called in Japanese, with the place where it has one of its own."""
    language = content_of(visit).languages.get("ja")
    name = language.name(Hazard(hazard), level) if language else ""
    shown = f"震度{name}" if hazard == Hazard.QUAKE.value and name else name
    place = (facts or {}).get("name", "")
    return f"{shown or f'{hazard} {level}'}{f'（{place}）' if place else ''}"
