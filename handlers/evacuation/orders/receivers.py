"""Whom an order goes to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.api import Topic
from bot.jobs import Audience
from handlers.evacuation.content import Settings
from handlers.evacuation.orders.areas import audience_of
from handlers.evacuation.orders.order import Order


class NoDrill(LookupError):
    """The city has no topic for drills, so nobody takes part in one."""


def audience_for(
    order: Order, settings: Settings, topics: Sequence[Topic], *, drill: bool
) -> Audience:
    """Who gets it: in a drill those who take part in drills, wherever they live, and nobody else.

    Raises:
        NoDrill: nobody can take part.
    """
    known = {one.id: one for one in topics}
    if drill:
        topic = known.get(settings.drill_topic)
        # A topic that reaches who never chose it would send a drill to the whole city.
        if topic is None or topic.default:
            raise NoDrill(settings.drill_topic)
        return Audience(topics=(topic.id,))
    topic_id = settings.topic if settings.topic in known else ""
    return audience_of(order.area, topic_id, unplaced=order.unplaced)
