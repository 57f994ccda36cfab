"""Opening hours as people write them into tables, a module for each kind of thing that is written."""

from bot.hours.written.clocks import (
    DAY,
    Weekly,
    joined,
    read_clock,
    read_spans,
    spans_of,
    weekly_of,
)
from bot.hours.written.days import WEEK, Days, read_days
from bot.hours.written.free import hours_in
from bot.hours.written.rests import NEW_YEAR, Rests, read_rests

__all__ = [
    "DAY",
    "NEW_YEAR",
    "WEEK",
    "Days",
    "Rests",
    "Weekly",
    "hours_in",
    "joined",
    "read_clock",
    "read_days",
    "read_rests",
    "read_spans",
    "spans_of",
    "weekly_of",
]
