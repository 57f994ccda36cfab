"""Runs a page: who may enter, one transaction, the audit log within it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask_security import current_user
from werkzeug.exceptions import Forbidden

from bot.console import audit
from bot.console.audit import Actor
from bot.console.sections import AnyConsole, Page
from bot.console.staffer import Staffer
from bot.console.visit import Answer, Visit
from bot.service import Service
from bot.time import millis


class _Undone(Exception):
    """A form was not taken: what the page wrote is rolled back."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def staffer() -> Staffer:
    """Who is signed in."""
    user: Any = current_user
    made: Staffer = user.staffer(request.remote_addr or "")
    return made


def view_of(console: AnyConsole, page: Page, service: Service) -> Callable[..., Answer]:
    """The page as Flask calls it."""

    def view(**parts: Any) -> Answer:
        staff = staffer()
        if not staff.has_one_of(page.roles):
            raise Forbidden
        if request.method == "POST":
            return _change(console, page, service, staff, parts)
        return _show(console, page, service, staff, parts)

    return view


def _change(
    console: AnyConsole, page: Page, service: Service, staff: Staffer, parts: dict[str, Any]
) -> Answer:
    prepared = _prepared(console, page, service, staff, parts)
    try:
        with service.database.write() as connection:
            visit = Visit(console, page, service, staff, connection)
            visit.prepared = prepared
            answer = page.run(visit, **parts)
            if answer.status_code >= 400:
                raise _Undone(answer)
            _log(visit)
    except _Undone as undone:
        return undone.answer
    return answer


def _prepared(
    console: AnyConsole, page: Page, service: Service, staff: Staffer, parts: dict[str, Any]
) -> object:
    """What the page does before its transaction, so that nobody else's has to wait for it."""
    if page.before is None:
        return None
    with service.database.read() as connection:
        return page.before(Visit(console, page, service, staff, connection), **parts)


def _show(
    console: AnyConsole, page: Page, service: Service, staff: Staffer, parts: dict[str, Any]
) -> Response:
    with service.database.read() as connection:
        visit = Visit(console, page, service, staff, connection)
        answer = page.run(visit, **parts)
    # What was looked at is logged before it leaves.
    if visit.entries or visit.notes:
        with service.database.write() as connection:
            visit.db = connection
            for note in visit.notes:
                note(connection)
            _log(visit)
    return answer


def _log(visit: Visit[Any]) -> None:
    staff = visit.staff
    actor = Actor(staff.id, f"{staff.name} <{staff.email}>", staff.address)
    audit.write(visit.db, actor, millis(visit.now), *visit.entries)
