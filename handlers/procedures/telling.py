"""What is said of a procedure: the same lines on the card in LINE and on the page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.api import HoursWords, fill, tell_date, tell_end, tell_time
from handlers.procedures.registry.catalogue import Listed
from handlers.procedures.registry.procedure import Procedure, State
from handlers.procedures.words import Words

DAY = timedelta(days=1)


def told(
    words: Words, hours: HoursWords, listed: Listed, now: datetime, contact: str
) -> list[tuple[str, str]]:
    """Name and text of each line; what is not known has none.

    Args:
        now: in the city's time zone.
        contact: whom to call where the link does not open.
    """
    procedure = listed.procedure
    lines = [
        (words.summary, procedure.summary),
        (words.who, procedure.who),
        (words.period, period(words, hours, listed, now)),
        (words.channel, procedure.channel),
        (words.identity, procedure.identity),
        (words.fee, fee(words, procedure)),
        (words.prepare, "\n".join(fill(words.prepare_item, item=i) for i in procedure.prepare)),
        (words.languages, "、".join(procedure.languages)),
        (words.department, "\n".join(filter(None, (procedure.department, procedure.phone)))),
        (words.note, _note(words, listed, contact)),
    ]
    return [(name, said) for name, said in lines if said]


def period(words: Words, hours: HoursWords, listed: Listed, now: datetime) -> str:
    """From when until when one may apply."""
    opens, closes = listed.procedure.opens, listed.procedure.closes
    begin = opening(words, hours, opens, now) if opens else ""
    end = closing(words, hours, closes, now) if closes else ""
    if listed.state is State.UPCOMING:
        soon = fill(words.not_yet, opens=begin)
        return f"{soon}\n{fill(words.until_only, closes=end)}" if end else soon
    if begin and end:
        return fill(words.from_until, opens=begin, closes=end)
    if end:
        return fill(words.until_only, closes=end)
    return fill(words.from_only, opens=begin) if begin else words.always


def opening(words: Words, hours: HoursWords, moment: datetime, now: datetime) -> str:
    """12月1日（火）9:00; without the time where it is midnight, with the year where it is another."""
    moment = moment.astimezone(now.tzinfo)
    day = _day(words, hours, moment.date(), now)
    at = moment.time()
    return day if at == time(0) else fill(words.moment, date=day, time=tell_time(at))


def closing(words: Words, hours: HoursWords, moment: datetime, now: datetime) -> str:
    """As `opening`, but midnight is the end of the day before."""
    moment = moment.astimezone(now.tzinfo)
    if moment.time() == time(0):
        return _day(words, hours, (moment - DAY).date(), now)
    day = _day(words, hours, moment.date(), now)
    return fill(words.moment, date=day, time=tell_end(moment.time()))


def fee(words: Words, procedure: Procedure) -> str:
    """What it costs and how it is paid."""
    if procedure.fee and procedure.payment:
        return fill(words.fee_by, fee=procedure.fee, payment=procedure.payment)
    return procedure.fee or procedure.payment


def _day(words: Words, hours: HoursWords, day: date, now: datetime) -> str:
    told = tell_date(hours, day)
    return told if day.year == now.year else fill(words.date_of_year, year=day.year, date=told)


def _note(words: Words, listed: Listed, contact: str) -> str:
    warned = fill(words.broken, contact=contact) if listed.broken else ""
    return "\n".join(filter(None, (listed.procedure.note, warned)))
