"""A case as Open311 tells it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from handlers.roads.ledger.case import Case
from handlers.roads.ledger.history import Act, history
from handlers.roads.public.open311.formats import Value
from handlers.roads.public.site import Visit, content_of


def request_of(visit: Visit, connection: Connection, case: Case, *, known: bool) -> Value:
    """A case, as far as it may be seen.

    Args:
        known: who asks has a key of ours.
    """
    content = content_of(visit)
    seen = known or case.published
    spot = case if known else content.publication.rounded(case)
    return {
        "service_request_id": case.number,
        "status": "open" if case.open else "closed",
        "status_notes": _notes(connection, case) if seen else case.state.label,
        "service_name": content.kind_label(case.kind),
        "service_code": case.kind,
        "description": case.words if known else "",
        "agency_responsible": _agency(visit, case),
        "service_notice": "",
        "requested_datetime": _time(case.created_ms),
        "updated_datetime": _time(case.changed_ms),
        "expected_datetime": _time(case.due_ms) if case.open else "",
        "address": _address(case) if known else case.district,
        "address_id": "",
        "zipcode": "",
        "lat": spot.latitude if seen else None,
        "long": spot.longitude if seen else None,
        "media_url": "",
    }


def _notes(connection: Connection, case: Case) -> str:
    """The state, and the reason that staff gave with it."""
    told = history(connection, case.id, public=True)
    given = [line.words for line in told if line.act is Act.STATE and line.new == case.state]
    return f"{case.state.label}: {given[-1]}" if given else case.state.label


def _agency(visit: Visit, case: Case) -> str:
    content = content_of(visit)
    ours = content.publication.open311.agency or case.department or visit.city.name
    return content.owner_name(case.owner) or ours


def _address(case: Case) -> str:
    return " ".join(part for part in (case.district, case.town, case.place) if part)


def _time(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
