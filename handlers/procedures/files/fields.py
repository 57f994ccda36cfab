"""A procedure as text: one cell for each field, as it stands in a table and in the staff's form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from bot.api import fold
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure

_DAY = re.compile(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?")
_MOMENT = re.compile(_DAY.pattern + r"(?:[T\s]+(\d{1,2})[:時](\d{2})?分?(?::\d{2}(?:\.0+)?)?)?")
_READING = re.compile(r"[ぁ-ゖー・\s0-9a-zA-Z]*")
_PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}", re.ASCII)
_LIST = re.compile(r"[\n、,;；]+")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell. `field` is a name of `FIELDS`, or empty for all of them."""

    field: str
    message: str


class Wrong(Exception):
    """A cell that cannot be read; the message says in Japanese what to do."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its Japanese title, and how its text is read and written.

    Attributes:
        most: characters at most.
        lines: whether it may have several lines.
        hint: what to write, for the form and for the table's second row.
    """

    name: str
    title: str
    most: int
    read: Callable[[str, Context], object]
    hint: str = ""
    lines: bool = False
    choices: Callable[[Vocabulary], tuple[str, ...]] = field(default=lambda _: ())

    def write(self, procedure: Procedure) -> str:
        """The text of this field."""
        value = getattr(procedure, self.name)
        if isinstance(value, datetime):
            return _moment_text(value, closing=self.name == "closes")
        if isinstance(value, tuple):
            return ("\n" if self.name == "prepare" else "、").join(value)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a cell depends on. `zone` is the city's time zone."""

    vocabulary: Vocabulary
    zone: Any


def parse(
    cells: Mapping[str, str], vocabulary: Vocabulary, zone: Any, base: Procedure | None = None
) -> tuple[Procedure | None, list[Problem]]:
    """Read the cells, by names of fields; those that are not given are `base`'s.

    Returns:
        The procedure and no problems, or none and all the problems.
    """
    context, problems = Context(vocabulary, zone), list[Problem]()
    values: dict[str, object] = dict(base) if base else {}
    for one in FIELDS:
        if one.name in cells:
            try:
                values[one.name] = _read(one, cells[one.name], context)
            except Wrong as wrong:
                problems.append(Problem(one.name, str(wrong)))
    if not problems and not values.get("name"):
        problems.append(Problem("name", "手続き名を書いてください。"))
    if problems:
        return None, problems
    made = Procedure.model_validate(values)
    problems = _together(made)
    return (None if problems else made), problems


def _read(one: Field, text: str, context: Context) -> object:
    cleaned = "".join(sign for sign in text.strip() if sign.isprintable() or sign == "\n")
    if len(cleaned) > one.most:
        raise Wrong(f"{one.most}文字までのところ、{len(cleaned)}文字書かれています。")
    if not one.lines:
        cleaned = " ".join(cleaned.split())
    return one.read(cleaned, context)


def _together(procedure: Procedure) -> list[Problem]:
    opens, closes = procedure.opens, procedure.closes
    if opens and closes and opens >= closes:
        return [Problem("closes", "受付終了が、受付開始より前です。")]
    return []


# -- how cells are read


def _text(text: str, _context: Context) -> str:
    return text


