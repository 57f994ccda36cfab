"""The list of broadcasts, and one of them with all that is to be known before it is approved."""

from __future__ import annotations

from bot.staff import Answer
from handlers.broadcasts import links, store
from handlers.broadcasts.chat import why_button
from handlers.broadcasts.draft import LANGUAGE_TITLES, messages, payloads
from handlers.broadcasts.staff import telling
from handlers.broadcasts.staff.site import (
    APPROVERS,
    READERS,
    RUN_STATES,
    STATES,
    WRITERS,
    Visit,
    console,
    found,
    rules_of,
)
from handlers.broadcasts.store import Broadcast


@console.page("", roles=READERS, label="お知らせの配信")
def broadcasts(visit: Visit) -> Answer:
    """The latest changed first."""
    rows = store.newest(visit.db)
    return visit.page(
        "broadcasts.html", rows=rows, states=STATES, may_write=visit.staff.has_one_of(WRITERS)
    )


@console.page("/<int:number>", roles=READERS)
def broadcast(visit: Visit, number: int) -> Answer:
    """One broadcast: as LINE shows it, to whom, when, and what was sent."""
    one = found(visit, number)
    visit.draws_messages()
    visit.stays_fresh()
    people = telling.count(visit, one.content.audience)
    return visit.page(
        "broadcast.html",
        one=one,
        states=STATES,
        run_states=RUN_STATES,
        shown=_previews(visit, one),
        whom=telling.whom(visit, one.content),
        when=telling.when(one.content.plan),
        people=people,
        quota=visit.quota,
        runs=[(run, visit.mailing(run.key)) for run in store.runs(visit.db, number)],
        linked=links.linked(visit.db, visit.staff.id),
        may_write=visit.staff.has_one_of(WRITERS),
        may_approve=may_approve(visit, one),
        may_correct=may_correct(visit, one),
        alone=alone(visit, one, people),
        approvers="、".join(sorted(role.label for role in APPROVERS)),
    )


@console.todo("承認待ちのお知らせ", broadcasts, roles=APPROVERS)
def waiting(visit: Visit) -> int:
    return store.count_waiting(visit.db)


def alone(visit: Visit, one: Broadcast, people: int | None) -> bool:
    """Whether its author may let it go without another person: the city's rules say how few that are."""
    few = people is not None and people <= rules_of(visit).approval_over
    return few and not one.content.urgent


def may_correct(visit: Visit, one: Broadcast) -> bool:
    """Whether they may write to its receivers again: who wrote it, and who may approve."""
    return visit.staff.has_one_of(APPROVERS) or visit.staff.id == one.author_id


def may_approve(visit: Visit, one: Broadcast) -> bool:
    """Whether this member of staff may approve it: never what they wrote themselves."""
    return visit.staff.has_one_of(APPROVERS) and visit.staff.id != one.author_id


def _previews(visit: Visit, one: Broadcast) -> list[tuple[str, list[dict[str, object]]]]:
    why, draft = why_button(one.id, one.next_ms or 0, visit.words), one.content.draft
    return [
        (LANGUAGE_TITLES[language], payloads(messages(draft, language, why(language))))
        for language in draft.languages
    ]
