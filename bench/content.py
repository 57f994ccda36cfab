"""Reads a table of 5,000 rows and looks again at 50 files, in CPU time, beside Python's csv alone.

`python -m bench.content`; README.md in this folder says how to read the figures.
"""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import median, table
from bot.content import FeatureContent, Folder, Library
from bot.content.faults import Faults
from bot.content.folder import Directory
from bot.content.trace import Trace

ROUNDS, ROWS, FILES = 15, 5_000, 50
HEAD = "地名,センター,燃える,プラ,資源,備考\n"


def milliseconds(work: Callable[[], object]) -> float:
    """The median of the CPU time of several runs."""
    return 1000 * median([_once(work) for _ in range(ROUNDS)])


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as made:
        root = Path(made)
        text = HEAD + "".join(f'地区{n},東部,月 木,水2,火1 火3,"備考\n{n}"\n' for n in range(ROWS))
        (root / "a.csv").write_text(text, "utf-8")
        alone = milliseconds(lambda: list(csv.reader(io.StringIO(text))))
        ours = milliseconds(lambda: _folder(root).csv("a.csv"))
        again = milliseconds(_shelf(root).refresh)
    rows = [
        [f"{ROWS:,} rows, csv alone", f"{alone:.1f}", ""],
        [f"{ROWS:,} rows, each cell with its place", f"{ours:.1f}", "100"],
        [f"looking again at {FILES} files", f"{again:.2f}", "1"],
    ]
    print(table(["", "ms of CPU", "goal"], rows))


def _folder(root: Path) -> Folder:
    return Folder((Directory(root),), Trace(), Faults())


def _shelf(root: Path) -> Library:
    names = [f"{number}.csv" for number in range(FILES)]
    (root / "city.yaml").write_text("name: 見本市\nphone: 0225-00-0000\n", "utf-8")
    (root / "waste").mkdir()
    for name in names:
        (root / "waste" / name).write_text("a,b\n", "utf-8")
    feature = FeatureContent("waste", None, lambda files: [files.csv(name) for name in names])
    shelf = Library(root, root, (feature,))
    shelf.load()
    return shelf


if __name__ == "__main__":
    main()
