"""Text files that begin with YAML between two lines of `---`, such as Markdown with a title.

Places of faults are those in the whole file, in the head and in the body alike.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from bot.content.document import Document
from bot.content.encoding import split_lines
from bot.content.faults import Faults, Place
from bot.content.schema import validate
from bot.content.yaml_reader import read_yaml

Model = TypeVar("Model", bound=BaseModel)

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Page(Generic[Model]):
    """A file with a head. In `body` the head's lines are empty, so that places stay true."""

    head: Model
    body: Document


def read_page(document: Document, model: type[Model], faults: Faults) -> Page[Model] | None:
    """Split a file and check its head; None, and an error in `faults`, where it has no usable one."""
    lines = split_lines(document.text)
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), None)
    if not lines or lines[0].rstrip() != _FENCE or end is None:
        faults.error(
            Place(document.file, 1),
            "ファイルの先頭に、「---」の行ではさんだ見出しの項目がありません。",
            "1行目に「---」、その下に title などの項目、その下にもう1つ「---」の行を書いてください。",
        )
        return None
    head = Document(document.file, "\n".join(["", *lines[1:end]]), document.encoding)
    tree = read_yaml(head, faults)
    found = validate(tree, model, faults) if tree else None
    if found is None:
        return None
    body = "\n".join([*([""] * (end + 1)), *lines[end + 1 :]])
    return Page(found, Document(document.file, body, document.encoding))
