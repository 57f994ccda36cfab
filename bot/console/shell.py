"""What surrounds every page: the city's name, the navigation, the home page."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, render_template, request, url_for
from flask_security import current_user
from sqlalchemy import Connection

from bot.console import recent
from bot.console.running import staffer
from bot.console.sections import AnyConsole, Page
from bot.console.staffer import Staffer
from bot.console.style import static_address
from bot.console.visit import Visit
from bot.emergency import Emergency, current
from bot.service import Service
from bot.time import JAPAN

log = logging.getLogger(__name__)

TRAINING = "いまは訓練中です。市民に本番のお知らせは届きません。"
ALARM = "いまは災害モードです。"


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page; `here` says that it is the one being shown."""

    label: str
    address: str
    here: bool = False
    count: int | None = None


def install(app: Flask, service: Service, sections: Sequence[AnyConsole]) -> None:
    """Give all templates what the shell needs, and open the home page."""

    def known() -> dict[str, Any]:
        signed_in = current_user.is_authenticated
        return {
            "city": service.library.current.city,
            "staff": staffer() if signed_in else None,
            "navigation": navigation(sections, staffer()) if signed_in else [],
            "static_address": static_address,
            "training": TRAINING if signed_in and _emergency(service).is_drill else "",
            "alarm": ALARM if signed_in and _emergency(service).is_on else "",
            "oidc_offered": bool(service.settings.console.oidc_issuer),
            "local": _local,
        }

    app.context_processor(known)
    app.add_url_rule("/", "home", lambda: _home(service, sections))


def _emergency(service: Service) -> Emergency:
    """What is in force, read once for each request."""
    if "emergency" not in g:
        with service.database.read() as connection:
            g.emergency = current(connection)
    found: Emergency = g.emergency
    return found


def navigation(sections: Sequence[AnyConsole], staff: Staffer) -> list[tuple[str, list[Link]]]:
    """Sections with the pages that this member of staff may enter, as far as they have a label."""
    found = []
    for section in sections:
        links = [
            Link(page.label, url_for(page.endpoint), request.endpoint == page.endpoint)
            for page in section.pages
            if page.label and staff.has_one_of(page.roles)
        ]
        if links:
            found.append((section.label, links))
    return found


def _home(service: Service, sections: Sequence[AnyConsole]) -> str:
    staff = staffer()
    with service.database.read() as connection:
        todos = list(_todos(service, sections, staff, connection))
        changes = recent.of(connection, sections, staff)
    return render_template("console/home.html", todos=todos, changes=changes)


def _todos(
    service: Service, sections: Sequence[AnyConsole], staff: Staffer, connection: Connection
) -> list[Link]:
    found = []
    for section in sections:
        for todo in section.todos:
            if staff.has_one_of(todo.roles):
                page = section.page_of(todo.page)
                visit = Visit(section, page, service, staff, connection)
                found.append(_counted(todo.label, page, visit, todo.count))
    return found


def _counted(label: str, page: Page, visit: Visit[Any], count: Any) -> Link:
    try:
        number: int | None = count(visit)
    except Exception:
        log.exception("count failed", extra={"page": page.endpoint})
        number = None
    return Link(label, url_for(page.endpoint), count=number)


def _local(ms: int) -> str:
    from bot.time import from_millis

    return from_millis(ms).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")
