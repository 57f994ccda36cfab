"""Reads what sampler/sitecustomize.py wrote, and tells where the CPU went."""

import json
from collections import Counter
from pathlib import Path

from bench.figures import table

SAMPLER = Path(__file__).resolve().parent / "sampler"
SHOWN = 25


class Sampling:
    """Switches sampling on for the processes that are given `env`, and sums it up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "samples"
        self._folder.mkdir()

    def env(self) -> dict[str, str]:
        """What a process needs in its environment to be sampled."""
        return {"PYTHONPATH": str(SAMPLER), "MADOGUCHI_BENCH_SAMPLES": str(self._folder)}

    def tables(self) -> str:
        """Shares of the sampled CPU, by library and by the bot's own functions."""
        libraries: Counter[str] = Counter()
        functions: Counter[str] = Counter()
        for path in self._folder.glob("*.json"):
            for library, function, used in json.loads(path.read_text()):
                libraries[library] += used
                functions[function] += used
        return "\n\n".join(
            (
                _shares("library (its own code)", libraries),
                _shares("function (with what it calls elsewhere)", functions),
            )
        )


def _shares(head: str, totals: Counter[str]) -> str:
    whole = sum(totals.values()) or 1
    rows = [(name, f"{used / whole:.1%}") for name, used in totals.most_common(SHOWN)]
    return table((head, "CPU"), rows)
