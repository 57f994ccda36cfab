"""The registry for programs: /procedures.json, as docs/procedures.schema.json says."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from bot.public import Answer, shared
from handlers.procedures.public.lists import show_procedure
from handlers.procedures.public.opened import go
from handlers.procedures.public.site import Visit, pages, view_of
from handlers.procedures.registry.catalogue import Listed

KEEP = timedelta(minutes=1)
JSON = "application/json; charset=utf-8"
_NAMES = {
    "life_events": "lifeEvents", "online_since": "onlineSince",
}  # fmt: skip


@pages.get(".json")
def list_records(visit: Visit) -> Answer:
    """All procedures that are open or going to open."""
    view = view_of(visit)
    # Addresses in it hold the host, of which there may be several.
    key = ("json", view.stamp, visit.address(list_records, full=True))
    made = visit.file(JSON, KEEP, key, lambda: _body(visit, view.listed))
    return shared(made)


def _body(visit: Visit, listed: tuple[Listed, ...]) -> bytes:
    page = visit.address(show_procedure, full=True, number=0).removesuffix("0")
    way = visit.address(go, full=True, number=0).removesuffix("0")
    body = {
        "city": {"name": visit.city.name, "code": visit.city.code},
        "procedures": [_record(one, page, way) for one in listed],
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _record(listed: Listed, page: str, way: str) -> dict[str, Any]:
    told = {_NAMES.get(name, name): _plain(value) for name, value in iter(listed.procedure)}
    ends = {"page": f"{page}{listed.id}", "apply": f"{way}{listed.id}"}
    if not listed.procedure.url:
        ends["apply"] = ""
    state = {"state": listed.state.value, "linkTrouble": listed.broken}
    return {"id": listed.id, **told, **ends, **state}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
