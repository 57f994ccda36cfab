"""GET of requests: what other systems may read of the ledger.

Without a key these are the cases that staff approved for publication, with rounded points. Whoever knows a
受付番号 (it cannot be guessed) may follow that case: its state, and nothing of what was written. A key of
ours opens all cases, never who reported them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.api import JAPAN, millis
from bot.public import Answer
from handlers.roads.ledger.case import Case, find_number, standing_for
from handlers.roads.ledger.keys import find_key
from handlers.roads.ledger.lists import Filter, Sort, page
from handlers.roads.ledger.numbers import read_number
from handlers.roads.public.open311.formats import Refused, tells_errors, told
from handlers.roads.public.open311.telling import request_of
from handlers.roads.public.site import Visit, content_of, pages

MOST = 1000
WINDOW = timedelta(days=90)
_STATUS = {"open": True, "closed": False}


@dataclass(frozen=True, slots=True)
class _Paging:
    size: int
    skip: int


@pages.get("/open311/v2/requests.<form>")
@tells_errors
def requests(visit: Visit, form: str) -> Answer:
    """The requests of a period (90 days if none is given), or those with the numbers that are given."""
    numbers = _several(visit, "service_request_id")
    with visit.read() as connection:
        key = find_key(connection, key_of(visit))
        found = (
            _numbered(connection, numbers)
            if numbers
            else _listed(visit, connection, all_of_them=key is not None)
        )
        shown = [request_of(visit, connection, case, known=key is not None) for case in found]
    return told(visit, form, "service_requests", shown)


@pages.get("/open311/v2/requests/<number>.<form>")
@tells_errors
def one_request(visit: Visit, form: str, number: str) -> Answer:
    """One request by its number."""
    with visit.read() as connection:
        known = find_key(connection, key_of(visit)) is not None
        cases = _numbered(connection, [number])
        shown = [request_of(visit, connection, case, known=known) for case in cases]
    if not shown:
        raise Refused(404, f"service_request_id {number!r} was not found")
    return told(visit, form, "service_requests", shown)


@pages.get("/open311/v2/tokens/<token>.<form>")
@tells_errors
def token(visit: Visit, form: str, token: str) -> Answer:  # noqa: ARG001
    """We answer every POST with the number itself, and never with a token."""
    raise Refused(
        404, f"token {token!r} was not found; requests have their service_request_id at once"
    )


def key_of(visit: Visit) -> str:
    """The key that came with a request: a parameter, a field, or a header."""
    return visit.asked("api_key") or visit.sent("api_key") or visit.header("X-Api-Key").strip()


def _numbered(connection: Connection, numbers: list[str]) -> list[Case]:
    wanted = [number for text in numbers[:MOST] if (number := read_number(text))]
    cases = (find_number(connection, number) for number in dict.fromkeys(wanted))
    # A merged case keeps its number, and tells how the one that goes on stands.
    return [
        replace(standing_for(connection, case), id=case.id, number=case.number, merged_into=None)
        for case in cases
        if case
    ]


def _listed(visit: Visit, connection: Connection, *, all_of_them: bool) -> list[Case]:
    paging, now = _paging(visit), millis(visit.now)
    wanted = _filter(visit)
    if not all_of_them:
        wanted = replace(wanted, published=True)
    after, skipped = None, 0
    while True:
        part = page(
            connection, wanted, now_ms=now, sort=Sort.NEWEST, after=after, limit=paging.size
        )
        if skipped >= paging.skip or part.after is None:
            return list(part.cases) if skipped >= paging.skip else []
        after, skipped = part.after, skipped + paging.size


def _filter(visit: Visit) -> Filter:
    since, until = _period(visit)
    status = {_status(text) for text in _several(visit, "status")}
    known = content_of(visit).kinds_by_id
    kinds = _several(visit, "service_code")
    if unknown := [kind for kind in kinds if kind not in known]:
        raise Refused(404, f"service_code {unknown[0]!r} was not found")
    return Filter(
        kinds=kinds,
        open=status.pop() if len(status) == 1 else None,
        since_ms=millis(since),
        until_ms=millis(until) + 1,
    )


def _status(text: str) -> bool:
    if text not in _STATUS:
        raise Refused(400, f"status {text!r} is neither 'open' nor 'closed'")
    return _STATUS[text]


def _period(visit: Visit) -> tuple[datetime, datetime]:
    since, until = _moment(visit, "start_date"), _moment(visit, "end_date")
    if since is None:
        until = until or visit.now
        return until - WINDOW, until
    until = until or min(since + WINDOW, visit.now)
    if until < since:
        raise Refused(400, "end_date is before start_date")
    return since, until


def _moment(visit: Visit, name: str) -> datetime | None:
    text = visit.asked(name)
    if not text:
        return None
    # A plus sign that was not escaped arrives as a space.
    text = re.sub(r" (\d\d:?\d\d)$", r"+\1", text)
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)
    except ValueError:
        raise Refused(400, f"{name} {text!r} is not like 2026-11-01T00:00:00+09:00") from None


def _paging(visit: Visit) -> _Paging:
    size = _number(visit, "page_size", MOST)
    return _Paging(size, (_number(visit, "page", 1) - 1) * size)


def _number(visit: Visit, name: str, usual: int) -> int:
    text = visit.asked(name) or str(usual)
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        raise Refused(400, f"{name} {text!r} is not a whole number from 1")
    return min(int(text), MOST)


def _several(visit: Visit, name: str) -> list[str]:
    return [part.strip() for part in visit.asked(name, 20_000).split(",") if part.strip()]
