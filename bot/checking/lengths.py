"""Sentences that could grow beyond LINE's limit once their {placeholders} are filled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.checking.texts import File
from bot.content import Faults, Snapshot
from bot.messages.text import TEXT_LIMIT, utf16_length
from bot.registry import Registry

_PLACEHOLDER = re.compile(r"(?<!\{)\{([^{}\n]+)\}(?!\})")
# The longest name that the tables and buttons take; lists that are put in are cut by those who do it.
_LONGEST = 80


def check(snapshot: Snapshot, files: Iterable[File], registry: Registry, faults: Faults) -> None:
    """Warn of a sentence that is too long with the longest names in it."""
    known = {"city": utf16_length(snapshot.city.name)}
    for file in files:
        if file.node is None or file.name.partition("/")[0] not in {*registry.features, "platform"}:
            continue
        for told in file.texts():
            names = _PLACEHOLDER.findall(told.text)
            fixed = utf16_length(_PLACEHOLDER.sub("", told.text))
            length = fixed + sum(known.get(name.strip(), _LONGEST) for name in names)
            if length > TEXT_LIMIT:
                faults.warning(
                    told.place,
                    f"言葉が入ると{length:,}文字ほどになり、LINEの{TEXT_LIMIT:,}文字を超えることがあります。",
                    f"{length - TEXT_LIMIT + 100:,}文字ほど短くするか、2つに分けてください。",
                )
