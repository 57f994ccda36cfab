"""What the two interfaces share."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from bot.emulator.api.wire import parse_object
from bot.emulator.errors import ApiError

LONGEST_WAIT = 25.0
View = Callable[..., ResponseReturnValue]


def blueprint(name: str, prefix: str, *rules: tuple[str, str, View]) -> Blueprint:
    """Return a blueprint from a table of (method, rule, view)."""
    routes = Blueprint(name, __name__, url_prefix=prefix)
    for method, rule, view in rules:
        routes.add_url_rule(rule, f"{method} {rule}".replace(".", "_"), view, methods=[method])
    return routes


def json_object() -> dict[str, Any]:
    """Return the JSON object of the request; 400 where there is none."""
    # A page of another site can not send this type unasked, so it can not act as a citizen.
    if not request.is_json:
        raise ApiError(400, "The request body must be a JSON object")
    return parse_object(request.get_data())


def number(name: str, default: float) -> float:
    """Return a query parameter that is a number; 400 where it is something else."""
    try:
        value = float(request.args.get(name, default))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ApiError(400, f"The parameter {name!r} is a number")
    return value
