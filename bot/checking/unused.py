"""Files that nobody reads: a slip in a name, or something left over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.checking.texts import File
from bot.content import Faults, Place
from bot.content.trace import Trace
from bot.registry import Registry
from bot.talk.words import PLATFORM

_NOT_MEANT = ("readme", "license", "thumbs.db", "desktop.ini")
_READ_ELSEWHERE = frozenset({"menu.yaml"})


def check(
    root: Path, trace: Trace, registry: Registry, files: Sequence[File], faults: Faults
) -> None:
    """Warn of files that the bot did not look at and no text of the content names."""
    reported = {fault.file for fault in faults}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or trace.saw(path) or name in _READ_ELSEWHERE | reported:
            continue
        if _is_meant(name) and not _is_named(path.name, files):
            faults.warning(Place(name), *_words(name, registry))


def _is_meant(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "~")) for part in parts)
    return not hidden and not parts[-1].casefold().startswith(_NOT_MEANT)


def _is_named(name: str, files: Sequence[File]) -> bool:
    return any(name in told.text for file in files for told in file.texts())


def _words(name: str, registry: Registry) -> tuple[str, str]:
    if name.casefold().endswith((".xlsx", ".xls", ".xlsm")):
        return (
            "Excelのブックは読まれません。",
            "Excelの「名前を付けて保存」で「CSV UTF-8(コンマ区切り)」を選び、CSVで保存し直してください。",
        )
    folder = name.partition("/")[0]
    if "/" in name and folder not in {*registry.features, PLATFORM}:
        return (
            f"「{folder}」という機能はないので、このファイルは読まれません。",
            "フォルダーの名前を直すか、いらなければ消してください。",
        )
    return (
        "このファイルは、どこからも読まれません。",
        "名前を手引きで確かめるか、いらなければ消してください。",
    )
