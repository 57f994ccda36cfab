"""`Visit`: everything a page may know while it answers one request, and how it answers."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from flask import redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.datastructures import FileStorage

from bot.citizens.residence import Residence
from bot.common_content import common
from bot.content import City, Folder, Snapshot
from bot.content.words import fill
from bot.emergency import Emergency
from bot.emergency import current as current_emergency
from bot.feature import W
from bot.line import TransportError
from bot.public.answers import Answer, answer
from bot.public.crowds import is_crowded
from bot.public.style import shared_address, style_address
from bot.service import Service
from bot.talk.words import PlatformWords
from bot.time import JAPAN

if TYPE_CHECKING:
    from bot.public.pages import Pages

C = TypeVar("C")

log = logging.getLogger(__name__)

# A page says "today", so it is not kept for long.
KEEP_PAGE = timedelta(minutes=1)
LONGEST_WORDS = 80


class Unavailable(Exception):
    """The content of the feature could not be read; the visitor is asked to come back."""


class Visit(Generic[W]):
    """One request for a page of one feature.

    Attributes:
        now: in the city's time zone.
        media: the kit for photos.
    """

    def __init__(self, pages: Pages[W], service: Service) -> None:
        self._pages, self._service, self._database = pages, service, service.database
        self.media = service.media
        self._snapshot: Snapshot = service.library.current
        self.now: datetime = service.clock().astimezone(JAPAN)

    # -- what a page may know

    @property
    def city(self) -> City:
        """The city, from content/city.yaml."""
        return self._snapshot.city

    @property
    def words(self) -> W:
        """The feature's sentences, from content/<feature>/words.yaml. Raises Unavailable."""
        return cast(W, self._words(self._pages.feature.name))

    @property
    def contact(self) -> str:
        """Whom to ask: the city's number where it is known."""
        phone = self.city.phone
        if phone:
            return fill(self.common.contact_phone, phone=phone)
        return self.common.contact_desk

    @property
    def common(self) -> PlatformWords:
        """The platform's own sentences, from content/platform/words.yaml. Raises Unavailable."""
        return cast(PlatformWords, self._words("platform"))

    @property
    def residence(self) -> Residence:
        """The city's districts and towns, to find what an address or a point means."""
        return common(self._snapshot).residence

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for reading the feature's tables."""
        with self._database.read() as connection:
            yield connection

    def emergency(self, connection: Connection) -> Emergency:
        """The emergency mode that staff switched on, or that it is off."""
        return current_emergency(connection)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction for what is merely counted: a power cut may lose it."""
        with self._database.write(durable=False) as connection:
            yield connection

    @contextmanager
    def record(self) -> Iterator[Connection]:
        """A transaction for what the visitor was promised: committed, and on the disk, at its end."""
        with self._database.write() as connection:
            yield connection

    def crowded(self, connection: Connection, form: str, *, times: int = 1, who: str = "") -> bool:
        """Count a form that is about to be kept; True if too many came from one address within the hour.

        FORM_LIMIT says how many are fine. In an emergency many stand in one shelter and use its Wi-Fi, so ten
        times as many are. Where a form must never be refused, the answer is a mark for staff.

        Args:
            connection: of the transaction that keeps the form.
            times: how much more generous this form is than others.
            who: counted instead of the address, where somebody has said who they are.
        """
        name = f"{self._pages.feature.name}.{form}"
        return is_crowded(self._service, connection, name, times, who)

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody wants the page itself, and not only what its headers say."""
        return request.method == "GET"

    @property
    def modified(self) -> datetime:
        """When the content was last changed, UTC."""
        return self._snapshot.modified

    def content(self, load: Callable[[Folder], C]) -> C:
        """What `load` made of content/<feature>/; `load` is the function the feature was given.

        Raises:
            Unavailable: it made nothing.
        """
        feature = self._pages.feature
        if load is not feature.content:
            raise LookupError(f"{feature.name} does not load its content with {load!r}")
        if (data := self._snapshot.data.get(feature.name)) is None:
            raise Unavailable(feature.name)
        return cast(C, data)

    def asked(self, name: str, longest: int = LONGEST_WORDS) -> str:
        """What the visitor typed or chose: a parameter of the address, cut to so many characters."""
        return request.args.get(name, "").strip()[:longest]

    def sent(self, name: str, longest: int = LONGEST_WORDS) -> str:
        """What was typed into a field of a form that was sent, cut to so many characters."""
        return request.form.get(name, "").strip()[:longest]

    def chosen(self, name: str) -> list[str]:
        """What was chosen in the fields of this name, each cut to 80 characters."""
        return [value.strip()[:LONGEST_WORDS] for value in request.form.getlist(name)]

    def fields(self) -> list[tuple[str, str]]:
        """Every field of the form that was sent, as it came."""
        return list(request.form.items(multi=True))

    def files(self, name: str) -> list[FileStorage]:
        """The files that were sent in the fields of this name; empty fields send none."""
        return [file for file in request.files.getlist(name) if file.filename]

    def header(self, name: str) -> str:
        """A header of the request; "" where it has none."""
        return request.headers.get(name, "")

    def address(self, page: Callable[..., Answer], /, *, full: bool = False, **values: Any) -> str:
        """The address of a page of this feature; with `full`, with the host.

        Args:
            values: the parts of its path, and parameters for the rest of the address.
        """
        return url_for(self._pages.endpoint(page), _external=full, **values)

    def shared(self, name: str) -> str:
        """The address of a file that pages share, such as "map.js"."""
        return shared_address(name)

    def static(self, name: str) -> str:
        """The address of a file in static/ beside the feature's pages."""
        return url_for(self._pages.endpoint_of_files, name=name, v=self._pages.version_of(name))

    @property
    def liff(self) -> str:
        """The id of our page inside LINE; "" where the city has none."""
        return self._service.settings.liff_id

    def identify(self, id_token: str) -> str | None:
        """The citizen that LINE gave an ID token of LIFF to; None if LINE does not vouch for it.

        What the browser says of itself is never believed. The token must be of our own channel.
        """
        if not self.liff or not id_token:
            return None
        try:
            return self._service.line.whose(id_token, self.liff.partition("-")[0])
        except TransportError:
            log.warning("LINE could not be asked whose an ID token is")
            return None

    # -- what a page may answer

    def page(
        self, template: str, *, status: int = 200, keep: timedelta = KEEP_PAGE, **values: Any
    ) -> Answer:
        """A page made of a template of the feature; `visit` and `city` are known in it.

        Args:
            keep: how long a cache may keep it.
        """
        return answer(self._render(template, values), _HTML, keep, status=status)

    def data(self, value: object, keep: timedelta = timedelta(0)) -> Answer:
        """A value as JSON, made anew for each request."""
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return answer(body, "application/json; charset=utf-8", keep)

    def body(
        self,
        content: bytes | str,
        content_type: str,
        *,
        status: int = 200,
        keep: timedelta = timedelta(0),
    ) -> Answer:
        """Bytes or text of any type, made anew for each request."""
        return answer(content, content_type, keep, status=status)

    def file(
        self,
        content_type: str,
        keep: timedelta,
        key: Hashable,
        make: Callable[[], bytes],
    ) -> Answer:
        """A file that takes long to make, so it is made once for this content and this `key`.

        Args:
            keep: how long a cache may keep it.
        """
        whole = (self._snapshot.version, self._snapshot.modified, key)
        packed = self._pages.kept.get(whole, make)
        return answer(packed.body, content_type, keep, etag=packed.etag)

    def texts(self, template: str) -> Any:
        """The macros of a template of the feature, for words outside of pages."""
        return self._pages.templates.get_template(template).module

    def redirect(self, page: Callable[..., Answer], **values: Any) -> Answer:
        """Send the visitor on to another page of the feature, this time only.

        After a form has been sent, so that reloading the page does not send it again.
        """
        status = 303 if request.method == "POST" else 302
        return cast(Answer, redirect(self.address(page, **values), status))

    def leave(self, address: str) -> Answer:
        """Send the visitor to another site, this time only.

        Raises:
            ValueError: the address is not one of the web.
        """
        if not address.startswith(("https://", "http://")):
            raise ValueError("no address of the web")
        made = cast(Answer, redirect(address, 302))
        made.headers["Cache-Control"] = "no-store"
        return made

    # -- inner workings

    def _words(self, name: str) -> object:
        if name not in self._snapshot.words:
            raise Unavailable(name)
        return self._snapshot.words[name]

    def _render(self, template: str, values: dict[str, Any]) -> str:
        known = {"visit": self, "city": self.city, "style": style_address()}
        return self._pages.templates.get_template(template).render(known | values)


_HTML = "text/html; charset=utf-8"
