"""One cell of area_days.csv, read into a `Schedule`; the words are in `grammar`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.garbage.calendar import grammar
from handlers.garbage.calendar.dates import never, read_date
from handlers.garbage.calendar.loose import by_request, loosen
from handlers.garbage.calendar.months import Group
from handlers.garbage.calendar.remarks import Remark
from handlers.garbage.calendar.rules import WEEKDAYS, EveryWeeks, Nth, Rule, Weekly
from handlers.garbage.calendar.schedule import Schedule

# Says nothing that the weekday after it does not say; 隔週 would change what that means.
_WEEKLY = "毎週"
LONGEST_RANGE = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Misread:
    """What in a cell was not understood, and what to write instead."""

    message: str
    advice: str


def parse_cell(text: str, remarks: Mapping[str, Remark]) -> tuple[Schedule, list[Misread]]:
    """Read a cell. What cannot be read is left out and returned as a list of misreadings."""
    reading = _Reading(remarks)
    plain = unicodedata.normalize("NFKC", text).strip()
    if by_request(plain):
        reading.request(plain)
    elif plain.casefold() not in grammar.EMPTY:
        reading.cell(plain)
    return reading.schedule(), reading.misread


class _Reading:
    """The state while the chunks of one cell go by."""

    def __init__(self, remarks: Mapping[str, Remark]) -> None:
        self.misread: list[Misread] = []
        self._known = remarks
        self._rules: list[Rule] = []
        self._group = Group(self._rules, self._missed)
        self._dates: set[date] = set()
        self._remarks: list[Remark] = []
        self._notes: list[str] = []
        self._doubtful = self._on_request = False

    def cell(self, plain: str) -> None:
        loose = loosen(plain)
        for note in loose.notes:
            self.note(note)
        if not loose.notes and loose.text != plain:
            self._missed(
                f"「{plain}」は「{loose.text}」と読みました。",
                f"「{loose.text}」と書いてください。",
            )
        chunks = [
            each for each in grammar.chunks(loose.text) if each.casefold() not in grammar.EMPTY
        ]
        for chunk in chunks:
            self.take(chunk)
        if chunks and all(chunk == _WEEKLY for chunk in chunks):
            self._missed(*grammar.explain(loose.text))

    def request(self, plain: str) -> None:
        """No fixed days, but words on how to ask for the collection."""
        self._on_request = True
        self.note(plain)

    def note(self, text: str) -> None:
        """Words for the reader, which are passed on as they are."""
        self._notes.append(text)
        self._missed(
            f"「{text}」は、収集日ではなく注意として、そのまま案内します。",
            "remarks.csvに書き、ここには「*1」のように番号を書いてください。",
        )

    def schedule(self) -> Schedule:
        self._group.close()
        skipped = frozenset(day for remark in self._remarks for day in remark.skipped)
        shown = [remark.text for remark in self._remarks if not remark.skipped]
        # A word that was not understood may change what the others mean: 第2水曜 奇数月以外.
        rules = () if self._doubtful else tuple(dict.fromkeys(self._rules))
        dates = frozenset() if self._doubtful else frozenset(self._dates)
        # A cell that says something but names no day is not one that says "never".
        misread = bool(self.misread) and not (self._on_request or rules or dates)
        return Schedule(
            rules, dates, skipped, tuple(dict.fromkeys(shown + self._notes)),
            doubtful=self._doubtful or misread,
        )  # fmt: skip

    def take(self, chunk: str) -> None:
        if self._read(chunk):
            return
        clean = grammar.STRAY.sub("", chunk)
        if clean and clean != chunk and self._read(clean):
            self._missed(
                f"「{chunk}」は「{clean}」と読みました。",
                f"余分な文字を消して「{clean}」と書いてください。",
            )
        else:
            self._doubtful |= not grammar.harmless(chunk)
            self._missed(*grammar.explain(chunk))

    def _read(self, chunk: str) -> bool:
        if chunk == ":":
            self._group.colon()
            return True
        if self._group.month(chunk):
            return True
        return (
            any(
                read(self, match)
                for pattern, read in _READERS
                if (match := pattern.fullmatch(chunk)) is not None
            )
            or chunk == _WEEKLY
        )

    def _missed(self, message: str, advice: str) -> None:
        self.misread.append(Misread(message, advice))

    # -- the words of the grammar

    def _weekday(self, rules: list[Weekly | Nth]) -> bool:
        self._group.add(rules)
        return True

    def _daily(self, _match: re.Match[str]) -> bool:
        return self._weekday([Weekly(weekday) for weekday in range(7)])

    def _weekly(self, match: re.Match[str]) -> bool:
        days = re.findall(rf"({grammar.DAY})(?:曜日?)?", match[1])
        return self._weekday([Weekly(WEEKDAYS.index(day)) for day in days])

    def _nth(self, match: re.Match[str]) -> bool:
        day, nth = (match[1], match[2]) if match[1] else (match[4], match[3])
        return self._weekday([Nth(WEEKDAYS.index(day), int(nth))])

    def _fortnight(self, match: re.Match[str]) -> bool:
        return self._every_weeks(match[2], 2, match[1])

    def _weeks(self, match: re.Match[str]) -> bool:
        return self._every_weeks(match[2], int(match[1]), None)

    def _every_weeks(self, first: str, weeks: int, weekday: str | None) -> bool:
        day = self._day(first)
        if day is None:
            return True
        if weekday and WEEKDAYS[day.weekday()] != weekday:
            actual = WEEKDAYS[day.weekday()]
            self._missed(
                f"{first}は{weekday}曜日ではなく{actual}曜日です。読みませんでした。",
                "始まりの日付と曜日を合わせてください。",
            )
            return True
        self._rules.append(EveryWeeks(day, weeks))
        return True

    def _date(self, match: re.Match[str]) -> bool:
        day = self._day(match[1])
        if day is None or never(day):
            return True
        actual = WEEKDAYS[day.weekday()]
        if match[2] in (None, actual):
            self._dates.add(day)
        else:
            self._missed(
                f"「{match[0]}」は{match[2]}曜日ではなく{actual}曜日です。読みませんでした。",
                "日付か曜日を直してください。",
            )
        return True

    def _dates_between(self, match: re.Match[str]) -> bool:
        first, last = self._day(match[1]), self._day(match[2])
        if first is None or last is None:
            return True
        if not timedelta() <= last - first <= LONGEST_RANGE:
            self._missed(
                f"「{match[0]}」の期間は読めません。",
                "始まりの日、終わりの日の順に書いてください。",
            )
            return True
        self._dates.update(first + timedelta(days=n) for n in range((last - first).days + 1))
        return True

    def _day(self, text: str) -> date | None:
        try:
            return read_date(text)
        except ValueError:
            self._missed(
                f"「{text}」という日はありません。",
                "日付を確かめて「20260402」の形で書いてください。",
            )
            return None

    def _remark(self, match: re.Match[str]) -> bool:
        remark = self._known.get(match[1].lstrip("0") or "0")
        if remark is None:
            self._missed(
                f"remarks.csvに番号{match[1]}がありません。",
                "番号を直すか、remarks.csvに書き足してください。",
            )
        else:
            self._remarks.append(remark)
        return True


_READERS = (
    (re.compile("毎日"), _Reading._daily),
    (grammar.WEEKLY, _Reading._weekly),
    (grammar.NTH, _Reading._nth),
    (grammar.FORTNIGHT, _Reading._fortnight),
    (grammar.EVERY_WEEKS, _Reading._weeks),
    (grammar.ONE_DATE, _Reading._date),
    (grammar.RANGE, _Reading._dates_between),
    (grammar.REMARK, _Reading._remark),
)
