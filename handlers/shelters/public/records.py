"""Shelters for programs: /shelters.json."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.api import JAPAN
from bot.public import Answer, shared
from handlers.shelters.now import Now
from handlers.shelters.public.lists import Visit, now_at, pages
from handlers.shelters.shelter import Hazard, Shelter


@pages.get(".json")
def list_records(visit: Visit) -> Answer:
    """All shelters and what they are now; `state` is unopened, open, full or closed."""
    now = now_at(visit)
    body = {
        "city": {"name": visit.city.name, "code": visit.city.code},
        "emergency": now.emergency,
        "source": now.shelters.source,
        "shelters": [_record(now, one) for one in now.shelters.all],
    }
    return shared(visit.data(body))


def _record(now: Now, one: Shelter) -> dict[str, Any]:
    status = now.status(one)
    at = datetime.fromtimestamp(status.changed_ms / 1000, JAPAN) if status.changed_ms else None
    return {
        "id": one.id,
        "name": one.name,
        "reading": one.reading,
        "district": one.district,
        "address": one.address,
        "latitude": one.point.latitude if one.point else None,
        "longitude": one.point.longitude if one.point else None,
        "hazards": [hazard.value for hazard in Hazard if hazard in one.hazards],
        "emergencyPlace": one.emergency,
        "refuge": one.refuge,
        "capacity": one.capacity,
        "state": status.state.value,
        "people": status.people,
        "changed": at.isoformat() if at else None,
    }
