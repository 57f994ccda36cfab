"""The registry as a table: written out, and read back as a plan of what would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.api import fold
from bot.sheets import Grid, Refused
from handlers.procedures.files.fields import BY_NAME, FIELDS, parse
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure

NUMBER, STATE = "番号", "状態"
HEADER = (NUMBER, STATE, *(one.title for one in FIELDS))
_TITLES = {fold(one.title): one.name for one in FIELDS}


@dataclass(frozen=True, slots=True)
class Kept:
    """A procedure of the registry as it stands: its newest version."""

    number: int
    version: int
    procedure: Procedure
    state: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one row. `column` is empty where it is about the row as a whole."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that changes something. Without `before` it is a new procedure."""

    line: int
    before: Kept | None
    after: Procedure


@dataclass(slots=True)
class Plan:
    """What taking up a file would do. Nothing is done while there are problems."""

    rows: list[Planned] = field(default_factory=list)
    same: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def table_of(kept: Iterable[Kept]) -> list[list[str | int]]:
    """The header, and a row for each procedure."""
    rows: list[list[str | int]] = [list(HEADER)]
    for one in kept:
        cells = [each.write(one.procedure) for each in FIELDS]
        rows.append([one.number, one.state, *cells])
    return rows


def plan(grid: Grid, current: Mapping[int, Kept], vocabulary: Vocabulary, zone: Any) -> Plan:
    """What a table would change in the registry.

    Cells of columns that are not there stay as they are; rows without a number are new procedures.

    Raises:
        Refused: the columns are not the registry's.
    """
    columns = _columns(grid.header)
    made, seen = Plan(), dict[int, int]()
    names = {(fold(k.procedure.name), fold(k.procedure.department)): k for k in current.values()}
    for line, row in grid.rows:
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        number = cells.pop(NUMBER, "")
        before = _known(made, current, line, number, seen)
        if number and before is None:
            continue
        after, problems = parse(cells, vocabulary, zone, before.procedure if before else None)
        for one in problems:
            made.problems.append(RowProblem(line, BY_NAME[one.field].title, one.message))
        if after is not None:
            _take(made, line, before, after, names)
    return made


def _columns(header: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        if fold(title) in (fold(STATE), ""):
            continue
        name = NUMBER if fold(title) == fold(NUMBER) else _TITLES.get(fold(title))
        if name is None:
            raise Refused(
                f"「{title[:40]}」という列はありません。書き出したファイルの列名を使ってください。"
            )
        if name in found:
            raise Refused(f"「{title}」という列が2つあります。")
        found[name] = at
    if "name" not in found and NUMBER not in found:
        raise Refused("「番号」か「手続き名」の列がありません。1行目に列名を書いてください。")
    return found


def _known(
    made: Plan, current: Mapping[int, Kept], line: int, number: str, seen: dict[int, int]
) -> Kept | None:
    if not number:
        return None
    kept = current.get(int(number)) if number.isascii() and number.isdigit() else None
    if kept is None:
        message = f"{number[:20]}番の手続きはありません。新しい手続きは、番号を空にしてください。"
        made.problems.append(RowProblem(line, NUMBER, message))
        return None
    if kept.number in seen:
        message = f"{number}番は、{seen[kept.number]}行目にもあります。"
        made.problems.append(RowProblem(line, NUMBER, message))
        return None
    seen[kept.number] = line
    return kept


def _take(
    made: Plan,
    line: int,
    before: Kept | None,
    after: Procedure,
    names: dict[tuple[str, str], Kept],
) -> None:
    if before is None:
        key = (fold(after.name), fold(after.department))
        twin = names.get(key)
        if twin is not None:
            where = f"{twin.number}番に" if twin.number else "このファイルのほかの行にも"
            message = f"「{after.name}」（{after.department}）は、{where}あります。"
            made.problems.append(RowProblem(line, "手続き名", message))
            return
        names[key] = Kept(0, 0, after)
    if before is not None and before.procedure == after:
        made.same += 1
        return
    made.rows.append(Planned(line, before, after))
