"""Content files in the words of staff: by feature, with what their first comment or their layout says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.content.encoding import UnreadableError, decode
from bot.registry import Registry
from bot.releases.comparing import TABLES
from bot.releases.uploads import PICTURES, kind_of
from bot.talk.words import PLATFORM

_COMMENT = re.compile(r"#\s?(.*)")
_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_HEADING = re.compile(r"^#+\s*(.+)$", re.MULTILINE)
MOST_LETTERS = 160
# Files whose use no comment can tell, since tables have none.
_KNOWN = {
    "platform/towns.csv": "町名の一覧",
    "platform/holidays.csv": "国民の祝日・休日",
    "procedures/sample.csv": "手続きの台帳の見本",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A file as the list shows it. `about` is a sentence, or empty."""

    path: str
    about: str
    kind: str


@dataclass(frozen=True, slots=True)
class Group:
    """The files of a feature, of the platform (「共通」), or of the city as a whole."""

    name: str
    title: str
    files: tuple[Described, ...]


def grouped(files: Mapping[str, str], abouts: Mapping[str, str], registry: Registry) -> list[Group]:
    """All files by feature, in the order of the menu; folders that nobody reads come last.

    Args:
        files: digests by path.
        abouts: what is said of a file, by its path.
    """
    titles = {"": "市の全体", PLATFORM: "どの案内にも共通"} | {
        name: feature.title for name, feature in registry.features.items()
    }
    names = list(titles) + sorted({_folder(path) for path in files} - titles.keys())
    groups = []
    for name in names:
        own = tuple(
            Described(path, abouts.get(path, ""), kind_name(path))
            for path in sorted(files)
            if _folder(path) == name
        )
        if own:
            groups.append(Group(name, titles.get(name, f"「{name}」(読まれません)"), own))
    return groups


def layout_titles(registry: Registry) -> dict[str, str]:
    """What the features' importers call their tables, by path."""
    return {
        f"{feature.name}/{layout.file}": layout.title
        for feature in registry.features.values()
        for layout, _ in feature.imports.values()
    }


def about(path: str, data: bytes, titles: Mapping[str, str]) -> str:
    """What a file is for: its first comment, its title, or what an importer calls it."""
    if known := titles.get(path) or _KNOWN.get(path):
        return known
    if kind_of(path) in (*PICTURES, *TABLES):
        return ""
    try:
        text = decode(data).text
    except UnreadableError:
        return ""
    if kind_of(path) == ".md":
        found = _TITLE.search(text) or _HEADING.search(text)
        return found[1][:MOST_LETTERS] if found else ""
    return _first_comment(text)


def kind_name(path: str) -> str:
    """What a kind of file is called."""
    kind = kind_of(path)
    names = {".md": "文章", ".yaml": "文・設定", ".yml": "文・設定"}
    if kind in TABLES:
        return "表"
    return "画像" if kind in PICTURES else names.get(kind, "その他")


def _folder(path: str) -> str:
    return path.partition("/")[0] if "/" in path else ""


def _first_comment(text: str) -> str:
    """The first paragraph of the comment that a file begins with."""
    said: list[str] = []
    for line in text.lstrip("\ufeff").splitlines():
        comment = _COMMENT.fullmatch(line.strip())
        if comment is None or (said and not comment[1].strip()):
            break
        said.append(comment[1].strip())
    return "".join(said)[:MOST_LETTERS]
