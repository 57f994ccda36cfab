"""Files that were probably meant, but carry a slightly different name.

Windows hides endings, so `words.yaml.txt` looks right to its author and is never read.
"""

from difflib import get_close_matches
from pathlib import Path

from bot.content.faults import Faults, Place
from bot.content.trace import Trace


def report_misnamed(root: Path, trace: Trace, faults: Faults) -> None:
    """Warn of a file that nobody read where one with nearly its name was looked for in vain."""
    for wanted in trace.missing():
        if not wanted.is_relative_to(root) or not wanted.parent.is_dir():
            continue
        unread = [
            name for name in trace.names(wanted.parent) if not trace.saw(wanted.parent / name)
        ]
        candidates = [name for name in unread if not name.startswith((".", "~"))]
        for name in _nearest(wanted.name, candidates):
            found = wanted.parent / name
            faults.warning(
                Place(found.relative_to(root).as_posix()),
                f"このファイルは読まれません。読まれるのは「{wanted.name}」という名前だけです。",
                _advice(found, wanted),
            )


def _nearest(wanted: str, names: list[str]) -> list[str]:
    return get_close_matches(wanted.lower(), names, 1, cutoff=0.8) or [
        name for name in names if Path(name).stem.lower() == Path(wanted).stem.lower()
    ]


def _advice(found: Path, wanted: Path) -> str:
    if found.suffix.lower() in (".xlsx", ".xls", ".xlsm"):
        return f"Excelで開き、「CSV UTF-8」で「{wanted.name}」として保存してください。"
    return f"名前を「{wanted.name}」に直してください。"
