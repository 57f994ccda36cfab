"""Finds the features and refuses clashes at start, so that no citizen meets them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from bot import documents
from bot.audience import Criterion
from bot.common_content import loader
from bot.content import Faults, FeatureContent, Snapshot
from bot.feature import AnyFeature, Feature
from bot.search import Index, SearchWords
from bot.talk import choices
from bot.talk.postback import SAID
from bot.talk.words import PLATFORM, PlatformWords


class Clash(Exception):
    """Two features claim the same name or command, or a folder is no feature."""


class Registry:
    """The features of this installation, in the order in which menus show them."""

    def __init__(self, features: Iterable[AnyFeature]) -> None:
        self.features: dict[str, AnyFeature] = {}
        self.commands: dict[str, AnyFeature] = {}
        for feature in sorted(features, key=lambda one: (one.order, one.name)):
            self._add(feature)

    def _add(self, feature: AnyFeature) -> None:
        if feature.name in self.features or feature.name in (PLATFORM, documents.WORDS):
            raise Clash(f"two features are called {feature.name}")
        for command in feature.commands:
            if other := self.commands.get(command):
                raise Clash(f"{other.name} and {feature.name} both answer to {command!r}")
            self.commands[command] = feature
        self.features[feature.name] = feature

    def ordered(self, *, emergency: bool) -> list[AnyFeature]:
        """The features as menus show them; in the emergency mode those for it go first."""
        found = list(self.features.values())
        return sorted(found, key=lambda one: not one.emergency) if emergency else found

    def content(self) -> list[FeatureContent]:
        """What the content library has to load: the platform's words and each feature's folder."""
        own = [
            FeatureContent(PLATFORM, PlatformWords, loader(list(self.features))),
            FeatureContent(documents.WORDS, SearchWords, folder=PLATFORM, file="search.yaml"),
        ]
        return own + [FeatureContent(f.name, f.words, f.content) for f in self.features.values()]

    def index(self, snapshot: Snapshot, faults: Faults) -> Index:
        """The index over what the features offer, for the content library to build."""
        return documents.build(self.features, snapshot, faults)

    def criteria(self) -> dict[str, Criterion]:
        """What the features let staff and jobs choose citizens by."""
        return {name: one for f in self.features.values() for name, one in f.criteria.items()}

    def public_names(self) -> list[str]:
        """Every command and postback: what citizens' old buttons and habits depend on."""
        commands = [f"command {text}" for text in self.commands]
        buttons = [
            f"postback {feature.name}:{name}({', '.join(sorted(button.types))})"
            for feature in self.features.values()
            for name, button in feature.buttons.items()
        ]
        own = [
            f"postback {':'.join(choices.NONE_OF_THESE)}(category, text)",
            f"postback {':'.join(SAID)}(text)",
        ]
        return sorted(commands + buttons + own)


def discover(package: str = "handlers") -> Registry:
    """Import every folder of the features' package and read its `feature`.

    Raises:
        Clash: a folder without a `feature`, or two features that claim the same.
    """
    root = importlib.import_module(package)
    found = [
        _feature(f"{package}.{module.name}")
        for module in pkgutil.iter_modules(root.__path__)
        if module.ispkg
    ]
    return Registry(found)


def _feature(name: str) -> AnyFeature:
    feature = getattr(importlib.import_module(name), "feature", None)
    if not isinstance(feature, Feature):
        raise Clash(f"{name}/__init__.py does not define `feature`")
    return feature
