"""Many rows in one parameter: a JSON array that the database reads as a table.

One statement text for any number of rows: drivers prepare it once, where lists of parameters would
make a new statement for each length, and one round trip for each row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    FromClause,
    Select,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

_NAME = "rows"


def rowset(dialect: str, columns: Mapping[str, TypeEngine[Any]]) -> FromClause:
    """A table of the rows that `rows_of` packs, with these columns; `dialect` is SQLAlchemy's name."""
    packed = bindparam(_NAME, type_=Text())
    named = [column(name, kind) for name, kind in columns.items()]
    if dialect == "postgresql":
        return _recordset(packed, named)
    each = func.json_each(packed).table_valued("value")
    cells = [
        func.json_extract(each.c.value, f"$.{one.name}", type_=one.type).label(one.name)
        for one in named
    ]
    return select(*cells).select_from(each).subquery("given")


def _recordset(packed: Any, named: list[Any]) -> FromClause:
    return (
        func.json_to_recordset(cast(packed, JSON))
        .table_valued(*named, name="given")
        .render_derived(with_types=True)
    )


def keys(dialect: str, kind: TypeEngine[Any]) -> Select[Any]:
    """The keys that `keys_of` packs, for `column.in_(...)`."""
    return select(rowset(dialect, {"k": kind}).c.k)


def rows_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The parameter for a statement with a `rowset`."""
    return {_NAME: _JSON.encode(list(rows))}


def keys_of(values: Iterable[object]) -> dict[str, str]:
    """The parameter for a statement with `keys`."""
    return rows_of({"k": value} for value in values)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
