"""content/departments/: departments.yaml."""

from __future__ import annotations

from collections.abc import Callable

from bot.api import fold
from bot.content import Folder, Place
from handlers.departments.directory import Directory
from handlers.departments.files.schema import File

NAME = "departments.yaml"


def load(folder: Folder) -> Directory | None:
    """Read everything; None, and an error in `folder.faults`, without a usable departments.yaml."""
    if not folder.exists(NAME):
        folder.faults.warning(
            folder.place(NAME),
            "窓口の一覧がありません。",
            "departments.yaml を置き、departments: の下に窓口を書いてください。",
        )
        return None
    file = folder.yaml(NAME, File)
    if file is None:
        return None
    directory = Directory(file)
    _check_names(directory, folder)
    return directory


def _check_names(directory: Directory, folder: Folder) -> None:
    """Names that nobody has, and names that two have."""
    node = folder.node(NAME)
    if node is None:
        return

    def place(*steps: str | int) -> Place:
        found = node
        for step in steps:
            found = (found.child(step) if found else None) or found
        return found.place if found else folder.place(NAME)

    _check_topics(directory, folder, place)
    _check_twice(directory, folder, place)


def _check_topics(directory: Directory, folder: Folder, place: Callable[..., Place]) -> None:
    handled = {fold(one.name) for one in directory.subjects}
    for number, topic in enumerate(directory.topics):
        for position, name in enumerate(topic.subjects):
            if fold(name) not in handled:
                where = place("topics", number, "subjects", position)
                folder.faults.warning(where, *_unhandled(name))
    for number, subject in enumerate(directory.file.subjects):
        if fold(subject.name) not in handled:
            where = place("subjects", number, "name")
            folder.faults.warning(where, *_unhandled(subject.name))


def _check_twice(directory: Directory, folder: Folder, place: Callable[..., Place]) -> None:
    seen: set[str] = set()
    for number, department in enumerate(directory.departments):
        if fold(department.name) in seen:
            folder.faults.warning(
                place("departments", number, "name"),
                f"「{department.name}」という窓口が2つあります。後のほうはご案内に出ません。",
                "名前を変えるか、1つにまとめてください。",
            )
        seen.add(fold(department.name))


def _unhandled(name: str) -> tuple[str, str]:
    return (
        f"「{name}」を扱う窓口がありません。",
        "departments のどれかの handles に、同じ名前で書いてください。",
    )
