"""Weekdays that stand together in a cell, and the months after the colon behind them: 水2:4 6 8."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handlers.garbage.calendar import grammar
from handlers.garbage.calendar.rules import EVERY_MONTH, WEEKDAYS, Nth, Rule, Weekly

Missed = Callable[[str, str], None]
"""Told what was not understood, and what to write instead."""


class Group:
    """The weekdays that are being read; the months after a colon hold for all of them.

    Args:
        rules: takes the rules once the group is closed.
    """

    def __init__(self, rules: list[Rule], missed: Missed) -> None:
        self._rules, self._missed = rules, missed
        self._group: list[Weekly | Nth] = []
        self._months: set[int] | None = None
        self._bad_month = False

    def add(self, weekdays: Sequence[Weekly | Nth]) -> None:
        """Weekdays; after months they begin a new group."""
        if self._months is not None:
            self.close()
        self._group += weekdays

    def colon(self) -> None:
        """Months follow."""
        if not self._group or self._months is not None:
            self._missed(
                "「:」の前に曜日がありません。", "「水2:4 6 8」のように曜日のあとに書いてください。"
            )
            return
        self._report_weekly()
        self._months = set()

    def month(self, chunk: str) -> bool:
        """Take a month or several, if it is time for them; whether the chunk was one."""
        if self._months is None:
            return False
        if match := grammar.MONTHS.fullmatch(chunk):
            first, last = int(match[1]), int(match[2])
            months = [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]
            self._add_months(self._months, [first, last], months)
        elif match := grammar.MONTH.fullmatch(chunk):
            self._add_months(self._months, [int(match[1])], [int(match[1])])
        return match is not None

    def close(self) -> None:
        """Hand over the rules of the group; the next weekdays begin another."""
        months = self._months
        if months is not None and not months and not self._bad_month:
            self._missed(
                "「:」のあとに月がありません。",
                "毎月なら「:」を消し、そうでなければ月を書いてください。",
            )
        chosen = EVERY_MONTH if months is None else frozenset(months)
        if chosen:
            self._rules += [replace(rule, months=chosen) for rule in self._group]
        self._group, self._months, self._bad_month = [], None, False

    def _report_weekly(self) -> None:
        """月 水2:4 6 says that Mondays too are in these months only, which few authors mean."""
        weekly = [WEEKDAYS[rule.weekday] for rule in self._group if isinstance(rule, Weekly)]
        if weekly and len(weekly) < len(self._group):
            self._missed(
                f"毎週の「{'・'.join(weekly)}」も、「:」のあとの月だけと読みました。",
                "毎月なら「水2:4 6 8 月」のように、「:」と月のあとに書いてください。",
            )

    def _add_months(self, known: set[int], written: list[int], months: list[int]) -> None:
        if all(1 <= month <= 12 for month in written):
            known.update(months)
            return
        self._bad_month = True
        bad = "・".join(str(month) for month in written if not 1 <= month <= 12)
        self._missed(
            f"「{bad}」という月はありません。",
            "1から12までの数字を空白で区切って書いてください。",
        )
