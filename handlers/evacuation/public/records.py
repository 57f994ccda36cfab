"""What is in force for programs: /evacuation.json."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.api import JAPAN
from bot.public import Answer, shared
from handlers.evacuation.messages import level_of
from handlers.evacuation.orders.force import Standing, in_force
from handlers.evacuation.public.lists import Visit, pages
from handlers.evacuation.words import HOME


@pages.get(".json")
def list_records(visit: Visit) -> Answer:
    """Every order in force, the highest level first."""
    with visit.read() as connection:
        force = in_force(connection)
    body = {
        "city": {"name": visit.city.name, "code": visit.city.code},
        "orders": [_record(visit, one) for one in force],
    }
    return shared(visit.data(body))


def _record(visit: Visit, one: Standing) -> dict[str, Any]:
    words, order = visit.words.language(HOME), one.order
    return {
        "id": one.number,
        "level": order.level.number,
        "name": level_of(words, order).name,
        "hazard": order.hazard,
        "allCity": order.area.all_city,
        "districts": list(order.area.districts),
        "towns": list(order.area.towns),
        "issued": order.at.isoformat(),
        "updated": datetime.fromtimestamp(one.since_ms / 1000, JAPAN).isoformat(),
        "shelters": list(order.shelters),
        "remark": order.remark,
    }
