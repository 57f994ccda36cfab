"""Tables of events: 12 イベント一覧 in its new and old layouts.

Sources: 自治体標準オープンデータセット and 推奨データセット. A row that cannot be used is reported, the rest
is used.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any
from unicodedata import normalize

from bot.api import encode_url, read_clock, read_days
from bot.content import HEAD, Faults, Record, by_header, has_point, point_of, reading_of
from handlers.childcare.events.event import Event, Run
from handlers.childcare.facilities.facility import DISTRICT_LIMIT
from handlers.childcare.files.phones import read_phone

HEADERS = by_header(
    dict(HEAD)
    | {
        "name": ("イベント名", "名称", "行事名", "催し名", "タイトル"),
        "reading": ("イベント名_カナ", "イベント名(カナ)", *HEAD["reading"]),
        "since": ("開始日", "開催日", "開催開始日", "日付"),
        "until": ("終了日", "開催終了日"),
        "first": ("開始時間", "開始時刻", "開催開始時間"),
        "last": ("終了時間", "終了時刻", "開催終了時間"),
        "when": ("開始日時特記事項", "開催日時特記事項", "日時特記事項"),
        "about": ("説明", "内容", "概要"),
        "fee": ("料金(基本)", "料金", "参加費", "費用"),
        "fee_more": ("料金(詳細)",),
        "contact": ("連絡先名称", "問い合わせ先", "主催者"),
        "phone": ("連絡先電話番号", "電話番号"),
        "place": ("場所名称", "会場", "場所", "開催場所"),
        "audience": ("対象", "対象者", "対象年齢", "参加対象", "受入年齢"),
        "category": ("カテゴリー", "カテゴリ", "分類", "種別"),
        "capacity": ("定員",),
        "apply": ("参加申込方法", "申込方法"),
        "apply_until": ("参加申込終了日", "申込終了日", "申込締切"),
        "state": ("開催状況", "ステータス", "状況"),
    }
)
_TEXTS = (
    "when",
    "about",
    "place",
    "town",
    "audience",
    "category",
    "capacity",
    "apply",
    "contact",
    "note",
)
_ERAS = {"令和": 2018, "r": 2018}
_DATE = re.compile(
    r"(?:(?P<era>令和|r)\.?)?(?P<year>\d{1,4}|元)[年/.\-](?P<month>\d{1,2})[月/.\-](?P<day>\d{1,2})日?"
    r"(?:\(.\)|t?\d{1,2}:\d{2}(?::\d{2})?)?"
)
_DIGITS = re.compile(r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_MARK = re.compile(r"[【\[(（<〈《](?:開催)?(?:中止|延期)[】\])）>〉》]")
_CANCELLED = re.compile(
    r"[【\[(<〈《](?:[^】\])>〉》]{0,6})(?:中止|延期)(?:しました|になりました|のお知らせ)?[】\])>〉》]"
    r"|(?:開催)?(?:を)?(?:中止|延期)(?:します|しました|となりました|になりました|いたします|が決定)"
)
_STATES = ("中止", "延期", "cancel", "postpone")
_EVERY = re.compile(r"毎週([月火水木金土日](?:曜日?)?(?:[・、と]?[月火水木金土日](?:曜日?)?)*)")
_ONLY = re.compile(r"((?:[月火水木金土日祝平・、と]|曜日?|平日|祝日)+)(?:のみ|だけ|に開催|限定)")
_MONTHLY = re.compile(r"毎月第([1-5](?:[・、と]第?[1-5])*)([月火水木金土日])")
_OFF = re.compile(r"([月火水木金土日](?:・[月火水木金土日])*)曜?日?(?:は|を)?(?:休|除)")


def event_of(record: Record, faults: Faults) -> Event | None:
    """The event that a row means; None, and a warning, where it has no name or no day."""
    name = _MARK.sub("", record.text("name")).strip() or record.text("name")
    if not name:
        faults.warning(record.where("name"), *_NAMELESS)
        return None
    run = _run(record, faults)
    if run is None:
        return None
    fee = _fee(record.text("fee"))
    return Event(
        name=name,
        runs=(run,),
        reading=reading_of(record),
        fee=" ".join(dict.fromkeys(filter(None, (fee, record.text("fee_more"))))),
        address=" ".join(filter(None, (record.text("address"), record.text("building")))),
        district=record.text("district")[:DISTRICT_LIMIT],
        point=point_of(record, faults) if has_point(record) else None,
        apply_until=_last_day(record, faults),
        phone=read_phone(record, faults),
        url=_link(record.text("url")),
        cancelled=_is_cancelled(record),
        **_texts(record),
    )


def _texts(record: Record) -> dict[str, Any]:
    return {field: record.text(field) for field in _TEXTS}


def read_date(text: str) -> date | None:
    """The day of 2026-11-22, 2026/11/22, 2026年11月22日(日), 令和8年11月22日 or 20261122; else None."""
    plain = "".join(normalize("NFKC", text).lower().split())
    match = _DATE.fullmatch(plain) or _DIGITS.fullmatch(plain)
    if match is None:
        return None
    parts = match.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    year += _ERAS.get(parts.get("era") or "", 0)
    try:
        return date(year, int(parts["month"]), int(parts["day"])) if year >= 2000 else None
    except ValueError:
        return None


def _run(record: Record, faults: Faults) -> Run | None:
    since = read_date(record.text("since"))
    if since is None:
        faults.warning(record.where("since"), *_dateless(record.text("since")))
        return None
    said = record.text("until")
    until = read_date(said) if said else since
    if until is None or until < since:
        wrong = _dateless(said) if until is None else _BACKWARD
        faults.warning(record.where("until"), *wrong)
        return None
    first, last = (_clock(record, field, faults) for field in ("first", "last"))
    weekdays, monthly = _repeated(record.text("when")) if until > since else (None, frozenset())
    return Run(since, until, first, last, weekdays, monthly)


def _repeated(when: str) -> tuple[frozenset[int] | None, frozenset[tuple[int, int]]]:
    """On which weekdays a long event takes place, as far as its remark says so."""
    plain = "".join(normalize("NFKC", when).split())
    monthly = frozenset(
        (int(week), "月火水木金土日".index(match[2]))
        for match in _MONTHLY.finditer(plain)
        for week in re.findall(r"\d", match[1])
    )
    named = _EVERY.search(plain) or _ONLY.search(plain)
    days = read_days(named[1].replace("と", "・")) if named else None
    if days and days.weekdays:
        return days.weekdays, monthly
    if off := _OFF.search(plain):
        return frozenset(range(7)) - frozenset(
            map("月火水木金土日".index, off[1].split("・"))
        ), monthly
    return None, monthly


def _clock(record: Record, field: str, faults: Faults) -> time | None:
    said = record.text(field)
    minutes = read_clock(said) if said else None
    if said and minutes is None:
        faults.warning(
            record.where(field),
            f"「{said[:40]}」は時間として読めません。時間なしで出します。",
            "9:00 や 17:30 のように書いてください。",
        )
    return None if minutes is None else time(minutes // 60 % 24, minutes % 60)


def _last_day(record: Record, faults: Faults) -> date | None:
    said = record.text("apply_until")
    found = read_date(said) if said else None
    if said and not found:
        faults.warning(record.where("apply_until"), *_dateless(said, kept=True))
    return found


def _is_cancelled(record: Record) -> bool:
    state = record.text("state").casefold()
    if any(one in state for one in _STATES):
        return True
    # A remark may say what happens in the rain; only a mark or a plain sentence says that it is off.
    marked = (record.text(field) for field in ("name", "when", "note", "about"))
    return any(_CANCELLED.search(normalize("NFKC", text)) for text in marked)


def _fee(text: str) -> str:
    """A bare number is an amount of yen."""
    digits = normalize("NFKC", text).replace(",", "").removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,7}", digits):
        return text
    return "無料" if int(digits) == 0 else f"{int(digits):,}円"


def _link(text: str) -> str:
    link = encode_url(f"http://{text}" if text.startswith("www.") else text)
    return link if re.fullmatch(r"https?://[!-~]{1,900}", link) else ""


def _dateless(said: str, *, kept: bool = False) -> tuple[str, str]:
    what = f"「{said[:40]}」は日付として読めません。" if said else "開始日がありません。"
    return (
        what + ("" if kept else "この行は読みませんでした。"),
        "2026-11-22 のように、年-月-日で書いてください。",
    )


_NAMELESS = (
    "イベント名がありません。この行は読みませんでした。",
    "イベント名の列に、催しの名前を書いてください。",
)
_BACKWARD = (
    "終了日が開始日より前です。この行は読みませんでした。",
    "開始日と終了日を見直してください。",
)
