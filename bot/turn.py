"""`Turn`: everything a step may know and do while it handles one event.

A step reads the turn, records through `turn.db`, and returns one of the turn's replies. It never
commits and never sends: the state, the records and the outgoing messages of one event are committed
together by the desk, and sent after that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sqlalchemy.orm import Session

from bot.account import Account
from bot.citizens import Citizen
from bot.citizens.places import Places
from bot.citizens.residence import Residence
from bot.citizens.topics import Topics
from bot.common_content import common
from bot.content import City, Folder, Snapshot
from bot.documents import find
from bot.documents import words_of as search_words
from bot.emergency import Emergency
from bot.emergency import current as current_emergency
from bot.feature import Button, D, Feature, P, Setting, Step, W
from bot.havens import Haven, havens_of
from bot.hours import Holidays
from bot.messages import (
    Action,
    CameraAction,
    CameraRollAction,
    DatetimePickerAction,
    LocationAction,
    Message,
    PostbackAction,
    TextMessage,
)
from bot.misses import Miss
from bot.normalise import fold
from bot.search import Found, Hit
from bot.standing import Talk
from bot.talk import choices
from bot.talk.postback import StaleButton, encode, read, split
from bot.talk.reply import End, Goto, Keep, Next, Reply
from bot.talk.words import PlatformWords

if TYPE_CHECKING:
    from sqlalchemy import Connection

C = TypeVar("C")
Answer = Message | str

# Actions of the platform inside a feature's postbacks; a feature cannot take names with this sign.
SKIP = "_skip"
PICK = "_pick"


class Turn(Generic[W, D]):
    """One event of one citizen, in one feature. Times are in the city's time zone."""

    def __init__(
        self,
        feature: Feature[W, D],
        citizen: Citizen,
        snapshot: Snapshot,
        talk: Talk,
        now: datetime,
        stamp: str,
        connection: Callable[[], Connection],
        moved: dict[str, None],
        features: Sequence[Feature[Any, Any]],
        misses: list[Miss],
    ) -> None:
        self._feature, self._snapshot, self._talk = feature, snapshot, talk
        self._mine = talk.feature == feature.name
        self._stamp = talk.stamp if self._mine else stamp
        self._fresh_stamp = stamp
        self._connection, self._moved, self._features = connection, moved, features
        self._misses = misses
        self._found: dict[tuple[str, str | None], Found] = {}
        self.citizen, self.now = citizen, now

    # -- what a step may know

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self._snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml."""
        return cast(W, self._snapshot.words[self._feature.name])

    @property
    def common(self) -> PlatformWords:
        """The platform's own sentences, from content/platform/words.yaml."""
        return cast(PlatformWords, self._snapshot.words["platform"])

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given."""
        if load is not self._feature.content:
            raise LookupError(f"{self._feature.name} does not load its content with {load!r}")
        return cast(C, self._snapshot.data[self._feature.name])

    @cached_property
    def draft(self) -> D:
        """What this conversation has gathered so far; empty outside a conversation of the feature."""
        return self._feature.draft.model_validate_json(self._talk.draft if self._mine else "{}")

    @cached_property
    def places(self) -> Places:
        """The places the citizen told us: home and others."""
        return Places(self._connection(), self.citizen.id, self._moved)

    @cached_property
    def topics(self) -> Topics:
        """The kinds of news there are, and which the citizen wants."""
        return Topics(self._connection(), self.citizen.id, common(self._snapshot).topics)

    @property
    def residence(self) -> Residence:
        """The city's districts and towns, for finding the one that a citizen means."""
        return common(self._snapshot).residence

    @property
    def holidays(self) -> Holidays:
        """The national holidays, from content/platform/holidays.csv."""
        return common(self._snapshot).holidays

    @cached_property
    def emergency(self) -> Emergency:
        """The emergency mode that staff switched on, or that it is off."""
        return current_emergency(self._connection())

    def havens(self) -> Sequence[Haven]:
        """Places to flee to or to stay at, of every feature that keeps some, as they are now."""
        return havens_of(self._features, self._snapshot, self._connection())

    def is_command(self, text: str) -> bool:
        """Whether a text is exactly a command of some feature, so that a step may let it through."""
        return any(fold(text) in feature.commands for feature in self._features)

    def title_of(self, feature: str) -> str:
        """What the menu calls a feature; its name where there is none of that name (any more)."""
        return next((one.title for one in self._features if one.name == feature), feature)

    def criterion(self, name: str) -> str:
        """The title of a feature's way of choosing citizens; its name where there is none (any more)."""
        found = (one.criteria[name] for one in self._features if name in one.criteria)
        return next((one.title for one in found), name)

    @cached_property
    def account(self) -> Account:
        """All that is held of the citizen: their language, a list of it, and deleting it."""
        return Account(self._connection(), self.citizen.id)

    def settings(self) -> list[Setting]:
        """What the features add to the settings, in the order of the menu."""
        given = (turn._feature.setting(turn) for turn in self._beside() if turn._feature.setting)
        return [setting for setting in given if setting]

    def stored(self) -> list[tuple[str, Sequence[str]]]:
        """What the features' own tables hold of the citizen: each feature's title and its lines."""
        given = ((t._feature.title, t._feature.kept(t)) for t in self._beside() if t._feature.kept)
        return [(title, lines) for title, lines in given if lines]

    @cached_property
    def db(self) -> Session:
        """The transaction of this event. Add and query; the platform commits or rolls back."""
        return Session(bind=self._connection(), autoflush=True)

    def flush(self) -> None:
        """Send what the step added to the database, so that its faults show before the commit."""
        if "db" in self.__dict__:
            self.db.flush()

    def close(self) -> None:
        """Let go of the session; the transaction is the desk's."""
        if "db" in self.__dict__:
            self.db.close()

    # -- the one search

    def search(self, text: str, category: str | None = None) -> Found:
        """What the features' documents have for a text; with `category`, only those of that one."""
        asked = (text, category)
        if asked not in self._found:
            self._found[asked] = find(
                self._features, self._snapshot, self._connection, self.now, text, category
            )
        return self._found[asked]

    def choices(self, hits: Sequence[Hit]) -> list[PostbackAction]:
        """A button for each hit, for a menu."""
        return choices.on_card(hits, search_words(self._snapshot))

    def none_of_these(self, text: str, category: str) -> PostbackAction:
        """The button below such a menu that says that nothing in it was meant, and counts the miss."""
        return choices.none_of_these(self.common.none_of_these_label, text, category)

    def follow(self, found: Found) -> Reply:
        """Answer the first hit as its button would, the others being quick replies.

        Raises:
            StaleButton: the hit is no document of this feature.
        """
        name, action, raw = split(found.hits[0].entry.data)
        button = self._feature.buttons.get(action)
        if name != self._feature.name or button is None:
            raise StaleButton(found.hits[0].entry.data)
        reply = button.run(self, **read(button.types, raw, set(button.required)))
        return choices.with_others(reply, found.hits[1:])

    def missed(self, text: str, category: str = "") -> None:
        """Count a text that had no answer, without who asked, so that staff hear of it."""
        self._misses.append(Miss(self.now.date(), text, category))

    # -- what a step may answer

    def say(
        self, *answers: Answer, quick: Sequence[Action] = (), must_arrive: bool = False
    ) -> Reply:
        """Answer, and leave the conversation as it is."""
        return self._reply(answers, quick, Keep(), must_arrive)

    def start(
        self, step: Step[W, D], *answers: Answer, quick: Sequence[Action] = (), **draft: object
    ) -> Reply:
        """Begin a new conversation at `step`; what an unfinished one had gathered is let go."""
        self._stamp, self.draft = self._fresh_stamp, self._feature.draft.model_validate({})
        return self.ask(step, *answers, quick=quick, **draft)

    def ask(
        self, step: Step[W, D], *answers: Answer, quick: Sequence[Action] = (), **draft: object
    ) -> Reply:
        """Answer, note `draft` values, and wait for an event that `step` takes."""
        return self._reply(answers, quick, self._goto(step.name, draft))

    def again(self, *answers: Answer, quick: Sequence[Action] = (), **draft: object) -> Reply:
        """Answer and wait for the same step once more."""
        return self._reply(answers, quick, self._goto(self._talk.step, draft))

    def end(
        self, *answers: Answer, quick: Sequence[Action] = (), must_arrive: bool = False
    ) -> Reply:
        """Answer and end the conversation."""
        return self._reply(answers, quick, End(), must_arrive)

    def pass_on(self) -> Reply:
        """Not for this step: dispatch goes on as if the step had not been asked."""
        return Reply(passed=True)

    # -- buttons

    def button(
        self, label: str, button: Button[P], *args: P.args, **values: P.kwargs
    ) -> PostbackAction:
        """A button that calls a postback step; the citizen's talk shows its label as their words."""
        return PostbackAction(label, button.data(*args, **values), display_text=label)

    def skip(self, step: Step[W, D], label: str | None = None) -> PostbackAction:
        """A button that gives `step` a Skip event."""
        text = label or self.common.skip_label
        return PostbackAction(text, self._stamped(SKIP, step), display_text=text)

    def pick_date(
        self,
        step: Step[W, D],
        label: str,
        *,
        mode: str = "date",
        initial: date | datetime | time | None = None,
        earliest: date | datetime | time | None = None,
        latest: date | datetime | time | None = None,
    ) -> DatetimePickerAction:
        """A button that opens LINE's picker and gives `step` a Picked event."""
        return DatetimePickerAction(
            label,
            self._stamped(PICK, step),
            mode=cast(Any, mode),
            initial=initial,
            min=earliest,
            max=latest,
        )

    def pick_location(self, label: str | None = None) -> LocationAction:
        """A quick reply that opens LINE's map."""
        return LocationAction(label or self.common.location_label)

    def camera(self, label: str | None = None) -> CameraAction:
        """A quick reply that opens the camera."""
        return CameraAction(label or self.common.camera_label)

    def camera_roll(self, label: str | None = None) -> CameraRollAction:
        """A quick reply that opens the stored photos."""
        return CameraRollAction(label or self.common.photos_label)

    # -- inner workings

    def _beside(self) -> Iterator[Turn[Any, Any]]:
        """This turn as each of the features would have it."""
        for feature in self._features:
            turn = Turn(
                feature,
                self.citizen,
                self._snapshot,
                self._talk,
                self.now,
                self._fresh_stamp,
                self._connection,
                self._moved,
                self._features,
                self._misses,
            )
            with closing(turn):
                yield turn

    def _stamped(self, action: str, step: Step[W, D]) -> str:
        return encode(step.feature, action, {"step": step.name, "talk": self._stamp})

    def _goto(self, step: str, draft: dict[str, object]) -> Goto:
        values = self.draft.model_dump() | draft if draft else self.draft.model_dump()
        checked = self._feature.draft.model_validate(values)
        return Goto(self._feature.name, step, checked.model_dump_json(), self._stamp)

    def _reply(
        self,
        answers: Sequence[Answer],
        quick: Sequence[Action],
        then: Next,
        must_arrive: bool = False,
    ) -> Reply:
        messages = [TextMessage(one) if isinstance(one, str) else one for one in answers]
        if quick and messages:
            messages[-1] = messages[-1].with_quick(*quick)
        return Reply(tuple(messages), then, must_arrive)
