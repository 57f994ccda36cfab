"""`Feature`: what one folder of handlers/ tells the platform about itself.

The decorators fill tables that dispatch reads; nothing is registered globally, so a feature can be
built twice in one test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from pydantic import BaseModel
from sqlalchemy import Connection, Select

from bot.audience import Criterion
from bot.content import Folder
from bot.events import Event
from bot.live import Live
from bot.normalise import fold
from bot.talk import postback as codec

if TYPE_CHECKING:
    from bot.gauges import Gauge
    from bot.havens import Haven
    from bot.importing import Layout
    from bot.importing.layout import RowMaker
    from bot.inspection import Inspection
    from bot.jobs import Job
    from bot.messages import Action
    from bot.search import Entry
    from bot.talk.reply import Reply
    from bot.turn import Turn


class Nothing(BaseModel):
    """The words or the draft of a feature that has none."""


W = TypeVar("W", bound=BaseModel)
D = TypeVar("D", bound=BaseModel)
E1 = TypeVar("E1", bound=Event)
E2 = TypeVar("E2", bound=Event)
E3 = TypeVar("E3", bound=Event)
M = TypeVar("M", bound=BaseModel)
P = ParamSpec("P")
C = TypeVar("C")

Setting = tuple[str, "Action"]
"""A line in the settings, and the button that changes what it says."""


@dataclass(frozen=True, slots=True, eq=False)
class Step(Generic[W, D]):
    """One question of a conversation: the events that it takes and the function that takes them."""

    feature: str
    name: str
    kinds: tuple[type[Event], ...]
    run: Callable[..., Reply]


@dataclass(frozen=True, slots=True, eq=False)
class Button(Generic[P]):
    """A postback step; `data(...)` makes the data of a button that calls it with these arguments."""

    feature: str
    name: str
    run: Callable[..., Reply]
    types: dict[str, type]
    required: frozenset[str]

    def data(self, *args: P.args, **values: P.kwargs) -> str:
        """Postback data for one set of arguments.

        Raises:
            ValueError: the data would be longer than LINE's 300 characters.
        """
        named = dict(zip(self.types, args, strict=False)) | values
        return codec.encode(self.feature, self.name, named)


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """A job of a feature: the clock process calls `run` every so many seconds."""

    name: str
    seconds: float
    run: Callable[..., None]


class Feature(Generic[W, D]):
    """One feature of the bot.

    Args:
        name: the folder's name; part of every postback, so it must never change.
        title: what the menu calls it, in Japanese, at most 20 characters.
        words: the schema of content/<name>/words.yaml.
        draft: what a conversation gathers before it is recorded.
        content: reads content/<name>/; its result is what `turn.content` returns.
        patience: an unfinished conversation is forgotten this long after its last event.
        order: features with a lower number are asked first about free text and stand first in menus.
        emergency: in the emergency mode it goes before all that are not.
    """

    @overload
    def __init__(
        self: Feature[Nothing, Nothing],
        name: str,
        *,
        title: str,
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self: Feature[W, Nothing],
        name: str,
        *,
        title: str,
        words: type[W],
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    @overload
    def __init__(
        self,
        name: str,
        *,
        title: str,
        words: type[W],
        draft: type[D],
        content: Callable[[Folder], object] | None = ...,
        patience: timedelta = ...,
        order: int = ...,
        emergency: bool = ...,
    ) -> None: ...
    def __init__(
        self,
        name: str,
        *,
        title: str,
        words: type[Any] = Nothing,
        draft: type[Any] = Nothing,
        content: Callable[[Folder], object] | None = None,
        patience: timedelta = timedelta(days=1),
        order: int = 100,
        emergency: bool = False,
    ) -> None:
        self.name, self.title, self.order, self.patience = name, title, order, patience
        self.emergency = emergency
        self.words: type[W] = words
        self.draft: type[D] = draft
        self.content = content
        self.commands: dict[str, Callable[[Turn[W, D]], Reply]] = {}
        self.buttons: dict[str, Button[Any]] = {}
        self.steps: dict[str, Step[W, D]] = {}
        self.listeners: dict[type[Event], Callable[..., Reply]] = {}
        self.asked: Callable[[Turn[W, D], str], Reply] | None = None
        self.offer: Callable[[Any, W], Iterable[Entry]] | None = None
        self.live: Live[W] | None = None
        self.setting: Callable[[Turn[W, D]], Setting | None] | None = None
        self.kept: Callable[[Turn[W, D]], Sequence[str]] | None = None
        self.entry: str | None = None
        self.schedules: dict[str, Schedule] = {}
        self.inspect: Callable[[Any, Inspection], None] | None = None
        self.haven: Callable[[Any, Connection], Iterable[Haven]] | None = None
        self.imports: dict[str, tuple[Layout, RowMaker]] = {}
        self.criteria: dict[str, Criterion] = {}
        self.tools: dict[str, Callable[..., bool]] = {}
        self.figures: Callable[[Connection, datetime, Any], Iterable[Gauge]] | None = None

    def command(
        self, *texts: str, menu: bool = False
    ) -> Callable[[Callable[[Turn[W, D]], Reply]], Callable[[Turn[W, D]], Reply]]:
        """The step answers when a citizen types exactly one of `texts` (width, case and kana folded).

        With `menu=True` the feature stands in the menu, and its button types the first of them.
        """

        def add(run: Callable[[Turn[W, D]], Reply]) -> Callable[[Turn[W, D]], Reply]:
            for text in texts:
                self._once(self.commands, fold(text), run)
            if menu:
                self.entry = texts[0]
            return run

        return add

    def postback(
        self, name: str
    ) -> Callable[[Callable[Concatenate[Turn[W, D], P], Reply]], Button[P]]:
        """The step answers a button; its arguments travel in the button, typed by their annotations."""

        def add(run: Callable[Concatenate[Turn[W, D], P], Reply]) -> Button[P]:
            types = codec.parameters(run)
            optional = {
                key
                for key, parameter in inspect.signature(run).parameters.items()
                if parameter.default is not inspect.Parameter.empty
            }
            button: Button[P] = Button(
                self.name, name, run, types, frozenset(types.keys() - optional)
            )
            self._once(self.buttons, name, button)
            return button

        return add

    @overload
    def step(
        self, k1: type[E1], /
    ) -> Callable[[Callable[[Turn[W, D], E1], Reply]], Step[W, D]]: ...
    @overload
    def step(
        self, k1: type[E1], k2: type[E2], /
    ) -> Callable[[Callable[[Turn[W, D], E1 | E2], Reply]], Step[W, D]]: ...
    @overload
    def step(
        self, k1: type[E1], k2: type[E2], k3: type[E3], /
    ) -> Callable[[Callable[[Turn[W, D], E1 | E2 | E3], Reply]], Step[W, D]]: ...
    def step(self, *kinds: type[Event]) -> Callable[[Callable[..., Reply]], Step[W, D]]:
        """The step takes the next event of a conversation, if it is of one of `kinds`."""

        def add(run: Callable[..., Reply]) -> Step[W, D]:
            step: Step[W, D] = Step(self.name, run.__name__, kinds, run)
            self._once(self.steps, step.name, step)
            return step

        return add

    def on(
        self, kind: type[E1]
    ) -> Callable[[Callable[[Turn[W, D], E1], Reply]], Callable[[Turn[W, D], E1], Reply]]:
        """The function is told of every event of `kind` that no step was waiting for.

        For Follow, Unsend and Moved every feature that listens is told; its messages precede the greeting.
        """

        def add(run: Callable[[Turn[W, D], E1], Reply]) -> Callable[[Turn[W, D], E1], Reply]:
            self._once(self.listeners, kind, run)
            return run

        return add

    def question(
        self, run: Callable[[Turn[W, D], str], Reply]
    ) -> Callable[[Turn[W, D], str], Reply]:
        """The function is asked about free text that is no command; `turn.pass_on()` means 'not mine'."""
        if self.asked is not None:
            raise ValueError(f"{self.name}: a second question handler")
        self.asked = run
        return run

    def documents(
        self, run: Callable[[C, W], Iterable[Entry]]
    ) -> Callable[[C, W], Iterable[Entry]]:
        """The function names what the search can find: `Entry(title, button.data(...), category, ...)`.

        It is given what `content` made of content/<name>/ and the words, whenever content is taken up.
        Choosing an entry, or asking for it plainly, presses its button.
        """
        if self.offer is not None:
            raise ValueError(f"{self.name}: a second function for documents")
        self.offer = run
        return run

    def live_documents(
        self, version: Callable[[Connection, datetime], Hashable]
    ) -> Callable[
        [Callable[[Connection, datetime, W], Iterable[Entry]]],
        Callable[[Connection, datetime, W], Iterable[Entry]],
    ]:
        """As `documents`, for what stands in the feature's tables: found within the second.

        Args:
            version: changes whenever the documents do; asked at every search, so it must be cheap.
        """
        if self.live is not None:
            raise ValueError(f"{self.name}: a second function for live documents")

        def add(
            run: Callable[[Connection, datetime, W], Iterable[Entry]],
        ) -> Callable[[Connection, datetime, W], Iterable[Entry]]:
            self.live = Live(version, run)
            return run

        return add

    def every(
        self, *, seconds: float
    ) -> Callable[[Callable[[Job[W]], None]], Callable[[Job[W]], None]]:
        """The clock process calls the function so often, never twice at once; see `bot.jobs`."""

        def add(run: Callable[[Job[W]], None]) -> Callable[[Job[W]], None]:
            self._once(self.schedules, run.__name__, Schedule(run.__name__, seconds, run))
            return run

        return add

    def inspection(self, run: Callable[[C, Inspection], None]) -> Callable[[C, Inspection], None]:
        """The function looks at what `content` made when staff check it; see `bot.inspection`."""
        if self.inspect is not None:
            raise ValueError(f"{self.name}: a second function for inspection")
        self.inspect = run
        return run

    def havens(
        self, run: Callable[[C, Connection], Iterable[Haven]]
    ) -> Callable[[C, Connection], Iterable[Haven]]:
        """The function tells of places to flee to, as they are now; see `bot.havens`."""
        if self.haven is not None:
            raise ValueError(f"{self.name}: a second function for havens")
        self.haven = run
        return run

    def importer(self, layout: Layout) -> Callable[[RowMaker], RowMaker]:
        """The function makes rows of a content file of a row of another file; see `bot.importing`."""

        def add(run: RowMaker) -> RowMaker:
            self._once(self.imports, layout.name, (layout, run))
            return run

        return add

    def audience(
        self, form: type[M], *, title: str
    ) -> Callable[[Callable[[M, datetime], Select[str]]], Callable[[M, datetime], Select[str]]]:
        """The function finds citizens by what the feature knows of them; see `bot.audience`.

        Args:
            form: its parameters, whose fields have Japanese titles: staff choose by them.
            title: what staff read, such as お子さんの月齢.
        """

        def add(
            run: Callable[[M, datetime], Select[str]],
        ) -> Callable[[M, datetime], Select[str]]:
            name = f"{self.name}.{run.__name__}"
            self._once(self.criteria, name, Criterion(name, title, form, run))
            return run

        return add

    def tool(self, name: str) -> Callable[[Callable[P, bool]], Callable[P, bool]]:
        """The function is a command in the terminal, `madoguchi <feature> <name>`; see `bot.terminal`."""

        def add(run: Callable[P, bool]) -> Callable[P, bool]:
            self._once(self.tools, name, run)
            return run

        return add

    def gauges(
        self, run: Callable[[Connection, datetime, C], Iterable[Gauge]]
    ) -> Callable[[Connection, datetime, C], Iterable[Gauge]]:
        """The function tells figures for /metrics, of its tables and content; see `bot.gauges`."""
        if self.figures is not None:
            raise ValueError(f"{self.name}: a second function for gauges")
        self.figures = run
        return run

    def settings(
        self, run: Callable[[Turn[W, D]], Setting | None]
    ) -> Callable[[Turn[W, D]], Setting | None]:
        """The function gives the settings a line about this feature, and the button that changes it.

        None: there is nothing to set for this citizen.
        """
        if self.setting is not None:
            raise ValueError(f"{self.name}: a second function for settings")
        self.setting = run
        return run

    def stored(
        self, run: Callable[[Turn[W, D]], Sequence[str]]
    ) -> Callable[[Turn[W, D]], Sequence[str]]:
        """The function says in lines what the feature's tables hold of the citizen; none if nothing.

        A feature with a table that has a `citizen` column needs one; its tables' names begin with its
        own. Deleting is not its business: whatever has that column goes with the citizen.
        """
        if self.kept is not None:
            raise ValueError(f"{self.name}: a second function for what is stored")
        self.kept = run
        return run

    def _once(self, table: dict[Any, Any], key: object, value: object) -> None:
        if key in table:
            raise ValueError(f"{self.name}: {key!r} is registered twice")
        table[key] = value


AnyFeature = Feature[Any, Any]
