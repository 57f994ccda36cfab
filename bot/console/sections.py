"""`Console`: the console pages of one feature, or of the console itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec

from bot.console.audit import Act
from bot.console.roles import Role
from bot.console.visit import Answer, Visit
from bot.feature import Feature, W

P = ParamSpec("P")
Run = Callable[Concatenate[Visit[W], P], Answer]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page.

    Attributes:
        path: below /console/<section>, in Flask's notation.
        roles: who may enter; never empty.
        changes: whether it takes what is sent to it (POST).
        label: how the navigation calls it; empty: it does not stand there.
        personal: who sees personal data on it unmasked.
        before: what takes long and so is done before the transaction of a sent form.
    """

    section: str
    name: str
    path: str
    roles: frozenset[Role]
    changes: bool
    label: str
    personal: frozenset[Role]
    run: Callable[..., Answer]
    before: Callable[..., object] | None = None

    @property
    def endpoint(self) -> str:
        """Flask's name of the page."""
        return f"{self.section}:{self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Todo:
    """A count of what waits for staff: it stands on the home page and leads to `page`."""

    label: str
    roles: frozenset[Role]
    page: Callable[..., Answer]
    count: Callable[[Any], int]


class Console(Generic[W]):
    """The pages of one feature, under /console/<feature>.

    Args:
        feature: whose words and content they show.
        module: the name of the module that makes them; its templates stand in templates/ beside it.
        label: how the navigation calls the section, in Japanese, at most 12 characters.
        order: sections with a lower number stand first.
    """

    def __init__(
        self, feature: Feature[W, Any], module: str, *, label: str, order: int = 100
    ) -> None:
        self.name, self.feature = feature.name, feature
        self.module, self.label, self.order = module, label, order
        self.pages: list[Page] = []
        self.todos: list[Todo] = []
        self.acts: dict[str, Act] = {}

    def page(
        self,
        path: str,
        *,
        roles: Collection[Role],
        label: str = "",
        changes: bool = False,
        personal: Collection[Role] = (),
        before: Callable[..., object] | None = None,
    ) -> Callable[[Run[W, P]], Run[W, P]]:
        """The function answers a path below /console/<feature>, for staff with one of `roles`.

        Args:
            label: how the navigation calls the page; without, it is reached from other pages only.
            changes: it takes forms. A request that sends one is a single transaction of the database.
            personal: who sees personal data unmasked; looking at it is logged.
            before: called as the page is, before the transaction of a sent form, for what takes long
                (judging a photo); what it returns is `visit.prepared`.

        Raises:
            ValueError: without roles, or a second page of that name.
        """
        if not roles:
            raise ValueError(f"{self.name}{path}: a page names the roles that may enter it")

        def add(run: Run[W, P]) -> Run[W, P]:
            name = run.__name__
            if any(page.name == name for page in self.pages):
                raise ValueError(f"{self.name}: a second page called {name}")
            allowed, seeing = frozenset(roles), frozenset(personal)
            made = Page(self.name, name, path, allowed, changes, label, seeing, run, before)
            self.pages.append(made)
            return run

        return add

    def todo(
        self, label: str, page: Callable[..., Answer], *, roles: Collection[Role]
    ) -> Callable[[Callable[[Visit[W]], int]], Callable[[Visit[W]], int]]:
        """The function counts what waits for these roles; the home page shows it, with a way to `page`.

        It is called for every home page, so it must take few milliseconds.
        """

        def add(count: Callable[[Visit[W]], int]) -> Callable[[Visit[W]], int]:
            self.todos.append(Todo(label, frozenset(roles), page, count))
            return count

        return add

    def act(self, name: str, title: str) -> Act:
        """Something staff do here, for `visit.audit`; stored as <feature>.<name>, so it never changes."""
        if name in self.acts:
            raise ValueError(f"{self.name}: a second act called {name}")
        self.acts[name] = Act(f"{self.name}.{name}", title)
        return self.acts[name]

    def page_of(self, run: Callable[..., Answer]) -> Page:
        """The page that a function makes. Raises LookupError."""
        for page in self.pages:
            if page.run is run:
                return page
        raise LookupError(f"{self.name} has no page {run.__name__}")


AnyConsole = Console[Any]
