"""content/faq/: every YAML file in it but words.yaml is one category of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from bot.api import fold
from bot.content import Folder, Place
from handlers.faq.files.schema import File, Question

WORDS = "words.yaml"


@dataclass(frozen=True)
class Questions:
    """All questions by category, in the order in which they are shown.

    Attributes:
        loaded: the day on which the files were read.
    """

    categories: Mapping[str, Sequence[Question]]
    loaded: date

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        return {one.id: one for one in self.all()}

    def all(self) -> Iterator[Question]:
        """Every question, those of other days, too."""
        for questions in self.categories.values():
            yield from questions

    def offered(self, day: date) -> dict[str, list[Question]]:
        """The questions whose answers hold on a day; no category is empty."""
        held = {
            name: [one for one in questions if one.holds_on(day)]
            for name, questions in self.categories.items()
        }
        return {name: questions for name, questions in held.items() if questions}


def load(folder: Folder) -> Questions:
    """Read everything as of today; only warnings of answers that ended depend on the day."""
    return read(folder, datetime.now(UTC).date())


def read(folder: Folder, today: date) -> Questions:
    """Read everything; what is wrong goes to `folder.faults`, and what can be used is used."""
    files = [
        (name, file)
        for name in folder.names("*.yaml")
        if name != WORDS and (file := folder.yaml(name, File))
    ]
    categories: dict[str, list[Question]] = {}
    checker = _Checker(folder, today, {one.id for _, file in files for one in file.questions})
    for name, file in sorted(files, key=lambda one: (one[1].order, one[0])):
        kept = [
            one for number, one in enumerate(file.questions) if checker.keeps(name, number, one)
        ]
        categories.setdefault(file.category, []).extend(kept)
    return Questions(categories, today)


class _Checker:
    """What a file alone cannot tell: ids that two have, and ids that nobody has."""

    def __init__(self, folder: Folder, today: date, ids: set[str]) -> None:
        self._folder, self._today, self._ids = folder, today, ids
        self._seen: dict[str, str] = {}
        self._asked: set[str] = set()

    def keeps(self, name: str, number: int, question: Question) -> bool:
        """Report what is wrong with a question; False where it has to be left out."""
        if question.id in self._seen:
            self._warn(name, (number, "id"), *_twice(question.id, self._seen[question.id]))
            return False
        self._seen[question.id] = name
        for position, other in enumerate(question.related):
            if other not in self._ids:
                self._warn(name, (number, "related", position), *_unknown(other))
        if question.ended_on(self._today):
            self._warn(name, (number, "valid_until"), *_ENDED)
        if fold(question.question) in self._asked:
            self._warn(name, (number, "question"), *_SAME)
        self._asked.add(fold(question.question))
        return True

    def _warn(self, name: str, steps: tuple[int | str, ...], message: str, advice: str) -> None:
        self._folder.faults.warning(self._place(name, steps), message, advice)

    def _place(self, name: str, steps: tuple[int | str, ...]) -> Place:
        node = self._folder.node(name)
        for step in ("questions", *steps):
            node = node.child(step) if node else None
        return node.place if node else self._folder.place(name)


def _twice(id: str, file: str) -> tuple[str, str]:
    return (
        f"id「{id}」は、{file} でも使われています。この質問は読みませんでした。",
        "ほかと重ならない id にしてください。",
    )


def _unknown(id: str) -> tuple[str, str]:
    return (
        f"「{id}」という id の質問がありません。",
        "related には、ある質問の id を書いてください。",
    )


_ENDED = (
    "valid_until の日を過ぎたので、この質問はご案内に出ません。",
    "続けるなら日を書き直し、終わりなら質問を消してください。",
)
_SAME = ("同じ質問がもう1つあります。", "どちらかを消すか、違いが分かる質問にしてください。")
