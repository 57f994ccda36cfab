"""Hand-overs by Open311: sent to the owner's own system, and its state read back.

GeoReport v2 has no way to send a request twice safely. So one whose answer was lost is not sent again: staff
are told, and see in the other system whether it arrived.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from bot import jobs
from bot.jobs import Unanswered
from handlers.roads.content import Content, load
from handlers.roads.files.owners import Open311
from handlers.roads.handing import link_of, place_of
from handlers.roads.ledger import handovers
from handlers.roads.ledger.case import Case, find
from handlers.roads.ledger.handovers import Handover, Step, Way
from handlers.roads.talk import feature
from handlers.roads.words import Words

log = logging.getLogger(__name__)
Job = jobs.Job[Words]
# Longer lists make addresses that servers refuse.
PIECE = 40
_LOST = "送ったあとの返事がありませんでした。相手のシステムに届いたかを確かめてください。"


@feature.every(seconds=30)
def pass_on(job: Job) -> None:
    """Send what waits to the systems of other owners."""
    now = _ms(job)
    with job.write() as session:
        due = handovers.take_due(session.connection(), now, Way.OPEN311)
    for one in due:
        _pass(job, one, now)


@feature.every(seconds=15 * 60)
def ask_partners(job: Job) -> None:
    """Ask the other systems how far they are."""
    content = job.content(load)
    with job.read() as session:
        theirs = sorted(handovers.with_partners(session.connection()), key=lambda one: one.owner)
    for owner, group in groupby(theirs, key=lambda one: one.owner):
        system = _system(content, owner)
        for piece in _pieces(group) if system else ():
            _ask(job, system, piece)


def _pass(job: Job, one: Handover, now: int) -> None:
    content = job.content(load)
    system = _system(content, one.owner)
    with job.read() as session:
        case = find(session.connection(), one.case)
    if case is None or system is None:
        return
    step, remote, note = _sent(job, system, _form(job, system, one, case))
    with job.write() as session:
        if step is None:
            handovers.postpone(session.connection(), one, now)
        else:
            handovers.settle(session.connection(), one, step, now, remote=remote, note=note)


def _sent(
    job: Job, system: Open311, form: Mapping[str, str]
) -> tuple[Step | None, str | None, str]:
    """What became of it; None: it surely did not arrive, and may be tried again."""
    try:
        told = job.partners.post(f"{system.endpoint.rstrip('/')}/requests.json", form)
    except Unanswered as unanswered:
        log.warning("no answer from another system", extra={"why": str(unanswered)})
        return (Step.FAILED, None, _LOST) if unanswered.arrived else (None, None, "")
    if told.status >= 500:
        return Step.FAILED, None, f"{_LOST} HTTP {told.status}"
    made = _first(told.body)
    number = str(made.get("service_request_id") or made.get("token") or "")
    if told.status >= 300 or not number:
        return Step.FAILED, None, f"HTTP {told.status} {made.get('description', '')}"[:500]
    return Step.SENT, number[:100], ""


def _form(job: Job, system: Open311, one: Handover, case: Case) -> dict[str, str]:
    """The report as their system takes it: never a name or a contact."""
    link = link_of(job.city, one) if job.city.site else ""
    return {
        "jurisdiction_id": system.jurisdiction,
        "api_key": job.partners.key(system.key),
        "service_code": system.service or case.kind,
        "lat": f"{case.latitude:.6f}",
        "long": f"{case.longitude:.6f}",
        "address_string": place_of(case),
        "description": "\n".join(filter(None, (one.words, link))),
    }


def _ask(job: Job, system: Open311 | None, piece: list[Handover]) -> None:
    assert system is not None
    numbers = ",".join(one.remote or "" for one in piece)
    address = f"{system.endpoint.rstrip('/')}/requests.json"
    try:
        told = job.partners.get(
            address,
            service_request_id=numbers,
            jurisdiction_id=system.jurisdiction,
            api_key=job.partners.key(system.key),
        )
    except Unanswered:
        return  # in a quarter of an hour again
    if told.status == 200:
        known = {str(each.get("service_request_id")): each for each in _listed(told.body)}
        for one in piece:
            if found := known.get(one.remote or ""):
                _note(job, one, found)


def _note(job: Job, one: Handover, found: Mapping[str, Any]) -> None:
    closed = found.get("status") == "closed"
    step = Step.FINISHED if closed else Step.ACCEPTED
    if step is one.state:
        return
    words = str(found.get("status_notes") or "")
    with job.write() as session:
        handovers.answer(session.connection(), one, step, words, _ms(job))


def _system(content: Content | None, owner: str) -> Open311 | None:
    found = content.owners_by_id.get(owner) if content else None
    return found.open311 if found else None


def _pieces(group: Iterable[Handover]) -> list[list[Handover]]:
    whole = list(group)
    return [whole[start : start + PIECE] for start in range(0, len(whole), PIECE)]


def _first(body: bytes) -> Mapping[str, Any]:
    return next(iter(_listed(body)), {})


def _listed(body: bytes) -> list[Mapping[str, Any]]:
    try:
        found = json.loads(body)
    except ValueError:
        return []
    listed = found if isinstance(found, list) else [found]
    return [each for each in listed if isinstance(each, dict)]


def _ms(job: Job) -> int:
    return int(job.now.timestamp() * 1000)
