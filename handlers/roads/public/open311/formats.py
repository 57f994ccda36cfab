"""Answers of Open311: the same values as XML or as JSON, and errors as a code with its reason."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from lxml import etree

from bot.public import Answer, shared
from handlers.roads.public.site import Visit, content_of

P = ParamSpec("P")
Value = str | int | float | bool | None | Sequence["Value"] | Mapping[str, "Value"]

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
# XML has no way to write these, not even escaped.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A list <services> holds <service>s; `requests` holds `request`s and is called so in POST's answer, too.
_LISTS = {"services": "service", "service_requests": "request", "errors": "error",
          "endpoints": "endpoint", "formats": "format", "attributes": "attribute",
          "values": "value"}  # fmt: skip


class Refused(Exception):
    """A request that cannot be answered. `code` is the HTTP status, `reason` is for its programmer."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


Page = Callable[Concatenate[Visit, str, P], Answer]


def tells_errors(run: Page[P]) -> Page[P]:
    """Answer what is refused in the format that was asked for, and check format and jurisdiction first."""

    @wraps(run)
    def page(visit: Visit, form: str, *args: P.args, **values: P.kwargs) -> Answer:
        try:
            _check(visit, form)
            return run(visit, form, *args, **values)
        except Refused as refused:
            error: Value = {"code": refused.code, "description": refused.reason}
            return told(visit, form if form in TYPES else "xml", "errors", [error], refused.code)

    return cast("Page[P]", page)


def told(visit: Visit, form: str, name: str, value: Value, status: int = 200) -> Answer:
    """A value in the format that was asked for; `name` is the root of the XML. Any site may read it."""
    content = _json(value) if form == "json" else _xml(name, value)
    return shared(visit.body(content, TYPES[form], status=status))


def _check(visit: Visit, form: str) -> None:
    if form not in TYPES:
        raise Refused(404, f"format {form!r} is not offered; ask for .xml or .json")
    asked = visit.asked("jurisdiction_id") or visit.sent("jurisdiction_id")
    if asked and asked not in jurisdictions(visit):
        raise Refused(404, f"jurisdiction_id {asked!r} was not found; this is {visit.city.code}")
    content_of(visit)


def jurisdictions(visit: Visit) -> set[str]:
    """What this city may be called: its code (6 or 5 digits), or its home page's name."""
    code, home = visit.city.code or "", visit.city.homepage or ""
    host = home.split("//")[-1].split("/")[0]
    return {code, code[:5], host, host.removeprefix("www.")} - {""}


def _json(value: Value) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _xml(name: str, value: Value) -> bytes:
    root = etree.Element(name)
    _fill(root, name, value)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return made


def _fill(element: Any, name: str, value: Value) -> None:
    if isinstance(value, Mapping):
        for key, part in value.items():
            _fill(etree.SubElement(element, key), key, part)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            inner = _LISTS[name]
            _fill(etree.SubElement(element, inner), inner, part)
    elif value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        element.text = _UNWRITABLE.sub("", text)
