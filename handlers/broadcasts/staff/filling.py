"""The content of a broadcast, as the form shows it to be changed."""

from __future__ import annotations

from typing import Any

from handlers.broadcasts.draft import Draft
from handlers.broadcasts.plan import Plan
from handlers.broadcasts.staff.forms import criterion_field, field_of
from handlers.broadcasts.store import Content


def values(content: Content) -> dict[str, Any]:
    """What the form shows of a broadcast."""
    return _shown_draft(content.draft) | _shown_whom(content) | _shown_when(content.plan)


def _shown_draft(draft: Draft) -> dict[str, Any]:
    shown: dict[str, Any] = {"image": draft.image}
    for one, text in draft.texts.items():
        shown |= {f"title_{field_of(one)}": text.title, f"body_{field_of(one)}": text.body}
    for number, link in enumerate(draft.links, 1):
        shown |= {f"label_{number}": link.label, f"url_{number}": link.url}
    return shown


def _shown_whom(content: Content) -> dict[str, Any]:
    audience = content.audience
    areas = {one.scheme: one.areas for one in audience.places}
    shown: dict[str, Any] = {
        "urgent": content.urgent,
        "topics": list(audience.topics),
        "districts": list(areas.get("district", ())),
        "towns": "\n".join(areas.get("town", ())),
        "languages": list(audience.languages),
    }
    for choice in audience.criteria:
        shown[criterion_field(choice.criterion)] = True
        for name, value in choice.values.items():
            shown[criterion_field(choice.criterion, name)] = value
    return shown


def _shown_when(plan: Plan) -> dict[str, Any]:
    return {
        "start": "at" if plan.first else "now",
        "day": plan.first.date() if plan.first else None,
        "time": plan.first.time() if plan.first else None,
        "repeat": plan.repeat.value,
        "until": plan.until,
        "excluded": "\n".join(day.isoformat() for day in plan.excluded),
        "skip_holidays": plan.skip_holidays,
    }
