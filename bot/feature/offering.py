"""What a feature gives other parts of the bot to show: search, settings, audiences, places to flee to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, Select

from bot.audience import Criterion
from bot.feature.parts import D, Setting, W
from bot.feature.register import Register
from bot.live import Live

if TYPE_CHECKING:
    from bot.havens import Haven
    from bot.search import Entry
    from bot.turn import Turn

C = TypeVar("C")
M = TypeVar("M", bound=BaseModel)


class Offering(Register, Generic[W, D]):
    """Functions that the platform calls to gather the same thing from all features."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.offer: Callable[[Any, W], Iterable[Entry]] | None = None
        self.live: Live[W] | None = None
        self.setting: Callable[[Turn[W, D]], Setting | None] | None = None
        self.kept: Callable[[Turn[W, D]], Sequence[str]] | None = None
        self.haven: Callable[[Any, Connection], Iterable[Haven]] | None = None
        self.criteria: dict[str, Criterion] = {}

    def documents(
        self, run: Callable[[C, W], Iterable[Entry]]
    ) -> Callable[[C, W], Iterable[Entry]]:
        """The function names what the search can find: `Entry(title, button.data(...), category, ...)`.

        It is given what `content` made of content/<name>/ and the words, whenever content is taken up.
        Choosing an entry, or asking for it plainly, presses its button.
        """
        self._only(self.offer, "function for documents")
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
        self._only(self.live, "function for live documents")

        def add(
            run: Callable[[Connection, datetime, W], Iterable[Entry]],
        ) -> Callable[[Connection, datetime, W], Iterable[Entry]]:
            self.live = Live(version, run)
            return run

        return add

    def settings(
        self, run: Callable[[Turn[W, D]], Setting | None]
    ) -> Callable[[Turn[W, D]], Setting | None]:
        """The function gives the settings a line about this feature, and the button that changes it.

        None: there is nothing to set for this citizen.
        """
        self._only(self.setting, "function for settings")
        self.setting = run
        return run

    def stored(
        self, run: Callable[[Turn[W, D]], Sequence[str]]
    ) -> Callable[[Turn[W, D]], Sequence[str]]:
        """The function says in lines what the feature's tables hold of the citizen; none if nothing.

        A feature with a table that has a `citizen` column needs one; its tables' names begin with its
        own. Deleting is not its business: whatever has that column goes with the citizen.
        """
        self._only(self.kept, "function for what is stored")
        self.kept = run
        return run

    def havens(
        self, run: Callable[[C, Connection], Iterable[Haven]]
    ) -> Callable[[C, Connection], Iterable[Haven]]:
        """The function tells of places to flee to, as they are now; see `bot.havens`."""
        self._only(self.haven, "function for havens")
        self.haven = run
        return run

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
