"""rules.yaml: for each hazard and level, to whom it goes, when, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.content import Faults, Folder, Node
from handlers.disaster.states.deciding import Course, Send
from handlers.disaster.telegrams.hazards import INTENSITIES, WARNINGS, Hazard

FILE = "rules.yaml"
_HOURS = r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$"
# The levels that a hazard has, beside those of the table of warnings.
_LEVELS: Mapping[Hazard, tuple[int, ...]] = {
    Hazard.RIVER: (2, 3, 4, 5), Hazard.QUAKE: tuple(range(1, 10)), Hazard.TSUNAMI: (1, 2, 4, 5),
    Hazard.VOLCANO: (1, 2, 3, 4, 5), Hazard.NANKAI: (1, 2, 3), Hazard.TORNADO: (1, 2),
}  # fmt: skip


class Rule(BaseModel):
    """What becomes of one level of one hazard.

    Attributes:
        topic: who does not want this topic is not told; an id of any topics.yaml.
        do: what to do now, by its name in the languages' files.
        lowered, released: whether it is told when a lower level takes its place, or none.
        useful_hours: after so many hours it is no news any more, and is not pushed.
        hours: outside of these it waits for them; empty at any hour.
        districts: whose citizens are told; everybody's where empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    send: Send
    topic: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] = "disaster"
    do: str = ""
    lowered: bool = False
    released: bool = False
    useful_hours: Annotated[float, Field(gt=0, le=72)] = 3
    hours: Annotated[str, Field(pattern=_HOURS)] | None = None
    districts: list[str] = []

    @property
    def course(self) -> Course:
        """What deciding needs of it."""
        return Course(self.send, self.lowered, self.released, timedelta(hours=self.useful_hours))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rules: dict[str, dict[str | int, Rule]]


Rules = Mapping[Hazard, Mapping[int, Rule]]


def read_rules(folder: Folder) -> Rules | None:
    """The rules; a hazard or level that is none is an error in the folder's faults."""
    node, read = folder.node(FILE), folder.yaml(FILE, _File)
    if node is None or read is None:
        return None
    topics = _topics(folder)
    found: dict[Hazard, dict[int, Rule]] = {}
    for name, levels in read.rules.items():
        at = _place(node, "rules", name)
        if hazard := hazard_named(name):
            found[hazard] = _levels(hazard, levels, at, folder.faults)
            _check_topics(found[hazard].values(), topics, at, folder.faults)
        else:
            advice = f"使える名前は {'、'.join(one.value for one in Hazard)} です。"
            folder.faults.error(at.place, f"「{name}」という災害はありません。", advice)
    if lacking := [one.value for one in Hazard if one not in found]:
        folder.faults.warning(
            node.place, f"決まりのない災害があります: {'、'.join(lacking)}",
            "知らせないなら、{send: none} と書いてください。",
        )  # fmt: skip
    return found


def _topics(folder: Folder) -> frozenset[str]:
    """The ids of the feature's own topics."""
    node = folder.node("topics.yaml")
    listed = node.plain() if node else None
    topics = listed.get("topics") if isinstance(listed, dict) else None
    entries = topics if isinstance(topics, list) else []
    return frozenset(str(one["id"]) for one in entries if isinstance(one, dict) and "id" in one)


def _check_topics(rules: Iterable[Rule], topics: frozenset[str], at: Node, faults: Faults) -> None:
    for topic in sorted({rule.topic for rule in rules} - topics):
        advice = f"topics.yaml にあるのは {'、'.join(sorted(topics))} です。"
        faults.error(at.place, f"「{topic}」というお知らせの種類はありません。", advice)


def _levels(
    hazard: Hazard, levels: Mapping[str | int, Rule], at: Node, faults: Faults
) -> dict[int, Rule]:
    found = {}
    for key, rule in levels.items():
        level = level_of(hazard, key)
        if level in levels_of(hazard):
            found[level] = rule
        else:
            known = "、".join(key_of(hazard, one) for one in levels_of(hazard))
            place = (at.child(key) or at).place
            faults.error(place, f"「{key}」という段階はありません。", f"使えるのは {known} です。")
    return found


def _place(node: Node, *steps: str) -> Node:
    for step in steps:
        node = node.child(step) or node
    return node


def hazard_named(name: str) -> Hazard | None:
    """The hazard of this name; None if there is none."""
    return next((one for one in Hazard if one.value == name), None)


def levels_of(hazard: Hazard) -> tuple[int, ...]:
    """The levels that telegrams can give a hazard, lowest first."""
    table = sorted({level for one, level in WARNINGS.values() if one is hazard})
    return _LEVELS.get(hazard, tuple(table) or (1,))


def level_of(hazard: Hazard, key: str | int) -> int:
    """The level that a key of a content file means; 0 if none. Intensities go by their names (5-, 5+)."""
    text = str(key)
    if hazard is Hazard.QUAKE:
        return INTENSITIES.index(text) + 1 if text in INTENSITIES else 0
    return int(text) if text.isdecimal() else 0


def key_of(hazard: Hazard, level: int) -> str:
    """The key of a level in the content files."""
    return INTENSITIES[level - 1] if hazard is Hazard.QUAKE else str(level)
