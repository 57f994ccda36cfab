"""What we offer by Open311: discovery, services and their definitions."""

from __future__ import annotations

from datetime import UTC

from bot.public import Answer
from handlers.roads.files.kinds import Kind
from handlers.roads.public.open311.formats import Refused, Value, tells_errors, told
from handlers.roads.public.site import Visit, content_of, pages

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


@pages.get("/open311/discovery.<form>")
@tells_errors
def discovery(visit: Visit, form: str) -> Answer:
    """Where the server is, for clients that are given this address only."""
    server = content_of(visit).publication.open311
    changed = visit.modified.astimezone(UTC).isoformat(timespec="seconds")
    endpoint: dict[str, Value] = {
        "specification": SPECIFICATION,
        "url": visit.address(services, full=True, form="xml").removesuffix("services.xml"),
        "changeset": changed,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    contact = server.contact or visit.contact
    value: Value = {
        "changeset": changed,
        "contact": contact,
        "key_service": contact,
        "endpoints": [endpoint],
    }
    return told(visit, form, "discovery", value)


@pages.get("/open311/v2/services.<form>")
@tells_errors
def services(visit: Visit, form: str) -> Answer:
    """The kinds of damage that the city takes reports of."""
    return told(visit, form, "services", [_service(kind) for kind in content_of(visit).kinds])


@pages.get("/open311/v2/services/<code>.<form>")
@tells_errors
def definition(visit: Visit, form: str, code: str) -> Answer:
    """A service's questions: there are none beyond those that every report answers."""
    kind_of(visit, code)
    return told(visit, form, "service_definition", {"service_code": code, "attributes": []})


def kind_of(visit: Visit, code: str) -> Kind:
    """The kind with this service code.

    Raises:
        Refused: there is none.
    """
    kind = content_of(visit).kinds_by_id.get(code)
    if kind is None:
        raise Refused(404, f"service_code {code!r} was not found")
    return kind


def _service(kind: Kind) -> Value:
    return {
        "service_code": kind.id,
        "service_name": kind.label,
        "description": kind.examples or kind.label,
        "metadata": False,
        "type": "realtime",
        "keywords": ",".join(kind.also_called),
        "group": kind.department,
    }
