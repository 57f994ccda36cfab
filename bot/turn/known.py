"""What a step may know: the content, the citizen, the city, and the event's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar, cast

from sqlalchemy.orm import Session

from bot.account import Account
from bot.citizens.places import Places
from bot.citizens.residence import Residence
from bot.citizens.topics import Topics
from bot.common_content import common
from bot.content import City, Folder
from bot.emergency import Emergency
from bot.emergency import current as current_emergency
from bot.feature import D, Feature, W
from bot.havens import Haven, havens_of
from bot.hours import Holidays
from bot.talk.words import PlatformWords, platform_words
from bot.turn.scene import Scene

C = TypeVar("C")


class Known(Generic[W, D]):
    """The part of a turn that is asked; nothing here answers."""

    def __init__(self, feature: Feature[W, D], scene: Scene) -> None:
        self._feature, self._scene = feature, scene
        self._mine = scene.talk.feature == feature.name
        self._stamp = scene.talk.stamp if self._mine else scene.stamp
        self.citizen, self.now = scene.citizen, scene.now

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self._scene.snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml."""
        return cast(W, self._scene.snapshot.words[self._feature.name])

    @property
    def common(self) -> PlatformWords:
        """The platform's own sentences, from content/platform/words.yaml."""
        return platform_words(self._scene.snapshot)

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given."""
        if load is not self._feature.content:
            raise LookupError(f"{self._feature.name} does not load its content with {load!r}")
        return cast(C, self._scene.snapshot.data[self._feature.name])

    @cached_property
    def draft(self) -> D:
        """What this conversation has gathered so far; empty outside a conversation of the feature."""
        return self._feature.draft.model_validate_json(
            self._scene.talk.draft if self._mine else "{}"
        )

    @cached_property
    def places(self) -> Places:
        """The places the citizen told us: home and others."""
        return Places(self._scene.connection(), self.citizen.id, self._scene.moved)

    @cached_property
    def topics(self) -> Topics:
        """The kinds of news there are, and which the citizen wants."""
        known = common(self._scene.snapshot).topics
        return Topics(self._scene.connection(), self.citizen.id, known)

    @cached_property
    def account(self) -> Account:
        """All that is held of the citizen: their language, a list of it, and deleting it."""
        return Account(self._scene.connection(), self.citizen.id)

    @property
    def residence(self) -> Residence:
        """The city's districts and towns, for finding the one that a citizen means."""
        return common(self._scene.snapshot).residence

    @property
    def holidays(self) -> Holidays:
        """The national holidays, from content/platform/holidays.csv."""
        return common(self._scene.snapshot).holidays

    @cached_property
    def emergency(self) -> Emergency:
        """The emergency mode that staff switched on, or that it is off."""
        return current_emergency(self._scene.connection())

    def havens(self) -> Sequence[Haven]:
        """Places to flee to or to stay at, of every feature that keeps some, as they are now."""
        scene = self._scene
        return havens_of(scene.features, scene.snapshot, scene.connection())

    @cached_property
    def db(self) -> Session:
        """The transaction of this event. Add and query; the platform commits or rolls back."""
        return Session(bind=self._scene.connection(), autoflush=True)

    def flush(self) -> None:
        """Send what the step added to the database, so that its faults show before the commit."""
        if "db" in self.__dict__:
            self.db.flush()

    def close(self) -> None:
        """Let go of the session; the transaction is the desk's."""
        if "db" in self.__dict__:
            self.db.close()
