"""`Visit`: everything a console page may know and do while it answers one request."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar, cast

from flask import Response, flash, g, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from wtforms import SelectChoice

from bot.audience import Audiences
from bot.citizens.residence import Residence
from bot.citizens.topics import Topic
from bot.common_content import CommonContent, common
from bot.console import accounts
from bot.console.audit import Act, Entry, Personal
from bot.console.forms import Form
from bot.console.roles import EVERYONE, Role
from bot.console.staffer import Staffer
from bot.content import City, Folder, Snapshot
from bot.delivery.sends import Send, named
from bot.emergency import Emergency
from bot.emergency import current as current_emergency
from bot.feature import W
from bot.havens import Haven, havens_of
from bot.hours import Holidays
from bot.mailing import Ledger, ledger_of
from bot.quota import Known, known
from bot.service import Service
from bot.talk.words import PlatformWords
from bot.terminal import Rehearsal, rehearsal_of
from bot.time import JAPAN

if TYPE_CHECKING:
    from bot.console.sections import Console, Page

C = TypeVar("C")
F = TypeVar("F", bound=Form)
Answer = Response
LONGEST_WORDS = 200
VIEWED = Act("console.viewed", "個人情報を見た")
_NOTHING: Mapping[str, object] = {}


Choices = Mapping[str, Mapping[str, str]]
"""By field: what is stored, and what staff read."""


class Unavailable(Exception):
    """The content of the feature could not be read."""


class Visit(Generic[W]):
    """One request of one member of staff for one page.

    Attributes:
        now: in the city's time zone.
        staff: who asks.
        media: the kit for photos.
        db: for reading where a page is shown; where a form was sent, the transaction in which the page
            and the audit log write. It commits when the page answers with `done` (or any answer
            below 400), and is rolled back otherwise.
        prepared: what the page's `before` returned, where a form was sent.
    """

    def __init__(
        self,
        console: Console[W],
        page: Page,
        service: Service,
        staff: Staffer,
        db: Connection,
    ) -> None:
        self._console, self._page, self._service = console, page, service
        self._snapshot: Snapshot = service.library.current
        self.now: datetime = service.clock().astimezone(JAPAN)
        self.staff, self.db, self.media = staff, db, service.media
        self.entries: list[Entry] = []
        self.prepared: object = None
        self.notes: list[Callable[[Connection], None]] = []
        self._seen: set[str] = set()

    # -- what a page may know

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self._snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml. Raises Unavailable."""
        words = self._snapshot.words.get(self._console.name)
        if words is None:
            raise Unavailable(self._console.name)
        return cast(W, words)

    @property
    def common(self) -> PlatformWords:
        """The platform's own sentences, from content/platform/words.yaml. Raises Unavailable."""
        words = self._snapshot.words.get("platform")
        if words is None:
            raise Unavailable("platform")
        return cast(PlatformWords, words)

    @property
    def shared(self) -> CommonContent:
        """What content says to all features alike: districts, topics, holidays."""
        return common(self._snapshot)

    @property
    def emergency(self) -> Emergency:
        """The emergency mode that staff switched on, or that it is off."""
        return current_emergency(self.db)

    def ledger(self, key: str) -> Ledger | None:
        """What became of a mailing of this feature; None where there is none of that key."""
        return ledger_of(self.db, f"{self._console.name}:{key}")

    def havens(self) -> Sequence[Haven]:
        """Places to flee to or to stay at, of every feature that keeps some, as they are now."""
        return havens_of(self._service.registry.features.values(), self._snapshot, self.db)

    @property
    def service(self) -> Service:
        """The process's parts, for pages that send messages or ask other parts."""
        return self._service

    def rehearsal(self) -> AbstractContextManager[Rehearsal[W]]:
        """The feature's jobs on a database that is thrown away: what would happen, without its happening.

        Takes a second or two; in a page that takes a form, call it from `before`.
        """
        feature, library = self._console.feature, self._service.library
        return rehearsal_of(feature, library, self.now)

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is set, so that jobs can send e-mail to other organisations."""
        return self._service.postman is not None

    @property
    def residence(self) -> Residence:
        """The city's districts and towns."""
        return common(self._snapshot).residence

    @property
    def topics(self) -> Sequence[Topic]:
        """The kinds of news that citizens choose among."""
        return common(self._snapshot).topics

    @property
    def holidays(self) -> Holidays:
        """The national holidays, from content/platform/holidays.csv."""
        return common(self._snapshot).holidays

    @property
    def quota(self) -> Known | None:
        """How many messages of the month are used, as LINE said last; None if it never did."""
        return known(self.db)

    def mailing(self, key: str) -> Send | None:
        """What became of the feature's mailing of this key, as the ledger has it."""
        return named(self.db, f"{self._console.name}:{key}")

    def send_address(self, send: Send) -> str:
        """The address of a mailing in the ledger."""
        return url_for("sends:show", number=send.id)

    @property
    def audiences(self) -> Audiences:
        """Finds whom an `Audience` means at this moment."""
        topics = common(self._snapshot).topics
        return Audiences(topics, self._service.registry.criteria(), self.now)

    def colleagues(
        self, roles: Collection[Role] = EVERYONE, *, gone: bool = False
    ) -> dict[str, str]:
        """Names of staff by their e-mail addresses; with `gone`, also of those who are not any more."""
        found = accounts.everybody(self.db)
        return {
            one.email: one.name
            for one in found
            if gone or (one.active and not one.roles.isdisjoint(roles))
        }

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given.

        Raises:
            Unavailable: it made nothing.
        """
        feature = self._console.feature
        if load is not feature.content:
            raise LookupError(f"{feature.name} does not load its content with {load!r}")
        if (data := self._snapshot.data.get(feature.name)) is None:
            raise Unavailable(feature.name)
        return cast(C, data)

    def asked(self, name: str) -> str:
        """A parameter of the address, at most 200 characters."""
        return request.args.get(name, "").strip()[:LONGEST_WORDS]

    def asked_numbers(self, name: str, most: int) -> list[int]:
        """The whole numbers that a parameter of the address names, each once, as many as `most`."""
        given = dict.fromkeys(request.args.getlist(name))
        return [int(one) for one in given if re.fullmatch(r"[0-9]{1,18}", one)][:most]

    def address(self, page: Callable[..., Answer], /, **values: Any) -> str:
        """The address of a page of this console section.

        Args:
            values: the parts of its path, and parameters for the rest of the address.
        """
        return url_for(self._console.page_of(page).endpoint, **values)

    def form(
        self, kind: type[F], /, prefix: str = "", *, choices: Choices | None = None, **initial: Any
    ) -> F:
        """A form: as it was sent, or with these values by field where nothing was sent.

        `form.accepted` says that it was sent and all is right. With several forms on one page each has
        a `prefix`, which is also the name of its button.

        Args:
            choices: what fields offer that is known only now: stored value and label.
        """
        sent = MultiDict([*request.form.items(multi=True), *request.files.items(multi=True)])
        made = kind(sent if self._sent(prefix) else None, prefix=prefix, data=initial)
        _offer(made, choices)
        made.accepted = self._sent(prefix) and made.validate()
        return made

    def filters(self, kind: type[F], *, choices: Choices | None = None) -> F:
        """A form in the address (GET), such as a search; `accepted` where every value is right.

        Fields with choices need a `default`, for addresses that do not name them.
        """
        made = kind(MultiDict(request.args))
        _offer(made, choices)
        made.accepted = made.validate()
        return made

    def sent(self, name: str) -> bool:
        """Whether a form was sent with the button of this name."""
        return request.method == "POST" and name in request.form

    def sent_number(self, name: str) -> int:
        """The whole number that a form was sent with, as a button's value; 0 where it is none."""
        given = request.form.get(name, "")
        return int(given) if re.fullmatch(r"[0-9]{1,18}", given) else 0

    def _sent(self, prefix: str) -> bool:
        return request.method == "POST" and (not prefix or prefix in request.form)

    # -- what it may do

    def audit(
        self,
        act: Act,
        *,
        subject: str,
        summary: str = "",
        before: Mapping[str, object] = _NOTHING,
        after: Mapping[str, object] = _NOTHING,
    ) -> None:
        """Write into the audit log, in the transaction of this request.

        Args:
            subject: what it was done to, as "road_report:123".
            summary: a Japanese sentence without personal data; the act's title by default.
            before, after: values by name. Those that stayed the same are left out; what tells of a
                person is given as `Personal(value)`, and written masked.
        """
        self.entries.append(Entry(act, subject, summary, before, after))

    def personal(self, value: str, *, of: str) -> str:
        """A person's data as this member of staff may see it; that they saw it is logged.

        Args:
            of: what it belongs to, as "road_report:123".
        """
        if not self.staff.has_one_of(self._page.personal):
            return Personal(value).masked
        if value and of not in self._seen:
            self._seen.add(of)
            self.entries.append(Entry(VIEWED, of, "", after={"page": request.path}))
        return value

    def note(self, write: Callable[[Connection], None]) -> None:
        """Write something small that looking at a page brings about, such as that it was read.

        It is written after the page is made, in a transaction of its own; not for what a form does.
        """
        self.notes.append(write)

    # -- what it may answer

    def page(self, template: str, **values: Any) -> Answer:
        """A page made of a template of the section; `visit` is known in it.

        The status is 422 where a form was sent and not taken.
        """
        from bot.console.rendering import render  # rendering knows the sections, and they know us

        status = 422 if request.method == "POST" else 200
        body = render(self._console, template, {"visit": self, "page": self._page} | values)
        return Response(body, status, content_type="text/html; charset=utf-8")

    def runs_scripts(self) -> None:
        """The page loads scripts of the console's own (`static_address`)."""
        g.runs_scripts = True

    def draws_messages(self) -> None:
        """The page shows LINE messages as the simulator draws them, see console/preview.html."""
        g.runs_scripts = True

    def stays_fresh(self) -> None:
        """The page replaces its part marked `data-live` every few seconds, see console/static/live.js."""
        g.runs_scripts = g.fetches = True

    def draws_map(self) -> None:
        """The page shows a map, see console/map.html: scripts of our own, tiles of the city's source."""
        g.map_tiles = self.city.tiles.origin
        g.runs_scripts = True

    def done(self, message: str, page: Callable[..., Answer], **values: Any) -> Answer:
        """A form did its work: say so on the page to which the browser is sent.

        Raises:
            LookupError: nothing was written into the audit log.
        """
        if not self.entries:
            raise LookupError(f"{self._page.endpoint} changed something and did not audit it")
        flash(message, "success")
        return self.redirect(page, **values)

    def redirect(self, page: Callable[..., Answer], **values: Any) -> Answer:
        """Send the browser on to another page of the section."""
        return cast(Answer, redirect(self.address(page, **values), 303))

    def file(self, body: bytes | str, content_type: str, name: str = "") -> Answer:
        """A file; with a name, the browser stores it under that name (ASCII)."""
        made = Response(body, content_type=content_type)
        if name:
            made.headers.set("Content-Disposition", "attachment", filename=name)
        return made

    def missing(self) -> NoReturn:
        """There is no such thing: the page for that, 404."""
        raise NotFound

    @property
    def title(self) -> str:
        """The section's name in the navigation."""
        return self._console.label


def _offer(form: Form, choices: Choices | None) -> None:
    for name, offered in (choices or {}).items():
        field: Any = form[name]
        field.choices = [SelectChoice(*one) for one in offered.items()]
