"""Real cities' files, where they are at hand: every one is read, and to the cell."""

import csv
from pathlib import Path

from bot.content.encoding import UnreadableError, decode
from tests.bot.content.tree import folder, said


def test_real_tables_are_read_to_the_cell(shared: Path) -> None:
    for path in sorted(shared.rglob("*.csv")):
        files = folder(path.parent)
        table = files.csv(path.name)
        try:
            text = decode(path.read_bytes()).text
        except UnreadableError:
            assert table is None, path
            assert files.faults.errors
            continue
        assert table is not None, said(files.faults)
        found = [cell for row in (table.header, *table.rows) for cell in row if cell.strip()]
        tabbed = "\t" in text.split("\n", 1)[0]
        rows = csv.reader(text.splitlines(keepends=True), delimiter="\t" if tabbed else ",")
        assert found == [cell for row in rows for cell in row if cell.strip()], path
