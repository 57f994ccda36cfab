"""YAML as a tree whose every key and value knows its place.

Unquoted values stay as their author wrote them: the schema, not YAML's guess, says whether 042021
is a number, `no` a word and 8:30 a time. Only an empty value, `~` and `null` mean "nothing".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.faults import Place

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A value: text, nothing, a list (`items`) or a mapping (`entries`, with `keys` for places)."""

    place: Place
    text: str | None = None
    items: list["Node"] | None = None
    entries: dict[str, "Node"] | None = None
    keys: Mapping[str, Place] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether the value was left empty."""
        return self.text is None and self.items is None and self.entries is None

    def plain(self) -> Plain:
        """The value without its places, as pydantic wants it."""
        if self.entries is not None:
            return {key: node.plain() for key, node in self.entries.items()}
        if self.items is not None:
            return [node.plain() for node in self.items]
        return self.text

    def child(self, step: int | str) -> "Node | None":
        """The node one step down, by key or index."""
        if self.entries is not None:
            return self.entries.get(str(step))
        if self.items is not None and isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None

    def over(self, default: "Node") -> "Node":
        """This mapping with the entries it lacks taken from another one."""
        if self.entries is None or default.entries is None:
            return self
        entries = {**default.entries, **self.entries}
        return Node(self.place, entries=entries, keys={**default.keys, **self.keys})
