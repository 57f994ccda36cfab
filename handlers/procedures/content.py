"""content/procedures/: settings.yaml and sample.csv. The city's procedures are rows of the database."""

from __future__ import annotations

from dataclasses import dataclass

from bot.api import JAPAN
from bot.content import Folder
from bot.sheets import Grid, Refused
from handlers.procedures.files.table import plan
from handlers.procedures.files.vocabulary import Vocabulary
from handlers.procedures.registry.procedure import Procedure

NAME, SAMPLE = "settings.yaml", "sample.csv"


@dataclass(frozen=True, slots=True)
class Content:
    """The names that the registry may use, and procedures to try it out with."""

    vocabulary: Vocabulary
    samples: tuple[Procedure, ...]


def load(folder: Folder) -> Content | None:
    """Read both; None, and an error in `folder.faults`, without a usable settings.yaml."""
    if not folder.exists(NAME):
        folder.faults.warning(
            folder.place(NAME),
            "オンライン申請の分け方の一覧がありません。",
            "settings.yaml を置いてください。見本は、このプログラムの content/procedures にあります。",
        )
        return None
    vocabulary = folder.yaml(NAME, Vocabulary)
    return Content(vocabulary, _samples(folder, vocabulary)) if vocabulary else None


def _samples(folder: Folder, vocabulary: Vocabulary) -> tuple[Procedure, ...]:
    table = folder.csv(SAMPLE)
    if table is None:
        return ()
    rows = [(row.line, list(row)) for row in table.rows]
    try:
        planned = plan(Grid(list(table.header), rows), {}, vocabulary, JAPAN)
    except Refused as refused:
        folder.faults.error(table.header, str(refused), "1行目の列名を直してください。")
        return ()
    lines = {row.line: row for row in table.rows}
    for problem in planned.problems:
        folder.faults.error(lines[problem.line], f"{problem.column}: {problem.message}", _ADVICE)
    return tuple(one.after for one in planned.rows)


_ADVICE = "直すか、その行を消してください。"
