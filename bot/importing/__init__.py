"""Taking up files that others made: open data, tables from a spreadsheet.

A feature says what it can take up, in its `imports.py`::

    @feature.importer(Layout(
        "items", title="ごみの分別の一覧", file="target.csv",
        columns=(Column("label", ("分別区分",), needed=True), Column("name", ("品目",), needed=True)),
        keys=(("name",),),
    ))
    def items(row: Values) -> Iterable[Values]:
        yield row

The platform reads the file, finds out which importer it is for, makes the cells plain, compares them with
the present content file, tries the result out and writes it. It names no feature.
"""

from bot.importing.angles import degrees
from bot.importing.days import day
from bot.importing.layout import Column, Importer, Layout, Values
from bot.importing.values import Refusal, address, hiragana, katakana, line, mark, number, text

__all__ = [
    "Column",
    "Importer",
    "Layout",
    "Refusal",
    "Values",
    "address",
    "day",
    "degrees",
    "hiragana",
    "katakana",
    "line",
    "mark",
    "number",
    "text",
]
