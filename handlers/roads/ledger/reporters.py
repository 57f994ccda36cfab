"""Who reported a case, whether they want messages, and how those without LINE can be asked back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, func, insert, or_, select, update

from handlers.roads.ledger.case import COLUMNS, Case, Source, cases_of
from handlers.roads.tables import case_table, contact_table, reporter_table

_r = reporter_table.c


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who reported a case; `citizen` is None for those without LINE, `words` a joiner's own."""

    citizen: str | None
    source: Source
    wants: bool = True
    words: str = ""
    id: int = 0
    joined_ms: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """How a reporter can be asked back; what was not given is empty. Personal data, with a term."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


def add_reporter(connection: Connection, case: int, who: Reporter, now_ms: int) -> int:
    """Note a reporter; returns the row's id. The case's count of them is the caller's."""
    values = {
        "case": case,
        "citizen": who.citizen,
        "source": who.source,
        "wants": who.wants,
        "words": who.words,
        "joined_ms": now_ms,
    }
    return int(connection.scalar(insert(reporter_table).values(values).returning(_r.id)) or 0)


def reporter_of(connection: Connection, case: int, citizen: str) -> int | None:
    """The row of a citizen who reported this case; None if they did not."""
    mine = select(_r.id).where(_r.citizen == citizen, _r.case == case)
    return connection.scalar(mine)


def first_reporter(connection: Connection, case: int) -> int:
    """The row of who opened the case; 0 if they had themselves erased."""
    return connection.scalar(select(_r.id).where(_r.case == case).order_by(_r.id).limit(1)) or 0


def reporters_of(connection: Connection, case: int) -> list[Reporter]:
    """Who reported this case (not those of cases merged into it), first ones first."""
    names = ("citizen", "source", "wants", "words", "id", "joined_ms")
    query = select(*(_r[name] for name in names)).where(_r.case == case).order_by(_r.id)
    rows = (row._mapping for row in connection.execute(query))
    return [Reporter(**row | {"source": Source(row["source"])}) for row in map(dict, rows)]


def want_messages(connection: Connection, case: int, citizen: str, *, wants: bool) -> bool:
    """Whether a reporter wants messages of this case; False if they did not report it."""
    mine = update(reporter_table).where(_r.citizen == citizen, _r.case == case)
    return connection.execute(mine.values(wants=wants)).rowcount > 0


def wants(connection: Connection, case: int, citizen: str) -> bool:
    """Whether a reporter gets messages of this case."""
    return bool(connection.scalar(select(_r.wants).where(_r.citizen == citizen, _r.case == case)))


def cases_by(connection: Connection, citizen: str, limit: int = 10) -> Sequence[Case]:
    """The cases that a citizen reported or joined, newest first; merged ones as they were."""
    mine = select(_r.case).where(_r.citizen == citizen).order_by(_r.joined_ms.desc()).limit(limit)
    query = select(*COLUMNS).where(case_table.c.id.in_(mine.scalar_subquery()))
    return cases_of(connection.execute(query.order_by(case_table.c.created_ms.desc())).all())


def count_by_citizen(connection: Connection, citizen: str) -> int:
    """How many cases a citizen reported or joined."""
    query = select(func.count()).select_from(reporter_table).where(_r.citizen == citizen)
    return connection.scalar(query) or 0


def family(connection: Connection, case: int) -> list[int]:
    """A case and those merged into it, in the order in which they are told."""
    table = case_table.c
    query = select(table.id).where(or_(table.id == case, table.merged_into == case))
    return sorted(connection.scalars(query), key=lambda one: (one != case, one))


def wanting(case: int, but: Collection[int] = ()) -> Select[str]:
    """The citizens who want messages of a case, without those who reported one of `but`."""
    query = select(_r.citizen).where(_r.case == case, _r.wants, _r.citizen.is_not(None))
    if but:
        others = select(_r.citizen).where(_r.case.in_(but), _r.citizen.is_not(None))
        query = query.where(_r.citizen.not_in(others))
    return query


def keep_contact(connection: Connection, reporter: int, contact: Contact, now_ms: int) -> None:
    """Note how a reporter can be asked back; nothing is written if nothing was given."""
    given = (contact.name, contact.phone, contact.email, contact.address)
    if any(given):
        values = dict(zip(("name", "phone", "email", "address"), given, strict=True))
        row = insert(contact_table).values(reporter=reporter, made_ms=now_ms, **values)
        connection.execute(row)


def contacts_of(connection: Connection, case: int) -> dict[int, Contact]:
    """How the reporters of a case can be asked back, by the reporter's row."""
    query = (
        select(contact_table)
        .join(reporter_table, _r.id == contact_table.c.reporter)
        .where(_r.case == case)
    )
    return {
        row.reporter: Contact(row.name, row.phone, row.email, row.address)
        for row in connection.execute(query)
    }
