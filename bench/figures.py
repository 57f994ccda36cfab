"""Medians, percentiles and aligned tables."""

import json
import re
import resource
import statistics
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed; nan for none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    rank = max(0, -(-len(ordered) * percent // 100) - 1)
    return ordered[int(rank)]


def median(values: Sequence[float]) -> float:
    """The median; nan for none."""
    return statistics.median(values) if values else float("nan")


def spread(values: Sequence[float], form: str = "{:,.0f}") -> str:
    """Median and range as text: `1,500 (1,380..1,560)`."""
    low, high = form.format(min(values)), form.format(max(values))
    return f"{form.format(median(values))} ({low}..{high})"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An aligned table: the first column to the left, figures to the right."""
    widths = [max(map(_width, column)) for column in zip(heads, *rows, strict=True)]
    lines = [_line(row, widths) for row in (heads, *rows)]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padding = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    first, *rest = zip(cells, padding, strict=True)
    return "  ".join([first[0] + first[1], *(space + cell for cell, space in rest)]).rstrip()


def save(path: Path | None, figures: Mapping[str, object]) -> None:
    """Write the figures as JSON where a file was asked for."""
    if path is not None:
        path.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")


def own_figures() -> dict[str, float]:
    """CPU seconds and the largest memory (bytes) of this process.

    The memory is the kernel's high-water mark of this program's own pages: `ru_maxrss` begins with the size
    of whoever started it.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    status = Path("/proc/self/status")
    marks = re.findall(r"VmHWM:\s+(\d+)", status.read_text("utf-8")) if status.exists() else []
    memory = int(marks[0]) if marks else used.ru_maxrss
    return {"cpu": used.ru_utime + used.ru_stime, "memory": memory * 1024}
