"""What a feature does for those who run the bot and edit its content: jobs, commands, figures, checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection

from bot.feature.parts import P, Schedule, W
from bot.feature.register import Register

if TYPE_CHECKING:
    from bot.gauges import Gauge
    from bot.importing import Layout
    from bot.importing.layout import RowMaker
    from bot.inspection import Inspection
    from bot.jobs import Job

C = TypeVar("C")


class Running(Register, Generic[W]):
    """Functions that no citizen's event sets off."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.schedules: dict[str, Schedule] = {}
        self.tools: dict[str, Callable[..., bool]] = {}
        self.figures: Callable[[Connection, datetime, Any], Iterable[Gauge]] | None = None
        self.inspect: Callable[[Any, Inspection], None] | None = None
        self.imports: dict[str, tuple[Layout, RowMaker]] = {}

    def every(
        self, *, seconds: float
    ) -> Callable[[Callable[[Job[W]], None]], Callable[[Job[W]], None]]:
        """The clock process calls the function so often, never twice at once; see `bot.jobs`."""

        def add(run: Callable[[Job[W]], None]) -> Callable[[Job[W]], None]:
            self._once(self.schedules, run.__name__, Schedule(run.__name__, seconds, run))
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
        self._only(self.figures, "function for gauges")
        self.figures = run
        return run

    def inspection(self, run: Callable[[C, Inspection], None]) -> Callable[[C, Inspection], None]:
        """The function looks at what `content` made when staff check it; see `bot.inspection`."""
        self._only(self.inspect, "function for inspection")
        self.inspect = run
        return run

    def importer(self, layout: Layout) -> Callable[[RowMaker], RowMaker]:
        """The function makes rows of a content file of a row of another file; see `bot.importing`."""

        def add(run: RowMaker) -> RowMaker:
            self._once(self.imports, layout.name, (layout, run))
            return run

        return add
