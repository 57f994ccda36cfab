"""How many forms one visitor's address may send, so that a flood neither buries staff nor fills the disk."""

from __future__ import annotations

from flask import request
from sqlalchemy import Connection

from bot import attempts, emergency
from bot.service import Service
from bot.time import millis
from bot.visitors import FORWARDED, who_of

HOUR_MS = 60 * 60_000
# Many stand in one shelter then, and use its Wi-Fi.
IN_EMERGENCY = 10


class Crowded(Exception):
    """Too many forms came from one address; what was begun is taken back, and the visitor asked to wait."""


def is_crowded(
    service: Service, connection: Connection, form: str, times: int = 1, who: str = ""
) -> bool:
    """Count a form that is about to be kept; see `Visit.crowded`.

    Args:
        form: the form's name, different from all others.
        who: counted instead of the address of the request.
    """
    address = "" if who else who_of(request.remote_addr or "", request.headers.get(FORWARDED, ""))
    most = service.settings.form_limit * times
    if not most or not (who or address):
        return False
    if emergency.current(connection).mode is emergency.Mode.ON:
        most *= IN_EMERGENCY
    limit = attempts.Limit(form, HOUR_MS, of_address=most, of_account=most)
    by = attempts.Who(service.settings.secret_key, address, who)
    return not attempts.begin(connection, limit, by, millis(service.clock()))
