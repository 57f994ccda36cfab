"""Whether what an area does is answered: by a command, by a button that exists, by another menu."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import cast

from bot.content import Faults, Place, Snapshot
from bot.feature import AnyFeature
from bot.normalise import fold
from bot.registry import Registry
from bot.richmenu.schema import Action, Menus
from bot.talk.postback import StaleButton, read, split
from bot.talk.words import PlatformWords

_SEE_GUIDE = "書き方を機能の担当者に確かめてください。"


class Destinations:
    """Everything that menus may lead to in this version of the content and the features."""

    def __init__(self, snapshot: Snapshot, registry: Registry, menus: Menus) -> None:
        self._features, self._menus = registry.features, menus
        self._answered = _answered(snapshot, registry)
        self._checks: dict[str, Callable[[str, Place, Faults], None]] = {
            "text": self._check_text,
            "postback": self._check_postback,
            "tab": self._check_tab,
        }

    def check(self, action: Action, place: Place, faults: Faults) -> None:
        """Report an action that leads nowhere; links and numbers were checked for their form."""
        if check := self._checks.get(action.kind):
            check(action.value, place, faults)

    def _check_text(self, text: str, place: Place, faults: Faults) -> None:
        if fold(text) in self._answered:
            return
        nearest = get_close_matches(fold(text), self._answered, 1)
        hint = f"「{self._answered[nearest[0]]}」の書き間違いではありませんか。" if nearest else ""
        faults.warning(
            place,
            f"「{text}」は、決まった答えのある言葉ではありません。",
            hint or f"「madoguchi say {text}」で、よい答えが返るか確かめてください。",
        )

    def _check_tab(self, name: str, place: Place, faults: Faults) -> None:
        if self._menus.named(name) is None:
            known = "、".join(menu.id for menu in self._menus.menus)
            faults.error(
                place, f"「{name}」というメニューはありません。", f"ここに書けるのは {known} です。"
            )

    def _check_postback(self, data: str, place: Place, faults: Faults) -> None:
        name, action, raw = split(data)
        feature = self._features.get(name)
        if feature is None or action not in feature.buttons:
            faults.error(place, f"「{data}」という動きはありません。", _known(feature))
            return
        button = feature.buttons[action]
        unknown = sorted(raw.keys() - button.types.keys())
        try:
            read(button.types, raw, set(button.required))
        except StaleButton as error:
            faults.error(place, f"「{data}」に添えた値が合いません({error})。", _SEE_GUIDE)
        if unknown:
            faults.error(
                place,
                f"「{data}」には「{'、'.join(unknown)}」という値はありません。",
                f"使えるのは {'、'.join(button.types) or '何もない形'} です。",
            )


def _known(feature: AnyFeature | None) -> str:
    if feature is None:
        return "「機能:動き」の形で書きます。機能の名前を確かめてください。"
    return f"使えるのは {'、'.join(f'{feature.name}:{each}' for each in feature.buttons)} です。"


def _answered(snapshot: Snapshot, registry: Registry) -> dict[str, str]:
    """Folded texts that surely get an answer, with how they are written."""
    texts = list(registry.commands)
    if said := cast(PlatformWords | None, snapshot.words.get("platform")):
        texts += said.menu + said.escape
        texts += [when for answer in said.fixed for when in answer.when]
    return {fold(text): text for text in reversed(texts)}
