"""The faults of a content tree for people: on a terminal, and as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bot.content.faults import Fault, Faults
from bot.content.loading import Build, FeatureContent, Snapshot, load

_WORDS = {"error": "エラー", "warning": "注意"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All faults in reading order, and the snapshot where there is no error among them."""

    faults: tuple[Fault, ...]
    snapshot: Snapshot | None


def check(
    root: Path, defaults: Path, features: Sequence[FeatureContent], build: Build | None = None
) -> CheckResult:
    """Read the tree as the bot would."""
    snapshot, _ = load(root, defaults, features, build)
    return CheckResult(snapshot.faults, None if snapshot.errors else snapshot)


def summary(faults: Iterable[Fault]) -> str:
    """Such as 「エラー 2件、注意 5件」."""
    found = Faults(faults)
    if not len(found):
        return "エラーも注意もありません"
    return f"エラー {len(found.errors)}件、注意 {len(found.warnings)}件"


def as_text(faults: Iterable[Fault]) -> str:
    """Lines for a terminal, grouped by file and ending with the summary."""
    blocks = [
        "\n".join([f"{file} ({summary(of_file)})", *(_text_lines(of_file))])
        for file, of_file in _by_file(faults)
    ]
    return "\n\n".join([*blocks, f"{summary(faults)}。"]) + "\n"


def as_markdown(faults: Iterable[Fault]) -> str:
    """A section with a table for each file, after the summary."""
    blocks = [
        "\n".join([f"## {_escape(file)}", "", *_HEADER, *map(_markdown_row, of_file)])
        for file, of_file in _by_file(faults)
    ]
    return "\n\n".join(["# コンテンツの点検結果", f"{summary(faults)}。", *blocks]) + "\n"


_HEADER = ("| 種類 | 場所 | 内容 | 直し方 |", "| --- | --- | --- | --- |")


def _by_file(faults: Iterable[Fault]) -> list[tuple[str, list[Fault]]]:
    groups = groupby(Faults(faults), key=lambda fault: fault.file)
    return [(file, list(of_file)) for file, of_file in groups]


def _text_lines(faults: Iterable[Fault]) -> Iterable[str]:
    for fault in faults:
        yield f"  {_WORDS[fault.severity]}  {fault.place.spot or 'ファイル全体'}: {fault.message}"
        yield f"      → {fault.advice}"


def _markdown_row(fault: Fault) -> str:
    cells = (_WORDS[fault.severity], fault.place.spot or "全体", fault.message, fault.advice)
    return f"| {' | '.join(map(_escape, cells))} |"


def _escape(text: str) -> str:
    for sign in "\\|*_`<[":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", " ").strip()