def _list(text: str, _context: Context) -> tuple[str, ...]:
    parts = (part.strip() for part in _LIST.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _items(text: str, _context: Context) -> tuple[str, ...]:
    """Things to have ready, one in each line."""
    parts = (part.strip(" ・　") for part in re.split(r"[\n；;]", text))
    return tuple(dict.fromkeys(filter(None, parts)))


def _reading(text: str, _context: Context) -> str:
    kana = "".join(
        chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in normalize("NFKC", text)
    )
    if not _READING.fullmatch(kana):
        raise Wrong("よみがなは、ひらがなで書いてください。")
    return kana


def _phone(text: str, _context: Context) -> str:
    phone = re.sub(r"[‐‑–—―−ー]", "-", normalize("NFKC", text))
    if phone and not _PHONE.fullmatch(phone):
        raise Wrong("電話番号は、0225-95-1111 のように書いてください。")
    return phone


def _url(text: str, _context: Context) -> str:
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:  # half an IPv6 address, say
        fine = False
    if text and not (fine and text.isascii() and not re.search(r"[\s\"'<>\\]", text)):
        raise Wrong("URLは、https:// で始まるアドレスを半角で書いてください。")
    return text


def _moment_of(text: str, zone: Any, *, closing: bool = False) -> datetime | None:
    if not text:
        return None
    match = _MOMENT.fullmatch(normalize("NFKC", text))
    try:
        if match is None:
            raise ValueError(text)
        year, month, day, hour, minute = (int(part) if part else 0 for part in match.groups())
        moment = datetime.combine(date(year, month, day), time(hour, minute), zone)
    except ValueError as error:
        raise Wrong("日時は、2026-12-01 か 2026-12-01 9:00 のように書いてください。") from error
    return moment + DAY if closing and match[4] is None else moment


def read_moment(text: str, zone: Any) -> datetime | None:
    """A day or a minute of the city's time; None for an empty text. Raises Wrong."""
    return _moment_of(text.strip(), zone)


def _moment(text: str, context: Context) -> datetime | None:
    return _moment_of(text, context.zone)


def _closing(text: str, context: Context) -> datetime | None:
    return _moment_of(text, context.zone, closing=True)


def _day(text: str, _context: Context) -> date | None:
    if not text:
        return None
    match = _MOMENT.fullmatch(normalize("NFKC", text))
    try:
        if match is None:
            raise ValueError(text)
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise Wrong("日付は、2026-12-01 のように書いてください。") from error


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    for name in allowed:
        if fold(name) == fold(text):
            return name
    if text:
        raise Wrong(f"「{text}」は選べません。{'、'.join(allowed)}のどれかを書いてください。")
    return ""


def _life_events(text: str, context: Context) -> tuple[str, ...]:
    allowed = context.vocabulary.life_events
    return tuple(dict.fromkeys(_one_of(one, allowed) for one in _list(text, context)))


def _chosen(
    names: Callable[[Vocabulary], tuple[str, ...]],
) -> Callable[[str, Context], str]:
    return lambda text, context: _one_of(text, names(context.vocabulary))


def _moment_text(value: datetime, *, closing: bool) -> str:
    """A closing at midnight is the day before."""
    if value.time() == time(0, 0):
        return (value - DAY if closing else value).date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M")


def _categories(vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.categories


def _channels(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(one.name for one in vocabulary.channels)


def _identities(vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.identities


def _definitions(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(one.name for one in vocabulary.online)


FIELDS: tuple[Field, ...] = (
    Field("name", "手続き名", 40, _text, "市民に分かる名前。40文字まで"),
    Field("reading", "よみがな", 100, _reading, "ひらがな"),
    Field("summary", "かんたんな説明", 300, _text, "何のための手続きか", lines=True),
    Field("who", "対象の人", 300, _text, "だれが申し込めるか", lines=True),
    Field(
        "life_events", "くらしのできごと", 200, _life_events, "「、」で区切って、いくつでも",
        choices=lambda vocabulary: vocabulary.life_events,
    ),
    Field("category", "分類", 30, _chosen(_categories), choices=_categories),
    Field("department", "担当課", 40, _text),
    Field("phone", "電話番号", 20, _phone, "0225-95-1111"),
    Field("channel", "申し込みの方法", 30, _chosen(_channels), choices=_channels),
    Field("url", "URL", 900, _url, "https:// で始まるアドレス"),
    Field("identity", "本人確認", 30, _chosen(_identities), choices=_identities),
    Field("fee", "手数料", 100, _text, "無料、300円 など"),
    Field("payment", "支払い方法", 100, _text),
    Field("prepare", "用意するもの", 500, _items, "1行に1つ", lines=True),
    Field("opens", "受付開始", 40, _moment, "2026-12-01 か 2026-12-01 9:00。いつでもなら空"),
    Field("closes", "受付終了", 40, _closing, "その日の終わりまで。時刻も書けます"),
    Field("synonyms", "別の言い方", 300, _list, "「、」で区切って、いくつでも", lines=True),
    Field("languages", "対応する言語", 100, _list, "日本語、英語 など"),
    Field("online", "オンライン化の数え方", 30, _chosen(_definitions), choices=_definitions),
    Field("online_since", "オンライン化した日", 40, _day, "2026-12-01"),
    Field("note", "お知らせ・備考", 300, _text, "市民に見せる一言", lines=True),
)  # fmt: skip
BY_NAME = {one.name: one for one in FIELDS}
