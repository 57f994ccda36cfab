"""languages/<language>.yaml: every sentence, name and advice in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from bot.api import Label, Phrase, phrase
from bot.content import Faults, Folder
from handlers.disaster.files.rule import Rules, hazard_named, key_of, level_of
from handlers.disaster.telegrams.hazards import Hazard

Named = Annotated[str, phrase("name", "place")]
Changed = Annotated[str, phrase("before", "name", "place")]
Number = Annotated[str, phrase("number")]
Time = Annotated[str, phrase("time")]


class Heights(BaseModel):
    """How heights of tsunami are told; `number` is in metres."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    huge: Phrase
    high: Phrase
    over: Number
    about: Number
    under: Number


class Sentences(BaseModel):
    """What a message is made of."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    raised: Named
    lowered: Changed
    released: Changed
    corrected: Changed
    corrected_to_none: Changed
    cancelled: Changed
    staff_cancelled: Changed
    happened: Named
    quake: Named
    quake_wide: Named
    quake_missing: Named
    quake_at: Annotated[str, phrase("time", "where", "magnitude")]
    no_tsunami: Phrase
    tsunami_warned: Phrase
    height: Annotated[str, phrase("height")]
    arrival: Time
    arrived: Phrase
    districts: Annotated[str, phrase("districts")]
    source: Time
    credit: Phrase
    drill: Phrase
    shelters_label: Label
    now_label: Label
    now_heading: Annotated[str, phrase("place")]
    now_none: Annotated[str, phrase("place")]
    now_line: Annotated[str, phrase("name", "time")]
    now_read: Time
    now_stale: Time
    now_never: Phrase
    flee_first: Phrase
    day_time: Annotated[str, phrase("month", "day", "hour", "minute")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    city: Label
    quake_area: Phrase
    levels: dict[str, dict[str | int, Phrase]]
    do: dict[str, Phrase]
    heights: Heights
    sentences: Sentences


class Language:
    """The words of one language."""

    def __init__(self, read: _File) -> None:
        self.city, self.quake_area = read.city, read.quake_area
        self.sentences, self.heights = read.sentences, read.heights
        self._do, self._levels = read.do, _by_level(read.levels)

    def name(self, hazard: Hazard, level: int) -> str:
        """What a level of a hazard is called; empty if it has no name."""
        return self._levels.get((hazard, level), "")

    def do(self, name: str) -> str:
        """What to do now; empty if nothing is said."""
        return self._do.get(name, "") if name else ""


def _by_level(levels: Mapping[str, Mapping[str | int, str]]) -> dict[tuple[Hazard, int], str]:
    return {
        (hazard, level_of(hazard, key)): name
        for text, names in levels.items()
        if (hazard := hazard_named(text))
        for key, name in names.items()
    }


def read_language(folder: Folder, code: str, rules: Rules) -> Language | None:
    """One language; what the rules need and it lacks is an error in the folder's faults."""
    name = f"{code}.yaml"
    if not folder.exists(name):
        folder.faults.error(
            folder.place(name),
            "この言語のファイルがありません。",
            "ja.yaml を写して訳してください。",
        )
        return None
    read = folder.yaml(name, _File)
    if read is None:
        return None
    language = Language(read)
    _complete(folder, name, language, rules, folder.faults)
    _known(folder, name, read, folder.faults)
    return language


def _complete(folder: Folder, file: str, language: Language, rules: Rules, faults: Faults) -> None:
    for hazard, levels in rules.items():
        for level, rule in levels.items():
            where = f"{hazard.value} の {key_of(hazard, level)}"
            if not language.name(hazard, level):
                faults.error(
                    folder.place(file),
                    f"levels に {where} の名前がありません。",
                    "書き足してください。",
                )
            if rule.do and not language.do(rule.do):
                faults.error(
                    folder.place(file),
                    f"do に {rule.do} がありません({where})。",
                    "書き足してください。",
                )


def _known(folder: Folder, file: str, read: _File, faults: Faults) -> None:
    for name in read.levels:
        if hazard_named(name) is None:
            advice = f"使える名前は {'、'.join(one.value for one in Hazard)} です。"
            faults.error(folder.place(file), f"「{name}」という災害はありません。", advice)
